package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// ActingBar says over everything else whose record is on screen, where it is not the member's own: a band in that person's
// colour and pattern, their badge, the words, and the way back to oneself.
type ActingBar struct {
	widget.BaseWidget
	words  *Text
	said   *fyne.Container
	back   *Button
	band   *Band
	ground *canvas.Rectangle
}

// NewActingBar makes one. The words name the person; back is what the button is called that does.
func NewActingBar(badge *Badge, words, back string, do func()) *ActingBar {
	b := &ActingBar{words: newText(words, look.Body, look.Ink).Bold().As(a11y.Status), ground: canvas.NewRectangle(nil)}
	b.said, b.back = Beside(badge, b.words), NewButton(back, Plain, do).Fitted()
	b.band = NewBand(badge.hue, badge.band.pattern)
	b.ExtendBaseWidget(b)
	return b
}

// Describe names the region.
func (b *ActingBar) Describe() a11y.Node { return a11y.Node{Role: a11y.Region, Name: b.words.Words()} }

// Parts are the words and the way back.
func (b *ActingBar) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{b.said, b.back} }

// CreateRenderer is for Fyne.
func (b *ActingBar) CreateRenderer() fyne.WidgetRenderer {
	return draw(b, b.least, b.place, func(l *look.Look) { b.ground.FillColor = l.Of(look.Sheet) }, b.ground, b.band, b.said, b.back)
}

// stacked reports that the way back stands under the words: large text leaves no room beside them.
func (b *ActingBar) stacked(width float32) bool {
	room := width - 2*bannerSide - b.back.MinSize().Width - look.Inside
	return room < b.said.MinSize().Width+b.words.face().size*4
}

func (b *ActingBar) least() fyne.Size {
	said, back := b.said.MinSize(), b.back.MinSize()
	size := fyne.NewSize(2*bannerSide+max(said.Width, back.Width), stripeHeight+look.Inside+look.Tight)
	if b.stacked(b.Size().Width) {
		size.Height += said.Height + back.Height
	} else {
		size.Height += max(said.Height, back.Height)
	}
	return size
}

func (b *ActingBar) place(size fyne.Size) {
	b.ground.Resize(size)
	b.band.Resize(fyne.NewSize(size.Width, stripeHeight))
	top, width, back := float32(stripeHeight+look.Tight), size.Width-2*bannerSide, b.back.MinSize()
	room, at := width-back.Width-look.Inside, top
	if b.stacked(size.Width) {
		room = width
	}
	height := Settle(b.said, room)
	if b.stacked(size.Width) {
		at += height
	} else {
		at += max(0, (height-back.Height)/2)
		top += max(0, (back.Height-height)/2)
	}
	b.said.Move(fyne.NewPos(bannerSide, top))
	b.back.Move(fyne.NewPos(size.Width-bannerSide-back.Width, at))
	b.back.Resize(back)
}
