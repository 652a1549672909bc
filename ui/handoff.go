package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/support"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file leaves what was begun here for another device: what is carried is shown first, then a code that works once, as a
// picture and to be typed (S056, S128). Taking one up is handoff_take.go.

// handoff is one that is being left.
type handoff struct {
	ui   *UI
	what plan.Handoff
	// begin and ready are the words' keys; said takes the place of the lead where it has gaps.
	begin, ready string
	ticket       plan.Ticket
	sheet        *sheet
	// back leads to where it was asked for.
	back func()
}

// canHandOff reports that this plan takes what is carried to another device.
func (u *UI) canHandOff() bool {
	return u.plan != nil && u.plan.Handoffs != nil && u.plan.Document.Can(plan.CanHandOff).How == plan.InApp
}

// handOffHere gives the way to leave what stands on screen; nil: the plan takes none.
func (u *UI) handOffHere() func() {
	if !u.canHandOff() {
		return nil
	}
	return func() { u.handOff(u.standsHere()) }
}

// handOffRows are both ways of it on the page of who can help: from here, and to here.
func (u *UI) handOffRows() []fyne.CanvasObject {
	if !u.canHandOff() || u.gate != nil {
		return nil
	}
	rows := []fyne.CanvasObject{control.NewRow(u.say.Say("handoff.take"), u.say.Say("handoff.take.detail"), u.showTakeOver)}
	if !u.signedIn() {
		rows = append([]fyne.CanvasObject{control.NewRow(u.say.Say("handoff.row"), u.say.Say("handoff.row.detail"), u.handOffHere())}, rows...)
	}
	return rows
}

// standsHere is what stands on screen, without anything that opens it: which conversation, at which step, what is in the way.
func (u *UI) standsHere() plan.Handoff {
	h := plan.Handoff{Purpose: plan.SignIn, Device: u.say.Say("handoff.on." + u.cfg.Platform)}
	if u.talk != nil && !u.talk.purpose.NeedsSession() {
		h.Purpose = u.talk.purpose
		if s := stepOf(u.talk); s != nil {
			h.Stood = s.Kind()
		}
	}
	if last := u.lastMet(); last != nil {
		h.Verdict = last.Code
	}
	return h
}

// handOff shows what would be carried, and makes the code on a press.
func (u *UI) handOff(what plan.Handoff) { u.handOffFrom(what, u.endAside) }

// handOffFrom is handOff from a page to which back leads.
func (u *UI) handOffFrom(what plan.Handoff, back func()) {
	u.use()
	h := &handoff{ui: u, what: what, begin: "handoff", ready: "handoff.ready", back: back}
	if what.Asks == plan.AskCode {
		h.begin, h.ready = "handoff.ask", "handoff.asking"
	} else {
		h.what.Lines = packetLines(u.carriedLines())
	}
	h.look()
}

// carriedLines is the diagnosis as a person at the plan would get it, without who it is about.
func (u *UI) carriedLines() []support.Line {
	say := func(key string, facts map[string]string) string { return u.say.Say(key, assets.Facts(facts)) }
	return support.Packet(&u.help.journal, support.Member{}, u.circumstances(), u.redactor(), say)
}

// look is the page before anything is left.
func (h *handoff) look() {
	h.sheet = &sheet{ui: h.ui, key: h.begin, title: h.begin + ".title", lead: h.begin + ".lead", back: h.back, body: h.carried,
		next: "handoff.make", do: h.leave}
	h.sheet.show()
}

// carried lists what goes along, line by line.
func (h *handoff) carried() fyne.CanvasObject {
	if len(h.what.Lines) == 0 {
		return control.Column(0)
	}
	return h.ui.linesOf("handoff.carried", h.what.Lines)
}

// linesOf draws the lines of a diagnosis under a heading.
func (u *UI) linesOf(title string, lines []plan.PacketLine) fyne.CanvasObject {
	name := u.say.Say(title)
	rows := make([]fyne.CanvasObject, 0, len(lines))
	for _, l := range lines {
		rows = append(rows, control.NewFact(l.Label, l.Text))
	}
	return control.Column(8, control.NewHeading(name, 2), control.NewGroup(name, rows...))
}

// leave has the plan keep it.
func (h *handoff) leave() {
	u := h.ui
	port, session := u.plan.Handoffs, u.sessionFor(plan.StepUp) // where there is one, it says who asks
	h.sheet.run("handoff.busy", func(ctx context.Context) (err error) {
		if session != nil {
			defer session.Token.Clear()
		}
		h.ticket, err = port.Leave(ctx, session, h.what)
		return err
	}, h.show)
}

// show is the code, and how it is used there.
func (h *handoff) show() {
	u := h.ui
	h.sheet = &sheet{ui: u, key: h.ready, title: h.ready + ".title", back: h.back, body: h.code,
		said:   u.say.Say(h.ready+".lead", assets.Facts{"until": u.say.clock(h.ticket.Until, u.plan.Clock.Now())}),
		others: []wizard.Action{{Label: u.say.Say("handoff.again"), Do: h.look}}}
	h.sheet.show()
}

func (h *handoff) code() fyne.CanvasObject {
	say := h.ui.say
	parts := []fyne.CanvasObject{}
	if qr, err := control.NewQR(say.Say("handoff.qr"), []byte(h.ticket.Link)); h.ticket.Link != "" && err == nil { // else the text does it
		parts = append(parts, qr)
	}
	return control.Column(16, append(parts, control.NewFact(say.Say("handoff.code"), h.ticket.Code), control.NewText(say.Say("handoff.how")))...)
}
