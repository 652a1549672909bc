package ui

import (
	"maps"
	"slices"
	"time"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file is how a page does something at the plan: what is on its way, the step-up that the plan may want, what came of
// it, and conversations that come back to the page they were begun from.

// visit is one visit to pages that do things at the plan in the session. It lives as long as its pages.
type visit struct {
	ui   *UI
	desk account.Desk
	// page is the one on screen.
	page func() wizard.Page
	// busy names what is on its way since then; errand is it.
	busy   string
	since  time.Time
	errand *account.Errand
	// trouble is what went wrong with it, again does the same once more; said is what came of it. more are ways on that only
	// these pages have.
	trouble *problem.Problem
	again   func()
	stopped func() // after Stop
	said    *wizard.Notice
	more    ways
	// unproved is why a step-up gave no proof, where the plan said so.
	unproved *problem.Problem
	// afresh asks the plan how things stand.
	afresh func()
}

// begin gives the visit its desk.
func (v *visit) begin(u *UI, afresh func()) {
	v.ui, v.afresh = u, afresh
	v.desk = account.Desk{Session: u.signedInAs, Work: u.work, StepUp: v.stepUp}
}

func (v *visit) say(key string, facts ...assets.Facts) string { return v.ui.say.Say(key, facts...) }

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
func (v *visit) turn(page func() wizard.Page) {
	v.ui.touched()
	v.page, v.trouble, v.said, v.unproved = page, nil, nil, nil
	v.ui.show(v.draw)
}

// draw gives the page on screen with what every page of the account has.
func (v *visit) draw() wizard.Page {
	p := v.page()
	switch {
	case v.busy != "":
		p.Busy, p.Stop, p.Longer, p.Notice = v.busy, v.stop, v.ui.longer(v.since), nil
		p.Others = slices.Clone(p.Others)
		for i := range p.Others { // nothing is asked for twice
			p.Others[i].Off = p.Others[i].Off || p.Others[i].Danger
		}
	case v.trouble != nil:
		p.Notice = v.troubleNotice()
	case v.said != nil:
		p.Notice = v.said
	}
	return p
}

// do does one thing at the plan and goes on, or says why not.
func (v *visit) do(busy string, call account.Call, then func()) {
	if v.busy != "" {
		return
	}
	u := v.ui
	v.trouble, v.unproved, v.busy, v.since = nil, nil, v.say(busy), u.cfg.Device.Now()
	v.again, v.stopped = func() { v.do(busy, call, then) }, v.afresh
	v.errand = v.desk.Do(call, func(p *problem.Problem) { v.told(p, then) })
	u.cancel = append(u.cancel, v.leave) // another screen
	u.redraw()
}

// leave lets go of what is on its way.
func (v *visit) leave() {
	v.errand.Leave()
	v.busy = ""
}

// stop takes back what is on its way. The plan may have done it all the same, so it is asked how things stand.
func (v *visit) stop() {
	v.leave()
	v.stopped()
}

func (v *visit) told(p *problem.Problem, then func()) {
	v.busy, v.trouble = "", p
	switch {
	case p == nil:
		then()
	case sessionOver(p):
		v.ui.keeper.End(v.ui.plan.Key, reason(p))
	default:
		v.ui.redraw()
	}
}

// sessionOver reports whether a problem says that the session is no more, and not only that a fresh proof is wanted.
func sessionOver(p *problem.Problem) bool {
	return p != nil && p.Kind == problem.Reauth && p.Code != problem.NeedsReauth
}

// troubleNotice says what went wrong, and leads on.
func (v *visit) troubleNotice() *wizard.Notice {
	again := v.again
	w := ways{problem.TryAgain: again, problem.WaitForIt: again, problem.CallThePlan: v.ui.showSupport, problem.StartOver: v.signInAnew}
	maps.Copy(w, v.more)
	if v.trouble.Code != problem.NeedsReauth {
		return v.ui.say.notice(v.trouble, w, v.ui.plan.Clock.Now())
	}
	if v.unproved != nil {
		return v.ui.say.notice(v.unproved, w, v.ui.plan.Clock.Now())
	}
	return &wizard.Notice{Tone: wizard.Info, Title: v.say("security.unproved.title"), Detail: v.say("security.unproved.detail"),
		Fix: &wizard.Action{Label: v.say("security.unproved.fix"), Do: again}}
}

// signInAnew is for who has no second proof to give in the session: the password is asked for by the page that signs in.
func (v *visit) signInAnew() {
	v.ui.signOut()
	v.ui.again()
}

// stepUp has the member prove once more who they are, and goes back to the page as it was.
func (v *visit) stepUp(proved func(bool)) {
	v.ui.converseFor(plan.StepUp, after{
		done: func() {
			v.since = v.ui.cfg.Device.Now()
			v.ui.present(v.draw)
			proved(true)
		},
		left: func(p *problem.Problem) {
			v.unproved = p
			v.ui.present(v.draw)
			if sessionOver(p) {
				v.told(p, nil)
				return
			}
			proved(false)
		},
	})
}

// converse opens a conversation that adds or changes something, and comes back to a page that says what came of it.
func (v *visit) converse(purpose plan.Purpose, back func(), done func() *wizard.Notice) {
	v.ui.converseFor(purpose, after{
		done: func() { v.backTo(back, done()) },
		left: func(p *problem.Problem) { v.cameBack(p, back) },
	})
}

// cameBack is after a conversation that changed nothing.
func (v *visit) cameBack(p *problem.Problem, back func()) {
	if sessionOver(p) {
		v.ui.keeper.End(v.ui.plan.Key, reason(p))
		return
	}
	v.backTo(back, v.ui.say.notice(p, ways{problem.CallThePlan: v.ui.showSupport, problem.StartOver: v.signInAnew}, v.ui.plan.Clock.Now()))
}

// backTo goes to a page, says something there, and looks how things stand now.
func (v *visit) backTo(page func(), said *wizard.Notice) {
	page()
	v.said = said
	v.afresh()
}

// good is a notice of something that is done; every change is told to every contact (plan.Security).
func (v *visit) good(key string) *wizard.Notice {
	return &wizard.Notice{Tone: wizard.Good, Title: v.say(key), Detail: v.say("security.told")}
}
