package ui

import (
	"context"
	"time"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/ui/wizard"
)

// This file is how a conversation outlives the app: its handle rests in the open vault while it is under way. Taking it up
// again is resume_offer.go.

// resuming is what is kept of the conversation on screen, and what was offered.
type resuming struct {
	// of is whose handle is kept, in which vault, handle and until what is; of nil: nothing is.
	of     *conversation
	in     *vault.Vault
	handle plan.Handle
	until  time.Time
	// why it could not be kept though it should have been; nil: it was.
	why *problem.Problem
	// offered are the purposes that the member was asked about since the program began.
	offered map[plan.Purpose]bool
}

// outlives reports that a purpose is worth going on with after a restart. A sign-in and a step-up are begun anew in less
// time than it takes to be asked, and a binding has its code in the vault (bind.go).
func outlives(p plan.Purpose) bool { return p != plan.SignIn && p != plan.StepUp && p != plan.Bind }

// leavable reports a step that the member may close the app on.
func leavable(s plan.Step) bool {
	w, waits := s.(plan.Wait)
	return waits && w.Leave
}

// over reports a step that nothing comes after.
func over(s plan.Step) bool {
	refer, refers := s.(plan.Refer)
	return s.Kind() == plan.KindTold || refers && !refer.Lost
}

// worthKeeping reports that a step is of a conversation that should outlive the app: something was answered already, or the
// plan lets the member go meanwhile.
func (c *conversation) worthKeeping(s plan.Step) bool {
	begun := outlives(c.purpose) && s.At().Number > 1
	return !over(s) && !s.At().Handle.Empty() && (begun || leavable(s) || c.ui.resume.of == c)
}

// keepPlace has the vault keep where the conversation stands, or forget it when it is over. It hears every state, of a
// conversation that is no longer on screen too.
func (c *conversation) keepPlace(s flow.State) {
	u := c.ui
	if ended, is := s.(flow.Ended); is {
		if !ended.Parted {
			u.forgetPlace(c)
		}
		return
	}
	if w, waiting := s.(flow.Waiting); waiting {
		if w.For == flow.Opening {
			u.forgetPlace(c) // the plan has lost it, or the member starts over
		}
		return
	}
	step := flow.StepOf(s)
	switch {
	case step == nil:
	case over(step):
		u.forgetPlace(c)
	case c.worthKeeping(step) && c.canKeepPlace():
		u.rememberPlace(c, step)
	}
}

// canKeepPlace reports that this device keeps something, and that it is the member's own.
func (c *conversation) canKeepPlace() bool {
	u := c.ui
	if u.vault == nil || c.choice.shared || u.kept.why != nil || u.plan.Document.Can(plan.CanResume).How != plan.InApp {
		return false
	}
	r := u.vault.Rest()
	return r.Phase != vault.Shut && r.Why == nil
}

// rememberPlace keeps a step's handle, once: it is the same for the whole conversation, only a wait may move its end.
func (u *UI) rememberPlace(c *conversation, s plan.Step) {
	handle, until := s.At().Handle, time.Time{}
	if w, waits := s.(plan.Wait); waits {
		until = w.Until
	}
	if u.resume.of == c && u.resume.handle.Equal(handle.Bytes) && u.resume.until.Equal(until) {
		return
	}
	err := u.vault.KeepTalk(vault.Talk{Plan: u.plan.Key, Purpose: c.purpose, Handle: handle, Began: u.plan.Clock.Now(), Until: until,
		Name: c.carry().first()}, c.choice.shared)
	if u.resume.why = problem.Of(err); err != nil {
		return
	}
	u.resume.hold(c, u.vault, handle, until)
	u.savePlace(u.vault)
}

// hold notes what is kept.
func (r *resuming) hold(c *conversation, in *vault.Vault, handle plan.Handle, until time.Time) {
	r.handle.Clear()
	r.of, r.in, r.handle, r.until = c, in, plan.Handle{Bytes: handle.Clone()}, until
	r.mark(c.purpose)
}

