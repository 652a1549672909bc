package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// PlanMark says whose door this is: the plan's letters, its name, and its host in words.
type PlanMark struct {
	widget.BaseWidget
	mark, name, host *Text
	square           *canvas.Rectangle
	words            *fyne.Container
}

// NewPlanMark makes one: one or two letters, the name, and where the plan is in words (its host), which may be empty.
func NewPlanMark(mark, name, where string) *PlanMark {
	p := &PlanMark{
		mark:   newText(mark, look.Body, look.OnAccent).Bold().Centred(),
		name:   newText(name, look.Body, look.Ink).Bold(),
		host:   NewSmall(where),
		square: canvas.NewRectangle(nil),
	}
	p.mark.whole = true
	p.square.CornerRadius = look.Radius
	show(p.host, where != "")
	p.words = Column(0, p.name, p.host)
	p.ExtendBaseWidget(p)
	return p
}

// Describe says name and host.
func (p *PlanMark) Describe() a11y.Node {
	name := p.name.Words()
	if host := p.host.Words(); host != "" {
		name += ", " + host
	}
	return a11y.Node{Role: a11y.Text, Name: name}
}

// CreateRenderer is for Fyne.
func (p *PlanMark) CreateRenderer() fyne.WidgetRenderer {
	return draw(p, p.least, p.place, func(l *look.Look) { p.square.FillColor = l.Of(look.Accent) }, p.square, p.mark, p.words)
}

// side is the edge of the square: for two letters at any text size.
func (p *PlanMark) side() float32 { return max(look.Target, p.mark.MinSize().Width+look.Between) }

func (p *PlanMark) least() fyne.Size {
	words := p.words.MinSize()
	return fyne.NewSize(words.Width+p.side()+12, max(words.Height, p.side()))
}

func (p *PlanMark) place(size fyne.Size) {
	side := p.side()
	top := (size.Height - side) / 2
	p.square.Move(fyne.NewPos(0, top))
	p.square.Resize(fyne.NewSquareSize(side))
	height := Settle(p.mark, side)
	p.mark.Move(fyne.NewPos(0, (size.Height-height)/2))
	height = Settle(p.words, size.Width-side-12)
	p.words.Move(fyne.NewPos(side+12, (size.Height-height)/2))
}
