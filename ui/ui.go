// Package ui shows: the window, and everything in it.
//
// Come here for what is on screen and what a press does. The conversation with a plan is decided in app/flow; a step kind
// is one file here (step_*.go), which makes a wizard.Page of a step. Everything in this package runs on the UI thread;
// what takes time runs in background and comes back through Config.Post. It knows plans only by the ports of app/plan, and
// every sentence comes from assets.
package ui

import (
	"context"
	"fmt"
	"io"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/clock"
	"vestibule/app/kdf"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/session"
	"vestibule/app/vault"
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
	Address string // of the plan; empty: the one used last, or the bundled one
	// Linked: a link gave the address, and whoever made it may have named any plan. Else who started the program typed it.
	Linked bool
	// Plans is the member's list of plans, and Suggested are those that came with the app; nil: this program opens one plan.
	Plans     Plans
	Suggested []KnownPlan
	Memory    Memory
	Device    clock.Clock
	// Zone is where times are read.
	Zone *time.Location
	// Post brings a function onto the UI thread; it may be called from any goroutine.
	Post func(func())
	// Open shows an address in the system's browser.
	Open func(address string) error
	// Arrivals has a function called, on any goroutine, with each address that comes from outside, which is then the
	// function's to clear, until stop; nil: none comes.
	Arrivals func(func(address secret.Bytes)) (stop func())
	// Leave goes to a page in the place of this one, to which the program belongs, and has a conversation rest; nil: pages open
	// beside the program. Back gives, once, a conversation that was left so and the address that came back; empty: none.
	Leave func(left plan.Left, address string) error
	Back  func() (plan.Left, secret.Bytes)
	// Files brings files in and out; nil: this device has none to give.
	Files Files
	// Paste gives the picture that the member has copied, which is the caller's to clear; nil: this device shows none. OnPaste has
	// a function called, on any goroutine, with each that the system brings by itself; nil: it brings none.
	Paste   func(context.Context) (picture []byte, err error)
	OnPaste func(func(picture []byte, err error))
	// Pictures reads QR codes; KDF stretches passwords, off the UI thread; Chance is where keys come from.
	Pictures Pictures
	KDF      kdf.Deriver
	Chance   io.Reader
	// Version is this app's, Platform its GOOS or "web".
	Version, Platform string
	Form              wizard.Form
	// Display is how the app looks at first; Appear makes it look otherwise, and remembers.
	Display Display
	Appear  func(Display)
	// LockAfter is how long nothing may happen before an open vault locks; LockIn sets it, and remembers.
	LockAfter time.Duration
	LockIn    func(time.Duration)
	// Sleep has a function called, on any goroutine, when the device goes to sleep or has slept; nil: nobody tells.
	Sleep func(func())
	// Want is what the member came for, shown after sign-in; empty: the home.
	Want plan.RecordKind
	// Invitation is the code or link of one that the program was opened with, looked at after sign-in; empty: none.
	Invitation string
}

// UI is the program on screen. Its methods are for the UI thread.
type UI struct {
	// seat is the member at the plan that is on screen; seats are all, that one among them.
	*seat
	seats []*seat
	// known is the member's list of plans, the one used last first; plansUnkept: it could not be kept.
	known       []KnownPlan
	plansUnkept bool
	// elsewhere counts how deep what is done now is for a seat that is not on screen.
	elsewhere int
	cfg       Config
	say       say
	frame     *wizard.Frame
	// vault is what this device keeps, nil where it can keep nothing; vaultWhy says why.
	vault    *vault.Vault
	vaultWhy *problem.Problem
	// gate stands before everything while the vault is shut; nil: nothing does.
	gate *gate
	idle *vault.Idle
	// guarding takes back the next look after the open vault.
	guarding func()
	// firstKept: something is kept now for the first time. offered: the ways to open the vault were offered.
	firstKept, offered bool
	// spent is until when the code that an authenticator of this device makes was given to the plan already.
	spent  map[vault.CodeID]time.Time
	keeper *session.Keeper

	// codes is the list of codes with its pages; nil: not on screen.
	codes *codesPage
	drawn func()
	// dropInto takes the place of a file that is dropped on the page that is shown; nil: the codes do.
	dropInto func(path string)
	// pasteInto takes a picture that is pasted on the page that is shown; nil: it has no use for one.
	pasteInto func(copying)
	// closing: the window is gone. closed: the plans know, too.
	closing bool
	closed  chan struct{}
	// deaf ends the listening for addresses from outside; nil: none come.
	deaf    func()
	clip    *clip
	display Display
	// worn is whose record the window says it shows.
	worn worn
	// counting: something on the screen counts, so it is drawn again each second.
	counting bool
	stopTick func()
}

