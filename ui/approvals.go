package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is a sign-in elsewhere that waits for the member's word: who asks from where, the number on the other page, and
// "it wasn't me".

// approvalsEvery is how often the plan is asked, while somebody is signed in and the app is in front.
const approvalsEvery = 5 * time.Second

// watchApprovals asks now and then, for as long as this session lasts.
func (u *UI) watchApprovals() {
	entry, in := u.keeper.Current(u.plan.Key)
	entry.Session.Token.Clear()
	if !in || u.plan.Approvals == nil || u.plan.Document.Can(plan.CanApprove).How != plan.InApp {
		return
	}
	u.cfg.Device.AfterFunc(approvalsEvery, func() {
		u.cfg.Post(func() { u.askApprovals(entry.Session) })
	})
}

// askApprovals asks once, and again later. An answer that does not come changes nothing.
func (u *UI) askApprovals(of plan.Session) {
	entry, in := u.keeper.Current(u.plan.Key)
	if !in || !entry.Session.Same(of) && of.ID != "" || u.closing {
		entry.Session.Token.Clear()
		return
	}
	port := u.plan.Approvals
	go func() {
		defer entry.Session.Token.Clear()
		all, err := port.Pending(context.Background(), entry.Session)
		u.cfg.Post(func() {
			if err == nil && len(all) > 0 && u.gate == nil {
				u.showApproval(all[0])
			}
			u.watchApprovals()
		})
	}()
}

// approvalPage is one request on screen.
type approvalPage struct {
	u       *UI
	asked   plan.Approval
	field   *control.CodeField
	life    *control.Text
	body    fyne.CanvasObject
	busy    bool
	problem *problem.Problem
}

// showApproval puts a request over the present screen, once; what was typed below stays.
func (u *UI) showApproval(a plan.Approval) {
	if u.approving == a.ID || u.over != nil {
		return
	}
	u.approving = a.ID
	p := &approvalPage{u: u, asked: a, field: control.NewCodeField(u.say.Say("approve.number"), a.Digits), life: control.NewSmall("")}
	p.body = control.Column(16,
		control.NewFact(u.say.Say("approve.place"), u.orUnknown(a.Place)), control.NewFact(u.say.Say("approve.device"), u.orUnknown(a.Device)),
		control.NewFact(u.say.Say("approve.asked"), u.say.moment(a.Asked)), p.field, p.life)
	u.over, u.lifted = p.page, p.field.Clear
	u.redraw()
}

func (u *UI) orUnknown(words string) string {
	if words == "" {
		return u.say.Say("approve.unknown")
	}
	return words
}

func (p *approvalPage) page() wizard.Page {
	say := p.u.say
	page := wizard.Page{Key: "approve " + string(p.asked.ID), Title: say.Say("approve.title"), Lead: say.Say("approve.lead"),
		Body: func() fyne.CanvasObject { return p.body }, Update: p.update, Back: p.leave,
		Next: &wizard.Action{Label: say.Say("approve.next"), Do: p.approve},
		Others: []wizard.Action{{Label: say.Say("approve.deny"), Do: func() { p.deny(false) }},
			{Label: say.Say("approve.notme"), Do: func() { p.deny(true) }}},
	}
	if p.busy {
		page.Busy = say.Say("approve.sending")
	}
	if p.problem != nil {
		page.Notice = say.notice(p.problem, ways{problem.CallThePlan: p.u.showSupport}, p.u.plan.Clock.Now())
	}
	return page
}

func (p *approvalPage) update() {
	p.life.SetText(p.u.say.Say("approve.expires", assets.Facts{"time": p.u.say.span(p.u.until(p.asked.Expires))}))
}

// leave puts it aside: it is not asked again, and ends by itself.
func (p *approvalPage) leave() { p.u.endAside() }

func (p *approvalPage) approve() {
	if p.field.Len() < p.asked.Digits {
		p.field.SetError(p.u.say.Count("approve.short", p.asked.Digits))
		p.u.redraw()
		return
	}
	p.field.SetError("")
	number := p.field.Take()
	p.tell(func(ctx context.Context, s plan.Session) error {
		defer number.Clear()
		return p.u.plan.Approvals.Approve(ctx, s, p.asked.ID, number)
	}, "approve.done")
}

func (p *approvalPage) deny(notMe bool) {
	said := "approve.denied"
	if notMe {
		said = "approve.notme.done"
	}
	p.tell(func(ctx context.Context, s plan.Session) error {
		return p.u.plan.Approvals.Deny(ctx, s, p.asked.ID, notMe)
	}, said)
}

// tell gives the plan the verdict, and says on the screen below what came of it.
func (p *approvalPage) tell(verdict func(context.Context, plan.Session) error, said string) {
	entry, in := p.u.keeper.Current(p.u.plan.Key)
	if !in {
		p.leave()
		return
	}
	p.busy, p.problem = true, nil
	background(p.u, func(ctx context.Context) (secret.Bytes, error) {
		defer entry.Session.Token.Clear()
		return secret.Bytes{}, verdict(ctx, entry.Session)
	}, func(_ secret.Bytes, failed *problem.Problem) { p.told(failed, said) })
	p.u.redraw()
}

func (p *approvalPage) told(failed *problem.Problem, said string) {
	p.busy, p.problem = false, failed
	if failed != nil {
		p.field.Clear()
		p.u.redraw()
		return
	}
	p.leave()
	p.u.said = &wizard.Notice{Tone: wizard.Good, Title: p.u.say.Say(said + ".title"), Detail: p.u.say.Say(said + ".detail")}
	p.u.redraw()
}
