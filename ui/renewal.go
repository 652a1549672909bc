package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/session"
	"vestibule/app/vault"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is staying signed in on this device, where a plan can take a session up again: only if the member wants it, and
// only in a vault that is open.

// renewer takes a session at the open plan up again; nil: the plan cannot, or this device has no place for it.
func (u *UI) renewer() plan.Renewer {
	r, can := u.plan.Identity.(plan.Renewer)
	if !can || u.vault == nil || u.kept.why != nil {
		return nil
	}
	return r
}

// offerStay asks on the page of a sign-in whether this device is to take it up again by itself.
func (c *conversation) offerStay(p *wizard.Page) {
	u := c.ui
	if c.purpose != plan.SignIn || c.choice.shared || u.renewer() == nil || u.vault.Rest().Phase == vault.Shut {
		return
	}
	if c.stay == nil {
		c.stay = u.stayCheck()
	}
	body := p.Body
	p.Body = func() fyne.CanvasObject { return control.Column(16, body(), c.stay) }
}

// stayCheck asks it.
func (u *UI) stayCheck() *control.Check {
	return control.NewCheck(u.say.Say("renew.check"), nil).WithDetail(u.say.Say("renew.check.detail"))
}

// staying gives what is to be done about the token of a new session: it rests where the member wants that, and one of
// before goes where they do not; nil: nothing.
func (c *conversation) staying(done plan.Done) func(context.Context) error {
	u := c.ui
	r := u.renewer()
	if r == nil {
		return nil
	}
	shelf, in := u.vault.Shelf(u.plan.Key), done.Session
	if c.stay == nil || !c.stay.On() || in.Shared {
		if !u.vault.Renews(u.plan.Key) {
			return nil
		}
		return func(ctx context.Context) error { return takeOff(ctx, shelf) }
	}
	u.resting = true
	in.Token = in.Token.Clone()
	return func(ctx context.Context) error {
		defer in.Token.Clear()
		return r.Rest(ctx, in, shelf)
	}
}

// takeOff takes the token off a shelf.
func takeOff(ctx context.Context, shelf plan.Shelf) error {
	return shelf.Save(ctx, secret.Bytes{})
}

// both does one thing after the other, and tells the first that went wrong; nil: there is nothing to do.
func both(first, then func(context.Context) error) func(context.Context) error {
	if first == nil || then == nil {
		if first == nil {
			return then
		}
		return first
	}
	return func(ctx context.Context) error {
		err := first(ctx)
		if other := then(ctx); err == nil {
			err = other
		}
		return err
	}
}

// renews reports whether a session can be taken up again now: its token rests here, and this copy of the app has the use of
// it.
func (u *UI) renews() bool { return u.renewer() != nil && u.vault.Renews(u.plan.Key) }

// renew takes the session up again. It is not stopped on the way, only left: a plan may have taken the token back already,
// and the one that follows has to rest.
func (u *UI) renew() {
	r, shelf := u.renewer(), u.vault.Shelf(u.plan.Key)
	since := u.cfg.Device.Now()
	u.show(func() wizard.Page {
		return wizard.Page{Key: "renewing", Title: u.say.Say("renew.title"), Lead: u.say.Say("renew.lead"), Busy: u.say.Say("opening.busy"),
			Longer: u.longer(since), Stop: u.signInInstead}
	})
	u.renewals++
	turn, post := u.renewals, u.poster()
	go func() {
		done, err := r.Renew(context.Background(), shelf)
		post(func() {
			if turn != u.renewals || u.closing {
				done.Session.Token.Clear()
				return
			}
			u.renewed(done, problem.Of(err))
		})
	}()
}

// renewed goes straight home, or says why not.
func (u *UI) renewed(done plan.Done, p *problem.Problem) {
	switch {
	case p == nil:
		u.resting = true
		u.entered(done, nil)
	case p.Kind == problem.Reauth:
		u.unrest()
		u.showNotRenewed("renew.over", nil)
	case p.Kind == problem.Device: // another copy of the app has it, or it was locked meanwhile
		u.signInInstead()
	default:
		u.showNotRenewed("renew.waits", p)
	}
}

// showNotRenewed says that the member is to sign in, or that it can be tried again: what rests here stays then.
func (u *UI) showNotRenewed(key string, p *problem.Problem) {
	signIn := wizard.Action{Label: u.say.Say("renew.instead"), Do: u.signInInstead}
	page := wizard.Page{Key: key, Title: u.say.Say(key), Lead: u.say.Say(key + ".lead"), Next: &signIn}
	if p != nil {
		page.Next = &wizard.Action{Label: u.say.Say("remedy.try-again"), Do: u.renew}
		page.Others = []wizard.Action{signIn}
		page.Notice = u.say.notice(p, ways{problem.CallThePlan: u.showSupport}, u.plan.Clock.Now())
	}
	page.Others = u.withPlans(page.Others)
	u.show(func() wizard.Page { return page })
}

// signInInstead leaves what rests here as it is.
func (u *UI) signInInstead() {
	u.renewals++
	u.converse(plan.SignIn)
	u.offerResume()
}

// unrest takes the token of the open plan off this device: it opens nothing any more, or is not to.
func (u *UI) unrest() {
	u.resting = false
	if u.vault == nil {
		return
	}
	shelf := u.vault.Shelf(u.plan.Key)
	u.work(func(ctx context.Context) error { return takeOff(ctx, shelf) }, func(*problem.Problem) {}) // the plan refuses it all the same
}

// endsResting reports an end after which nothing may be taken up again: the plan hears of it, and takes the token back.
func endsResting(why session.Why) bool {
	return why == session.SignedOut || why == session.Idle || why == session.Frozen
}
