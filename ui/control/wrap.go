package control

import (
	"strings"

	"fyne.io/fyne/v2"
)

// face is a size and a style of text.
type face struct {
	size  float32
	style fyne.TextStyle
}

func (f face) width(s string) float32 { return fyne.MeasureText(s, f.size, f.style).Width }

// lineHeight is the distance from line to line; the font's own is 1.36 of its size.
func (f face) lineHeight() float32 {
	return max(fyne.MeasureText("Ag", f.size, f.style).Height, f.size*1.4)
}

// wrap breaks text into lines of at most width, at spaces where there are any, inside a word where it is longer than a
// line (an address at 200 %). A newline is kept.
func (f face) wrap(text string, width float32) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, f.wrapParagraph(paragraph, width)...)
	}
	return lines
}

func (f face) wrapParagraph(text string, width float32) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if f.width(joined) <= width {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		var full []string
		full, line = f.breakWord(word, width)
		lines = append(lines, full...)
	}
	return append(lines, line)
}

// breakWord gives the full lines of a word that is longer than a line, and what is left of it.
func (f face) breakWord(word string, width float32) (full []string, rest string) {
	for _, r := range word {
		if rest != "" && f.width(rest+string(r)) > width {
			full, rest = append(full, rest), ""
		}
		rest += string(r)
	}
	return full, rest
}

// longestWord is the width below which a word would have to be broken.
func (f face) longestWord(text string) float32 {
	var longest float32
	for _, word := range strings.Fields(text) {
		longest = max(longest, f.width(word))
	}
	return longest
}
