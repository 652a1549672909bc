package a11y

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
)

// Outline is what is on the canvas as text, one thing a line, parts indented: what a screen reader would find. UI thread
// only.
func Outline(c fyne.Canvas) string { return Walk(c).Outline() }

// Outline is what is beneath n as text, one thing a line, parts indented by two spaces. A password is its length.
func (n *Node) Outline() string {
	var b strings.Builder
	for _, child := range n.Children {
		child.outline(&b, "")
	}
	return b.String()
}

func (n *Node) outline(b *strings.Builder, indent string) {
	b.WriteString(indent)
	b.WriteString(n.Line())
	b.WriteByte('\n')
	for _, child := range n.Children {
		child.outline(b, indent+"  ")
	}
}

// Line is n alone, as in an outline: role, name, value, description and how it stands, as in
//
//	heading 1 "Sign in"
//	textbox "Username" = "alice@example.org" [focused]
//	textbox "Password" [password 5 characters]
//	button "Sign in" [disabled]
func (n *Node) Line() string {
	var b strings.Builder
	b.WriteString(string(n.Role))
	if n.Level > 0 {
		fmt.Fprintf(&b, " %d", n.Level)
	}
	if n.Name != "" {
		fmt.Fprintf(&b, " %q", n.Name)
	}
	if n.Value != "" && !n.Password {
		fmt.Fprintf(&b, " = %q", n.Value)
	}
	if n.Description != "" {
		fmt.Fprintf(&b, " (%s)", strings.Trim(fmt.Sprintf("%q", n.Description), `"`))
	}
	for _, state := range n.states() {
		b.WriteString(" [" + state + "]")
	}
	return b.String()
}

// states are the words in brackets, in one fixed order.
func (n *Node) states() []string {
	var words []string
	add := func(on bool, word string) {
		if on {
			words = append(words, word)
		}
	}
	add(n.Password, fmt.Sprintf("password %d characters", n.Bullets))
	add(n.Position > 0, fmt.Sprintf("%d of %d", n.Position, n.Of))
	add(n.Checkable && n.Checked, "checked")
	add(n.Checkable && !n.Checked, "not checked")
	add(n.Expandable && n.Expanded, "expanded")
	add(n.Expandable && !n.Expanded, "collapsed")
	add(n.Required, "required")
	add(n.Invalid, "invalid")
	add(n.Disabled, "disabled")
	add(n.Focused, "focused")
	return words
}
