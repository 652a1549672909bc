package control

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/mobile"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// codeBox is the textbox of a CodeField: large digits in groups of three over one buffer, and a dash under each that is
// still to come.
type codeBox struct {
	secretInput
	of *CodeField
	surface
	caret *canvas.Rectangle
	cells []fyne.CanvasObject
	d     *drawing
}

const codeRise = 10 // above and below the digits

func newCodeBox(of *CodeField, digits int) *codeBox {
	b := &codeBox{of: of, surface: newSurface(), caret: canvas.NewRectangle(color.Transparent)}
	b.most = digits
	b.accept = func(r rune) bool { return r >= '0' && r <= '9' }
	b.extendInput(b, of)
	return b
}

// Describe says it is a one-time code, with its digits: they stand on screen, and who cannot see them has to check them
// too.
func (b *codeBox) Describe() a11y.Node {
	return b.of.describe(a11y.Node{
		Role: a11y.Textbox, Value: string(b.line.text), Caret: b.line.caretAt(), Required: true,
		Disabled: b.Disabled(), Focusable: !b.Disabled(), Focused: b.focused,
		Autocomplete: "one-time-code", InputMode: "numeric", Submit: b.submit,
		SetText: func(s string) {
			digits := []byte(s)
			b.replace(digits)
			clear(digits)
		},
		SetSecret: func(s []byte) {
			b.replace(s)
			clear(s)
		},
	})
}

// Keyboard is the phone's keyboard of digits.
func (b *codeBox) Keyboard() mobile.KeyboardType { return mobile.NumberKeyboard }

// Tapped takes the keyboard; the caret goes behind the last digit.
func (b *codeBox) Tapped(*fyne.PointEvent) {
	if b.Disabled() {
		return
	}
	takeFocus(b)
	b.line.end()
	b.Refresh()
}

// CreateRenderer is for Fyne.
func (b *codeBox) CreateRenderer() fyne.WidgetRenderer {
	b.d = draw(b, b.least, b.place, b.paint, b.objects(b.caret)...)
	return b.d
}

// face is 40, or as much of it as fits the width: eight digits at 200 % do not fit a phone.
func (b *codeBox) face(width float32) face {
	f := face{look.From(b.Theme()).Text(look.Code), fyne.TextStyle{}}
	if need := b.span(f); width > 0 && need > width-2*boxSide {
		f.size *= (width - 2*boxSide) / need
	}
	return f
}

// span is how wide all the digits are together, with the spaces between groups.
func (b *codeBox) span(f face) float32 {
	return f.width("0")*(float32(b.most)*digitRoom) + float32((b.most-1)/3)*f.width("0")*groupRoom
}

const (
	digitRoom = 1.2 // a digit's cell, in widths of a digit
	groupRoom = 0.6 // between groups of three
)

func (b *codeBox) least() fyne.Size {
	return fyne.NewSize(200, max(b.face(b.Size().Width).lineHeight()+2*codeRise, look.Target))
}

// left is where the cell of digit i begins.
func (b *codeBox) left(f face, i int) float32 {
	return boxSide + f.width("0")*(float32(i)*digitRoom+float32(i/3)*groupRoom)
}

func (b *codeBox) place(size fyne.Size) {
	b.surface.place(fyne.Position{}, size)
	f, l := b.face(size.Width), look.From(b.Theme())
	b.cells = nil
	for i := b.line.count(); i < b.most; i++ {
		b.cells = append(b.cells, b.dash(l, f, i, size.Height))
	}
	b.line.each(func(i int, r rune) { b.cells = append(b.cells, b.digit(l, f, i, r, size.Height)) })
	at := b.left(f, b.line.caretAt())
	if b.line.caretAt() == b.most {
		at = b.left(f, b.most-1) + f.width("0")*digitRoom
	}
	b.caret.Move(fyne.NewPos(at, codeRise+4))
	b.caret.Resize(fyne.NewSize(caretFat, size.Height-2*codeRise-8))
	b.d.objects = append(append(b.objects(), b.cells...), b.caret)
}

func (b *codeBox) digit(l *look.Look, f face, i int, r rune, height float32) fyne.CanvasObject {
	digit := canvas.NewText(string(r), l.Of(look.Ink))
	digit.TextSize, digit.Alignment = f.size, fyne.TextAlignCenter
	digit.Move(fyne.NewPos(b.left(f, i), (height-f.lineHeight())/2))
	digit.Resize(fyne.NewSize(f.width("0")*digitRoom, f.lineHeight()))
	return digit
}

func (b *codeBox) dash(l *look.Look, f face, i int, height float32) fyne.CanvasObject {
	dash := canvas.NewRectangle(l.Of(look.Border))
	room := f.width("0") * digitRoom
	dash.Move(fyne.NewPos(b.left(f, i)+room*0.14, height-codeRise-6))
	dash.Resize(fyne.NewSize(room*0.72, 2))
	return dash
}

func (b *codeBox) paint(l *look.Look) {
	fill := look.Field
	if b.Disabled() {
		fill = look.Off
	}
	b.surface.paint(l, fill, b.of.edge(b.focused), b.focused)
	b.caret.FillColor = color.Transparent
	if b.focused {
		b.caret.FillColor = l.Of(look.Accent)
	}
}
