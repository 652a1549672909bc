package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the page of who can help: what the app can still do by itself, the lines to call, and the packet that makes a
// call short.

// showSupport puts it over the present screen; Back returns to that as it was.
func (u *UI) showSupport() { u.lay(u.supportPage, nil) }

func (u *UI) supportPage() wizard.Page {
	p := wizard.Page{Key: "support", Title: u.say.Say("shell.help"), Lead: u.say.Say("support.lead"), Body: u.supportBody, Back: u.endAside, Foot: u.lockedFoot}
	if u.gate != nil {
		return p
	}
	pack := wizard.Action{Label: u.say.Say("support.pack"), Do: u.showPacketForm}
	if u.help.journal.PersonNext() {
		p.Next = &pack
	} else {
		p.Others = []wizard.Action{pack}
	}
	if u.help.reference != "" {
		p.Notice = u.sentNotice()
	}
	return p
}

// supportBody lists what can be tried first, unless only a person can help; the line for signing in, then those that help
// with a call.
func (u *UI) supportBody() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if rows := u.triable(); len(rows) > 0 && u.gate == nil && !u.help.journal.PersonNext() {
		parts = append(parts, control.NewHeading(u.say.Say("support.first"), 2), control.NewGroup(u.say.Say("support.first"), rows...))
	}
	if row := u.helpAnotherRow(); row != nil {
		parts = append(parts, row)
	}
	if rows := u.handOffRows(); len(rows) > 0 {
		parts = append(parts, control.NewGroup(u.say.Say("handoff.row"), rows...))
	}
	s := u.plan.Document.Support
	if len(s.Lines) == 0 {
		return control.Column(16, append(parts, u.supportLines())...)
	}
	right := s.For("portal")
	parts = append(parts, control.NewHeading(u.say.Say("support.right"), 2), u.supportLine(right))
	others := slices.DeleteFunc(slices.Clone(s.Lines), func(l plan.Line) bool { return l == right })
	if len(others) > 0 {
		parts = append(parts, control.NewHeading(u.say.Say("support.others"), 2))
	}
	for _, l := range others {
		parts = append(parts, u.supportLine(l))
	}
	return control.Column(16, parts...)
}

// triable are the ways back in that the plan has in the app, for who is not signed in.
func (u *UI) triable() []fyne.CanvasObject {
	if u.talk == nil || u.talk.purpose.NeedsSession() {
		return nil
	}
	var rows []fyne.CanvasObject
	for _, to := range []plan.Purpose{plan.RecoverPassword, plan.FindUsername, plan.Unlock} {
		if u.plan.Document.Can(ability(to)).How != plan.InApp || to == u.talk.purpose {
			continue
		}
		rows = append(rows, control.NewRow(u.say.Say("begin."+string(to)), "", func() {
			with := u.talk.carry()
			u.lift()
			u.beginWith(to, nil, with)
		}))
	}
	return rows
}

// supportLine is one telephone line with its hours.
func (u *UI) supportLine(l plan.Line) fyne.CanvasObject {
	return control.Column(4,
		control.NewText(u.say.Say("support.call", assets.Facts{"label": l.Label, "number": l.Number})).Bold(),
		control.NewSmall(u.say.Say("support.hours", assets.Facts{"hours": l.Hours})))
}
