package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// BigCode is one code as large as its width allows, to be read with little sight or from across a room.
type BigCode struct {
	widget.BaseWidget
	said, more string
	text       *canvas.Text
	sheet      *canvas.Rectangle
}

// hugest is how large a code gets at most, in Fyne's units.
const hugest = 120

// NewBigCode makes an empty one.
func NewBigCode() *BigCode {
	b := &BigCode{text: canvas.NewText("", nil), sheet: canvas.NewRectangle(nil)}
	b.text.Alignment = fyne.TextAlignCenter
	b.sheet.CornerRadius = look.Radius
	b.ExtendBaseWidget(b)
	return b
}

// Set shows a code; said is spoken for it, more after that.
func (b *BigCode) Set(code, said, more string) {
	if b.text.Text == code && b.said == said && b.more == more {
		return
	}
	b.text.Text, b.said, b.more = code, said, more
	b.Refresh()
}

// Describe says the code.
func (b *BigCode) Describe() a11y.Node {
	return a11y.Node{Role: a11y.Text, Name: b.said, Description: b.more}
}

// CreateRenderer is for Fyne.
func (b *BigCode) CreateRenderer() fyne.WidgetRenderer {
	return draw(b, func() fyne.Size {
		return fyne.NewSize(200, b.face(max(b.Size().Width, 200)).lineHeight()+2*look.Between)
	}, func(size fyne.Size) {
		f := b.face(size.Width)
		b.sheet.Resize(size)
		b.text.TextSize = f.size
		b.text.Move(fyne.NewPos(0, (size.Height-f.lineHeight())/2))
		b.text.Resize(fyne.NewSize(size.Width, f.lineHeight()))
	}, func(l *look.Look) {
		b.text.Color = l.Of(look.Ink)
		b.sheet.FillColor, b.sheet.StrokeColor, b.sheet.StrokeWidth = l.Of(look.Sheet), l.Of(look.Hairline), edgeWidth(l)
	}, b.sheet, b.text)
}

func (b *BigCode) face(width float32) face {
	return face{hugest, fyne.TextStyle{Bold: true}}.fit(b.text.Text, width-2*look.Between)
}
