package control

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/mobile"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// secretBox is the textbox of a SecretField. It draws a dot a character, or while shown each character by itself; the
// text is never a string.
type secretBox struct {
	secretInput
	of    *SecretField
	shown bool
	surface
	marked *canvas.Rectangle // behind a selection
	caret  *canvas.Rectangle
	cells  []fyne.CanvasObject
	widths []float32 // of every character, in order
	first  int       // the first character that is drawn
	d      *drawing
}

const (
	boxSide  = 12
	dotSize  = 8
	dotCell  = 13
	caretFat = 2
)

func newSecretBox(of *SecretField) *secretBox {
	b := &secretBox{of: of, surface: newSurface(), marked: canvas.NewRectangle(color.Transparent), caret: canvas.NewRectangle(color.Transparent)}
	b.box.CornerRadius = look.Inside
	b.accept = func(r rune) bool { return r >= ' ' && r != 0x7f }
	b.extendInput(b, of)
	return b
}

// Describe says it is a password, by its bullets only.
func (b *secretBox) Describe() a11y.Node {
	return b.of.describe(a11y.Node{
		Role: a11y.Textbox, Password: true, Bullets: b.line.count(), Caret: b.line.caretAt(), Required: true,
		Disabled: b.Disabled(), Focusable: !b.Disabled(), Focused: b.focused,
		Autocomplete: b.of.Autocomplete, Submit: b.submit,
		SetSecret: func(s []byte) {
			b.replace(s)
			clear(s)
		},
	})
}

// Keyboard is the phone's keyboard that learns nothing.
func (b *secretBox) Keyboard() mobile.KeyboardType { return mobile.PasswordKeyboard }

// Tapped takes the keyboard and puts the caret where the finger was.
func (b *secretBox) Tapped(ev *fyne.PointEvent) {
	if b.Disabled() {
		return
	}
	takeFocus(b)
	x, i := ev.Position.X-boxSide, b.first
	for ; i < len(b.widths) && x > b.widths[i]/2; i++ {
		x -= b.widths[i]
	}
	b.line.to(i)
	b.Refresh()
}

// CreateRenderer is for Fyne.
func (b *secretBox) CreateRenderer() fyne.WidgetRenderer {
	b.d = draw(b, b.least, b.place, b.paint, b.objects(b.marked, b.caret)...)
	return b.d
}

func (b *secretBox) face() face { return face{look.From(b.Theme()).Text(look.Body), fyne.TextStyle{}} }

func (b *secretBox) least() fyne.Size {
	return fyne.NewSize(look.Target, max(b.face().lineHeight()+24, look.Target+4))
}

func (b *secretBox) place(size fyne.Size) {
	b.surface.place(fyne.Position{}, size)
	b.marked.Hide()
	b.measure()
	b.scroll(size.Width - 2*boxSide)
	b.fill(size)
	b.d.objects = append(b.objects(b.marked), b.cells...)
	b.d.objects = append(b.d.objects, b.caret)
}

// measure notes how wide each character is drawn.
func (b *secretBox) measure() {
	l := look.From(b.Theme())
	b.widths = b.widths[:0]
	b.line.each(func(_ int, r rune) {
		width := dotCell * l.Scale()
		if b.shown {
			width = b.face().width(string(r))
		}
		b.widths = append(b.widths, width)
	})
}

// scroll chooses the first character to draw so that the caret is in the room.
func (b *secretBox) scroll(room float32) {
	at := b.line.caretAt()
	b.first = min(b.first, at)
	for b.first < at && sum(b.widths[b.first:at])+caretFat > room {
		b.first++
	}
	for b.first > 0 && sum(b.widths[b.first-1:])+caretFat <= room {
		b.first--
	}
}

// fill draws the characters from the first on, as far as there is room, and the caret among them.
func (b *secretBox) fill(size fyne.Size) {
	l := look.From(b.Theme())
	b.cells = nil
	x, right := float32(boxSide), size.Width-boxSide
	b.placeCaret(x, size)
	b.line.each(func(i int, r rune) {
		if i < b.first || x+b.widths[i] > right+1 {
			return
		}
		b.cells = append(b.cells, b.cell(l, r, x, b.widths[i], size.Height))
		x += b.widths[i]
		if i+1 == b.line.caretAt() {
			b.placeCaret(x, size)
		}
	})
	if b.line.all {
		b.marked.Move(fyne.NewPos(boxSide, 8))
		b.marked.Resize(fyne.NewSize(x-boxSide, size.Height-16))
		b.marked.Show()
	}
}

func (b *secretBox) placeCaret(x float32, size fyne.Size) {
	height := b.face().lineHeight()
	b.caret.Move(fyne.NewPos(x-caretFat/2, (size.Height-height)/2))
	b.caret.Resize(fyne.NewSize(caretFat, height))
}

// cell draws one character: a dot, or while shown itself, alone.
func (b *secretBox) cell(l *look.Look, r rune, x, width, height float32) fyne.CanvasObject {
	if !b.shown {
		size := dotSize * l.Scale()
		dot := canvas.NewCircle(l.Of(look.Ink))
		dot.Move(fyne.NewPos(x+(width-size)/2, (height-size)/2))
		dot.Resize(fyne.NewSquareSize(size))
		return dot
	}
	letter := canvas.NewText(string(r), l.Of(look.Ink))
	letter.TextSize = b.face().size
	line := b.face().lineHeight()
	letter.Move(fyne.NewPos(x, (height-line)/2))
	letter.Resize(fyne.NewSize(width, line))
	return letter
}

func (b *secretBox) paint(l *look.Look) {
	fill := look.Field
	if b.Disabled() {
		fill = look.Off
	}
	b.surface.paint(l, fill, b.of.edge(b.focused), b.focused)
	b.marked.FillColor = l.Of(look.Selected)
	b.caret.FillColor = color.Transparent
	if b.focused {
		b.caret.FillColor = l.Of(look.Accent)
	}
}

func sum(widths []float32) float32 {
	var all float32
	for _, w := range widths {
		all += w
	}
	return all
}
