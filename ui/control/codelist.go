package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// CodeSource is what a CodeList shows. It is asked for the rows in sight only, and for those again at each Update.
type CodeSource interface {
	// Len is the number of entries.
	Len() int
	// Key names the entry at a place, so that a row keeps the keyboard when the order changes.
	Key(i int) string
	// Entry gives what is shown of the entry at a place; reading: it has the keyboard or was pressed, so somebody reads it.
	Entry(i int, reading bool) CodeEntry
}

// CodeSection heads the entries from a place on.
type CodeSection struct {
	From int
	Name string
}

// CodeList is a list of codes of any length under one timer that stays in sight. It draws only the rows that can be seen,
// so that ten thousand cost no more than ten (the frame tells it by SetSight).
type CodeList struct {
	widget.BaseWidget
	name     string
	source   CodeSource
	sections []CodeSection
	heads    []*Text
	timer    *CodeTimer
	ground   *canvas.Rectangle // behind the timer
	rows     map[string]*codeRow
	spare    []*codeRow
	shown    []*codeRow // in reading order
	top, low float32    // what can be seen
	pressed  string     // the entry that was pressed last
	asked    int        // a place whose row is needed though it is out of sight; -1: none
	heights  rowHeights
	d        *drawing

	// OnPress hears a press on an entry, OnDo the button beside its code, OnOpen the one that opens it.
	OnPress, OnDo, OnOpen func(key string)
}

// NewCodeList makes one; the name is spoken, not drawn. buttons are the longest labels that will stand on a row's buttons,
// so that all rows are arranged alike.
func NewCodeList(name string, timer *CodeTimer, source CodeSource, buttons [2]string) *CodeList {
	c := &CodeList{name: name, source: source, timer: timer, ground: canvas.NewRectangle(nil), rows: map[string]*codeRow{}, asked: -1}
	c.heights.labels = buttons
	c.ExtendBaseWidget(c)
	return c
}

// Len is the number of entries.
func (c *CodeList) Len() int { return c.source.Len() }

// SetSections heads parts of the list, in order.
func (c *CodeList) SetSections(sections ...CodeSection) {
	c.sections, c.heads = sections, nil
	for _, s := range sections {
		c.heads = append(c.heads, NewHeading(s.Name, 2))
	}
}

// SetSight tells which part of the list can be seen.
func (c *CodeList) SetSight(top, bottom float32) {
	if top == c.top && bottom == c.low {
		return
	}
	c.top, c.low = top, bottom
	c.Refresh()
}

// Update asks anew for everything in sight.
func (c *CodeList) Update() { c.Refresh() }

// Reading is the key of the entry that somebody reads: where the keyboard is, else what was pressed last; empty: none.
func (c *CodeList) Reading() string {
	for _, r := range c.rows {
		if r.focused() {
			c.pressed = ""
			return r.key
		}
	}
	return c.pressed
}

// press notes who is read where there is no keyboard to tell. A second press ends it.
func (c *CodeList) press(key string) {
	if c.pressed == key {
		c.pressed = ""
	} else {
		c.pressed = key
	}
	c.call(c.OnPress, key)
}

func (c *CodeList) call(heard func(string), key string) {
	if heard != nil {
		heard(key)
	}
}

// page is how many rows a window's height holds.
func (c *CodeList) page() int { return max(1, int((c.low-c.top)/(c.rowHeight()+rowGap))-1) }

// goTo gives the keyboard to the row at a place, which is brought into sight.
func (c *CodeList) goTo(i int) {
	if c.Len() == 0 {
		return
	}
	c.asked = min(max(i, 0), c.Len()-1)
	c.Refresh()
	row, on := c.rows[c.source.Key(c.asked)], fyne.CurrentApp().Driver().CanvasForObject(c)
	if row != nil && on != nil { // a row that was never drawn does not know its canvas yet
		on.Focus(row.face)
		a11y.Reveal(on, row)
	}
	c.asked = -1
}

// read asks anew for a row that somebody begins to read, before its code changes.
func (c *CodeList) read(r *codeRow) {
	if r.index < c.Len() && c.source.Key(r.index) == r.key {
		r.put(r.key, r.index, c.source.Entry(r.index, true))
	}
}

// Describe says it is a list.
func (c *CodeList) Describe() a11y.Node { return a11y.Node{Role: a11y.List, Name: c.name} }

// Parts are the timer, then headings and rows as they are read.
func (c *CodeList) Parts() []fyne.CanvasObject { return c.inOrder([]fyne.CanvasObject{c.timer}) }

// inOrder adds headings and rows to a list, as they are read.
func (c *CodeList) inOrder(to []fyne.CanvasObject) []fyne.CanvasObject {
	next := 0
	for _, r := range c.shown {
		for ; next < len(c.sections) && c.sections[next].From <= r.index; next++ {
			to = append(to, c.heads[next])
		}
		to = append(to, r)
	}
	return to
}

// CreateRenderer is for Fyne.
func (c *CodeList) CreateRenderer() fyne.WidgetRenderer {
	c.d = draw(c, c.least, c.place, func(l *look.Look) {
		c.ground.FillColor = l.Of(look.Paper)
		c.heights.scale = 0 // the look may be another: measure again
	}, c.timer)
	return c.d
}
