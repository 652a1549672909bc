package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// CodeTimer says how long the codes on screen still count: seconds as words, and a bar. It speaks only when it is told to. It
// has no clock: Set tells it.
type CodeTimer struct {
	widget.BaseWidget
	name    string
	words   *Text
	spoken  *Text
	icon    *Icon
	line    *fyne.Container
	track   *canvas.Rectangle
	bar     *canvas.Rectangle
	left    float32
	runsOut bool
}

const barHeight = 6

// NewCodeTimer makes one; the name is spoken, not drawn.
func NewCodeTimer(name string) *CodeTimer {
	t := &CodeTimer{name: name, words: NewText("").Bold().As(""), spoken: NewSmall("").As(a11y.Status), icon: NewIcon("clock", look.Accent)}
	t.track, t.bar = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	t.track.CornerRadius, t.bar.CornerRadius = barHeight/2, barHeight/2
	t.line = Beside(t.icon, t.words)
	t.ExtendBaseWidget(t)
	return t
}

// Set shows a time left in words and as a part of the whole, 0 to 1. runsOut: there is little left.
func (t *CodeTimer) Set(words string, left float32, runsOut bool) {
	t.words.SetText(words)
	t.left, t.runsOut = min(max(left, 0), 1), runsOut
	t.Refresh()
}

// Say has a sentence spoken, once; empty: silence.
func (t *CodeTimer) Say(sentence string) { t.spoken.SetText(sentence) }

// Describe says it is a timer; its value is not spoken by itself.
func (t *CodeTimer) Describe() a11y.Node {
	return a11y.Node{Role: a11y.Timer, Name: t.name, Value: t.words.Words()}
}

// Parts is what is spoken. It is not drawn.
func (t *CodeTimer) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{t.spoken} }

// CreateRenderer is for Fyne.
func (t *CodeTimer) CreateRenderer() fyne.WidgetRenderer {
	return draw(t, func() fyne.Size { return t.line.MinSize().AddWidthHeight(0, look.Tight+barHeight) }, t.place, t.paint, t.line, t.track, t.bar)
}

func (t *CodeTimer) place(size fyne.Size) {
	height := Settle(t.line, size.Width)
	t.spoken.Resize(size) // not drawn, but it has a place
	for _, r := range []*canvas.Rectangle{t.track, t.bar} {
		r.Move(fyne.NewPos(0, height+look.Tight))
	}
	t.track.Resize(fyne.NewSize(size.Width, barHeight))
	t.bar.Resize(fyne.NewSize(size.Width*t.left, barHeight))
}

func (t *CodeTimer) paint(l *look.Look) {
	ink, icon := look.Accent, "clock"
	if t.runsOut {
		ink, icon = look.RunsOut, "warning"
	}
	t.icon.Set(icon, ink)
	t.words.Coloured(look.Ink)
	t.track.FillColor, t.bar.FillColor = l.Of(look.Hairline), l.Of(ink)
}
