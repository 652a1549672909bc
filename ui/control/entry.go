package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// entry is the textbox of a Field: Fyne's, which knows selection and undo, with our ring, our keys and a description.
type entry struct {
	widget.Entry
	of      *Field
	focused bool
}

func newEntry(of *Field) *entry {
	e := &entry{of: of}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	e.OnChanged = func(s string) {
		if of.OnChanged != nil {
			of.OnChanged(s)
		}
	}
	return e
}

// Describe says it is a textbox and what stands in it.
func (e *entry) Describe() a11y.Node {
	return e.of.describe(a11y.Node{
		Role: a11y.Textbox, Value: e.Text, Required: e.of.Required,
		Disabled: e.Disabled(), Focusable: !e.Disabled(), Focused: e.focused,
		Autocomplete: e.of.Autocomplete, InputMode: e.of.InputMode, Caret: e.CursorColumn,
		SetText: e.SetText, Submit: func() { e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) },
	})
}

// FocusGained shows the ring and scrolls into view.
func (e *entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	e.Refresh()
	reveal(e.of)
}

// FocusLost hides the ring.
func (e *entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	e.Refresh()
}

// TypedRune types, and brings the field into sight should it have been scrolled away.
func (e *entry) TypedRune(r rune) {
	reveal(e.of)
	e.Entry.TypedRune(r)
}

// TypedKey submits on Enter, hands Escape on, and leaves the rest to Fyne.
func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyEscape, isEnter(ev.Name) && e.of.OnSubmitted == nil:
		passOn(e, ev)
	case isEnter(ev.Name):
		e.of.OnSubmitted(e.Text)
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut hands the app's own on, and leaves those of editing to Fyne.
func (e *entry) TypedShortcut(cut fyne.Shortcut) {
	if _, ours := cut.(*desktop.CustomShortcut); ours {
		passShortcut(e, cut)
		return
	}
	e.Entry.TypedShortcut(cut)
	passPicture(e, cut)
}

// Keyboard says which keyboard a phone shows.
func (e *entry) Keyboard() mobile.KeyboardType {
	if e.of.InputMode == "numeric" || e.of.InputMode == "tel" {
		return mobile.NumberKeyboard
	}
	return mobile.SingleLineKeyboard
}

// MinSize is never lower than a finger.
func (e *entry) MinSize() fyne.Size {
	least := e.Entry.MinSize()
	return fyne.NewSize(max(least.Width, look.Target), max(least.Height, look.Target+4))
}

// CreateRenderer puts our edge and ring around Fyne's drawing.
func (e *entry) CreateRenderer() fyne.WidgetRenderer {
	r := &ringed{WidgetRenderer: e.Entry.CreateRenderer(), entry: e, surface: newSurface()}
	r.box.CornerRadius = look.Inside
	r.paintEdge()
	return r
}

// ringed is Fyne's drawing of an entry with our edge over its own, which knows no "wrong", and our focus ring.
type ringed struct {
	fyne.WidgetRenderer
	entry *entry
	surface
}

func (r *ringed) Objects() []fyne.CanvasObject {
	return append(r.WidgetRenderer.Objects(), r.box, r.ring)
}

func (r *ringed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.surface.place(fyne.Position{}, size)
}

func (r *ringed) Refresh() {
	r.WidgetRenderer.Refresh()
	r.paintEdge()
}

func (r *ringed) paintEdge() {
	edge := r.entry.of.edge(r.entry.focused)
	r.surface.paint(look.From(r.entry.Theme()), "", edge, r.entry.focused)
}
