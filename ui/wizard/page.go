package wizard

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/control"
)

// Page is one step on screen, as data. The frame draws it and alone owns title, progress, notice, busy state, focus,
// Enter and Escape, the disabled look, touch sizes and the narrow and wide arrangement.
type Page struct {
	// Key: same key, same page, other mood. When only notice, busy or countdown change, the body is kept: typed text,
	// caret and focus survive.
	Key   string
	Title string
	Lead  string
	// Body makes the body once a key; nil: none. Update is called on every show, also the first, to bring the kept body
	// up to date; nil: nothing to update.
	Body   func() fyne.CanvasObject
	Update func()
	// Long is the part of the body that is too long to be drawn whole; nil: there is none.
	Long Long
	// Focus gives where typing goes at first; nil: the first thing to type into or to choose, if there is one.
	Focus func() fyne.Focusable
	// Notice is what is wrong or worth knowing; nil: nothing.
	Notice *Notice
	// Busy names what is awaited; empty: nothing. Next is off meanwhile, Stop and Back are not.
	Busy string
	Stop func()
	// Longer is said of a wait that lasts: how long it usually takes, what else can be done. Empty: nothing yet.
	Longer string
	// Next is the one filled button; Others are the quieter ways on, in order.
	Next   *Action
	Others []Action
	// Back leads to the earlier step; nil: there is none.
	Back func()
	// At and Of are the place in the journey; 0: not told.
	At, Of int
	// Foot stands under everything: emergency sentence and nurse line where a member is locked out.
	Foot fyne.CanvasObject
}

// Long is a part of a page that draws only what can be seen of it: a list of thousands. It stands in columns alone.
type Long interface {
	fyne.CanvasObject
	// SetSight tells which part of it the window shows, from its own top. It may be none.
	SetSight(top, bottom float32)
}

// A notice is drawn by a control, so its parts are named there; a page is written with these names alone.
type (
	// Action is a way on.
	Action = control.Action
	// Notice is a panel under the title: what happened, why, and the button that fixes it.
	Notice = control.Notice
	// Tone is how a notice looks, with icon and word: colour is never the only cue.
	Tone = control.Tone
)

// The tones.
const (
	Info    = control.Info
	Good    = control.Good
	Warning = control.Warning // something runs out
	Bad     = control.Bad     // something is lost
)
