package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/app/secret"
	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// SecretWords are a SecretField's words.
type SecretWords struct {
	Label string
	// Show and Hide stand on the button that shows what was typed; ShowIt and HideIt are spoken for it and contain them
	// ("Show password").
	Show, Hide     string
	ShowIt, HideIt string
	Hints          SecretHints
}

// SecretField is a password under its label. What is typed stays in one erasable buffer: Fyne's entry leaves copies of
// it in memory.
type SecretField struct {
	widget.BaseWidget
	caption
	box    *secretBox
	toggle *Button
	slip   *Text
	slipAt *fyne.Container
	words  SecretWords
	// bare: what is typed is seen from the start.
	bare bool

	// OnChanged hears every change, OnSubmitted Enter. Without OnSubmitted, Enter goes on to the page.
	OnChanged   func()
	OnSubmitted func()
	// Autocomplete is current-password or new-password.
	Autocomplete string
}

// NewSecretField makes an empty one, autocomplete current-password.
func NewSecretField(words SecretWords) *SecretField {
	f := &SecretField{caption: newCaption(words.Label), words: words, Autocomplete: "current-password"}
	f.box = newSecretBox(f)
	f.box.changed, f.box.submitted = f.onChanged, f.onSubmitted
	f.toggle = NewButton(words.Show, Plain, f.flip).WithIcon("eye").Fitted().AsWideAs(words.Hide).Saying(words.ShowIt)
	f.slip = newText("", look.Small, look.RunsOut).As(a11y.Status)
	f.slipAt = Beside(NewIcon("warning", look.RunsOut), f.slip)
	f.slipAt.Hide()
	f.stack(Ends(f.box, f.toggle), f.slipAt)
	f.ExtendBaseWidget(f)
	return f
}

// WithPaste adds a button that types what the clipboard holds, where there is no keyboard to do it, and gives the field
// back.
func (f *SecretField) WithPaste(label string) *SecretField {
	f.addPaste(label, f.box.Paste)
	return f
}

// Bare shows what is typed from the start, and gives the field back: a code that works once is of no use to who looks over a
// shoulder, and has to be compared with what stands in a message. It is pasted whole: a paste replaces what stood there.
func (f *SecretField) Bare() *SecretField {
	f.bare, f.box.whole = true, true
	f.conceal(false)
	return f
}

// Take gives a copy of what was typed, the caller's to clear.
func (f *SecretField) Take() secret.Bytes { return secret.Copy(f.box.line.text) }

// Len is the number of characters typed.
func (f *SecretField) Len() int { return f.box.line.count() }

// Set makes a copy of b what stands in the field, as typing would. b stays the caller's to clear.
func (f *SecretField) Set(b []byte) { f.box.replace(b) }

// Clear erases what was typed, and hides what comes next unless the field is bare.
func (f *SecretField) Clear() {
	f.box.line.erase()
	f.box.caps = false
	f.conceal(!f.bare)
	f.box.tell()
}

// SetHint shows a line under the field; empty: none.
func (f *SecretField) SetHint(words string) {
	f.setHint(words)
	f.Refresh()
}

// SetError says what is wrong with what was typed; empty: nothing.
func (f *SecretField) SetError(words string) {
	f.setWrong(words)
	f.Refresh()
}

// SetOff turns typing off or on.
func (f *SecretField) SetOff(off bool) {
	if off {
		f.box.Disable()
		return
	}
	f.box.Enable()
}

// Focus gives where typing goes.
func (f *SecretField) Focus() fyne.Focusable { return f.box }

// Describe says nothing: the textbox inside does.
func (f *SecretField) Describe() a11y.Node { return a11y.Node{} }

// Parts are the textbox, the button that shows it, the slip and what is wrong.
func (f *SecretField) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{f.all} }

// CreateRenderer is for Fyne.
func (f *SecretField) CreateRenderer() fyne.WidgetRenderer { return drawAround(f, f.all) }

// flip shows what is hidden, hides what is shown.
func (f *SecretField) flip() { f.conceal(f.box.shown) }

func (f *SecretField) conceal(hide bool) {
	f.box.shown = !hide
	label, other, said, icon := f.words.Show, f.words.Hide, f.words.ShowIt, "eye"
	if f.box.shown {
		label, other, said, icon = f.words.Hide, f.words.Show, f.words.HideIt, "eye-off"
	}
	f.toggle.name = icon
	f.toggle.AsWideAs(other).Saying(said).SetLabel(label)
	f.box.Refresh()
}

func (f *SecretField) onChanged() {
	slip := f.words.Hints.pick(&f.box.line, f.box.caps)
	if slip != f.slip.Words() {
		f.slip.SetText(slip)
		show(f.slipAt, slip != "")
		regrow(f)
	}
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

func (f *SecretField) onSubmitted() bool {
	if f.OnSubmitted == nil {
		return false
	}
	f.OnSubmitted()
	return true
}
