package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
)

// personRow is one person of a PersonList on screen.
type personRow struct {
	widget.BaseWidget
	of    *PersonList
	entry PersonEntry
	index int
	face  *Row
}

func newPersonRow(of *PersonList, e PersonEntry) *personRow {
	r := &personRow{of: of, entry: e, face: of.draft(e)}
	r.face.walks = r.walk
	r.ExtendBaseWidget(r)
	return r
}

// walk moves from row to row by arrows, a window's height by Page Up and Page Down.
func (r *personRow) walk(key fyne.KeyName) bool {
	to, is := map[fyne.KeyName]int{
		fyne.KeyDown: r.index + 1, fyne.KeyUp: r.index - 1, fyne.KeyHome: 0, fyne.KeyEnd: len(r.of.entries) - 1,
		fyne.KeyPageDown: r.index + r.of.page(), fyne.KeyPageUp: r.index - r.of.page(),
	}[key]
	if is {
		r.of.goTo(to)
	}
	return is
}

// Describe says which person of how many.
func (r *personRow) Describe() a11y.Node {
	return a11y.Node{Role: a11y.ListItem, Position: r.index + 1, Of: len(r.of.entries)}
}

// Parts is what is pressed.
func (r *personRow) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{r.face} }

// CreateRenderer is for Fyne.
func (r *personRow) CreateRenderer() fyne.WidgetRenderer { return drawAround(r, r.face) }
