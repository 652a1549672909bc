package control

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// CardLine is a line of a membership card, from the top.
type CardLine int

// The lines under the plan's own.
const (
	CardName CardLine = iota
	CardNumber
	CardGroup
)

// cardLines are how long the lines are drawn, in parts of the card's width.
var cardLines = [...]float32{CardName: 0.5, CardNumber: 0.62, CardGroup: 0.38}

// CardSketch is a small drawing of a membership card with one line marked: by a frame, an arrow and a darker bar, so that
// no colour is needed to see which. It says nothing that stands on anybody's card.
type CardSketch struct {
	widget.BaseWidget
	said   string
	marked CardLine

	card, band, frame *canvas.Rectangle
	bars              [len(cardLines)]*canvas.Rectangle
	arrow             *Icon
}

// NewCardSketch makes one with a line marked; said tells who cannot see it where that line is.
func NewCardSketch(said string, marked CardLine) *CardSketch {
	s := &CardSketch{said: said, marked: marked, arrow: NewIcon("forward", look.Accent),
		card: canvas.NewRectangle(nil), band: canvas.NewRectangle(nil), frame: canvas.NewRectangle(nil)}
	for i := range s.bars {
		s.bars[i] = canvas.NewRectangle(nil)
	}
	s.ExtendBaseWidget(s)
	return s
}

// Describe says it is a picture, and of what.
func (s *CardSketch) Describe() a11y.Node { return a11y.Node{Role: a11y.Image, Name: s.said} }

// cardWide and cardHigh are a card's size at a text scale of 1, in the proportion of ISO/IEC 7810, ID-1 (85.60 to 53.98).
const (
	cardWide = 168
	cardHigh = cardWide * 53.98 / 85.60
)

// CreateRenderer is for Fyne.
func (s *CardSketch) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{s.card, s.band}
	for _, bar := range s.bars {
		objects = append(objects, bar)
	}
	return draw(s, func() fyne.Size { return fyne.NewSize(cardWide, cardHigh) }, s.place, s.paint, append(objects, s.frame, s.arrow)...)
}

func (s *CardSketch) place(fyne.Size) {
	const left, high = 34, 8 // room for the arrow; how thick a bar is
	put(s.card, 0, 0, cardWide, cardHigh)
	put(s.band, 1, 10, cardWide-2, 16)
	for i, bar := range s.bars {
		y := float32(40 + 22*i)
		put(bar, left, y, cardWide*cardLines[i], high)
		if CardLine(i) == s.marked {
			put(s.frame, left-6, y-6, cardWide*cardLines[i]+12, high+12)
			s.arrow.Move(fyne.NewPos(left-6-look.Icon, y+high/2-look.Icon/2))
			s.arrow.Resize(fyne.NewSquareSize(look.Icon))
		}
	}
}

func put(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

func (s *CardSketch) paint(l *look.Look) {
	s.card.CornerRadius, s.frame.CornerRadius = look.Radius, look.Inside
	s.card.FillColor, s.card.StrokeColor, s.card.StrokeWidth = l.Of(look.Sheet), l.Of(look.Border), edgeWidth(l)
	s.band.FillColor = l.Of(look.Off)
	s.frame.FillColor, s.frame.StrokeColor, s.frame.StrokeWidth = color.Transparent, l.Of(look.Accent), 2*edgeWidth(l)
	for i, bar := range s.bars {
		bar.FillColor = l.Of(look.Hairline)
		if CardLine(i) == s.marked {
			bar.FillColor = l.Of(look.Ink)
		}
	}
}
