package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/look"
	"vestibule/ui/wizard"
)

// This file is how the app looks to its member: the size of the text and the colours, one tap away on every page.

// Display is a member's choice of how the app looks.
type Display struct {
	Mode  look.Mode
	Scale float32 // 1 to 2 (WCAG 2.2, 1.4.4)
	Codes CodesLook
}

// sizes are the text sizes offered, in percent; modes the colours, in the order of look.Mode.
var (
	sizes = []int{100, 125, 150, 200}
	modes = []string{"light", "dark", "contrast"}
)

// showDisplay lets the member choose; each choice shows at once.
func (u *UI) showDisplay() {
	u.lay(func() wizard.Page {
		return wizard.Page{Key: "display", Title: u.say.Say("display.title"), Lead: u.say.Say("display.lead"), Body: u.displayBody, Back: u.endAside}
	}, nil)
}

func (u *UI) displayBody() fyne.CanvasObject {
	var text, colours []control.Option
	for _, percent := range sizes {
		text = append(text, control.Option{Title: u.say.Say("display.size", assets.Facts{"n": fmt.Sprint(percent)})})
	}
	for _, mode := range modes {
		colours = append(colours, control.Option{Title: u.say.Say("display." + mode)})
	}
	size := control.NewChoice(u.say.Say("display.sizes"), text, func(i int) { u.rescale(float32(sizes[i]) / 100) }).ShowLabel()
	colour := control.NewChoice(u.say.Say("display.colours"), colours, func(i int) { u.recolour(look.Mode(i)) }).ShowLabel()
	for i, percent := range sizes {
		if float32(percent)/100 == u.display.Scale {
			size.Pick(i)
		}
	}
	colour.Pick(int(u.display.Mode))
	return control.Column(24, size, colour)
}

func (u *UI) rescale(scale float32) {
	d := u.display
	d.Scale = scale
	u.setDisplay(d)
}

func (u *UI) recolour(mode look.Mode) {
	d := u.display
	d.Mode = mode
	u.setDisplay(d)
}

func (u *UI) setDisplay(d Display) {
	if d != u.display {
		u.display = d
		u.cfg.Appear(d)
	}
}

// footLinks stand under every page, in the same place (WCAG 2.2, 3.2.6): a person, how the app looks, and, unless the vault
// is shut, what this device keeps.
func (u *UI) footLinks(keeps bool) fyne.CanvasObject {
	all := control.Column(0, control.NewLink(u.say.Say("shell.help"), u.showSupport), control.NewLink(u.say.Say("display.title"), u.showDisplay))
	if keeps {
		all.Add(control.NewLink(u.say.Say("vault.title"), u.showKeeps))
	}
	return all
}
