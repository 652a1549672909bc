package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Option is one answer of a Choice.
type Option struct {
	Title  string
	Detail string
	Icon   string // of assets/icon; empty: none
	// Off says why the option cannot be picked now; empty: it can.
	Off string
}

// Choice asks for one of several answers. They are told by their place, from 0.
type Choice struct {
	widget.BaseWidget
	label   *Text
	items   []*radio
	picked  int // -1: nothing yet
	changed func(int)
	all     *fyne.Container
}

// NewChoice makes one with nothing picked. The label is spoken; ShowLabel draws it too, where the page's title does not
// ask already. Changed (nil: nobody) hears of every change.
func NewChoice(label string, options []Option, changed func(picked int)) *Choice {
	c := &Choice{picked: -1, changed: changed, label: newText(label, look.Body, look.Ink).Bold().As("")}
	c.label.Hide()
	c.all = Column(look.Inside, c.label)
	c.ExtendBaseWidget(c)
	c.SetOptions(options)
	return c
}

// ShowLabel draws the label above the answers and gives the choice back.
func (c *Choice) ShowLabel() *Choice {
	c.label.Show()
	return c
}

// SetOptions replaces the answers; what was picked stays so if an answer of the same title can still be picked.
func (c *Choice) SetOptions(options []Option) {
	was := ""
	if c.picked >= 0 {
		was = c.items[c.picked].option.Title
	}
	c.items, c.picked = nil, -1
	c.all.Objects = c.all.Objects[:1:1]
	for i, o := range options {
		item := newRadio(c, o, i)
		if o.Off == "" && o.Title == was {
			c.picked = i
		}
		c.items = append(c.items, item)
		c.all.Objects = append(c.all.Objects, item)
	}
	c.Refresh()
}

// Picked gives the place of what is picked; -1: nothing yet.
func (c *Choice) Picked() int { return c.picked }

// Pick picks an answer, as a press would. One that is off, or is not there, changes nothing.
func (c *Choice) Pick(i int) {
	if i == c.picked || i < 0 || i >= len(c.items) || c.items[i].option.Off != "" {
		return
	}
	c.picked = i
	for _, item := range c.items {
		item.Refresh()
	}
	if c.changed != nil {
		c.changed(i)
	}
}

// Focus gives where the keyboard goes: what is picked, or the first that can be; nil: nothing can.
func (c *Choice) Focus() fyne.Focusable {
	if c.picked >= 0 {
		return c.items[c.picked]
	}
	for _, item := range c.items {
		if item.option.Off == "" {
			return item
		}
	}
	return nil
}

// Describe says it is a group of radio buttons.
func (c *Choice) Describe() a11y.Node {
	return a11y.Node{Role: a11y.RadioGroup, Name: c.label.Words()}
}

// Parts are the radio buttons.
func (c *Choice) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{c.all} }

// CreateRenderer is for Fyne.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer { return drawAround(c, c.all) }

// step picks the next answer that can be, around the ends, as arrow keys do in a radio group (ARIA practices).
func (c *Choice) step(from, by int) {
	for n := 1; n <= len(c.items); n++ {
		i := ((from+by*n)%len(c.items) + len(c.items)) % len(c.items)
		if c.items[i].option.Off == "" {
			takeFocus(c.items[i])
			c.Pick(i)
			return
		}
	}
}
