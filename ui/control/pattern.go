package control

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/look"
)

// Patterns is how many patterns people are told apart by, beside their colour.
const Patterns = 8

// marked reports whether a pattern is inked at a place, counted in quarters of the height of a band.
func marked(pattern, x, y int) bool {
	switch ((pattern % Patterns) + Patterns) % Patterns {
	case 1: // bars
		return x%4 < 2
	case 2: // rails
		return y%2 == 0
	case 3: // slanting one way
		return (x+y)%4 < 2
	case 4: // slanting the other
		return (x-y+4000)%4 < 2
	case 5: // a chessboard
		return (x/2+y/2)%2 == 0
	case 6: // dots
		return x%4 != 0 && x%4 != 3 && y%4 != 0 && y%4 != 3
	case 7: // long dashes
		return x%10 < 7 && y%4 != 0 && y%4 != 3
	}
	return false // plain
}

// Band is a strip in a person's colour and pattern, for an edge of the window. It is decoration: the words are elsewhere.
type Band struct {
	widget.BaseWidget
	hue, pattern int
	area         *canvas.Raster
	fill, ink    color.Color
}

// NewBand makes one. It is as large as it is told, and at least look.Inside either way.
func NewBand(hue, pattern int) *Band {
	b := &Band{hue: hue, pattern: pattern}
	b.area = canvas.NewRasterWithPixels(b.pixel)
	b.ExtendBaseWidget(b)
	return b
}

// pixel colours one pixel: a band is four quarters high, or wide where it stands.
func (b *Band) pixel(x, y, width, height int) color.Color {
	if width < height {
		x, y, height = y, x, width
	}
	quarter := max(height/4, 1)
	if marked(b.pattern, x/quarter, y/quarter) {
		return b.ink
	}
	return b.fill
}

// CreateRenderer is for Fyne.
func (b *Band) CreateRenderer() fyne.WidgetRenderer {
	return draw(b, func() fyne.Size { return fyne.NewSquareSize(look.Inside) }, b.area.Resize,
		func(l *look.Look) { b.fill, b.ink = l.Person(b.hue) }, b.area)
}
