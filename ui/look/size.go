package look

import "fyne.io/fyne/v2"

// The text sizes, in Fyne's units at a text scale of 1. They grow with the scale; nothing below Small exists.
const (
	Small fyne.ThemeSizeName = "vestibule-small" // 14: references, small print
	Body  fyne.ThemeSizeName = "vestibule-body"  // 16
	Lead  fyne.ThemeSizeName = "vestibule-lead"  // 18: the sentence under the title
	Head  fyne.ThemeSizeName = "vestibule-head"  // 20: a heading inside a page
	Title fyne.ThemeSizeName = "vestibule-title" // 26: what this page is
	Code  fyne.ThemeSizeName = "vestibule-code"  // 40: digits to type or compare
)

// The spaces, on a grid of four. They do not grow with the text: at 200 % the words need the room.
const (
	Tight   = 4
	Inside  = 8
	Between = 16
	Section = 24
	Around  = 32
	// Target is the least width and height of anything that can be pressed.
	Target = 44
	// Radius rounds panels and what can be pressed.
	Radius = 10
	// Icon is the size icons are drawn for.
	Icon = 24
	// Measure is the width of the column on a desktop.
	Measure = 440
)

// least is the smallest text there is, before scaling.
const least = 14

var textSizes = map[fyne.ThemeSizeName]float32{
	Small: least, Body: 16, Lead: 18, Head: 20, Title: 26, Code: 40,
}
