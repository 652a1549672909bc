package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/session"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file freezes the account: what that means, how to come back, asked once more, and the page that stands after it.

func (s *security) showFreeze() {
	s.turn(func() wizard.Page {
		return wizard.Page{Key: s.key("freeze"), Title: s.say("security.freeze"), Lead: s.say("freeze.lead"), Body: s.freezeBody, Back: s.home,
			Others: []wizard.Action{{Label: s.say("freeze.next"), Danger: true, Do: s.askFreeze}}}
	})
}

func (s *security) freezeBody() fyne.CanvasObject {
	return control.Column(12, control.NewFact(s.say("freeze.what"), s.say("freeze.what.detail")),
		control.NewFact(s.say("freeze.card"), s.say("freeze.card.detail")), control.NewFact(s.say("freeze.back"), s.say("freeze.back.detail")))
}

// askFreeze asks once more: nothing of this can be taken back from here.
func (s *security) askFreeze() {
	s.turn(func() wizard.Page {
		return wizard.Page{Key: s.key("freeze now"), Title: s.say("freeze.sure"), Lead: s.say("freeze.sure.lead"), Back: s.showFreeze,
			Others: []wizard.Action{{Label: s.say("freeze.now"), Danger: true, Do: s.freeze}, {Label: s.say("freeze.not"), Do: s.home}}}
	})
}

// freeze holds the account. The plan has ended this session too, so nothing is owed to it.
func (s *security) freeze() {
	s.do("freeze.busy", s.port.Freeze, func() { s.ui.keeper.End(s.ui.plan.Key, session.Frozen) })
}

// frozen says that the account is held, and leads to the way back, with the name that was signed in.
func (u *UI) frozen(name string) wizard.Page {
	p := wizard.Page{Key: "frozen", Title: u.say.Say("freeze.done"), Lead: u.say.Say("freeze.done.lead"), Foot: u.lockedFoot,
		Others: []wizard.Action{{Label: u.say.Say("remedy.call"), Do: u.showSupport}}}
	if u.plan.Document.Can(plan.CanRecoverPassword).How == plan.InApp {
		p.Next = &wizard.Action{Label: u.say.Say("freeze.return"), Do: func() {
			u.beginWith(plan.RecoverPassword, nil, carried{names: nonEmpty(name)})
		}}
	}
	return p
}
