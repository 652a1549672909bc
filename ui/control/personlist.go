package control

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// PersonEntry is what a row of a PersonList shows. The words are the page's.
type PersonEntry struct {
	// Key names the person, so that a row keeps the keyboard when the list is another.
	Key          string
	Hue, Pattern int
	Initials     string
	// Name is theirs, Detail and Note what tells them from others and how it stands; Note may be empty.
	Name, Detail, Note string
}

// PersonList is a list of people of any length. It draws only the rows that can be seen (the frame tells it by SetSight).
type PersonList struct {
	widget.BaseWidget
	name     string
	entries  []PersonEntry
	ys       []float32 // where each row begins, then where the list ends
	measured personMeasure
	heights  map[PersonEntry]float32
	rows     map[string]*personRow
	shown    []*personRow
	top, low float32 // what can be seen
	asked    int     // a place whose row is needed though it is out of sight; -1: none
	d        *drawing

	// OnChoose hears which person was chosen.
	OnChoose func(key string)
}

// personMeasure is what the heights of rows were measured for.
type personMeasure struct{ width, scale float32 }

// NewPersonList makes an empty one; the name is spoken, not drawn.
func NewPersonList(name string) *PersonList {
	p := &PersonList{name: name, heights: map[PersonEntry]float32{}, rows: map[string]*personRow{}, asked: -1}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows these people.
func (p *PersonList) Set(entries []PersonEntry) {
	p.entries, p.ys = slices.Clone(entries), nil
	p.Refresh()
}

// SetSight tells which part of the list can be seen.
func (p *PersonList) SetSight(top, bottom float32) {
	if top == p.top && bottom == p.low {
		return
	}
	p.top, p.low = top, bottom
	p.Refresh()
}

// Drawn is how many rows are drawn now.
func (p *PersonList) Drawn() int { return len(p.rows) }

// Describe says it is a list.
func (p *PersonList) Describe() a11y.Node { return a11y.Node{Role: a11y.List, Name: p.name} }

// Parts are the rows as they are read.
func (p *PersonList) Parts() []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for _, r := range p.shown {
		parts = append(parts, r)
	}
	return parts
}

// CreateRenderer is for Fyne.
func (p *PersonList) CreateRenderer() fyne.WidgetRenderer {
	p.d = draw(p, p.least, p.place, func(*look.Look) {})
	return p.d
}

func (p *PersonList) least() fyne.Size {
	p.settleRows()
	return fyne.NewSize(200, max(0, p.ys[len(p.ys)-1]-look.Inside))
}

// settleRows measures where rows begin, where the list, its width or the text size have changed.
func (p *PersonList) settleRows() {
	now := personMeasure{p.Size().Width, look.From(p.Theme()).Scale()}
	if now == p.measured && p.ys != nil {
		return
	}
	if now != p.measured {
		p.measured = now
		clear(p.heights)
	}
	p.ys = make([]float32, 0, len(p.entries)+1)
	y := float32(0)
	for _, e := range p.entries {
		p.ys = append(p.ys, y)
		y += p.height(e) + look.Inside
	}
	p.ys = append(p.ys, y)
}

// height is what a row needs at the present width.
func (p *PersonList) height(e PersonEntry) float32 {
	if h, known := p.heights[e]; known {
		return h
	}
	h := Settle(p.draft(e), p.measured.width)
	p.heights[e] = h
	return h
}

func (p *PersonList) draft(e PersonEntry) *Row {
	return NewRow(e.Name, e.Detail, func() { p.choose(e.Key) }).WithWhen(e.Note).WithBadge(NewBadge(e.Hue, e.Pattern, e.Initials))
}

func (p *PersonList) choose(key string) {
	if p.OnChoose != nil {
		p.OnChoose(key)
	}
}

// place draws the rows in sight, and lets the others go.
func (p *PersonList) place(size fyne.Size) {
	p.settleRows()
	old := p.rows
	p.rows, p.shown = map[string]*personRow{}, p.shown[:0]
	for _, i := range p.inSight(old) {
		r := p.row(old, i)
		p.rows[r.entry.Key] = r
		p.shown = append(p.shown, r)
		r.Move(fyne.NewPos(0, p.ys[i]))
		r.Resize(fyne.NewSize(size.Width, p.ys[i+1]-p.ys[i]-look.Inside))
	}
	for key, r := range old {
		if p.rows[key] == nil && r.face.focused {
			unfocus(r)
		}
	}
	p.d.objects = p.Parts()
}

// inSight are the places of the rows to be drawn: those that can be seen, a few around them, and the one with the keyboard,
// which must not lose it.
func (p *PersonList) inSight(old map[string]*personRow) []int {
	var places []int
	first, _ := slices.BinarySearch(p.ys, p.top)
	last, _ := slices.BinarySearch(p.ys, p.low)
	for i := max(0, first-1-ahead); i < min(len(p.entries), last+ahead); i++ {
		places = append(places, i)
	}
	for i, e := range p.entries {
		r := old[e.Key]
		if (i == p.asked || r != nil && r.face.focused) && !slices.Contains(places, i) {
			places = append(places, i)
		}
	}
	slices.Sort(places)
	return places
}

// row gives the row of the person at a place: the one they had, or a new one.
func (p *PersonList) row(old map[string]*personRow, i int) *personRow {
	e := p.entries[i]
	r := old[e.Key]
	if r == nil || r.entry != e {
		r = newPersonRow(p, e)
	}
	r.index = i
	return r
}

// goTo gives the keyboard to the row at a place, which is brought into sight.
func (p *PersonList) goTo(i int) {
	if len(p.entries) == 0 {
		return
	}
	p.asked = min(max(i, 0), len(p.entries)-1)
	p.Refresh()
	row, on := p.rows[p.entries[p.asked].Key], fyne.CurrentApp().Driver().CanvasForObject(p)
	if row != nil && on != nil {
		on.Focus(row.face)
		a11y.Reveal(on, row)
	}
	p.asked = -1
}

// page is how many rows a window's height holds.
func (p *PersonList) page() int {
	if len(p.entries) == 0 {
		return 1
	}
	return max(1, int((p.low-p.top)/(p.ys[len(p.ys)-1]/float32(len(p.entries))))-1)
}
