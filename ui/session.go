package ui

import (
	"context"
	"sync"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/session"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file is a session on screen: its beginning, its warning, its end.

// entered takes a session from a conversation and goes to what the member came for.
func (u *UI) entered(done plan.Done, keep func(context.Context) error) {
	u.clip.enters(done.Account.Member)
	u.account, u.outlook, u.cfg.Foreign = done.Account, outlook{}, false
	u.outlook.took(done.Account)
	u.keeper.Enter(session.Entry{Plan: u.plan.Key, Clock: u.plan.Clock, Session: done.Session, Account: done.Account})
	if keep != nil {
		first, post := u.rest().Phase == vault.Fresh, u.poster()
		go func() {
			err := keep(context.Background())
			post(func() { u.keptOrNot(first, problem.Of(err)) })
		}()
	}
	if done.Session.Shared && u.added {
		u.dropPlan(u.plan.Key) // nothing is kept of who used a shared device, not even where they are a member
	}
	u.help.signedIn(done.Account.Member, u.plan.Clock.Now())
	u.help.seen = u.seenNow(done.Account)
	u.watchApprovals()
	if u.arriveAs(done.Account) {
		return
	}
	if want := u.want; want != "" && u.plan.Records != nil {
		u.want = ""
		u.showRecords(want)
		return
	}
	if u.takeInvited() {
		return
	}
	u.showHome()
	u.tellItWorks()
	u.offerResume()
}

// touched tells that the member did something, and keeps the session alive at the plan.
func (u *UI) touched() {
	u.use()
	if u.plan == nil || !u.keeper.Touch(u.plan.Key) {
		return
	}
	e, can := u.plan.Identity.(plan.Extender)
	if !can {
		return
	}
	entry, in := u.keeper.Current(u.plan.Key)
	if !in {
		return
	}
	post := u.poster()
	go func() {
		defer entry.Session.Token.Clear()
		longer, err := e.Extend(context.Background(), entry.Session)
		post(func() { u.extended(entry.Plan, longer, problem.Of(err)) })
	}()
}

// extended takes the session as the plan now has it. What got lost on the way is no end of it: the plan will say.
func (u *UI) extended(key plan.Key, s plan.Session, p *problem.Problem) {
	defer s.Token.Clear() // Renew takes a copy
	switch {
	case p == nil:
		u.keeper.Renew(key, s)
	case p.Kind == problem.Reauth:
		u.keeper.End(key, reason(p))
	}
}

// reason is why the plan ended a session, as far as it says (S115).
func reason(p *problem.Problem) session.Why {
	switch {
	case p.Code == problem.SessionIdle:
		return session.Idle
	case p.Code == problem.SessionAbsolute:
		return session.Absolute
	case p.Facts.Reason == "password_changed":
		return session.PasswordChanged
	case p.Facts.Reason == "ended_by_member":
		return session.Elsewhere
	}
	return session.Revoked
}

// sessionWarning is the panel before an end, with the way to stay where there is one.
func (u *UI) sessionWarning() *wizard.Notice {
	st := u.keeper.Standing(u.plan.Key)
	if st.Phase != session.Warned {
		return nil
	}
	left := assets.Facts{"time": u.say.span(u.until(st.Ends))}
	n := &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say("session.warn.title")}
	if st.Why != session.Idle {
		n.Detail = u.say.Say("session.warn.absolute", left)
		return n
	}
	n.Detail = u.say.Say("session.warn.detail", left)
	n.Fix = &wizard.Action{Label: u.say.Say("session.warn.stay"), Do: u.stay}
	return n
}

func (u *UI) stay() {
	u.touched()
	u.redraw()
}

// sessionChanged hears the keeper.
func (u *UI) sessionChanged(ch session.Change) {
	if s := u.seatOf(ch.Plan); s != nil && !u.closing {
		u.at(s, func() { u.changedHere(ch) })
	}
}

// changedHere hears it at the seat that it is about.
func (u *UI) changedHere(ch session.Change) {
	if ch.Wipe {
		u.wipe()
	}
	if ch.Standing.Phase != session.Over {
		u.redraw()
		return
	}
	u.payOwed()
	if u.resting && (ch.Wipe || endsResting(ch.Standing.Why)) {
		u.unrest()
	}
	if ch.Standing.Why == session.PasswordChanged {
		u.passwordGone()
	}
	if ch.Standing.Why != session.SignedOut && ch.Standing.Why != session.Frozen && !ch.Wipe {
		u.want = u.place
		if _, other := u.acting(); other {
			u.want = "" // after sign-in it is the member's own record again
		}
	}
	u.whose.forget()
	name := u.account.Identifier
	if ch.Wipe {
		name = ""
	}
	u.account, u.outlook, u.review = plan.Account{}, outlook{}, nil
	u.showOver(ch.Standing.Why, name)
}

