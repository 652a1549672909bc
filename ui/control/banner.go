package control

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Banner is a striped edge with words that nobody can miss: "Demo plan".
type Banner struct {
	widget.BaseWidget
	words   *Text
	line    fyne.CanvasObject
	stripes *canvas.Raster
	ground  *canvas.Rectangle
	a, b    color.Color
}

const (
	stripeHeight = 10
	stripeWidth  = 14
	bannerSide   = look.Between
)

// NewBanner makes one.
func NewBanner(words string) *Banner {
	b := &Banner{words: newText(words, look.Body, look.Ink).Bold(), ground: canvas.NewRectangle(nil)}
	b.stripes = canvas.NewRasterWithPixels(b.stripe)
	b.line = b.words
	b.ExtendBaseWidget(b)
	return b
}

// WithAction puts a button beside the words, such as the one to the demo plan's outbox, and gives the banner back.
func (b *Banner) WithAction(label string, do func()) *Banner {
	b.line = Ends(b.words, NewButton(label, Plain, do).Fitted())
	return b
}

// stripe colours one pixel of a band of slanting stripes.
func (b *Banner) stripe(x, y, _, height int) color.Color {
	scale := max(height, 1)
	if ((x+y)*stripeHeight/scale/stripeWidth)%2 == 0 {
		return b.a
	}
	return b.b
}

// Describe names the region.
func (b *Banner) Describe() a11y.Node {
	return a11y.Node{Role: a11y.Region, Name: b.words.Words()}
}

// Parts are the words and the action.
func (b *Banner) Parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.line}
}

// CreateRenderer is for Fyne.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	return draw(b, func() fyne.Size {
		return b.line.MinSize().AddWidthHeight(2*bannerSide, stripeHeight+look.Inside+look.Tight)
	}, b.place, b.paint, b.ground, b.stripes, b.line)
}

func (b *Banner) place(size fyne.Size) {
	b.ground.Resize(size)
	b.stripes.Resize(fyne.NewSize(size.Width, stripeHeight))
	b.line.Move(fyne.NewPos(bannerSide, stripeHeight+look.Tight))
	settle(b.line, size.SubtractWidthHeight(2*bannerSide, stripeHeight+look.Inside+look.Tight))
}

func (b *Banner) paint(l *look.Look) {
	b.a, b.b = l.Of(look.Stripe), l.Of(look.OnStripe)
	b.ground.FillColor = l.Of(look.RunsOutSoft)
}
