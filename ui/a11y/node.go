package a11y

import "fyne.io/fyne/v2"

// Role is what a thing is to who cannot see it. The words are ARIA's (WAI-ARIA 1.2).
type Role string

// The roles our pages use.
const (
	Window      Role = "window"
	Main        Role = "main"
	Navigation  Role = "navigation"
	Region      Role = "region"
	Button      Role = "button"
	Checkbox    Role = "checkbox"
	Radio       Role = "radio"
	RadioGroup  Role = "radiogroup"
	Textbox     Role = "textbox"
	Text        Role = "text"
	Heading     Role = "heading"
	Link        Role = "link"
	List        Role = "list"
	ListItem    Role = "listitem"
	Status      Role = "status"
	Alert       Role = "alert"
	Timer       Role = "timer"
	Progressbar Role = "progressbar"
	Image       Role = "img"
)

// Node is one thing on screen: what it is, what it is called, how it stands, and what can be done with it. Its functions
// run on the UI thread.
type Node struct {
	Role        Role
	Name        string
	Value       string // never of a password: Bullets there
	Description string
	Level       int // of a heading, from 1
	// Position and Of number a list item or radio, from 1; 0: not told.
	Position, Of int

	Disabled, Focusable, Focused bool
	Checkable, Checked           bool
	Expandable, Expanded         bool
	Invalid, Required            bool
	// Live: changes are spoken; Atomic parts are spoken whole. Status and Alert are live by themselves.
	Live bool

	// For a Textbox.
	Password     bool
	Bullets      int    // characters in a password
	Autocomplete string // HTML autofill token: username, current-password, new-password, one-time-code
	InputMode    string // HTML inputmode: text, numeric, email
	Placeholder  string
	Caret        int // in characters

	// Press does what a tap would; SetText replaces a textbox's text, SetSecret a password's (the callee owns the bytes
	// and clears them).
	Press     func()
	SetText   func(string)
	SetSecret func([]byte)
	// Submit is Enter in a textbox.
	Submit func()
	// SetCaret moves a textbox's caret, in characters; nil: it stays where SetText leaves it.
	SetCaret func(int)

	// Filled in by the tree, not by the control.
	ID       int
	Object   fyne.CanvasObject
	Pos      fyne.Position // in the window
	Size     fyne.Size
	Sight    Box // what of it is not scrolled away
	Children []*Node
}

// Box is a place in the window. The zero Box is nowhere.
type Box struct {
	Pos  fyne.Position
	Size fyne.Size
}

// Describer is a control that says what it is. Every control of ui/control is one; what is not and is no container is
// decoration.
type Describer interface {
	fyne.CanvasObject
	// Describe gives the node without its place and children. An empty role means: only what is inside counts.
	Describe() Node
}

// Holder is a control with parts that count by themselves.
type Holder interface {
	fyne.CanvasObject
	// Parts gives them in reading order. They are laid out from the holder's own corner, as what a renderer draws is; parts
	// that sit deeper are given by the container they sit in.
	Parts() []fyne.CanvasObject
}
