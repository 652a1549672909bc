package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// CodeEntry is what a row of a CodeList shows. The words are the page's; nothing of it is kept when the row shows another.
type CodeEntry struct {
	Title, Detail string // who gives the code, and for which account
	// Code is drawn large, as it is; Dim: it counts no more, or stands for one that is hidden.
	Code string
	Dim  bool
	// Note is small, under the code: the next one, or why there is none.
	Note string
	// Said is what a screen reader says of the row, More what it says after that.
	Said, More string
	// Do is the button beside the code, empty: none. DoSaid is spoken for it and contains it.
	Do, DoSaid string
	// Details is the button that opens the entry, DetailsSaid is spoken for it and contains it.
	Details, DetailsSaid string
}

// codeRow is one entry of a CodeList on screen.
type codeRow struct {
	widget.BaseWidget
	of       *CodeList
	key      string
	index    int
	entry    CodeEntry
	face     *codeFace
	do, open *Button
	sheet    *canvas.Rectangle
}

func newCodeRow(of *CodeList) *codeRow {
	r := &codeRow{of: of, sheet: canvas.NewRectangle(nil)}
	r.sheet.CornerRadius = look.Radius
	r.face = newCodeFace(r)
	r.do = NewButton("", Outlined, func() { of.call(of.OnDo, r.key) }).Fitted()
	r.open = NewButton("", Plain, func() { of.call(of.OnOpen, r.key) }).Fitted()
	r.ExtendBaseWidget(r)
	return r
}

// put has the row show an entry.
func (r *codeRow) put(key string, index int, e CodeEntry) {
	changed := r.entry != e
	r.key, r.index, r.entry = key, index, e
	if !changed {
		return
	}
	r.do.Saying(e.DoSaid).SetLabel(e.Do)
	r.open.Saying(e.DetailsSaid).SetLabel(e.Details)
	show(r.do, e.Do != "")
	r.Refresh()
}

// focused reports that the keyboard is somewhere in the row.
func (r *codeRow) focused() bool { return r.face.focused || r.do.focused || r.open.focused }

// Describe says which entry of how many.
func (r *codeRow) Describe() a11y.Node {
	return a11y.Node{Role: a11y.ListItem, Position: r.index + 1, Of: r.of.Len()}
}

// Parts are the code and the buttons.
func (r *codeRow) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{r.face, r.do, r.open} }

// CreateRenderer is for Fyne.
func (r *codeRow) CreateRenderer() fyne.WidgetRenderer {
	return draw(r, func() fyne.Size { return fyne.NewSize(200, r.of.rowHeight()) }, r.place, func(l *look.Look) {
		r.sheet.FillColor, r.sheet.StrokeColor, r.sheet.StrokeWidth = l.Of(look.Sheet), l.Of(look.Hairline), edgeWidth(l)
		r.sheet.Refresh()
	}, r.sheet, r.face, r.do, r.open)
}

// place puts the buttons beside the code where there is room for both, else under it.
func (r *codeRow) place(size fyne.Size) {
	r.sheet.Resize(size)
	do, open := seen(r.do), r.open.MinSize()
	if r.of.stacked() {
		r.face.Move(fyne.Position{})
		r.face.Resize(size.SubtractWidthHeight(0, open.Height+rowPad))
		at := size.Height - open.Height - rowPad/2
		r.do.Resize(do)
		r.do.Move(fyne.NewPos(rowPad, at))
		r.open.Resize(open)
		r.open.Move(fyne.NewPos(size.Width-open.Width-rowPad, at))
		return
	}
	room := r.of.buttonRoom()
	r.face.Move(fyne.Position{})
	r.face.Resize(size.SubtractWidthHeight(room+rowPad, 0))
	left := size.Width - room - rowPad
	r.open.Resize(fyne.NewSize(room, open.Height))
	r.open.Move(fyne.NewPos(left, rowPad/2))
	r.do.Resize(fyne.NewSize(room, do.Height))
	r.do.Move(fyne.NewPos(left, r.of.measures().middle()-do.Height/2))
}
