package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is what every page of a conversation has besides its step: what is awaited, what went wrong, how long a lock
// lasts, the way back.

// stepPage is one step kind on screen. It reads the standing, it sends answers, it decides nothing.
type stepPage interface {
	page(standing) wizard.Page
	// forget clears what was typed in secret.
	forget()
}

// standing is how a conversation stands, besides what the page itself holds.
type standing struct {
	step    plan.Step
	problem *problem.Problem
	confirm bool
	busy    string
	paused  bool
	until   time.Time // when a pause ends by itself, by the plan's clock; zero: not by itself
	back    func()
}

// standing reads a state.
func (c *conversation) standing(s flow.State) standing {
	st := standing{step: flow.StepOf(s)}
	pause, _ := s.(flow.Paused)
	c.checks = c.checks && pause.Poll != 0
	if len(s.In().Trail) > 0 {
		st.back = func() { c.run.Send(flow.Back{}) }
	}
	switch s := s.(type) {
	case flow.Asking:
		st.problem, st.confirm = s.Problem, s.Confirm
	case flow.Waiting:
		st.busy = c.awaited(s)
		st.back = func() { c.run.Send(flow.Back{}) }
	case flow.Paused:
		st.problem, st.paused, st.until = s.Problem, true, s.Until
	}
	return st
}

// awaited says what is waited for.
func (c *conversation) awaited(s flow.Waiting) string {
	key := map[flow.Pending]string{flow.Opening: "wait.opening", flow.Checking: "wait.checking", flow.Resuming: "wait.resuming"}[s.For]
	if s.For == flow.Checking && s.Step != nil {
		if k := key + "." + string(s.Step.Kind()); c.ui.say.Has(k) {
			key = k
		}
	}
	return c.ui.say.Say(key)
}

// out is the way back from the first page: to the home or the sign-in that it was begun from. A sign-in has none.
func (c *conversation) out() func() {
	switch {
	case c.purpose.NeedsSession():
		return c.leave
	case c.purpose != plan.SignIn:
		return c.toSignIn
	}
	return nil
}

// leave goes back to the home, or the page of the account, that the conversation was begun from.
func (c *conversation) leave() {
	c.ui.leaveConversation()
	if c.after != nil {
		c.after.left(nil)
		return
	}
	c.ui.showHome()
}

// longer says more of a wait that lasts: how long it usually takes, then what else can be done.
func (c *conversation) longer() string { return c.ui.longer(c.since) }

// longer says more of a wait that began at a time of the device's clock; zero: there is none.
func (u *UI) longer(since time.Time) string {
	if since.IsZero() {
		return ""
	}
	switch waited := u.waited(since); {
	case waited >= 8*time.Second:
		return u.say.Say("wait.8s")
	case waited >= 2*time.Second:
		return u.say.Say("wait.2s")
	}
	return ""
}

// dress adds to a step's page what every page of a conversation has.
func (c *conversation) dress(p *wizard.Page, s flow.State, st standing) {
	h := st.step.At()
	p.At, p.Of = h.Position, h.Length
	if p.Back == nil {
		p.Back = st.back
	}
	if p.Back == nil {
		p.Back = c.out()
	}
	if c.purpose == plan.SignIn && p.Back == nil {
		p.Others = c.ui.withPlans(p.Others)
	}
	if st.busy != "" {
		p.Busy = st.busy
		p.Stop, p.Longer = func() { c.run.Send(flow.Stop{}) }, c.longer()
	}
	if st.confirm {
		p.Notice = c.lastTry()
	} else if p.Notice == nil {
		p.Notice = c.ui.say.notice(st.problem, c.ways(st), c.ui.plan.Clock.Now())
	}
	c.noteMet(st.problem)
	c.findOutWhy(p.Notice)
	if p.Notice == nil {
		p.Notice = c.placeNotice(st.step)
	}
	if st.paused {
		c.pause(p, st)
	}
	if lockedOut(st) {
		p.Foot = c.ui.lockedFoot
	}
}

// field is a part of a page that can be marked.
type field interface{ SetError(words string) }

// marker is a step page with parts that a plan may name in a problem, by their names on the wire.
type marker interface{ fields() map[string]field }

// mark says under the part that a problem is about that it needs another look; once, so that a correction takes it away.
func (c *conversation) mark(page stepPage, p *problem.Problem) {
	if p == c.marked {
		return
	}
	c.marked = p
	m, can := page.(marker)
	if p == nil || !can || p.Kind != problem.Input {
		return
	}
	if f := m.fields()[p.Field]; f != nil {
		f.SetError(c.ui.say.Say("field.look"))
	}
}

// lockedOut reports that the member cannot go on now, whatever they do here: where the emergency sentence belongs.
func lockedOut(st standing) bool {
	if st.step != nil && st.step.Kind() == plan.KindRefer {
		return true
	}
	return st.problem != nil && (st.problem.Kind == problem.Locked || st.problem.Kind == problem.Forbidden || st.problem.Kind == problem.Unavailable && st.paused)
}

