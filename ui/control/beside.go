package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"vestibule/ui/look"
)

// Beside puts a small thing (an icon, a mark) before one that takes the rest of the width, their first lines level.
func Beside(small, rest fyne.CanvasObject) *fyne.Container {
	return container.New(beside{}, small, rest)
}

// Ends puts one thing at the start of a line and another at its end; the first takes what room is left.
func Ends(start, end fyne.CanvasObject) *fyne.Container {
	return container.New(ends{}, start, end)
}

type beside struct{}

func (beside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	small := o[0].MinSize()
	left := small.Width + look.Inside
	height := Settle(o[1], size.Width-left)
	o[0].Resize(small)
	if height <= small.Height*2 {
		o[0].Move(fyne.NewPos(0, max(0, (size.Height-small.Height)/2)))
		o[1].Move(fyne.NewPos(left, max(0, (size.Height-height)/2)))
		return
	}
	o[0].Move(fyne.Position{})
	o[1].Move(fyne.NewPos(left, 0))
}

func (beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	small, rest := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(small.Width+look.Inside+rest.Width, max(small.Height, rest.Height))
}

type ends struct{}

func (ends) Layout(o []fyne.CanvasObject, size fyne.Size) {
	end := o[1].MinSize()
	width := size.Width
	if end.Width > 0 {
		width -= end.Width + look.Inside
	}
	height := Settle(o[0], width)
	o[0].Move(fyne.NewPos(0, (size.Height-height)/2))
	o[1].Resize(end)
	o[1].Move(fyne.NewPos(size.Width-end.Width, (size.Height-end.Height)/2))
}

func (ends) MinSize(o []fyne.CanvasObject) fyne.Size {
	start, end := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(start.Width+look.Inside+end.Width, max(start.Height, end.Height))
}
