package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Column stacks parts from top to bottom over the whole width, gap apart. Parts that wrap get the height their words
// need at that width, in one go. Hidden parts take no room.
func Column(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return container.New(column{gap}, parts...)
}

// Pad puts space around one object: above and below, left and right.
func Pad(vertical, horizontal float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(padding{vertical, horizontal}, object)
}

type column struct{ gap float32 }

func (c column) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, part := range parts {
		if !part.Visible() {
			continue
		}
		part.Move(fyne.NewPos(0, y))
		y += Settle(part, size.Width) + c.gap
	}
}

func (c column) MinSize(parts []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, part := range parts {
		if !part.Visible() {
			continue
		}
		if size.Height > 0 {
			size.Height += c.gap
		}
		least := part.MinSize()
		size.Width = max(size.Width, least.Width)
		size.Height += least.Height
	}
	return size
}

type padding struct{ vertical, horizontal float32 }

func (p padding) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	for _, part := range parts {
		part.Move(fyne.NewPos(p.horizontal, p.vertical))
		settle(part, size.SubtractWidthHeight(2*p.horizontal, 2*p.vertical))
	}
}

func (p padding) MinSize(parts []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, part := range parts {
		size = size.Max(part.MinSize())
	}
	return size.AddWidthHeight(2*p.horizontal, 2*p.vertical)
}

// Settle gives an object a width and the height its words need at that width, which it returns. Fyne asks for a least
// size before it tells the width, so what wraps has to be told twice.
func Settle(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	height := o.MinSize().Height
	o.Resize(fyne.NewSize(width, height))
	return height
}

// settle gives an object a size, and what wraps inside it the chance to learn its width first.
func settle(o fyne.CanvasObject, size fyne.Size) {
	o.Resize(fyne.NewSize(size.Width, max(size.Height, o.MinSize().Height)))
	o.Resize(fyne.NewSize(size.Width, max(size.Height, o.MinSize().Height)))
}
