package wizard

import (
	"fyne.io/fyne/v2"

	"vestibule/app/problem"
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
	// Focus gives where typing goes at first; nil: the title.
	Focus func() fyne.Focusable
	// Notice is what is wrong or worth knowing; nil: nothing.
	Notice *Notice
	// Busy names what is awaited; empty: nothing. Next is off meanwhile, Stop and Back are not.
	Busy string
	Stop func()
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

// Action is a way on.
type Action struct {
	Label  string
	Do     func()
	Danger bool
	// Off: shown, not to be pressed now; Why says why.
	Off bool
	Why string
}

// Notice is a panel under the title: what happened, why, and the button that fixes it.
type Notice struct {
	Tone   Tone
	Title  string
	Detail string
	Fix    *Action
	// More are further ways on, folded under "More ways".
	More []Action
	// Reference is small: what to read out to a person.
	Reference string
	// Problem is where the notice came from, for the packet; nil where it is no problem.
	Problem *problem.Problem
	// Countdown stands in the panel; nil: none.
	Countdown fyne.CanvasObject
}

// Tone is how a notice looks, with icon and word: colour is never the only cue.
type Tone uint8

// The tones.
const (
	Info Tone = iota
	Good
	Warning // something runs out
	Bad     // something is lost
)
