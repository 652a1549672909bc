package ui

import (
	"cmp"
	"context"
	"reflect"
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/profile"
	"vestibule/app/session"
	"vestibule/app/vault"
	"vestibule/ui/control"
)

// This file is who can be on screen at a seat: the member, and the people who let them in, as the plan tells after sign-in.

// whose is whose records a member may see at one plan, and whose is on screen. It must not be copied.
type whose struct {
	desk  profile.Desk
	cache profile.Cache
	// received are the people whose grants the member has; came: the plan has told.
	received []profile.Profile
	came     bool
	problem  *problem.Problem // why it has not
	// last is who was on screen the last time, offered until another choice is made; empty: oneself.
	last plan.MemberID
	// helping: before sign-in the member said that it is for somebody they help.
	helping bool
	// asked counts the askings, so that one that comes late is dropped.
	asked int
	// stop ends what is on its way for who is on screen; nil: nothing is.
	stop context.CancelFunc
}

// forget lets go of everything: the session is over.
func (w *whose) forget() {
	w.halt()
	w.desk.Away()
	w.cache.Clear()
	w.received, w.came, w.problem, w.last = nil, false, nil, ""
	w.asked++
}

// cover lets go of what was read and typed, before a vault that is shut. Who was on screen is there again after it.
func (w *whose) cover() {
	w.halt()
	w.cache.Clear()
	if p, there := w.desk.Present(); there {
		w.desk.Sit(p) // an answer of before is not for after
	}
}

func (w *whose) halt() {
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
}

// own is the member's own profile.
func (u *UI) own() profile.Profile { return profile.Own(u.openPlanKey(), u.account) }

// profile is whose record is on screen: the member's own where nobody else's is.
func (u *UI) profile() profile.Profile {
	if p, there := u.whose.desk.Present(); there {
		return p
	}
	return u.own()
}

// acting gives the person whose record is on screen where that is not the member's own. Before a vault that is shut there is
// nobody.
func (u *UI) acting() (profile.Profile, bool) {
	if u.gate != nil || !u.signedIn() {
		return profile.Profile{}, false
	}
	p, there := u.whose.desk.Present()
	return p, there && !p.Own()
}

// people are whose records the member has or may have here: their own first, then who was on screen last, then those whose
// records open, then the others, each by name.
func (u *UI) people() []profile.Profile {
	all := slices.Clone(u.whose.received)
	place := func(p profile.Profile) int {
		switch {
		case p.Refusal() != nil:
			return 2
		case p.Subject == u.whose.last:
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b profile.Profile) int { return cmp.Compare(place(a), place(b)) })
	return append([]profile.Profile{u.own()}, all...)
}

// canHelp reports that this plan lets members act for others in the app.
func (u *UI) canHelp() bool { return u.plan != nil && u.plan.Grants != nil && u.inApp(plan.CanActFor) }

// helpingCheck asks before sign-in for whom it is (S102). It is the member's own name and password either way, and says so (S205).
// Nil: at this plan nobody acts for others.
func (u *UI) helpingCheck() *control.Check {
	if !u.canHelp() {
		return nil
	}
	c := control.NewCheck(u.say.Say("signin.helping"), func(on bool) { u.whose.helping = on }).WithDetail(u.say.Say("signin.helping.detail"))
	c.SetOn(u.whose.helping)
	return c
}

// arriveAs begins with the member's own record. Whose else there are is asked for when the member wants to know, or where this
// device keeps something that depends on it: most members help nobody, and a sign-in is three requests. It reports that the
// list of people was shown, since the member said so before sign-in.
func (u *UI) arriveAs(account plan.Account) bool {
	w := &u.whose
	w.forget()
	w.desk.Sit(u.own())
	if !u.canHelp() {
		return false
	}
	if u.vault != nil {
		w.last, _ = u.vault.LastProfile(u.plan.Key, account.Member)
	}
	helping := w.helping
	w.helping = false
	switch {
	case helping:
		u.showWhose()
	case w.last != "" || u.holdsTheirs():
		u.askPeople()
	}
	return helping
}

// holdsTheirs reports that this device holds codes of somebody else's account at this plan, which go with the leave for it.
func (u *UI) holdsTheirs() bool {
	return slices.ContainsFunc(u.codesHere(), func(c vault.Code) bool {
		return c.Place.Plan == u.plan.Key && c.Place.Subject != "" && c.Place.Subject != u.account.Member
	})
}

// askPeople asks the plan whose records there are. What is on screen goes on.
func (u *UI) askPeople() {
	entry, in := u.keeper.Current(u.plan.Key)
	if !in || !u.canHelp() {
		entry.Session.Token.Clear()
		return
	}
	u.whose.asked++
	n, port, post := u.whose.asked, u.plan.Grants, u.poster()
	go func() {
		defer entry.Session.Token.Clear()
		list, err := port.Received(context.Background(), entry.Session)
		post(func() { u.peopleCame(n, list, problem.Of(err)) })
	}()
}

// peopleCame takes the list, unless it was asked for in an earlier session or again since.
func (u *UI) peopleCame(n int, list []plan.Grant, p *problem.Problem) {
	w := &u.whose
	if n != w.asked || u.closing || !u.signedIn() {
		return
	}
	w.problem = p
	if p != nil {
		if p.Kind == problem.Reauth {
			u.keeper.End(u.plan.Key, reason(p))
			return
		}
		u.redraw()
		return
	}
	w.received, w.came = profile.Received(u.plan.Key, u.account.Member, list), true
	u.lookAgain()
	u.forgetGone()
	u.redraw()
}

// lookAgain compares who is on screen with what the plan tells now.
func (u *UI) lookAgain() {
	w := &u.whose
	here, there := w.desk.Present()
	if !there || here.Own() {
		return
	}
	at := slices.IndexFunc(w.received, func(p profile.Profile) bool { return p.Key == here.Key })
	if at < 0 {
		gone := here
		gone.Grant = plan.Grant{}
		u.lose(here, gone.Refusal())
		return
	}
	now := w.received[at]
	if why := now.Refusal(); why != nil {
		u.lose(now, why)
		return
	}
	if !reflect.DeepEqual(now.Grant, here.Grant) && u.gate == nil {
		w.halt()
		w.desk.Sit(now)
		if u.place != "" {
			u.showRecords(u.place) // a list of before is not for after; every other page goes by the grant as it is
		}
		u.fetch()
	}
}

// open reports that a seat has a session.
func (u *UI) openAt(s *seat) bool {
	if s.plan == nil {
		return false
	}
	phase := u.keeper.Standing(s.plan.Key).Phase
	return phase == session.Active || phase == session.Warned
}
