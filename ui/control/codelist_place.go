package control

import (
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/ui/look"
)

// This file is where the rows of a CodeList stand, and which of them there are.

// rowHeights are how rows are arranged at a width and a text size.
type rowHeights struct {
	width, scale float32
	row, head    float32
	buttons      float32
	stacked      bool
	labels       [2]string
}

const rowGap = look.Inside

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