// New makes the program; Start shows it.
func New(cfg Config) *UI {
	u := &UI{cfg: cfg, say: say{Words: cfg.Words, zone: cfg.Zone}, display: cfg.Display, drawn: func() {}, closed: make(chan struct{}), spent: map[vault.CodeID]time.Time{}}
	u.seat = &seat{want: cfg.Want, invited: cfg.Invitation}
	u.seats = []*seat{u.seat}
	u.readPlans()
	u.clip = &clip{board: fyne.CurrentApp().Clipboard, device: cfg.Device, post: cfg.Post, blind: cfg.Platform == "web"}
	u.keeper = session.New(session.Config{Post: cfg.Post, OnChange: u.sessionChanged})
	u.frame = u.newFrame()
	u.idle = vault.NewIdle(cfg.Device.Now())
	u.idle.After = lockTimes.nearest(cfg.LockAfter)
	u.listenForLock()
	u.listenForArrivals()
	cfg.Window.SetContent(u.frame.Object())
	cfg.Window.SetOnDropped(u.dropped)
	u.listenForPaste()
	return u
}

// OnDrawn has a function told whenever something else is on screen.
func (u *UI) OnDrawn(drawn func()) { u.drawn = drawn }

// Start opens the plan.
func (u *UI) Start() { u.first() }

// Close ends the conversation and the session: sessions do not outlive the program. Nothing is drawn any more.
func (u *UI) Close() {
	if u.closing {
		return
	}
	u.closing = true
	u.stopArrivals()
	u.clip.clear()
	u.forgetCodes()
	u.stopGuard()
	u.atEach(u.leaveConversation)
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
	u.cancel, u.said, u.bared = nil, nil, false
	u.lift()
	u.present(screen)
}

// present draws a screen without leaving the one that is up: another mood of it.
func (u *UI) present(screen func() wizard.Page) {
	u.screen = screen
	u.redraw()
}

func (u *UI) redraw() {
	screen := u.front()
	if screen == nil || u.closing || u.elsewhere > 0 {
		return
	}
	u.counting, u.pasteInto, u.dropInto = false, nil, nil
	p := screen()
	u.surround(&p)
	if u.number > 0 {
		p.Key = fmt.Sprint(u.number, " ", p.Key) // the frame keeps the body of a page of the same key
	}
	if acting, is := u.acting(); is {
		p.Key = string(acting.Subject) + " " + p.Key // nothing of one person's page is another's
	}
	u.dressWhose()
	once(&p)
	u.noteShown(p)
	u.frame.Show(p)
	u.drawn()
	u.tick()
	if u.guarding == nil {
		u.guard() // it may be open now
	}
}

// front is what lies before everything else: a page laid over the present one, a gate, the present one.
func (u *UI) front() func() wizard.Page {
	switch {
	case u.over != nil:
		return u.over
	case u.gate != nil:
		return u.gate.page
	}
	return u.screen
}

// background asks for something off the UI thread and brings the answer back; an answer for a screen that is gone is
// dropped.
func background[T any](u *UI, ask func(context.Context) (T, error), got func(T, *problem.Problem)) {
	visit, post := u.visit, u.poster()
	ctx, cancel := context.WithCancel(context.Background())
	u.cancel = append(u.cancel, cancel)
	go func() {
		answer, err := ask(ctx)
		post(func() {
			if visit == u.visit {
				got(answer, problem.Of(err))
			}
		})
	}()
}

// work does something slow that leaving the screen does not end; stop does, and what comes of it then is dropped.
func (u *UI) work(do func(context.Context) error, done func(*problem.Problem)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	post := u.poster()
	go func() {
		err := do(ctx)
		stopped := err != nil && ctx.Err() != nil
		cancel()
		post(func() {
			if !stopped && !u.closing {
				done(problem.Of(err))
			}
		})
	}()
	return cancel
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