// signOut ends the session here at once, and at the plan as soon as it is reached.
func (u *UI) signOut() { u.keeper.SignOut(u.plan.Key) }

// payOwed tells plans of sessions that have ended here.
func (u *UI) payOwed() {
	identity, post := u.plan.Identity, u.poster()
	for _, owed := range u.keeper.Owed() {
		if owed.Plan != u.plan.Key {
			continue
		}
		go func() {
			page, err := identity.SignOut(context.Background(), owed.Session)
			post(func() { u.paid(owed, page, problem.Of(err)) })
		}()
	}
}

// goodbye is a sign-out that a plan is to be told of as the program ends.
type goodbye struct {
	plan *plan.Plan
	owed session.Owed
}

// owedAtClose ends the sessions at all plans and gives what those are to be told. One that is to be taken up again is not
// ended: with it the plan would take back what rests here.
func (u *UI) owedAtClose() (all []goodbye) {
	for _, s := range u.seats {
		if s.plan != nil && !s.resting {
			u.keeper.SignOut(s.plan.Key)
		}
	}
	for _, o := range u.keeper.Owed() {
		if s := u.seatOf(o.Plan); s != nil {
			all = append(all, goodbye{s.plan, o})
		}
	}
	return all
}

// farewell tells the plans at once, each of them once; there is no window left to say how it went.
func (u *UI) farewell(all []goodbye) {
	defer close(u.closed)
	var told sync.WaitGroup
	for _, g := range all {
		told.Go(func() {
			_, _ = g.plan.Identity.SignOut(context.Background(), g.owed.Session)
			g.owed.Session.Token.Clear()
		})
	}
	told.Wait()
}

// paid: a plan that no longer knows the session has ended it; one that was not reached is still owed.
func (u *UI) paid(owed session.Owed, page string, p *problem.Problem) {
	defer owed.Session.Token.Clear()
	if p == nil || p.Kind == problem.Reauth {
		u.keeper.Settle(owed)
		u.owing = false
		u.farewellPage = page
	} else {
		u.owing = true
	}
	u.redraw()
}

// showOver says that, and why, the session ended, and how to go on where the member was; name is what they signed in with.
func (u *UI) showOver(why session.Why, name string) {
	shared := u.wiped
	u.wiped = false
	if why == session.Frozen {
		u.show(func() wizard.Page { return u.frozen(name) })
		return
	}
	u.show(func() wizard.Page {
		p := wizard.Page{Key: "over", Title: u.say.Say("session.ended.title"),
			Next: &wizard.Action{Label: u.say.Say("session.again"), Do: u.again}, Others: u.withPlans(nil)}
		if why == session.SignedOut {
			p.Title, p.Lead = u.say.Say("session.signedout.title"), u.say.Say("session.signedout.lead")
		} else {
			p.Lead = u.say.Say("session.ended." + string(why))
			if u.want != "" {
				p.Lead += " " + u.say.Say("session.ended.return", assets.Facts{"what": u.say.Say("home." + string(u.want))})
			}
		}
		if shared {
			p.Lead += " " + u.say.Say("session.signedout.shared")
		}
		if u.owing {
			p.Lead += " " + u.say.Say("session.signedout.owed")
		}
		u.offerFarewell(&p)
		return p
	})
}

// offerFarewell leads to the page where the plan ends what it has in the browser: without it the next who opens the plan's
// page there may be let in (OpenID Connect RP-Initiated Logout 1.0, section 2). No page opens by itself.
func (u *UI) offerFarewell(p *wizard.Page) {
	page := u.farewellPage
	if page == "" {
		return
	}
	host := assets.Facts{"host": hostOf(page)}
	p.Lead += " " + u.say.Say("session.farewell", host)
	p.Others = append([]wizard.Action{*p.Next}, p.Others...)
	p.Next = &wizard.Action{Label: u.say.Say("session.farewell.open", host), Do: func() {
		u.farewellPage = ""
		u.open(page)
		u.redraw()
	}}
}

// again signs in anew.
func (u *UI) again() {
	u.farewellPage = ""
	u.payOwed()
	u.converse(plan.SignIn)
}

// wipe forgets everything of a member on a shared device.
func (u *UI) wipe() {
	u.account, u.want = plan.Account{}, ""
	u.whose.forget()
	u.wiped = true
	u.clip.drop()
	u.help.forget()
	u.show(func() wizard.Page { return wizard.Page{Key: "wiped", Title: u.say.Say("session.signedout.title")} })
}
