package control

import (
	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// NewTitle says what the page is: the one heading of level 1.
func NewTitle(words string) *Text {
	t := newText(words, look.Title, look.Ink).Bold()
	t.role, t.level = a11y.Heading, 1
	return t
}

// NewHeading heads a part of a page; level counts from 2.
func NewHeading(words string, level int) *Text {
	t := newText(words, look.Head, look.Ink).Bold()
	t.role, t.level = a11y.Heading, max(level, 2)
	return t
}
