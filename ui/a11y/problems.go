package a11y

import (
	"fmt"

	"fyne.io/fyne/v2"
)

// Problems gives what a member who cannot see the canvas would stumble over, in reading order; none: nil. For tests: a
// page with problems is not done. UI thread only.
func Problems(c fyne.Canvas) []string {
	p := pass{focused: c.Focused(), ids: map[thing]int{}, walker: new(Walker)}
	root := p.window(c)
	var found []string
	report := func(n *Node, what string) { found = append(found, n.Line()+": "+what) }
	root.Each(func(n *Node) {
		for _, check := range []func(*Node) string{nameless, lifeless, placeless, leaky} {
			if what := check(n); what != "" {
				report(n, what)
			}
		}
		twins(n, report)
	})
	for _, n := range p.bare {
		found = append(found, fmt.Sprintf("%T at %v: takes the keyboard and does not say what it is", n.Object, n.Pos))
	}
	if top := c.Overlays().Top(); top != nil && len(root.Children) == 0 {
		found = append(found, fmt.Sprintf("%T: an overlay that cannot be looked into", top))
	}
	return found
}

// acts tells whether a member does something with n.
func (n *Node) acts() bool {
	switch n.Role {
	case Button, Checkbox, Radio, Textbox, Link:
		return true
	}
	return n.Expandable
}

func nameless(n *Node) string {
	if n.Name != "" {
		return ""
	}
	switch n.Role {
	case Heading, Text, Image, RadioGroup, Navigation, Region:
		return "has no name"
	}
	if n.acts() {
		return "has no name"
	}
	return ""
}

func lifeless(n *Node) string {
	switch {
	case n.Disabled || !n.acts():
		return ""
	case n.Role == Textbox && n.Password && n.SetSecret == nil, n.Role == Textbox && !n.Password && n.SetText == nil:
		return "cannot be typed into"
	case n.Role != Textbox && n.Press == nil:
		return "cannot be pressed"
	case !n.Focusable:
		return "cannot be reached by the keyboard"
	}
	return ""
}

func placeless(n *Node) string {
	if n.acts() && (n.Size.Width <= 0 || n.Size.Height <= 0) {
		return "has no size"
	}
	return ""
}

func leaky(n *Node) string {
	switch {
	case n.Password && n.Value != "":
		return "tells its password"
	case n.Role == Heading && (n.Level < 1 || n.Level > 6):
		return "is a heading of no level"
	}
	return ""
}

// twins reports what is done with under one parent and cannot be told apart.
func twins(parent *Node, report func(*Node, string)) {
	type key struct {
		role Role
		name string
	}
	seen := map[key]bool{}
	for _, n := range parent.Children {
		k := key{n.Role, n.Name}
		if n.acts() && n.Name != "" && seen[k] {
			report(n, "has a twin")
		}
		seen[k] = true
	}
}
