package ui

import (
	"context"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file opens a plan: its document, what this device keeps for it, and whether sign-in is possible now.

// opened is what opening a plan brings.
type opened struct {
	plan *plan.Plan
	kept reopened
	stat plan.Status
	deaf *problem.Problem // why the status is not known
}

// first opens the plan to begin with: the one asked for, else the one used last.
func (u *UI) first() {
	address := u.cfg.Address
	if address == "" && len(u.known) > 0 {
		address = u.known[0].Address
	}
	u.begins(address)
}

// begins goes to a plan. One that a link names and that is not on the member's list is shown before anything can be typed at
// it: whoever made the link may have named any. A flag was typed by who starts the program.
func (u *UI) begins(address string) {
	if address == "" || u.cfg.Plans == nil || !u.cfg.Linked || u.knownAt(address) {
		u.openPlan(address)
		return
	}
	v := u.newPlans()
	v.begins = true
	v.meet(address)
}

// openPlan reaches the plan at an address and goes on to sign-in.
func (u *UI) openPlan(address string) {
	u.openBy(address, func(ctx context.Context) (*plan.Plan, error) { return u.cfg.Finder.Find(ctx, address) })
}

// openFound goes on to sign-in at a plan that was reached already.
func (u *UI) openFound(p *plan.Plan, address string) {
	u.openBy(address, func(context.Context) (*plan.Plan, error) { return p, nil })
}

func (u *UI) openBy(address string, find func(context.Context) (*plan.Plan, error)) {
	name := address
	if name == "" {
		name = u.say.Say("opening.bundled")
	}
	u.show(func() wizard.Page {
		p := wizard.Page{Key: "opening", Title: u.say.Say("opening.title", assets.Facts{"plan": name}),
			Lead: u.say.Say("opening.lead"), Busy: u.say.Say("opening.busy")}
		if u.cfg.Plans != nil {
			p.Stop = u.showPlans
		}
		return p
	})
	keeps := u.reopen()
	background(u, func(ctx context.Context) (opened, error) { return u.reach(ctx, find, keeps) }, func(o opened, p *problem.Problem) {
		if p != nil {
			u.notOpened(address, p)
			return
		}
		u.address = address
		u.opened(o)
	})
}

// reach does the waiting: the plan's document first, since nothing goes on without it.
func (u *UI) reach(ctx context.Context, find func(context.Context) (*plan.Plan, error), keeps func(context.Context) reopened) (opened, error) {
	p, err := find(ctx)
	if err != nil {
		return opened{}, err
	}
	o := opened{plan: p, kept: keeps(ctx)}
	if p.Document.Can(plan.CanStatus).How == plan.InApp {
		o.stat, err = p.Services.Status(ctx)
		o.deaf = problem.Of(err)
	}
	return o, nil
}

func (u *UI) opened(o opened) {
	u.plan, u.status = o.plan, o.stat
	u.say.passwords = o.plan.Document.Policy.Password
	u.dress()
	u.plainFoot, u.lockedFoot, u.gateFoot = u.feet()
	if o.deaf != nil {
		u.statusUnknown = true
	}
	u.openGate(o.kept, u.openSignIn)
}

// notOpened says why, and offers the way on.
func (u *UI) notOpened(address string, p *problem.Problem) {
	again := func() { u.begins(address) }
	u.show(func() wizard.Page {
		page := wizard.Page{Key: "not-opened", Title: u.say.Say("opening.failed.title"), Lead: u.say.Say("opening.failed.lead"),
			Notice: u.say.notice(p, ways{problem.TryAgain: again}, u.cfg.Device.Now()),
			Next:   &wizard.Action{Label: u.say.Say("remedy.try-again"), Do: again}}
		page.Notice.Fix = nil // the filled button does it
		page.Others = []wizard.Action{{Label: u.say.Say("codes.title"), Do: u.showCodesAlone}}
		if address != "" {
			page.Others = append(page.Others, wizard.Action{Label: u.say.Say("opening.demo"), Do: func() { u.openPlan("") }})
		}
		page.Others = u.withPlans(page.Others)
		return page
	})
}

// obstacle is what stands in the way of a sign-in before a try is wasted: an app too old, an outage, maintenance.
func (u *UI) obstacle() *problem.Problem {
	if p := u.outdated(); p != nil && p.Code == problem.AppTooOld {
		return p
	}
	return u.status.Blocking(u.plan.Clock.Now())
}

func (u *UI) outdated() *problem.Problem {
	return u.plan.Document.Policy.App.Outdated(u.cfg.Version, u.cfg.Platform)
}
