package control

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// codeFace is what is read of a row: issuer, account, the code in large digits, a small line. It is pressed to look at it.
type codeFace struct {
	pressable
	row                       *codeRow
	title, detail, code, note *canvas.Text
	surface
}

func newCodeFace(row *codeRow) *codeFace {
	f := &codeFace{row: row, surface: newSurface()}
	for _, line := range []**canvas.Text{&f.title, &f.detail, &f.code, &f.note} {
		*line = canvas.NewText("", nil)
	}
	f.title.TextStyle.Bold = true
	f.extend(f, func() { row.of.press(row.key) })
	return f
}

// Describe is a button that says the whole row.
func (f *codeFace) Describe() a11y.Node {
	e := f.row.entry
	return a11y.Node{Role: a11y.Button, Name: e.Said, Description: e.More, Focusable: true, Focused: f.focused, Press: f.act}
}

// FocusGained shows the ring, scrolls it into view, and begins the reading.
func (f *codeFace) FocusGained() {
	f.pressable.FocusGained()
	f.row.of.read(f.row)
}

// TypedKey moves from row to row by arrows, a window's height by Page Up and Page Down; the rest is as for everything that
// can be pressed.
func (f *codeFace) TypedKey(ev *fyne.KeyEvent) {
	list, at := f.row.of, f.row.index
	switch ev.Name {
	case fyne.KeyDown:
		list.goTo(at + 1)
	case fyne.KeyUp:
		list.goTo(at - 1)
	case fyne.KeyPageDown:
		list.goTo(at + list.page())
	case fyne.KeyPageUp:
		list.goTo(at - list.page())
	case fyne.KeyHome:
		list.goTo(0)
	case fyne.KeyEnd:
		list.goTo(list.Len() - 1)
	default:
		f.pressable.TypedKey(ev)
	}
}

// CreateRenderer is for Fyne.
func (f *codeFace) CreateRenderer() fyne.WidgetRenderer {
	return draw(f, func() fyne.Size { return fyne.NewSize(120, look.Target) }, f.place, f.paint, f.objects(f.title, f.detail, f.code, f.note)...)
}

// place writes each line on one line of its own: what is too long is cut short, the code is made smaller.
func (f *codeFace) place(size fyne.Size) {
	f.surface.place(fyne.Position{}, size)
	m := f.row.of.measures()
	width, y := size.Width-2*rowPad, float32(rowPad)
	write := func(line *canvas.Text, words string, of face) {
		line.Text, line.TextSize = of.clip(words, width), of.size
		line.Move(fyne.NewPos(rowPad, y))
		line.Resize(fyne.NewSize(width, of.lineHeight()))
		y += of.lineHeight()
	}
	e := f.row.entry
	write(f.title, e.Title, m.title)
	write(f.detail, e.Detail, m.small)
	f.code.Text, f.code.TextSize = e.Code, m.code.fit(e.Code, width).size
	f.code.Move(fyne.NewPos(rowPad, y))
	f.code.Resize(fyne.NewSize(width, m.code.lineHeight()))
	y += m.code.lineHeight()
	write(f.note, e.Note, m.small)
}

func (f *codeFace) paint(l *look.Look) {
	fill := fyne.ThemeColorName("")
	if f.hovered {
		fill = look.Tint
	}
	f.surface.paint(l, fill, "", f.focused)
	f.title.Color, f.detail.Color, f.note.Color = l.Of(look.Ink), l.Of(look.Quiet), l.Of(look.Quiet)
	f.code.Color = l.Of(look.Ink)
	if f.row.entry.Dim {
		f.code.Color = l.Of(look.Quiet)
	}
}

// rowMeasures are the faces of a row's lines.
type rowMeasures struct{ title, small, code face }

func measuresOf(l *look.Look) rowMeasures {
	return rowMeasures{face{l.Text(look.Body), fyne.TextStyle{Bold: true}}, face{l.Text(look.Small), fyne.TextStyle{}}, face{l.Text(look.Code), fyne.TextStyle{}}}
}

// height is what the four lines take.
func (m rowMeasures) height() float32 {
	return m.title.lineHeight() + 2*m.small.lineHeight() + m.code.lineHeight() + 2*rowPad
}

// middle is how far down the middle of the code stands.
func (m rowMeasures) middle() float32 {
	return rowPad + m.title.lineHeight() + m.small.lineHeight() + m.code.lineHeight()/2
}

// clip gives as much of words as fits a width, with three dots where some is missing.
func (f face) clip(words string, width float32) string {
	if words == "" || f.width(words) <= width {
		return words
	}
	letters := []rune(words)
	fits := sort.Search(len(letters), func(n int) bool { return f.width(string(letters[:n+1])+"…") > width })
	return string(letters[:fits]) + "…"
}

// fit is the face made small enough for words to fit a width.
func (f face) fit(words string, width float32) face {
	if need := f.width(words); need > width && width > 0 {
		f.size *= width / need
	}
	return f
}
