package look

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// Hues is how many colours people are told apart by.
const Hues = 8

// hues are the people's colours, the same in every look so that a person keeps theirs. Each is of another lightness, and they
// are at least 20 apart (CIE 1976) with either kind of red-green blindness and with blue-yellow blindness, as simulated by
// Machado, Oliveira and Fernandes 2009; with no colour vision at all the lightness still tells them apart. A pattern and the
// name stand beside them all the same.
var hues = [Hues]uint32{0x5A2D09, 0x4E9AE5, 0xBC2D4F, 0xA7D944, 0x7128A4, 0xF59777, 0x80812E, 0x4BFAF7}

// darkHues are those that words on them are white on; on the others they are black.
const darkHues = 1<<0 | 1<<2 | 1<<4

// Person gives the colour of a hue, and that of words and patterns on it. Any number is one of the Hues.
func (l *Look) Person(hue int) (fill, ink color.Color) {
	i := ((hue % Hues) + Hues) % Hues
	if darkHues>>i&1 == 1 {
		return rgb(hues[i]), rgb(0xFFFFFF)
	}
	return rgb(hues[i]), rgb(0x000000)
}

// PersonEdge is the colour around a hue, by which it stands off what is behind it.
const PersonEdge fyne.ThemeColorName = Border
