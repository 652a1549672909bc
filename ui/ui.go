// Package ui shows: the window, and everything in it.
//
// Come here for what is on screen and what a press does. The conversation with a plan is decided in app/flow; a step kind
// is one file here (step_*.go), which makes a wizard.Page of a step. Everything in this package runs on the UI thread;
// what takes time runs in background and comes back through Config.Post. It knows plans only by the ports of app/plan, and
// every sentence comes from assets.
package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/session"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// Config is what main hands over.
type Config struct {
	Window fyne.Window
	Words  *assets.Words
	// Foreign: the language asked for has no words; said once.
	Foreign bool
	Finder  plan.Finder
	Address string // of the plan; empty: the bundled one
	Memory  Memory
	Device  clock.Clock
	// Zone is where times are read.
	Zone *time.Location
	// Post brings a function onto the UI thread; it may be called from any goroutine.
	Post func(func())
	// Open shows an address in the system's browser.
	Open func(address string) error
	// Files brings files in and out; nil: this device has none to give.
	Files Files
	// Version is this app's, Platform its GOOS or "web".
	Version, Platform string
	Form              wizard.Form
	// Display is how the app looks at first; Appear makes it look otherwise, and remembers.
	Display Display
	Appear  func(Display)
	// Want is what the member came for, shown after sign-in; empty: the home.
	Want plan.RecordKind
}

// UI is the program on screen. Its methods are for the UI thread.
type UI struct {
	cfg    Config
	say    say
	frame  *wizard.Frame
	plan   *plan.Plan // nil until one is open
	kept   keeping
	talk   *conversation // nil when nobody is signing in
	keeper *session.Keeper
	// account is who is signed in; the card in it stays readable without a connection.
	account plan.Account
	// owing: a plan was not yet told of a sign-out. wiped: the last session was on a shared device.
	owing, wiped bool
	// want is what to show after sign-in, place what of it is on screen; empty: the home.
	want, place plan.RecordKind
	status      plan.Status

	// statusUnknown: the plan's status could not be had when it was last asked for.
	statusUnknown bool

	// screen draws what is shown now, over what lies over it for a while (nil: nothing).
	screen, over func() wizard.Page
	drawn        func()
	// closing: the window is gone. closed: the plan knows, too.
	closing bool
	closed  chan struct{}
	// names have signed in since the program began.
	names []string
	clip  *clip
	// plainFoot stands under every page, lockedFoot where the member is locked out.
	plainFoot, lockedFoot fyne.CanvasObject
	display               Display
	// counting: something on the screen counts, so it is drawn again each second.
	counting bool
	stopTick func()
	// visit numbers the screens, so that what comes late for an earlier one is dropped.
	visit  int
	cancel []func() // what is on its way for the present screen
}

// New makes the program; Start shows it.
func New(cfg Config) *UI {
	u := &UI{cfg: cfg, say: say{Words: cfg.Words, zone: cfg.Zone}, want: cfg.Want, display: cfg.Display, drawn: func() {}, closed: make(chan struct{})}
	u.clip = &clip{board: fyne.CurrentApp().Clipboard, device: cfg.Device, post: cfg.Post, blind: cfg.Platform == "web"}
	u.keeper = session.New(session.Config{Post: cfg.Post, OnChange: u.sessionChanged})
	u.frame = u.newFrame()
	cfg.Window.SetContent(u.frame.Object())
	return u
}

// OnDrawn has a function told whenever something else is on screen.
func (u *UI) OnDrawn(drawn func()) { u.drawn = drawn }

// Start opens the plan.
func (u *UI) Start() { u.openPlan(u.cfg.Address) }

// Close ends the conversation and the session: sessions do not outlive the program. Nothing is drawn any more.
func (u *UI) Close() {
	if u.closing {
		return
	}
	u.closing = true
	u.clip.clear()
	u.leaveConversation()
	go u.farewell(u.owedAtClose())
}

// Closed is closed once the plan was told of the end of the session, or could not be. Give it a moment, not more.
func (u *UI) Closed() <-chan struct{} { return u.closed }

// show puts another screen up. What is on its way for the earlier one is dropped when it comes.
func (u *UI) show(screen func() wizard.Page) {
	u.visit++
	for _, cancel := range u.cancel {
		cancel()
	}
	u.cancel, u.over = nil, nil
	u.present(screen)
}

// present draws a screen without leaving the one that is up: another mood of it.
func (u *UI) present(screen func() wizard.Page) {
	u.screen = screen
	u.redraw()
}

func (u *UI) redraw() {
	screen := u.screen
	if u.over != nil {
		screen = u.over
	}
	if screen == nil || u.closing {
		return
	}
	u.counting = false
	p := screen()
	u.surround(&p)
	once(&p)
	u.frame.Show(p)
	u.drawn()
	u.tick()
}

// background asks for something off the UI thread and brings the answer back; an answer for a screen that is gone is
// dropped.
func background[T any](u *UI, ask func(context.Context) (T, error), got func(T, *problem.Problem)) {
	visit := u.visit
	ctx, cancel := context.WithCancel(context.Background())
	u.cancel = append(u.cancel, cancel)
	go func() {
		answer, err := ask(ctx)
		u.cfg.Post(func() {
			if visit == u.visit {
				got(answer, problem.Of(err))
			}
		})
	}()
}

// Want reads what a member came for from an address or a flag: the name of a record kind; anything else is the home.
func Want(name string) plan.RecordKind {
	for _, kind := range plan.RecordKinds() {
		if name == string(kind) {
			return kind
		}
	}
	return ""
}
