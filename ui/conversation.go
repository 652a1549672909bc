package ui

import (
	"strconv"
	"strings"
	"time"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// conversation is one flow on screen: it turns each state into a page, and keeps the page of each step while the
// conversation lasts, so that going back loses nothing that was typed.
type conversation struct {
	ui    *UI
	run   *flow.Runner
	pages map[string]stepPage
	since time.Time // when what is awaited was asked for, by the device's clock
	clock *control.Countdown
	// version counts how often the first page was made anew.
	version int
	// marked is the problem whose part of the page was marked last.
	marked *problem.Problem
	// checks: the member has asked whether a pause still holds, and the plan has not answered yet.
	checks bool
	choice keepChoice // what the member wants kept, should it succeed
	// stay is whether this device takes the session up again by itself; nil: that was not asked.
	stay *control.Check
	// arrived is an address that came back before its step was asked; empty: none did.
	arrived secret.Bytes
	// after is where one in a session comes back to; nil: the home.
	after *after
	// purpose is what it is for; holding the code of this device that it is about to bind, filled one that it filled in.
	purpose         plan.Purpose
	holding, filled vault.CodeID
	// carried is what was typed before it began.
	carried carried
	// typed is where the password of a name that was proved before was given, lost where the member said that they have
	// the second factor no more.
	typed, lost mark
}

// converse opens a conversation for a purpose that needs no session, and shows it.
func (u *UI) converse(purpose plan.Purpose) { u.converseIn(purpose, nil) }

// converseIn opens a conversation in a session (nil: in none), whose token it takes, and shows it.
func (u *UI) converseIn(purpose plan.Purpose, in *plan.Session) { u.beginWith(purpose, in, carried{}) }

// beginWith is converseIn with what was typed before.
func (u *UI) beginWith(purpose plan.Purpose, in *plan.Session, with carried) {
	c := u.newConversation(purpose, with)
	u.leaveConversation()
	u.talk = c
	c.run.Send(flow.Begin{Purpose: purpose, Session: in, WarnAt: u.plan.Document.Policy.Lockout.WarnAtRemaining, Obstacle: u.obstacle()})
	u.watchStatus()
}

// newConversation makes one that is not begun yet.
func (u *UI) newConversation(purpose plan.Purpose, with carried) *conversation {
	c := &conversation{ui: u, pages: map[string]stepPage{}, purpose: purpose, carried: with}
	c.choice.shared = with.shared
	c.run = flow.New(flow.Config{
		Identity: u.plan.Identity, Clock: u.plan.Clock, Post: u.poster(),
		OnState: c.show, OnEnter: c.enter,
	})
	return c
}

// leaveConversation ends the one on screen, if any.
func (u *UI) leaveConversation() {
	talk := u.talk
	if talk == nil {
		return
	}
	u.talk = nil          // its end is not drawn
	u.cfg.Foreign = false // excused once
	talk.forget()
	talk.depart()
}

// show draws a state. A state of a conversation that is no longer on screen is not drawn.
func (c *conversation) show(s flow.State) {
	c.keepPlace(s)
	if c.ui.talk != c {
		return
	}
	defer c.bring(s)
	c.noteWait(s)
	switch s := s.(type) {
	case flow.Ended:
		c.ended(s)
	default:
		c.ui.present(func() wizard.Page { return c.page(s) })
	}
}

// noteWait remembers since when something is awaited.
func (c *conversation) noteWait(s flow.State) {
	if _, waiting := s.(flow.Waiting); !waiting {
		c.since = time.Time{}
	} else if c.since.IsZero() {
		c.since = c.ui.cfg.Device.Now()
	}
}

// page gives the page of a state.
func (c *conversation) page(s flow.State) wizard.Page {
	st := c.standing(s)
	if st.step == nil {
		return c.stepless(s, st)
	}
	key := pageKey(st.step)
	if st.step.Kind() == plan.KindChoose && c.recovering(st.step) {
		key += " recovery" // in other words
	}
	c.forgetOthers(key, s)
	sp := c.pages[key]
	if sp == nil {
		sp = c.stepPage(st.step)
		c.pages[key] = sp
	}
	p := sp.page(st)
	c.mark(sp, st.problem)
	p.Key = key + strings.Repeat("+", c.version)
	c.dress(&p, s, st)
	return p
}

// ended leaves the conversation: home when signed in, else a way to start again.
func (c *conversation) ended(s flow.Ended) {
	if s.Done != nil {
		return // enter has taken over
	}
	u := c.ui
	c.forget()
	u.talk = nil
	if c.after != nil {
		c.after.left(s.Problem)
		return
	}
	if c.purpose.NeedsSession() {
		u.showHome()
		u.said = u.say.notice(s.Problem, ways{problem.CallThePlan: u.showSupport, problem.StartOver: u.bind}, u.plan.Clock.Now())
		u.redraw()
		return
	}
	w := ways{problem.CallThePlan: u.showSupport}
	c.begins(w, nil, s.Problem)
	u.show(func() wizard.Page {
		return wizard.Page{Key: "ended", Title: u.say.Say("ended.title"), Lead: u.say.Say("ended.lead"),
			Notice: u.say.notice(s.Problem, w, u.plan.Clock.Now()),
			Next:   &wizard.Action{Label: u.say.Say("ended.again"), Do: func() { u.converse(plan.SignIn) }},
			Others: u.withPlans(nil)}
	})
}

// enter takes the session.
func (c *conversation) enter(done plan.Done) {
	if c.ui.talk != c {
		return
	}
	if c.purpose.NeedsSession() {
		c.acted(done)
		return
	}
	c.ui.used(c.choice.name, done.Session.Shared)
	for _, taken := range []vault.CodeID{c.filled, c.holding} { // by the plan
		c.ui.settle(taken)
	}
	keep := both(c.remembering(done), c.staying(done))
	c.forget()
	c.ui.talk = nil
	c.ui.entered(done, keep)
}

// forget clears what was typed in secret on every page.
func (c *conversation) forget() {
	for _, p := range c.pages {
		p.forget()
	}
	c.choice.password.Clear()
	c.arrived.Clear()
}

// forgetOthers clears secrets on the pages that were left behind, once the plan has moved on: Back shows the name that was
// typed, not the password.
func (c *conversation) forgetOthers(key string, s flow.State) {
	if _, asking := s.(flow.Asking); !asking {
		return
	}
	for k, p := range c.pages {
		if k != key {
			p.forget()
		}
	}
}

// pageKey tells pages apart: the same kind of question about the same authenticator is one page, whatever its number. Codes
// of another length are another question: the field has room for so many.
func pageKey(s plan.Step) string {
	key := string(s.Kind())
	switch s := s.(type) {
	case plan.Code:
		key += " " + string(s.Authenticator.ID) + " " + strconv.Itoa(s.Digits)
		if s.Link {
			key += " link"
		}
	case plan.Credentials:
		if s.For != "" { // nothing of it is the page that asks for the name too
			key += " for"
		}
	case plan.Push:
		key += " " + string(s.Authenticator.ID)
	case plan.OpenBrowser:
		key += " " + strconv.Itoa(s.Number) // gone to anew, or with another code, it is another page
	case plan.ShowSecret: // another secret is another page
		key += " " + string(s.Authenticator)
	}
	return key
}

// stepPage makes the page of a step kind. A test feeds it every kind.
func (c *conversation) stepPage(s plan.Step) stepPage {
	switch s := s.(type) {
	case plan.Credentials:
		if s.For != "" {
			return newPasswordOnlyPage(c)
		}
		return newCredentialsPage(c)
	case plan.Identify:
		return newIdentifyPage(c)
	case plan.Choose:
		return newChoosePage(c)
	case plan.Code:
		return newCodePage(c)
	case plan.Push:
		return newPushPage(c)
	case plan.RecoveryCode:
		return newRecoveryCodePage(c)
	case plan.ProveIdentity:
		return newProveIdentityPage(c)
	case plan.Activation:
		return newActivationPage(c)
	case plan.RegisterAccount:
		return newRegisterPage(c)
	case plan.Contact:
		return newContactPage(c)
	case plan.NewPassword:
		return newNewPasswordPage(c)
	case plan.ShowSecret:
		return newShowSecretPage(c)
	case plan.OpenBrowser:
		return newOpenBrowserPage(c)
	case plan.Wait:
		return newWaitPage(c)
	case plan.Refer:
		return newReferPage(c)
	case plan.ShowRecoveryCodes:
		return newShowRecoveryCodesPage(c)
	case plan.Told:
		return newToldPage(c)
	}
	return nil
}

// answer sends an answer to a step.
func (c *conversation) answer(s plan.Step, a plan.Answer, confirmed bool) {
	c.ui.noteTried(c.purpose, s)
	if at, paused := c.run.State().(flow.Paused); paused && at.Problem.Kind == problem.Offline {
		c.run.Send(flow.Connected{}) // whoever presses has found out, or wants to
	}
	c.run.Send(flow.Answer{Number: s.At().Number, Answer: a, Confirmed: confirmed})
}

// holdsUp reports that an answer would go nowhere now: its button is off. Whoever finds out that the line is back may try.
func (c *conversation) holdsUp(a plan.Answer) bool {
	at, paused := c.run.State().(flow.Paused)
	return paused && at.Problem.Kind != problem.Offline && !at.Takes(a)
}

// stepOf gives the step on screen.
func stepOf(c *conversation) plan.Step { return flow.StepOf(c.run.State()) }
