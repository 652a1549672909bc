package ui

import (
	"context"

	"vestibule/app/plan"
	"vestibule/app/support"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file hands a packet to the plan, and keeps the reference that it gives for it.

// helpdesk gives who takes packets; nil: the plan has nobody.
func (u *UI) helpdesk() plan.Helpdesk {
	desk, can := u.plan.Services.(plan.Helpdesk)
	if !can || u.plan.Document.Can(plan.CanHelpdesk).How != plan.InApp {
		return nil
	}
	return desk
}

// send hands the chosen lines over, as they are on screen. What was not taken stays on the page.
func (p *packet) send() {
	u, desk := p.ui, p.ui.helpdesk()
	lines := packetLines(p.chosen())
	session := u.sessionFor(plan.StepUp) // where there is one, it says whose packet it is
	reference := ""
	p.sheet.run("support.sending", func(ctx context.Context) (err error) {
		if session != nil {
			defer session.Token.Clear()
		}
		reference, err = desk.SendPacket(ctx, session, lines)
		return err
	}, func() {
		u.help.reference, u.help.sent = reference, u.plan.Clock.Now()
		u.showSupport()
	})
}

func packetLines(lines []support.Line) []plan.PacketLine {
	out := make([]plan.PacketLine, 0, len(lines))
	for _, l := range lines {
		out = append(out, plan.PacketLine{Label: l.Label, Text: l.Text})
	}
	return out
}

// sentNotice says that a packet is there, and what to read out.
func (u *UI) sentNotice() *wizard.Notice {
	return &wizard.Notice{Tone: wizard.Good, Title: u.say.Say("support.sent"), Reference: u.help.reference,
		Detail: u.say.Say("support.sent.detail", assets.Facts{"when": u.say.clock(u.help.sent, u.plan.Clock.Now())})}
}
