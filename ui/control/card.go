package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Card is a titled panel on the page.
type Card struct {
	widget.BaseWidget
	title *Text
	all   *fyne.Container
	sheet *panel
}

// NewCard makes one; the title may be empty.
func NewCard(title string, parts ...fyne.CanvasObject) *Card {
	c := &Card{title: NewHeading(title, 2)}
	show(c.title, title != "")
	c.all = Column(look.Inside+look.Tight, append([]fyne.CanvasObject{c.title}, parts...)...)
	c.sheet = newPanel(c.all, look.Sheet, look.Hairline)
	c.ExtendBaseWidget(c)
	return c
}

// Describe names the region by its title; a card without one is only what is in it.
func (c *Card) Describe() a11y.Node {
	if c.title.Words() == "" {
		return a11y.Node{}
	}
	return a11y.Node{Role: a11y.Region, Name: c.title.Words()}
}

// Parts are what is on the card.
func (c *Card) Parts() []fyne.CanvasObject { return c.sheet.Parts() }

// CreateRenderer is for Fyne.
func (c *Card) CreateRenderer() fyne.WidgetRenderer { return drawAround(c, c.sheet) }
