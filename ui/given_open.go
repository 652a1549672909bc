package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file is an invitation that nobody has taken yet: what it would open, and how to take it back.

// outstanding is one on its page.
type outstanding struct {
	*given
	grant plan.Grant
}

func (o *outstanding) home() { o.turn(o.page) }

// page says what it would open. What was handed on is not shown again: whoever lost it takes it back and makes another.
func (o *outstanding) page() wizard.Page {
	who := assets.Facts{"who": o.grant.Actor.Name}
	return wizard.Page{Key: "invitation out " + string(o.grant.ID), Title: o.say("given.out.title", who), Lead: o.say("given.out.lead", who), Back: o.given.home,
		Body:   o.body,
		Others: []wizard.Action{{Label: o.say("given.out.back"), Danger: true, Do: o.takeBack}}}
}

func (o *outstanding) body() fyne.CanvasObject {
	say := o.ui.say
	all := []fact{{say.Say("given.out.when"), say.day(o.grant.Asked)}}
	if until := o.until(); !until.IsZero() {
		all = append(all, fact{say.Say("given.out.until"), say.clock(until, o.ui.plan.Clock.Now())})
	}
	all = append(all, say.scope(o.grant)...)
	if !o.grant.Ends.IsZero() {
		all = append(all, fact{say.Say("grant.ends"), say.day(o.grant.Ends)})
	}
	return facts(all)
}

// until is how long it can be used: as the plan's rules say, and no longer than what it opens; zero: nobody has told.
func (o *outstanding) until() time.Time {
	good, ends := o.ui.plan.Document.Policy.Grants.Invitation, o.grant.Ends
	if good <= 0 || o.grant.Asked.IsZero() {
		return ends
	}
	if until := o.grant.Asked.Add(good); ends.IsZero() || until.Before(ends) {
		return until
	}
	return ends
}

// takeBack needs no second question: another invitation is made in a moment. Where somebody was faster, the list says who.
func (o *outstanding) takeBack() {
	used := false
	o.do("given.out.busy", func(ctx context.Context, in plan.Session) error {
		err := o.port.Revoke(ctx, in, o.grant.ID)
		if used = problem.Is(err, problem.InvitationGone); used {
			return nil
		}
		return err
	}, func() {
		n := &wizard.Notice{Tone: wizard.Good, Title: o.say("given.out.done", assets.Facts{"who": o.grant.Actor.Name}), Detail: o.say("given.out.done.detail")}
		if used {
			n = &wizard.Notice{Tone: wizard.Warning, Title: o.say("given.out.used"), Detail: o.say("given.out.used.detail")}
		}
		o.backTo(func() { o.turn(o.homePage) }, n)
	})
}
