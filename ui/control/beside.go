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

// Leading keeps a thing as wide as it needs to be, at the start of its line.
func Leading(o fyne.CanvasObject) *fyne.Container { return container.New(leading{}, o) }

type leading struct{}

func (leading) Layout(o []fyne.CanvasObject, size fyne.Size) {
	least := o[0].MinSize()
	o[0].Resize(fyne.NewSize(min(least.Width, size.Width), size.Height))
}

// MinSize keeps the height of what is hidden, so that nothing jumps when it is shown.
func (leading) MinSize(o []fyne.CanvasObject) fyne.Size {
	least := o[0].MinSize()
	if !o[0].Visible() {
		least.Width = 0
	}
	return least
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
	end := seen(o[1])
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
	start, end := seen(o[0]), seen(o[1])
	return fyne.NewSize(start.Width+look.Inside+end.Width, max(start.Height, end.Height))
}

// seen is the least size of what can be seen; nothing of what is hidden.
func seen(o fyne.CanvasObject) fyne.Size {
	if !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}
