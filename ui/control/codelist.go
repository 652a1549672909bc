package control

import (
	"slices"

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

// rowHeights are how rows are arranged at a width and a text size.
type rowHeights struct {
	width, scale float32
	row, head    float32
	buttons      float32
	stacked      bool
	labels       [2]string
}

const rowGap = look.Inside

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

func (c *CodeList) least() fyne.Size {
	height := c.y(c.Len())
	if c.Len() > 0 {
		height -= rowGap
	}
	return fyne.NewSize(200, height)
}

// y is where the row at a place begins; of one past the last, where the list ends.
func (c *CodeList) y(i int) float32 {
	y := c.timerHeight() + float32(i)*(c.rowHeight()+rowGap)
	for _, s := range c.sections {
		if s.From <= i && s.From < c.Len() {
			y += c.heights.head
		}
	}
	return y
}

func (c *CodeList) timerHeight() float32 { return c.timer.MinSize().Height + 2*look.Inside }

// place puts the timer at the upper edge of what can be seen, and the rows where they belong.
func (c *CodeList) place(size fyne.Size) {
	c.settleRows()
	c.shown = c.shown[:0]
	reading := c.Reading()
	for _, i := range c.inSight() {
		c.shown = append(c.shown, c.row(i, reading))
	}
	c.free()
	for i, s := range c.sections {
		c.heads[i].Move(fyne.NewPos(0, c.y(s.From)-c.heights.head+rowGap))
		c.heads[i].Resize(fyne.NewSize(size.Width, c.heights.head-rowGap))
	}
	for _, r := range c.shown {
		r.Move(fyne.NewPos(0, c.y(r.index)))
		r.Resize(fyne.NewSize(size.Width, c.rowHeight()))
	}
	at := min(max(c.top, 0), max(size.Height-c.timerHeight(), 0))
	c.ground.Move(fyne.NewPos(-ringGap, at))
	c.ground.Resize(fyne.NewSize(size.Width+2*ringGap, c.timerHeight()-rowGap))
	c.timer.Move(fyne.NewPos(0, at+look.Inside))
	c.timer.Resize(fyne.NewSize(size.Width, c.timer.MinSize().Height))
	c.d.objects = append(c.inOrder(nil), c.ground, c.timer)
}

// ahead is how many rows are ready over and under what can be seen, so that Tab and a screen reader find the next one.
const ahead = 2

// inSight are the places of the rows to be drawn: those that can be seen, a few around them, and the one with the keyboard,
// which must not lose it.
func (c *CodeList) inSight() []int {
	step := c.rowHeight() + rowGap
	heads := float32(len(c.sections)) * c.heights.head
	from := max(0, int((c.top-c.timerHeight()-heads)/step)-ahead)
	to := min(c.Len(), int((c.low-c.timerHeight())/step)+1+ahead)
	var places []int
	for i := from; i < to; i++ {
		places = append(places, i)
	}
	for _, also := range []int{c.heldRow(), c.asked} {
		if also >= 0 && also < c.Len() && !slices.Contains(places, also) {
			places = append(places, also)
		}
	}
	slices.Sort(places)
	return places
}

// heldRow is the place of the row with the keyboard; -1: there is none, or it is no more.
func (c *CodeList) heldRow() int {
	for _, r := range c.rows {
		if !r.focused() {
			continue
		}
		if r.index < c.Len() && c.source.Key(r.index) == r.key {
			return r.index
		}
		for i := range c.Len() {
			if c.source.Key(i) == r.key {
				return i
			}
		}
	}
	return -1
}

// row gives the row of the entry at a place, brought up to date: the one it had, one to spare, or a new one.
func (c *CodeList) row(i int, reading string) *codeRow {
	key := c.source.Key(i)
	r := c.rows[key]
	if r == nil && len(c.spare) > 0 {
		r, c.spare = c.spare[len(c.spare)-1], c.spare[:len(c.spare)-1]
	}
	if r == nil {
		r = newCodeRow(c)
	}
	c.rows[key] = r
	r.put(key, i, c.source.Entry(i, key == reading))
	return r
}

// free takes what was on the rows out of sight away and keeps them to be used again.
func (c *CodeList) free() {
	for key, r := range c.rows {
		if slices.Contains(c.shown, r) {
			continue
		}
		if r.focused() {
			unfocus(r)
		}
		delete(c.rows, key)
		r.put("", 0, CodeEntry{})
		c.spare = append(c.spare, r)
	}
}

// settleRows measures how rows are arranged, where width or text size have changed.
func (c *CodeList) settleRows() {
	l := look.From(c.Theme())
	h := &c.heights
	if h.width == c.Size().Width && h.scale == l.Scale() {
		return
	}
	m := measuresOf(l)
	label := face{l.Text(look.Body), fyne.TextStyle{Bold: true}}
	h.width, h.scale = c.Size().Width, l.Scale()
	h.buttons = max(label.width(h.labels[0]), label.width(h.labels[1])) + 24 // as a fitted button's sides
	h.head = face{l.Text(look.Head), fyne.TextStyle{Bold: true}}.lineHeight() + look.Between
	h.stacked = h.buttons+m.code.width("000 000")+3*rowPad > h.width
	h.row = m.height()
	if h.stacked {
		h.row += max(label.lineHeight()+2*buttonRise, look.Target) + rowPad
	}
}

func (c *CodeList) rowHeight() float32 {
	c.settleRows()
	return c.heights.row
}

func (c *CodeList) stacked() bool         { return c.heights.stacked }
func (c *CodeList) buttonRoom() float32   { return c.heights.buttons }
func (c *CodeList) measures() rowMeasures { return measuresOf(look.From(c.Theme())) }
