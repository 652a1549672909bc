package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/app/secret"
	"vestibule/ui/a11y"
)

// CodeField is a one-time code of digits under its label. Spaces and dashes of a pasted code are dropped.
type CodeField struct {
	widget.BaseWidget
	caption
	box *codeBox

	// OnChanged hears every change, OnComplete the last digit, OnSubmitted Enter. Without OnSubmitted, Enter goes on to
	// the page.
	OnChanged   func()
	OnComplete  func()
	OnSubmitted func()
}

// NewCodeField makes an empty one for so many digits, at least 1.
func NewCodeField(label string, digits int) *CodeField {
	f := &CodeField{caption: newCaption(label)}
	f.box = newCodeBox(f, max(digits, 1))
	f.box.changed, f.box.submitted = f.onChanged, f.onSubmitted
	f.stack(f.box)
	f.ExtendBaseWidget(f)
	return f
}

// WithPaste adds a button that types what the clipboard holds, where there is no keyboard to do it, and gives the field
// back.
func (f *CodeField) WithPaste(label string) *CodeField {
	f.addPaste(label, f.box.Paste)
	return f
}

// Take gives a copy of the digits, the caller's to clear.
func (f *CodeField) Take() secret.Bytes { return secret.Copy(f.box.line.text) }

// Len is the number of digits typed.
func (f *CodeField) Len() int { return f.box.line.count() }

// Set makes the digits in b what stands in the field, as pasting would. b stays the caller's to clear.
func (f *CodeField) Set(b []byte) { f.box.replace(b) }

// Clear erases the digits.
func (f *CodeField) Clear() {
	f.box.line.erase()
	f.box.tell()
}

// SetHint shows a line under the field; empty: none.
func (f *CodeField) SetHint(words string) {
	f.setHint(words)
	f.Refresh()
}

// SetError says what is wrong with the code; empty: nothing.
func (f *CodeField) SetError(words string) {
	f.setWrong(words)
	f.Refresh()
}

// SetOff turns typing off or on.
func (f *CodeField) SetOff(off bool) {
	if off {
		f.box.Disable()
		return
	}
	f.box.Enable()
}

// Focus gives where typing goes.
func (f *CodeField) Focus() fyne.Focusable { return f.box }

// Describe says nothing: the textbox inside does.
func (f *CodeField) Describe() a11y.Node { return a11y.Node{} }

// Parts are the textbox and what is wrong with it.
func (f *CodeField) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{f.all} }

// CreateRenderer is for Fyne.
func (f *CodeField) CreateRenderer() fyne.WidgetRenderer { return drawAround(f, f.all) }

func (f *CodeField) onChanged() {
	if f.OnChanged != nil {
		f.OnChanged()
	}
	if f.OnComplete != nil && f.box.line.count() == f.box.most {
		f.OnComplete()
	}
}

func (f *CodeField) onSubmitted() bool {
	if f.OnSubmitted == nil {
		return false
	}
	f.OnSubmitted()
	return true
}
