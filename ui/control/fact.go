package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Fact is something to read: what it is, small, above what it says.
type Fact struct {
	widget.BaseWidget
	label, value *Text
	said         string // spoken instead of the value; empty: the value
	all          *fyne.Container
}

// NewFact makes one.
func NewFact(label, value string) *Fact {
	f := &Fact{label: NewSmall(label), value: NewText(value)}
	f.all = Column(0, f.label, f.value)
	f.ExtendBaseWidget(f)
	return f
}

// Large writes the value as large as a code, to be compared from arm's length, and gives the fact back.
func (f *Fact) Large() *Fact {
	f.value.size = look.Code
	f.value.style.Bold = true
	return f
}

// Spelled writes the value large enough to be copied by hand, has words spoken instead of it, letter by letter, and gives
// the fact back.
func (f *Fact) Spelled(words string) *Fact {
	f.value.size = look.Title
	f.value.style.Bold, f.value.style.Monospace = true, true
	f.said = words
	return f
}

// SetValue changes what it says.
func (f *Fact) SetValue(value string) {
	f.value.SetText(value)
	f.Refresh()
}

// Describe says both as one.
func (f *Fact) Describe() a11y.Node {
	said := f.said
	if said == "" {
		said = f.value.Words()
	}
	return a11y.Node{Role: a11y.Text, Name: f.label.Words() + ": " + said}
}

// CreateRenderer is for Fyne.
func (f *Fact) CreateRenderer() fyne.WidgetRenderer { return drawAround(f, f.all) }
