package ui

import (
	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file offers a conversation that the vault has kept: at the start, after the vault was opened, after a sign-in.

// openSignIn is the first screen of an open plan: the sign-in, and before it what was left unfinished.
func (u *UI) openSignIn() {
	if u.comeBack() {
		return
	}
	if u.renews() {
		u.renew()
		return
	}
	u.converse(plan.SignIn)
	u.offerResume()
}

// offerResume asks about the oldest conversation that the member was not asked about yet. What needs a session is asked
// about in one.
func (u *UI) offerResume() {
	if u.plan == nil || u.vault == nil || u.gate != nil || u.over != nil || u.closing {
		return
	}
	talks, asked := u.vault.Talks(u.plan.Key), false
	for _, t := range talks {
		if !asked && !u.resume.offered[t.Purpose] && t.Purpose.NeedsSession() == u.signedIn() {
			asked = true
			u.resume.mark(t.Purpose)
			u.lay(func() wizard.Page { return u.offerPage(t) }, t.Handle.Clear)
			continue
		}
		t.Handle.Clear()
	}
}

// offerPage says what was begun and when, and whether the plan still waits.
func (u *UI) offerPage(t vault.Talk) wizard.Page {
	now := u.plan.Clock.Now()
	lead := u.say.Say("resume.lead", assets.Facts{"what": u.say.Say("resume.what." + string(t.Purpose)), "when": u.say.clock(t.Began, now)})
	switch {
	case t.Until.IsZero():
	case t.Until.After(now):
		lead += " " + u.say.Say("resume.waits", assets.Facts{"until": u.say.clock(t.Until, now)})
	default:
		lead += " " + u.say.Say("resume.waited")
	}
	return wizard.Page{Key: "resume " + string(t.Purpose), Title: u.say.Say("resume.title"), Lead: lead, Back: u.endAside,
		Next: &wizard.Action{Label: u.say.Say("resume.on"), Do: func() { u.takeUp(t) }},
		Others: []wizard.Action{
			{Label: u.say.Say("resume.over"), Do: func() { u.beginAgain(t) }},
			{Label: u.say.Say("resume.forget"), Do: func() { u.forgetTalk(t) }, Danger: true},
		}}
}

// takeUp goes on with it. A plan that has lost it says so, and the same thing is begun anew with the name that was given.
func (u *UI) takeUp(t vault.Talk) {
	handle := plan.Handle{Bytes: t.Handle.Clone()}
	u.lift()
	c := u.newConversation(t.Purpose, carried{names: nonEmpty(t.Name)})
	in := u.sessionFor(t.Purpose)
	u.leaveConversation()
	u.talk = c
	u.resume.hold(c, u.vault, handle, t.Until)
	c.run.Send(flow.Resume{Handle: handle, Purpose: t.Purpose, Session: in, WarnAt: u.plan.Document.Policy.Lockout.WarnAtRemaining})
	u.watchStatus()
}

// sessionFor gives the session that a purpose needs, with a token of its own; nil where it needs none.
func (u *UI) sessionFor(p plan.Purpose) *plan.Session {
	if !p.NeedsSession() {
		return nil
	}
	entry, in := u.keeper.Current(u.plan.Key)
	if !in {
		return nil
	}
	return &entry.Session
}

// beginAgain ends it, and begins the same thing with the name that was given.
func (u *UI) beginAgain(t vault.Talk) {
	u.dropPlace(u.vault, t.Purpose)
	u.giveUp(t)
	u.lift()
	u.beginWith(t.Purpose, u.sessionFor(t.Purpose), carried{names: nonEmpty(t.Name)})
}

// forgetTalk ends it, and goes on to what lies below, or to the next that is kept.
func (u *UI) forgetTalk(t vault.Talk) {
	u.dropPlace(u.vault, t.Purpose)
	u.giveUp(t)
	u.endAside()
	u.offerResume()
}
