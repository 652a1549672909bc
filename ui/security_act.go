package ui

import (
	"slices"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/wizard"
)

// This file is how a page of the account does something: what is on its way, the step-up that the plan may want, what came
// of it, and conversations that come back to the page they were begun from.

// after is where a conversation in a session comes back to, in place of the home.
type after struct {
	done func()
	// left is told why there is nothing to be done; nil: the member went back.
	left func(*problem.Problem)
}

// converseFor opens a conversation in the session, which comes back.
func (u *UI) converseFor(purpose plan.Purpose, back after) {
	entry, in := u.keeper.Current(u.plan.Key)
	if !in {
		return // the end of the session is on screen already
	}
	u.converseIn(purpose, &entry.Session)
	u.talk.after = &back
}

// turn goes to another page. What was on its way for the one before changes nothing any more.
func (s *security) turn(page func() wizard.Page) {
	s.ui.touched()
	s.page, s.trouble, s.said, s.unproved = page, nil, nil, nil
	s.ui.show(s.draw)
}

// draw gives the page on screen with what every page of the account has.
func (s *security) draw() wizard.Page {
	p := s.page()
	switch {
	case s.busy != "":
		p.Busy, p.Stop, p.Longer, p.Notice = s.busy, s.stop, s.ui.longer(s.since), nil
		p.Others = slices.Clone(p.Others)
		for i := range p.Others { // nothing is asked for twice
			p.Others[i].Off = p.Others[i].Off || p.Others[i].Danger
		}
	case s.trouble != nil:
		p.Notice = s.troubleNotice()
	case s.said != nil:
		p.Notice = s.said
	}
	return p
}

// do does one thing at the plan and goes on, or says why not.
func (s *security) do(busy string, call account.Call, then func()) {
	if s.busy != "" {
		return
	}
	u := s.ui
	s.trouble, s.unproved, s.busy, s.since = nil, nil, s.say(busy), u.cfg.Device.Now()
	s.again, s.stopped = func() { s.do(busy, call, then) }, s.look
	s.errand = s.desk.Do(call, func(p *problem.Problem) { s.told(p, then) })
	u.cancel = append(u.cancel, s.leave) // another screen
	u.redraw()
}

// leave lets go of what is on its way.
func (s *security) leave() {
	s.errand.Leave()
	s.busy = ""
}

// stop takes back what is on its way. The plan may have done it all the same, so it is asked how things stand.
func (s *security) stop() {
	s.leave()
	s.stopped()
}

func (s *security) told(p *problem.Problem, then func()) {
	s.busy, s.trouble = "", p
	switch {
	case p == nil:
		then()
	case sessionOver(p):
		s.ui.keeper.End(s.ui.plan.Key, reason(p))
	default:
		s.ui.redraw()
	}
}

// sessionOver reports whether a problem says that the session is no more, and not only that a fresh proof is wanted.
func sessionOver(p *problem.Problem) bool {
	return p != nil && p.Kind == problem.Reauth && p.Code != problem.NeedsReauth
}

// troubleNotice says what went wrong, and leads on.
func (s *security) troubleNotice() *wizard.Notice {
	again := s.again
	w := ways{problem.TryAgain: again, problem.WaitForIt: again, problem.CallThePlan: s.ui.showSupport, problem.StartOver: s.signInAnew}
	if s.trouble.Code != problem.NeedsReauth {
		return s.ui.say.notice(s.trouble, w, s.ui.plan.Clock.Now())
	}
	if s.unproved != nil {
		return s.ui.say.notice(s.unproved, w, s.ui.plan.Clock.Now())
	}
	return &wizard.Notice{Tone: wizard.Info, Title: s.say("security.unproved.title"), Detail: s.say("security.unproved.detail"),
		Fix: &wizard.Action{Label: s.say("security.unproved.fix"), Do: again}}
}

// signInAnew is for who has no second proof to give in the session: the password is asked for by the page that signs in.
func (s *security) signInAnew() {
	s.ui.signOut()
	s.ui.again()
}

// stepUp has the member prove once more who they are, and goes back to the page as it was.
func (s *security) stepUp(proved func(bool)) {
	s.ui.converseFor(plan.StepUp, after{
		done: func() {
			s.since = s.ui.cfg.Device.Now()
			s.ui.present(s.draw)
			proved(true)
		},
		left: func(p *problem.Problem) {
			s.unproved = p
			s.ui.present(s.draw)
			if sessionOver(p) {
				s.told(p, nil)
				return
			}
			proved(false)
		},
	})
}

// converse opens a conversation that adds or changes something, and comes back to a page that says what came of it.
func (s *security) converse(purpose plan.Purpose, back func(), done func() *wizard.Notice) {
	s.ui.converseFor(purpose, after{
		done: func() { s.backTo(back, done()) },
		left: func(p *problem.Problem) { s.cameBack(p, back) },
	})
}

// cameBack is after a conversation that changed nothing.
func (s *security) cameBack(p *problem.Problem, back func()) {
	if sessionOver(p) {
		s.ui.keeper.End(s.ui.plan.Key, reason(p))
		return
	}
	s.backTo(back, s.ui.say.notice(p, ways{problem.CallThePlan: s.ui.showSupport, problem.StartOver: s.signInAnew}, s.ui.plan.Clock.Now()))
}

// backTo goes to a page, says something there, and looks how things stand now.
func (s *security) backTo(page func(), said *wizard.Notice) {
	page()
	s.said = said
	s.look()
}

// good is a notice of something that is done; every change is told to every contact (plan.Security).
func (s *security) good(key string) *wizard.Notice {
	return &wizard.Notice{Tone: wizard.Good, Title: s.say(key), Detail: s.say("security.told")}
}
