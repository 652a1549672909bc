package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/look"
)

// Badge tells a person by colour, pattern and initials, always beside their name: it says nothing by itself to who cannot see
// it.
type Badge struct {
	widget.BaseWidget
	hue      int
	initials *canvas.Text
	ground   *canvas.Rectangle
	edge     *canvas.Rectangle
	band     *Band
}

// NewBadge makes one of a hue (look.Hues) and a pattern (Patterns), with one or two letters.
func NewBadge(hue, pattern int, initials string) *Badge {
	b := &Badge{hue: hue, initials: canvas.NewText(initials, nil), ground: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil), band: NewBand(hue, pattern)}
	b.initials.TextStyle.Bold = true
	b.initials.Alignment = fyne.TextAlignCenter
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	return draw(b, b.least, b.place, b.paint, b.ground, b.band, b.initials, b.edge)
}

func (b *Badge) face() face {
	return face{look.From(b.Theme()).Text(look.Body), fyne.TextStyle{Bold: true}}
}

// least is a square for two wide letters at any text size, with a third of it for the pattern.
func (b *Badge) least() fyne.Size {
	f := b.face()
	return fyne.NewSquareSize(max(look.Target, f.width("WM")+look.Inside, f.lineHeight()*3/2))
}

func (b *Badge) place(size fyne.Size) {
	line := b.face().lineHeight()
	band := max(size.Height/3, look.Inside)
	b.ground.Resize(size)
	b.edge.Resize(size)
	b.band.Move(fyne.NewPos(0, size.Height-band))
	b.band.Resize(fyne.NewSize(size.Width, band))
	b.initials.Move(fyne.NewPos(0, (size.Height-band-line)/2))
	b.initials.Resize(fyne.NewSize(size.Width, line))
}

func (b *Badge) paint(l *look.Look) {
	b.ground.FillColor, b.initials.Color = l.Person(b.hue)
	b.initials.TextSize = l.Text(look.Body)
	b.edge.StrokeColor, b.edge.StrokeWidth = l.Of(look.PersonEdge), edgeWidth(l)
}
