//go:build linux && !android

package a11y

import "fyne.io/fyne/v2"

// spiRoles are AT-SPI's numbers (atspi-constants.h, AtspiRole).
var spiRoles = map[Role]uint32{
	Window: 23, Main: 110, Navigation: 110, Region: 110, Button: 43, Checkbox: 7, Radio: 44, RadioGroup: 99, Textbox: 79,
	Text: 29, Heading: 83, Link: 88, List: 31, ListItem: 32, Status: 54, Alert: 2, Timer: 115, Progressbar: 42, Image: 27,
}

const (
	spiPasswordText uint32 = 40
	spiUnknown      uint32 = 67
	spiApplication  uint32 = 75
)

func spiRole(n *Node) uint32 {
	switch {
	case n == nil:
		return spiApplication
	case n.Password:
		return spiPasswordText
	}
	if r, ok := spiRoles[n.Role]; ok {
		return r
	}
	return spiUnknown
}

// spiState is a state's bit (atspi-constants.h, AtspiStateType).
type spiState uint

const (
	spiActive         spiState = 1
	spiChecked        spiState = 4
	spiEditable       spiState = 7
	spiEnabled        spiState = 8
	spiExpandable     spiState = 9
	spiExpanded       spiState = 10
	spiFocusable      spiState = 11
	spiFocused        spiState = 12
	spiSensitive      spiState = 24
	spiShowing        spiState = 25
	spiSingleLine     spiState = 26
	spiVisible        spiState = 30
	spiRequired       spiState = 33
	spiInvalid        spiState = 36
	spiSelectableText spiState = 38
	spiCheckable      spiState = 41
)

// spiStateNames are those in events.
var spiStateNames = map[spiState]string{
	spiChecked: "checked", spiEnabled: "enabled", spiExpanded: "expanded", spiFocused: "focused", spiSensitive: "sensitive",
	spiShowing: "showing", spiRequired: "required", spiInvalid: "invalid-entry",
}

func (s spiState) of(n *Node) bool {
	switch s {
	case spiActive:
		return n.Role == Window
	case spiChecked:
		return n.Checked
	case spiEditable, spiSingleLine, spiSelectableText:
		return n.Role == Textbox
	case spiEnabled, spiSensitive:
		return !n.Disabled
	case spiExpandable:
		return n.Expandable
	case spiExpanded:
		return n.Expanded
	case spiFocusable:
		return n.Focusable
	case spiFocused:
		return n.Focused
	case spiShowing:
		return n.Sight != (Box{})
	case spiVisible:
		return true
	case spiRequired:
		return n.Required
	case spiInvalid:
		return n.Invalid
	case spiCheckable:
		return n.Checkable
	}
	return false
}

// spiStates are all states of n, as two words of bits; nil is the application.
func spiStates(n *Node) []uint32 {
	if n == nil {
		n = &Node{Sight: Box{Size: fyne.NewSquareSize(1)}}
	}
	words := make([]uint32, 2)
	for s := spiState(0); s < 64; s++ {
		if s.of(n) {
			words[s/32] |= 1 << (s % 32)
		}
	}
	return words
}