// release lets go of it.
func (r *resuming) release() {
	r.handle.Clear()
	r.of, r.in, r.handle, r.until, r.why = nil, nil, plan.Handle{}, time.Time{}, nil
}

// mark notes that the member knows of a conversation for a purpose: there is no need to ask about it.
func (r *resuming) mark(p plan.Purpose) {
	if r.offered == nil {
		r.offered = map[plan.Purpose]bool{}
	}
	r.offered[p] = true
}

// forgetPlace takes a conversation's handle out of the vault: it opens nothing any more, or nothing that is wanted.
func (u *UI) forgetPlace(c *conversation) {
	if u.resume.of != c {
		return
	}
	in := u.resume.in
	u.resume.release()
	u.dropPlace(in, c.purpose)
}

// dropPlace takes the handle for a purpose out of a vault. From one that is locked it is gone when it is offered: the plan
// does not know it any more.
func (u *UI) dropPlace(in *vault.Vault, p plan.Purpose) {
	if in != nil && in.DropTalk(u.plan.Key, p) {
		u.savePlace(in)
	}
}

// savePlace makes what was kept or dropped last. What could not be saved is said on the page.
func (u *UI) savePlace(v *vault.Vault) {
	u.work(v.Save, func(p *problem.Problem) {
		if u.vault != v {
			return
		}
		u.resume.why = p
		u.guard()
		if p != nil {
			u.redraw()
		}
	})
}

// depart ends a conversation that is left. It is only parted from where the plan has sent the member away to wait, and one
// that is kept also when the window closes, or when somebody goes on before a vault that they cannot open.
func (c *conversation) depart() {
	u := c.ui
	shut := u.vault != nil && u.vault.Rest().Phase == vault.Shut
	if !leavable(stepOf(c)) && (u.resume.of != c || u.resume.why != nil || !u.closing && !shut) {
		c.run.Send(flow.Leave{})
		return
	}
	c.run.Send(flow.Part{})
	if u.resume.of == c {
		u.resume.release()
	}
}

// leadsAway reports a step that a member leaves the app for: to wait, to read mail, or until the post has come. What
// arrives on the telephone is read beside it.
func leadsAway(s plan.Step) bool {
	code, asks := s.(plan.Code)
	by := code.Authenticator.Kind
	return leavable(s) || asks && (by == plan.EmailCode || by == plan.LetterCode)
}

// placeNotice says on a page that leads away from the app that there will be no way back to it; nil: there will, or nobody
// has a reason to leave.
func (c *conversation) placeNotice(s plan.Step) *wizard.Notice {
	if s == nil || !leadsAway(s) || !c.worthKeeping(s) {
		return nil
	}
	u := c.ui
	switch {
	case u.resume.of == c && u.resume.why == nil:
		return nil
	case c.choice.shared:
		return &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("resume.none"), Detail: u.say.Say("resume.none.shared")}
	case u.plan.Document.Can(plan.CanResume).How != plan.InApp:
		return &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say("resume.none"), Detail: u.say.Say("resume.none.plan")}
	case leavable(s):
		return &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say("resume.none"), Detail: u.say.Say("resume.none.wait")}
	}
	return &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("resume.none"), Detail: u.say.Say("resume.none.memory")}
}

// setAside leaves a wait, and comes to the sign-in. Where nothing is kept the member is told before (placeNotice).
func (c *conversation) setAside() { c.toSignIn() }

// giveUp ends a conversation at the plan of which only the handle is left. Nobody is told: there is nothing to be done.
func (u *UI) giveUp(t vault.Talk) {
	identity, handle := u.plan.Identity, plan.Handle{Bytes: t.Handle.Clone()}
	u.work(func(ctx context.Context) error {
		defer handle.Clear()
		step, err := identity.Resume(ctx, handle)
		if step == nil {
			return err
		}
		return identity.Abandon(ctx, step)
	}, func(*problem.Problem) {})
}
