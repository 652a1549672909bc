package ui

import (
	"vestibule/app/diagnose"
	"vestibule/app/plan"
)

// This file carries out what app/diagnose finds: each fix leads to a way that is there already.

// begins are the fixes that begin a conversation.
var begins = map[diagnose.Fix]plan.Purpose{diagnose.ResetPassword: plan.RecoverPassword, diagnose.FindName: plan.FindUsername,
	diagnose.LiftLock: plan.Unlock, diagnose.ReplaceProof: plan.ReplaceAuthenticator, diagnose.ActivateIt: plan.Activate,
	diagnose.WakeUp: plan.Reactivate}

// fix gives the button for a fix. What the plan does neither in the app nor on its pages, a person does.
func (u *UI) fix(f diagnose.Fix) (label string, do func()) {
	if do = u.fixHere(f); do == nil {
		f, do = diagnose.Person, u.showSupport
	}
	return u.say.Say("trouble.fix." + string(f)), do
}

// fixHere is nil where this plan, or this page, has no such way.
func (u *UI) fixHere(f diagnose.Fix) func() {
	switch f {
	case diagnose.GoBack, diagnose.WaitForIt, diagnose.AnotherProof:
		return u.endAside
	case diagnose.SetClock:
		return u.showClockHelp
	case diagnose.UpdateApp:
		if old := u.outdated(); old != nil && old.Facts.URL != "" {
			return func() { u.open(old.Facts.URL) }
		}
		return nil
	case diagnose.PickPlan:
		if link := u.plansLink(); link != nil {
			return link.Do
		}
		return nil
	}
	return u.fixByTalk(f)
}

// fixByTalk goes on with the conversation below, or leaves it for another; nothing is asked twice.
func (u *UI) fixByTalk(f diagnose.Fix) func() {
	to, is := begins[f]
	if !is || u.talk == nil {
		return nil
	}
	if s := stepOf(u.talk); f == diagnose.ReplaceProof && s != nil && s.Kind() != plan.KindCredentials {
		if lost := u.talk.lostIt(s); lost != nil {
			return func() { u.endAside(); lost() }
		}
	}
	way := u.talk.wayTo(to)
	if way == nil {
		return nil
	}
	return func() { u.lift(); way() }
}
