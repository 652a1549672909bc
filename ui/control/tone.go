package control

import (
	"fyne.io/fyne/v2"

	"vestibule/ui/look"
)

// Tone is how a notice looks, with icon and word: colour is never the only cue.
type Tone uint8

// The tones.
const (
	Info Tone = iota
	Good
	Warning // something runs out
	Bad     // something is lost
)

// toneLook is the icon and colours of a tone.
type toneLook struct {
	icon      string
	ink, soft fyne.ThemeColorName
}

var toneLooks = [...]toneLook{
	Info:    {"info", look.Accent, look.Tint},
	Good:    {"good", look.Done, look.DoneSoft},
	Warning: {"warning", look.RunsOut, look.RunsOutSoft},
	Bad:     {"bad", look.Lost, look.LostSoft},
}

func (t Tone) look() toneLook {
	if int(t) >= len(toneLooks) {
		return toneLooks[Info]
	}
	return toneLooks[t]
}
