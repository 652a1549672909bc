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

// SetValue changes what it says.
func (f *Fact) SetValue(value string) {
	f.value.SetText(value)
	f.Refresh()
}

// Describe says both as one.
func (f *Fact) Describe() a11y.Node {
	return a11y.Node{Role: a11y.Text, Name: f.label.Words() + ": " + f.value.Words()}
}

// CreateRenderer is for Fyne.
func (f *Fact) CreateRenderer() fyne.WidgetRenderer { return drawAround(f, f.all) }
