package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Sheet is the quiet panel beside a page, from edge to edge. What is on it scrolls when it has to.
type Sheet struct {
	widget.BaseWidget
	name   string
	ground *canvas.Rectangle
	edge   *canvas.Rectangle
	scroll *container.Scroll
}

// NewSheet makes one; the name is spoken, not drawn.
func NewSheet(name string, content fyne.CanvasObject) *Sheet {
	s := &Sheet{name: name, ground: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil)}
	s.scroll = container.NewVScroll(Pad(look.Around, look.Around, content))
	s.ExtendBaseWidget(s)
	return s
}

// Describe names the region.
func (s *Sheet) Describe() a11y.Node { return a11y.Node{Role: a11y.Region, Name: s.name} }

// Parts are what is on it.
func (s *Sheet) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{s.scroll} }

// CreateRenderer is for Fyne.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer {
	return draw(s, s.scroll.MinSize, func(size fyne.Size) {
		s.ground.Resize(size)
		s.edge.Resize(fyne.NewSize(1, size.Height))
		Settle(s.scroll.Content, size.Width)
		s.scroll.Resize(size)
		s.scroll.Refresh()
	}, func(l *look.Look) {
		s.ground.FillColor, s.edge.FillColor = l.Of(look.Sheet), l.Of(look.Hairline)
	}, s.ground, s.edge, s.scroll)
}