// pause takes the filled button away while a lock lasts, and shows how long it does.
func (c *conversation) pause(p *wizard.Page, st standing) {
	if st.until.IsZero() {
		p.Next = c.afterPause(st, p.Next)
		if p.Notice != nil {
			p.Notice.Fix = c.otherFix(p.Notice)
		}
		return
	}
	left := c.ui.until(st.until)
	p.Next = &wizard.Action{Label: c.ui.say.Say("locked.wait", assets.Facts{"time": digits(left)}), Off: true,
		Why: c.ui.say.Say("locked.until", assets.Facts{"time": c.ui.say.span(left)})}
	if p.Notice != nil {
		p.Notice.Countdown = c.countdown(left)
	}
	if st.step != nil && st.step.Kind() == plan.KindCredentials {
		p.Others = append(p.Others, wizard.Action{Label: c.ui.say.Say("signin.otherperson"), Do: func() { c.otherPerson() }})
	}
}

// afterPause is the way on where nothing ends by itself: the same again. What was typed is still on the page; with the line
// back it is sent once more, and the plan knows it for the same answer.
func (c *conversation) afterPause(st standing, next *wizard.Action) *wizard.Action {
	switch {
	case st.problem != nil && st.problem.Kind == problem.Outdated:
		return nil
	case st.problem != nil && st.problem.Kind == problem.Offline && next != nil:
		return &wizard.Action{Label: c.ui.say.Say("remedy.try-again"), Do: func() {
			c.run.Send(flow.Connected{})
			next.Do()
		}}
	}
	if c.checks {
		return &wizard.Action{Label: c.ui.say.Say("paused.checking"), Off: true}
	}
	return &wizard.Action{Label: c.ui.say.Say("paused.check"), Do: func() {
		c.checks = true
		c.run.Send(flow.Connected{})
		c.ui.redraw() // the plan may be asked already, behind the page's back
	}}
}

// otherFix is the notice's button, unless the page's own does the same.
func (c *conversation) otherFix(n *wizard.Notice) *wizard.Action {
	same := map[string]bool{c.ui.say.Say("remedy.try-again"): true, c.ui.say.Say("remedy.wait"): true}
	if n.Fix != nil && same[n.Fix.Label] {
		return nil
	}
	return n.Fix
}

// otherPerson starts over with empty fields: a lock of one member is none of another on the same device.
func (c *conversation) otherPerson() {
	c.forget()
	c.pages = map[string]stepPage{}
	c.run.Send(flow.StartOver{})
}

// lastTry asks before the last try is spent (S013).
func (c *conversation) lastTry() *wizard.Notice {
	detail := c.ui.say.Say("confirm.untold")
	if lock := c.ui.plan.Document.Policy.Lockout.Lock; lock > 0 { // not every plan tells
		detail = c.ui.say.Say("confirm.detail", assets.Facts{"lock": c.ui.say.span(lock)})
	}
	return &wizard.Notice{Tone: wizard.Warning, Title: c.ui.say.Say("confirm.title"), Detail: detail,
		Fix: &wizard.Action{Label: c.ui.say.Say("confirm.check"), Do: func() { c.run.Send(flow.Stop{}) }}}
}

// ways are the remedies that hold on every page of a conversation.
func (c *conversation) ways(st standing) ways {
	w := ways{
		problem.CallThePlan:   c.ui.showSupport,
		problem.StartOver:     func() { c.run.Send(flow.StartOver{}) },
		problem.CheckTheClock: func() { c.ui.showClockHelp() },
	}
	if st.paused {
		again := func() { c.run.Send(flow.Connected{}) }
		w[problem.TryAgain] = again
		if !c.leftAlone(st) {
			w[problem.WaitForIt] = again
		}
	}
	if st.problem != nil && st.problem.Facts.URL != "" {
		w[problem.UpdateTheApp] = func() { c.ui.open(st.problem.Facts.URL) }
	}
	c.begins(w, st.step, st.problem)
	return w
}

// leftAlone reports a plan that has too much to do and said until when: asking it before then is no way on.
func (c *conversation) leftAlone(st standing) bool {
	return st.problem != nil && st.problem.Code == problem.TooBusy && !st.until.IsZero()
}

// stepless is the page while there is no step: opening, or something in the way from the start.
func (c *conversation) stepless(s flow.State, st standing) wizard.Page {
	p := wizard.Page{Key: "opening", Title: c.ui.say.Say("signin.title"), Busy: st.busy, Back: c.out()}
	if title := "begin." + string(c.purpose); c.ui.say.Has(title) {
		p.Title = c.ui.say.Say(title)
	}
	if c.purpose == plan.SignIn {
		p.Others = c.ui.withPlans(nil)
	}
	if st.paused {
		p.Key, p.Title = "paused", c.ui.say.Say("paused.title")
		p.Notice = c.ui.say.notice(st.problem, c.ways(st), c.ui.plan.Clock.Now())
		c.noteMet(st.problem)
		c.findOutWhy(p.Notice)
		p.Foot = c.ui.lockedFoot
		if !st.until.IsZero() {
			c.pause(&p, st)
		} else {
			p.Next = c.afterPause(st, nil)
		}
	}
	return p
}

// countdown is the clock in a lock's panel; one for the conversation, so that it speaks only now and then.
func (c *conversation) countdown(left time.Duration) fyne.CanvasObject {
	if c.clock == nil {
		c.clock = control.NewCountdown("", func(d time.Duration) string {
			return c.ui.say.Say("locked.until", assets.Facts{"time": c.ui.say.span(d)})
		})
	}
	c.clock.Set(left)
	return c.clock
}
