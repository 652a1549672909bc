package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/look"
)

// panel is a filled, edged sheet with something on it.
type panel struct {
	widget.BaseWidget
	content    fyne.CanvasObject
	sheet      *canvas.Rectangle
	fill, edge fyne.ThemeColorName
	pad        float32
}

func newPanel(content fyne.CanvasObject, fill, edge fyne.ThemeColorName) *panel {
	p := &panel{content: content, sheet: canvas.NewRectangle(nil), fill: fill, edge: edge, pad: look.Between}
	p.sheet.CornerRadius = look.Radius + 2
	p.ExtendBaseWidget(p)
	return p
}

// Parts are what is on it; the sheet itself is decoration.
func (p *panel) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{p.content} }

func (p *panel) colour(fill, edge fyne.ThemeColorName) {
	p.fill, p.edge = fill, edge
	p.Refresh()
}

// CreateRenderer is for Fyne.
func (p *panel) CreateRenderer() fyne.WidgetRenderer {
	return draw(p, func() fyne.Size { return p.content.MinSize().AddWidthHeight(2*p.pad, 2*p.pad) },
		func(size fyne.Size) {
			p.sheet.Resize(size)
			p.content.Move(fyne.NewPos(p.pad, p.pad))
			settle(p.content, size.SubtractWidthHeight(2*p.pad, 2*p.pad))
		}, func(l *look.Look) {
			p.sheet.FillColor, p.sheet.StrokeColor, p.sheet.StrokeWidth = l.Of(p.fill), l.Of(p.edge), edgeWidth(l)
			p.sheet.Refresh()
		}, p.sheet, p.content)
}
