package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// Group is a list: of Rows, or of anything else that is read one by one.
type Group struct {
	widget.BaseWidget
	name  string
	items []fyne.CanvasObject
	all   *fyne.Container
}

// NewGroup makes a list; the name is spoken, not drawn.
func NewGroup(name string, entries ...fyne.CanvasObject) *Group {
	g := &Group{name: name, all: Column(look.Inside)}
	g.ExtendBaseWidget(g)
	g.Set(entries...)
	return g
}

// Set replaces the entries.
func (g *Group) Set(entries ...fyne.CanvasObject) {
	g.items = g.items[:0:0]
	for i, e := range entries {
		g.items = append(g.items, newItem(e, i+1, len(entries)))
	}
	g.all.Objects = g.items
	g.Refresh()
}

// Describe says it is a list.
func (g *Group) Describe() a11y.Node { return a11y.Node{Role: a11y.List, Name: g.name} }

// Parts are the entries.
func (g *Group) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{g.all} }

// CreateRenderer is for Fyne.
func (g *Group) CreateRenderer() fyne.WidgetRenderer { return drawAround(g, g.all) }

// item is one entry of a Group, around whatever it is.
type item struct {
	widget.BaseWidget
	content      fyne.CanvasObject
	position, of int
}

func newItem(content fyne.CanvasObject, position, of int) *item {
	i := &item{content: content, position: position, of: of}
	i.ExtendBaseWidget(i)
	return i
}

// Describe says which entry of how many.
func (i *item) Describe() a11y.Node {
	return a11y.Node{Role: a11y.ListItem, Position: i.position, Of: i.of}
}

// Parts is what the entry is around.
func (i *item) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{i.content} }

// CreateRenderer is for Fyne.
func (i *item) CreateRenderer() fyne.WidgetRenderer { return drawAround(i, i.content) }
