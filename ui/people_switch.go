package ui

import (
	"context"
	"errors"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/profile"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file puts another person's record on screen, and takes one off it whose grant has ended.

// switchTo puts a person's record on screen, or the page that says why it does not open. Nothing of the person before stays:
// no page, no draft on screen, nothing on the clipboard that is ours. The home is drawn from what is at hand, and the plan
// asked anew.
func (u *UI) switchTo(p profile.Profile) {
	if s := u.seatOf(p.Plan); s != nil && s != u.seat {
		u.clearDesk()
		u.move(s)
	}
	if u.plan == nil || p.Plan != u.plan.Key || p.Actor != u.account.Member || !u.signedIn() || u.gate != nil {
		return
	}
	u.touched()
	u.clearDesk()
	if p.Refusal() != nil {
		u.whose.desk.Sit(u.own()) // the page is about the member's own leave
		u.show(func() wizard.Page { return wizard.Page{Key: "whose", Title: p.Name} })
		u.showGrant(p)
		return
	}
	u.whose.desk.Sit(p)
	u.rememberWhose(p)
	u.showHome()
	u.fetch()
}

// toOwn goes back to the member's own record.
func (u *UI) toOwn() { u.switchTo(u.own()) }

// clearDesk takes off the screen what is of the person on it.
func (u *UI) clearDesk() {
	u.whose.halt()
	u.clip.drop()
	u.forgetCodes()
	u.lift()
	u.leaveConversation()
}

// rememberWhose keeps who is on screen for the next sign-in, as far as this device keeps anything.
func (u *UI) rememberWhose(p profile.Profile) {
	u.whose.last = ""
	if !p.Own() {
		u.whose.last = p.Subject
	}
	if u.vault == nil || u.session().Shared || !u.vault.Rest().Kept {
		return
	}
	if err := u.vault.SetLastProfile(p.Plan, p.Actor, p.Subject, false); err != nil {
		return // it is only a convenience
	}
	u.work(u.vault.Save, func(*problem.Problem) {})
}

// fetch asks for what the home of somebody else tells of. The member's own lists are asked for when they are opened.
func (u *UI) fetch() {
	p, other := u.acting()
	turn, there := u.whose.desk.Turn()
	entry, in := u.keeper.Current(u.plan.Key)
	if !other || !there || !in || u.plan.Records == nil {
		entry.Session.Token.Clear()
		return
	}
	u.whose.halt()
	ctx, stop := context.WithCancel(context.Background())
	u.whose.stop = stop
	as, port, post, rules := plan.For(entry.Session, turn.Key().Subject), u.plan.Records, u.poster(), u.plan.Document.Policy.Grants
	go func() {
		defer as.Session.Token.Clear()
		for _, kind := range plan.RecordKinds() {
			if p.May(kind, plan.MayLook, rules) != nil {
				continue
			}
			list, err := port.List(ctx, as, kind)
			post(func() { u.fetched(turn, kind, list, problem.Of(err)) })
			if err != nil {
				return
			}
		}
	}()
}

// fetched takes a list, if the person it is of has been on screen ever since it was asked for. It reports whether there is
// still anything to show.
func (u *UI) fetched(turn profile.Turn, kind plan.RecordKind, list []plan.Record, p *problem.Problem) bool {
	if u.closing || !u.whose.desk.Holds(turn) {
		return false
	}
	switch {
	case p == nil:
		u.whose.cache.Put(turn.Key(), kind, list)
	case p.Kind == problem.Reauth:
		u.keeper.End(u.plan.Key, reason(p))
		return false
	case u.shut(p):
		return false
	}
	u.redraw()
	return true
}

// closes reports a refusal by which nothing of a record opens any more.
func closes(code problem.Code) bool {
	switch code {
	case problem.GrantRevoked, problem.GrantNone, problem.GrantExpired, problem.GrantPending, problem.GrantPapers, problem.GrantDeceased:
		return true
	}
	return false
}

// shut takes the record on screen off it where a refusal means that all of it is closed, and reports that.
func (u *UI) shut(p *problem.Problem) bool {
	here, other := u.whose.desk.Present()
	if p == nil || !other || here.Own() || !closes(p.Code) {
		return false
	}
	u.lose(here, p)
	u.askPeople()
	return true
}

// lose takes everything of a person away whose record does not open any more, on screen, in memory and in the vault, and says
// so on the member's own home.
func (u *UI) lose(p profile.Profile, why *problem.Problem) {
	u.clearDesk()
	u.whose.cache.Drop(p.Key)
	u.forgetTheirs(p, why)
	u.whose.desk.Sit(u.own())
	u.rememberWhose(u.own())
	u.showHome()
	title, _ := u.say.problem(why, u.plan.Clock.Now())
	u.said = &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say("whose.lost", assets.Facts{"who": p.Name}), Detail: title + ".", Problem: why,
		Fix: &wizard.Action{Label: u.say.Say("whose.lost.show"), Do: func() { u.showGrant(u.asNow(p)) }}}
	u.redraw()
}

// atHand is a list as it was kept; none where the leave for it has run out meanwhile, and the plan has not said yet whether it
// goes on.
func (u *UI) atHand(who profile.Profile, kind plan.RecordKind) (profile.Kept, bool) {
	if u.asNow(who).Over(u.plan.Clock.Now()) {
		return profile.Kept{}, false
	}
	return u.whose.cache.List(who.Key, kind)
}

// asNow gives a person as the plan told of them last.
func (u *UI) asNow(p profile.Profile) profile.Profile {
	for _, now := range u.whose.received {
		if now.Key == p.Key {
			return now
		}
	}
	return p
}

// forgetTheirs erases the codes of somebody's account from the vault where the leave for it is gone for good. One that ended
// and may be renewed leaves them.
func (u *UI) forgetTheirs(p profile.Profile, why *problem.Problem) {
	if !goneForGood(p, why) || u.vault == nil {
		return
	}
	v, place := u.vault, vault.Place{Plan: p.Plan, Subject: p.Subject}
	u.work(func(ctx context.Context) error { return v.ForgetPlace(ctx, place) }, func(p *problem.Problem) {
		if p != nil {
			u.said = u.say.notice(p, ways{problem.CallThePlan: u.showSupport}, u.plan.Clock.Now())
			u.redraw()
		}
	})
}

// goneForGood reports a refusal after which nothing of somebody's account is kept.
func goneForGood(p profile.Profile, why *problem.Problem) bool {
	return why.Code == problem.GrantRevoked || why.Code == problem.GrantNone || why.Code == problem.GrantExpired && !p.Grant.Renewable
}

// forgetGone erases what is kept of those whose leave has ended while they were not on screen, or while the app was closed. What
// cannot be erased now is owed: the plan tells of it again.
func (u *UI) forgetGone() {
	var places []vault.Place
	for _, p := range u.whose.received {
		why := p.Refusal()
		if why == nil {
			continue
		}
		u.whose.cache.Drop(p.Key)
		if goneForGood(p, why) {
			places = append(places, vault.Place{Plan: p.Plan, Subject: p.Subject})
		}
	}
	if v := u.vault; v != nil && len(places) > 0 {
		u.work(func(ctx context.Context) (err error) {
			for _, place := range places {
				err = errors.Join(err, v.ForgetPlace(ctx, place))
			}
			return err
		}, func(*problem.Problem) {})
	}
}
