package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// radio is one option of a Choice.
type radio struct {
	pressable
	of            *Choice
	option        Option
	index         int
	title, detail *Text
	off           *Text
	words         *fyne.Container
	circle, dot   *canvas.Circle
	icon          *Icon
	surface
}

const radioPad = 12

func newRadio(of *Choice, o Option, index int) *radio {
	r := &radio{of: of, option: o, index: index, surface: newSurface(), circle: canvas.NewCircle(nil), dot: canvas.NewCircle(nil)}
	r.title, r.detail = NewText(o.Title).Bold(), NewSmall(o.Detail)
	r.off = NewSmall(o.Off)
	r.words = Column(2, r.title, r.detail, r.off)
	show(r.detail, o.Detail != "")
	show(r.off, o.Off != "")
	if o.Icon != "" {
		r.icon = NewIcon(o.Icon, look.Quiet)
	}
	r.enterGoesOn = true
	r.extend(r, func() { of.Pick(index) })
	if o.Off != "" {
		r.Disable()
	}
	return r
}

// Describe says it is a radio button, which of how many, and how it stands.
func (r *radio) Describe() a11y.Node {
	return a11y.Node{
		Role: a11y.Radio, Name: r.option.Title, Description: joined(r.option.Detail, r.option.Off), Checkable: true, Checked: r.picked(),
		Position: r.index + 1, Of: len(r.of.items),
		Disabled: r.Disabled(), Focusable: !r.Disabled(), Focused: r.focused, Press: r.act,
	}
}

func (r *radio) picked() bool { return r.of.picked == r.index }

// TypedKey moves by arrows; the rest is as for everything that can be pressed.
func (r *radio) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown, fyne.KeyRight:
		r.of.step(r.index, 1)
	case fyne.KeyUp, fyne.KeyLeft:
		r.of.step(r.index, -1)
	default:
		r.pressable.TypedKey(ev)
	}
}

// CreateRenderer is for Fyne.
func (r *radio) CreateRenderer() fyne.WidgetRenderer {
	objects := r.objects(r.words, r.circle, r.dot)
	if r.icon != nil {
		objects = append(objects, r.icon)
	}
	return draw(r, r.least, r.place, r.paint, objects...)
}

// right is what an icon takes from the words' width.
func (r *radio) right() float32 {
	if r.icon == nil {
		return 0
	}
	return look.Icon + look.Inside
}

func (r *radio) least() fyne.Size {
	return markedLeast(r.words).AddWidthHeight(2*radioPad+r.right(), look.Inside)
}

func (r *radio) place(size fyne.Size) {
	r.surface.place(fyne.Position{}, size)
	height := Settle(r.words, size.Width-markRoom-2*radioPad-r.right())
	top := (size.Height - height) / 2
	r.words.Move(fyne.NewPos(radioPad+markRoom, top))
	const circle, dot = 22, 12
	at := fyne.NewPos(radioPad+1, top+(r.title.face().lineHeight()-circle)/2)
	r.circle.Move(at)
	r.circle.Resize(fyne.NewSquareSize(circle))
	r.dot.Move(at.AddXY((circle-dot)/2, (circle-dot)/2))
	r.dot.Resize(fyne.NewSquareSize(dot))
	if r.icon != nil {
		r.icon.Move(fyne.NewPos(size.Width-radioPad-look.Icon, (size.Height-look.Icon)/2))
		r.icon.Resize(fyne.NewSquareSize(look.Icon))
	}
}

func (r *radio) paint(l *look.Look) {
	fill, edge, ink, mark := look.Sheet, look.Border, look.Ink, look.Border
	switch {
	case r.Disabled():
		fill, edge, ink, mark = look.Paper, look.Hairline, look.OffInk, look.OffInk
	case r.picked():
		fill, edge, mark = look.Tint, look.Accent, look.Accent
	case r.hovered:
		fill = look.Tint
	}
	r.surface.paint(l, fill, edge, r.focused)
	if r.picked() {
		r.box.StrokeWidth = 2
	}
	r.title.Coloured(ink)
	r.circle.FillColor, r.circle.StrokeColor, r.circle.StrokeWidth = l.Of(look.Field), l.Of(mark), 2
	r.dot.FillColor = l.Of(look.Accent)
	show(r.dot, r.picked())
	if r.icon != nil {
		r.icon.Set(r.option.Icon, mark)
	}
}
