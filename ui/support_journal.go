package ui

import (
	"cmp"
	"time"

	"vestibule/app/diagnose"
	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/support"
	"vestibule/ui/wizard"
)

// This file notes what a member meets, as it stands on screen, for the packet.

// help is what is noted for a person at the plan, and what was sent to one.
type help struct {
	journal support.Journal
	member  plan.MemberID // who was in last; empty: nobody
	// reference is what the plan gave for the packet that was sent last; empty: none was.
	reference string
	sent      time.Time
	// last is the newest problem on the way in, verdict what was found out about it, in words; seen is what the last good
	// sign-in of this run was like.
	last    *problem.Problem
	verdict string
	seen    diagnose.Seen
	// there is what did not work on another device and was carried here; nil: nothing was.
	there *plan.Handoff
	// shown is what was noted last: a page is drawn many times.
	shown shown
}

// shown is a problem as it stands on a page.
type shown struct {
	problem       *problem.Problem
	title, detail string
}

// signedIn notes who is in. Of whoever was here before nothing stays.
func (h *help) signedIn(who plan.MemberID, at time.Time) {
	if h.member != "" && h.member != who {
		h.forget()
	}
	h.member, h.last, h.verdict = who, nil, ""
	h.journal.SignedIn(at)
}

// forget forgets all of it: somebody else comes.
func (h *help) forget() { *h = help{} }

// lock forgets what says who it was.
func (h *help) lock() { h.journal.Lock(); h.member, h.seen = "", diagnose.Seen{} }

// redactor is what lines go through: the plan says how short its codes are.
func (u *UI) redactor() support.Redactor {
	r := support.Redactor{Removed: u.say.Say("support.removed")}
	if u.plan != nil {
		p := u.plan.Document.Policy
		r.Shortest = min(cmp.Or(p.OTP.Digits, p.TOTP.Digits), cmp.Or(p.TOTP.Digits, p.OTP.Digits))
	}
	return r
}

// noteShown notes the problem on a page, in the words that are on screen, once for as long as they stand there.
func (u *UI) noteShown(p wizard.Page) {
	if p.Notice == nil || p.Notice.Problem == nil {
		u.help.shown = shown{}
		return
	}
	what := p.Notice.Problem
	now := shown{what, p.Notice.Title, p.Notice.Detail}
	if now == u.help.shown {
		return
	}
	u.help.shown = now
	m := support.Met{Title: p.Notice.Title, Detail: p.Notice.Detail, Code: what.Code, Reference: cmp.Or(p.Notice.Reference, what.Reference),
		Device: u.cfg.Device.Now()}
	if u.plan != nil {
		m.Plan = u.plan.Clock.Now()
	}
	if u.talk != nil && u.over == nil {
		if s := flow.StepOf(u.talk.run.State()); s != nil {
			m.Step, m.Number, m.Purpose = s.Kind(), s.At().Number, u.talk.purpose
		}
	}
	u.help.journal.Meet(m, u.redactor())
}

// noteTried notes that a step was answered; with what, it is not told.
func (u *UI) noteTried(purpose plan.Purpose, s plan.Step) {
	u.help.journal.Try(support.Tried{Purpose: purpose, Step: s.Kind(), At: u.plan.Clock.Now()})
}
