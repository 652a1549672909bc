package control

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"vestibule/ui/look"
)

// drawing is a fyne.WidgetRenderer made of three functions, so that a control's file reads as: how large, where, in
// which colours.
type drawing struct {
	objects []fyne.CanvasObject
	min     func() fyne.Size
	place   func(fyne.Size)
	paint   func(*look.Look)
	owner   themed
}

// themed is a widget that knows its theme.
type themed interface {
	fyne.Widget
	Theme() fyne.Theme
}

// draw makes a drawing and paints it once.
func draw(owner themed, min func() fyne.Size, place func(fyne.Size), paint func(*look.Look), objects ...fyne.CanvasObject) *drawing {
	d := &drawing{objects: objects, min: min, place: place, paint: paint, owner: owner}
	d.paint(look.From(owner.Theme()))
	return d
}

// drawAround is a drawing that is nothing but what it holds.
func drawAround(owner themed, content fyne.CanvasObject) *drawing {
	return draw(owner, content.MinSize, func(size fyne.Size) { settle(content, size) }, func(*look.Look) {}, content)
}

func (d *drawing) Destroy()                     {}
func (d *drawing) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawing) MinSize() fyne.Size           { return d.min() }
func (d *drawing) Layout(size fyne.Size)        { d.place(size) }

func (d *drawing) Refresh() {
	d.paint(look.From(d.owner.Theme()))
	d.place(d.owner.Size())
	for _, o := range d.objects {
		if _, picture := o.(*canvas.Image); picture {
			continue // decoding it takes longer than all the rest; Icon does it when it changes
		}
		o.Refresh()
	}
}

// ringGap is how far outside a control its focus ring stands, ringWidth how thick it is.
const (
	ringGap   = 3
	ringWidth = 2
)

// surface is a rounded rectangle with a focus ring around it.
type surface struct {
	box, ring *canvas.Rectangle
}

func newSurface() surface {
	s := surface{box: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	s.box.CornerRadius = look.Radius
	s.ring.CornerRadius = look.Radius + ringGap
	return s
}

// objects lists both, the box first.
func (s surface) objects(over ...fyne.CanvasObject) []fyne.CanvasObject {
	return append([]fyne.CanvasObject{s.box, s.ring}, over...)
}

func (s surface) place(pos fyne.Position, size fyne.Size) {
	s.box.Move(pos)
	s.box.Resize(size)
	s.ring.Move(pos.SubtractXY(ringGap, ringGap))
	s.ring.Resize(size.AddWidthHeight(2*ringGap, 2*ringGap))
}

// paint fills and edges the box (nil: not) and shows the ring where the keyboard is.
func (s surface) paint(l *look.Look, fill, edge fyne.ThemeColorName, focused bool) {
	s.box.FillColor, s.box.StrokeColor, s.box.StrokeWidth = color.Transparent, color.Transparent, 0
	if fill != "" {
		s.box.FillColor = l.Of(fill)
	}
	if edge != "" {
		s.box.StrokeColor, s.box.StrokeWidth = l.Of(edge), edgeWidth(l)
	}
	s.ring.StrokeColor, s.ring.StrokeWidth = color.Transparent, 0
	if focused {
		s.ring.StrokeColor, s.ring.StrokeWidth = l.Of(look.Focus), ringWidth
	}
	s.box.Refresh()
	s.ring.Refresh()
}

// edgeWidth is how thick an edge is: thicker where contrast is asked for.
func edgeWidth(l *look.Look) float32 {
	if l.Mode() == look.Contrast {
		return 2
	}
	return 1
}
