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
}

// sizes are the text sizes offered, in percent; modes the colours, in the order of look.Mode.
var (
	sizes = []int{100, 125, 150, 200}
	modes = []string{"light", "dark", "contrast"}
)

// showDisplay lets the member choose; each choice shows at once.
func (u *UI) showDisplay() {
	u.over = func() wizard.Page {
		return wizard.Page{Key: "display", Title: u.say.Say("display.title"), Lead: u.say.Say("display.lead"), Body: u.displayBody, Back: u.endAside}
	}
	u.redraw()
}

func (u *UI) displayBody() fyne.CanvasObject {
	var text, colours []control.Option
	for _, percent := range sizes {
		text = append(text, control.Option{Title: u.say.Say("display.size", assets.Facts{"n": fmt.Sprint(percent)})})
	}
	for _, mode := range modes {
		colours = append(colours, control.Option{Title: u.say.Say("display." + mode)})
	}
	size := control.NewChoice(u.say.Say("display.sizes"), text, func(i int) { u.setDisplay(Display{u.display.Mode, float32(sizes[i]) / 100}) }).ShowLabel()
	colour := control.NewChoice(u.say.Say("display.colours"), colours, func(i int) { u.setDisplay(Display{look.Mode(i), u.display.Scale}) }).ShowLabel()
	for i, percent := range sizes {
		if float32(percent)/100 == u.display.Scale {
			size.Pick(i)
		}
	}
	colour.Pick(int(u.display.Mode))
	return control.Column(24, size, colour)
}

func (u *UI) setDisplay(d Display) {
	if d != u.display {
		u.display = d
		u.cfg.Appear(d)
	}
}

// footLinks stand under every page, in the same place (WCAG 2.2, 3.2.6): a person, and how the app looks.
func (u *UI) footLinks() fyne.CanvasObject {
	return control.Column(0, control.NewLink(u.say.Say("shell.help"), u.showSupport), control.NewLink(u.say.Say("display.title"), u.showDisplay))
}
