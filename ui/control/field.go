package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
)

// Field is one line of text that is no secret, under its label.
type Field struct {
	widget.BaseWidget
	caption
	entry *entry

	// OnChanged hears every change, OnSubmitted Enter. Without OnSubmitted, Enter goes on to the page.
	OnChanged   func(string)
	OnSubmitted func(string)
	// Autocomplete is the HTML autofill token, InputMode HTML's inputmode (text, numeric, email, tel).
	Autocomplete, InputMode string
	Required                bool
}

// NewField makes an empty field.
func NewField(label string) *Field {
	f := &Field{caption: newCaption(label)}
	f.entry = newEntry(f)
	f.stack(f.entry)
	f.ExtendBaseWidget(f)
	return f
}

// Text gives what stands in the field.
func (f *Field) Text() string { return f.entry.Text }

// SetText replaces it, as typing would.
func (f *Field) SetText(s string) { f.entry.SetText(s) }

// SetHint shows a line under the field; empty: none.
func (f *Field) SetHint(words string) {
	was := f.hint.Visible()
	f.setHint(words)
	f.Refresh()
	if was != f.hint.Visible() {
		regrow(f)
	}
}

// SetError says what is wrong with what stands in the field; empty: nothing.
func (f *Field) SetError(words string) {
	f.setWrong(words)
	f.Refresh()
}

// SetLabel changes the label.
func (f *Field) SetLabel(words string) { f.label.SetText(words) }

// SetOff turns typing off or on.
func (f *Field) SetOff(off bool) {
	if off {
		f.entry.Disable()
		return
	}
	f.entry.Enable()
}

// Focus gives where typing goes.
func (f *Field) Focus() fyne.Focusable { return f.entry }

// Describe says nothing: the textbox inside does.
func (f *Field) Describe() a11y.Node { return a11y.Node{} }

// Parts are the textbox and what is wrong with it.
func (f *Field) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{f.all} }

// CreateRenderer is for Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return drawAround(f, f.all) }
