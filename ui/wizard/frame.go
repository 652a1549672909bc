package wizard

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/mobile"

	"vestibule/ui/a11y"
	"vestibule/ui/control"
	"vestibule/ui/look"
)

// FrameConfig is what a frame is made with.
type FrameConfig struct {
	// Canvas is the one the frame is shown on: it tells the frame Enter and Escape, and moves the focus.
	Canvas fyne.Canvas
	Words  FrameWords
}

// FrameWords are the frame's own words.
type FrameWords struct {
	Back, Stop string
	Step       func(at, of int) string // "Step 2 of 4"
	Side       string                  // names the panel beside the column, for who cannot see it
	Notice     control.NoticeWords
}

// Frame draws one Page at a time. Its methods are for the UI thread.
type Frame struct {
	cfg    FrameConfig
	page   Page
	shown  bool
	form   Form   // Automatic, or what is forced
	pinned pinned // what stands at the bottom edge

	root   *fyne.Container
	banner *fyne.Container // over the whole width
	roof   *fyne.Container // where the banner stands when it scrolls with the page
	who    *fyne.Container // whose record it is, under the banner
	edge   *fyne.Container // the same along the window's side
	scroll *container.Scroll
	inset  *inset
	column *fyne.Container
	bottom *fyne.Container // what is pinned
	main   *control.Landmark
	aside  *fyne.Container
	side   *fyne.Container

	top, body, foot *fyne.Container
	head            heading
	ways            ways

	// sent: Next was pressed, and what came of it has not been shown yet.
	sent bool
	// wrong: a field was marked at the last Show.
	wrong bool
}

// New makes an empty frame.
func New(cfg FrameConfig) *Frame {
	f := &Frame{cfg: cfg, inset: new(inset)}
	f.top, f.body, f.foot = control.Column(0), control.Column(0), control.Column(0)
	f.banner, f.roof, f.side = control.Column(0), control.Column(0), control.Column(look.Section)
	f.who, f.edge = control.Column(0), container.NewStack()
	f.head = newHeading(cfg.Words, f.back)
	f.ways = newWays(cfg.Words.Stop, f.next, f.stop)
	f.column = control.Column(look.Section, f.top, f.head.all, f.body, f.ways.all, f.foot)
	f.scroll = container.NewVScroll(container.New(f.inset, f.roof, f.column))
	f.scroll.OnScrolled = func(fyne.Position) { f.tellSight() }
	f.bottom = control.Column(0)
	f.aside = container.NewStack(control.NewSheet(cfg.Words.Side, f.side))
	f.main = control.NewMain(container.NewWithoutLayout(f.scroll, f.bottom))
	f.root = container.New((*arrangement)(f), f.banner, f.who, f.main, f.aside, f.edge)
	return f
}

// Object is what to put into the window.
func (f *Frame) Object() fyne.CanvasObject { return f.root }

// SetBanner puts something over the whole width at the very top, such as the demo plan's; nil: nothing.
func (f *Frame) SetBanner(o fyne.CanvasObject) {
	f.roof.Objects = nil
	f.fill(f.banner, o)
}

// SetWhose puts over every page whose record is on screen, where it is not the member's own, and along the edge of the window;
// nil: it is. Unlike the banner it never scrolls away.
func (f *Frame) SetWhose(bar, edge fyne.CanvasObject) {
	put(f.edge, edge)
	f.fill(f.who, bar)
}

// SetTop puts something over every page, such as the plan's name and mark; nil: nothing.
func (f *Frame) SetTop(o fyne.CanvasObject) { f.fill(f.top, o) }

// SetSide puts something on the quiet panel beside the column, which only the wide form has; nil: no panel.
func (f *Frame) SetSide(o fyne.CanvasObject) { f.fill(f.side, o) }

func (f *Frame) fill(slot *fyne.Container, o fyne.CanvasObject) {
	put(slot, o)
	f.root.Refresh()
}

// put makes o all that is in a slot, and hides a slot with nothing in it.
func put(slot *fyne.Container, o fyne.CanvasObject) {
	slot.Objects, slot.Hidden = nil, o == nil
	if o != nil {
		slot.Objects = []fyne.CanvasObject{o}
	}
}

// Show draws a page. The same key keeps the body with all that was typed, and the focus; another key builds it anew, and
// the focus goes where the page says.
func (f *Frame) Show(p Page) {
	anew := !f.shown || p.Key != f.page.Key
	answered := !anew && f.answers(p)
	before := f.held()
	f.page, f.shown = p, true
	if anew {
		f.build()
	}
	if p.Update != nil {
		p.Update()
	}
	f.head.show(p, anew)
	f.ways.show(p, anew)
	put(f.foot, p.Foot)
	f.root.Refresh()
	f.cfg.Canvas.SetOnTypedKey(f.typedKey)
	f.moveFocus(anew)
	switch {
	case answered:
		a11y.Reveal(f.cfg.Canvas, f.head.notice)
	case !anew:
		f.hold(before)
	}
	f.tellSight()
}

// answers reports that p's notice is what came of something the member did: it has to be seen, though the button for it
// may be far below. A notice that comes by itself scrolls nothing away.
func (f *Frame) answers(p Page) bool {
	before, now := f.page.Notice, p.Notice
	if now == nil || p.Busy != "" || !f.sent && f.page.Busy == "" {
		return false
	}
	return now.Tone != Info || before == nil || before.Title != now.Title
}

// build makes the body of a new key and starts at its top.
func (f *Frame) build() {
	f.sent, f.wrong = false, false
	f.cfg.Canvas.Unfocus()
	f.scroll.ScrollToTop()
	if f.page.Body == nil {
		put(f.body, nil)
		return
	}
	put(f.body, f.page.Body())
}

// typedKey hears what no control has a use for: Enter is Next, Escape (on a phone the back gesture) is Back.
func (f *Frame) typedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		f.next()
	case fyne.KeyEscape, mobile.KeyBack:
		f.back()
	}
}

func (f *Frame) next() {
	n := f.page.Next
	if n == nil || n.Off || n.Do == nil || f.page.Busy != "" {
		return
	}
	f.sent = true
	n.Do()
}

func (f *Frame) back() {
	if f.page.Back != nil {
		f.page.Back()
	}
}

func (f *Frame) stop() {
	if f.page.Stop != nil {
		f.page.Stop()
	}
}
