package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
)

// Landmark is a part of the window that screen readers jump to. It draws nothing of its own.
type Landmark struct {
	widget.BaseWidget
	role    a11y.Role
	content fyne.CanvasObject
}

// NewMain marks what the window is about. A window has one.
func NewMain(content fyne.CanvasObject) *Landmark {
	l := &Landmark{role: a11y.Main, content: content}
	l.ExtendBaseWidget(l)
	return l
}

// Describe names the part by its role alone: the title in it says the rest.
func (l *Landmark) Describe() a11y.Node { return a11y.Node{Role: l.role} }

// Parts is what is in it.
func (l *Landmark) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{l.content} }

// CreateRenderer is for Fyne.
func (l *Landmark) CreateRenderer() fyne.WidgetRenderer { return drawAround(l, l.content) }
