package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is how a person is reached. Lines, hours and sentences are the plan's own.

// helpFoot stands on every page that locks a member out: the emergency sentence and the nurse line.
func (u *UI) helpFoot() fyne.CanvasObject {
	s := u.plan.Document.Support
	parts := []fyne.CanvasObject{}
	if s.Emergency != "" {
		parts = append(parts, control.NewText(s.Emergency).Bold())
	}
	if s.Nurse.Number != "" {
		parts = append(parts, control.NewText(u.say.Say("support.nurse", assets.Facts{"label": s.Nurse.Label, "number": s.Nurse.Number})))
	}
	return control.Column(8, parts...)
}

// supportLines lists every line with its hours.
func (u *UI) supportLines() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for _, l := range u.plan.Document.Support.Lines {
		parts = append(parts, u.supportLine(l))
	}
	if len(parts) == 0 {
		parts = append(parts, control.NewText(u.say.Say("support.untold")))
	}
	return control.Column(16, parts...)
}

// showClockHelp says how a clock is set right.
func (u *UI) showClockHelp() {
	u.aside("clock", u.say.Say("remedy.check-clock"), u.say.Say("clock.help"), nil)
}

// aside shows a page over the present screen, which goes on behind it and is there again on Back.
func (u *UI) aside(key, title, lead string, body func() fyne.CanvasObject) {
	u.lay(func() wizard.Page {
		return wizard.Page{Key: key, Title: title, Lead: lead, Body: body, Back: u.endAside, Foot: u.lockedFoot}
	}, nil)
}

// lay puts a page over the present screen; lifted (nil: nobody) is called when it is gone, to clear what it held.
func (u *UI) lay(page func() wizard.Page, lifted func()) {
	u.lift()
	u.over, u.lifted = page, lifted
	u.redraw()
}

// lift takes away what lies over the screen, without drawing.
func (u *UI) lift() {
	gone := u.lifted
	u.over, u.lifted = nil, nil
	if gone != nil {
		gone()
	}
}

// endAside goes back to what a page lay over: one of the codes, or the screen.
func (u *UI) endAside() {
	u.lift()
	if u.codes != nil {
		u.over = u.codes.now
	}
	u.redraw()
}

// helpForgotten is what the app can do for a forgotten name or password: in the app, on the plan's website, or a person.
func (u *UI) helpForgotten() {
	if can := u.plan.Document.Can(plan.CanRecoverPassword); can.How == plan.InBrowser && can.URL != "" {
		u.open(can.URL)
		return
	}
	u.aside("forgot", u.say.Say("signin.forgot.title"), u.say.Say("signin.forgot.lead"), u.supportLines)
}
