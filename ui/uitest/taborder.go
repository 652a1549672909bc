package uitest

import (
	"fmt"

	"fyne.io/fyne/v2"

	"vestibule/ui/a11y"
)

// TabOrder tells where the Tab key goes otherwise than a reader reads: each stop that is no thing on screen, and the first
// that is out of turn; none: nil. It moves the focus and puts it back.
func TabOrder(c fyne.Canvas) []string {
	before := c.Focused()
	defer func() {
		c.Unfocus()
		if before != nil {
			c.Focus(before)
		}
	}()
	var reading []*a11y.Node
	a11y.Walk(c).Each(func(n *a11y.Node) {
		if n.Focusable {
			reading = append(reading, n)
		}
	})
	return compare(reading, stops(c))
}

// stops are what Tab reaches, each once.
func stops(c fyne.Canvas) []fyne.Focusable {
	c.Unfocus()
	var found []fyne.Focusable
	seen := map[fyne.Focusable]bool{}
	for c.FocusNext(); c.Focused() != nil && !seen[c.Focused()]; c.FocusNext() {
		seen[c.Focused()] = true
		found = append(found, c.Focused())
	}
	return found
}

func compare(reading []*a11y.Node, tab []fyne.Focusable) []string {
	lines := map[fyne.CanvasObject]string{}
	for _, n := range reading {
		lines[n.Object] = n.Line()
	}
	var found []string
	var known []fyne.CanvasObject
	for _, f := range tab {
		o, _ := f.(fyne.CanvasObject)
		if lines[o] == "" {
			found = append(found, fmt.Sprintf("%T takes the focus and is not in the tree", f))
			continue
		}
		known = append(known, o)
	}
	for i, n := range reading {
		switch {
		case i >= len(known):
			return append(found, n.Line()+" is not reached by Tab")
		case known[i] != n.Object:
			return append(found, n.Line()+" is read where Tab reaches "+lines[known[i]])
		}
	}
	return found
}
