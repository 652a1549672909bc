package ui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/session"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is a sign-in elsewhere that waits for the member's word: who asks from where, the number on the other page, and
// "it wasn't me".

// approvalsEvery is how often the plan is asked, while somebody is signed in and the app is in front.
const approvalsEvery = 5 * time.Second

// watchApprovals asks now and then, for as long as this session lasts. The plan asks nobody on a shared device.
func (u *UI) watchApprovals() {
	entry, in := u.keeper.Current(u.plan.Key)
	entry.Session.Token.Clear()
	if !in || entry.Session.Shared || u.plan.Approvals == nil || u.plan.Document.Can(plan.CanApprove).How != plan.InApp {
		return
	}
	post := u.poster()
	u.cfg.Device.AfterFunc(approvalsEvery, func() {
		post(func() { u.askApprovals(entry.Session) })
	})
}

// askApprovals asks once, and again later. An answer that does not come changes nothing. Before a vault that is shut nothing
// is asked: whoever cannot open it hears of nothing behind it.
func (u *UI) askApprovals(of plan.Session) {
	entry, in := u.stillIn(of)
	if !in || u.gate != nil {
		entry.Session.Token.Clear()
		if in {
			u.watchApprovals()
		}
		return
	}
	port, post := u.plan.Approvals, u.poster()
	go func() {
		defer entry.Session.Token.Clear()
		all, err := port.Pending(context.Background(), entry.Session)
		post(func() { u.approvalsCame(of, all, err) })
	}()
}

// stillIn gives the session, as long as it is the same.
func (u *UI) stillIn(of plan.Session) (session.Entry, bool) {
	entry, in := u.keeper.Current(u.plan.Key)
	if in && !u.closing && (of.ID == "" || entry.Session.Same(of)) {
		return entry, true
	}
	entry.Session.Token.Clear()
	return session.Entry{}, false
}

// approvalsCame shows what waits, unless who asked is gone; one on screen that waits no more is over.
func (u *UI) approvalsCame(of plan.Session, all []plan.Approval, err error) {
	entry, in := u.stillIn(of)
	entry.Session.Token.Clear()
	if !in {
		return
	}
	u.watchApprovals()
	switch {
	case err != nil || u.gate != nil:
	case u.approval != nil:
		u.approval.listed(all)
	default:
		u.showFirst(all)
	}
}

// showFirst shows the newest request that the member has not put aside.
func (u *UI) showFirst(all []plan.Approval) {
	for _, a := range all {
		if !u.unheard[a.ID] {
			u.showApproval(a)
			return
		}
	}
}

// putAside: the member has said what they had to say to a request, or wants it to end by itself.
func (u *UI) putAside(id plan.ApprovalID) {
	if u.unheard == nil {
		u.unheard = map[plan.ApprovalID]bool{}
	}
	u.unheard[id] = true
}

// approvalPage is one request on screen.
type approvalPage struct {
	u     *UI
	asked plan.Approval
	field *control.CodeField
	life  *control.Text
	body  fyne.CanvasObject
	busy  bool
	// gone: the plan has it no more. answered: the member has said what they had to say.
	gone, answered bool
	problem        *problem.Problem
	// again tells the plan the same once more.
	again func()
}

// showApproval puts a request over the present screen, once; what was typed below stays.
func (u *UI) showApproval(a plan.Approval) {
	if u.over != nil {
		return
	}
	p := &approvalPage{u: u, asked: a, field: control.NewCodeField(u.say.Say("approve.number"), a.Digits), life: control.NewSmall("")}
	p.body = control.Column(16,
		control.NewFact(u.say.Say("approve.place"), u.orUnknown(a.Place)), control.NewFact(u.say.Say("approve.device"), u.orUnknown(a.Device)),
		control.NewFact(u.say.Say("approve.asked"), u.say.moment(a.Asked)), p.field, p.life)
	u.approval = p
	u.lay(p.page, p.lifted)
}

// lifted: something else was laid over it. It comes again, unless the member has put it aside.
func (p *approvalPage) lifted() {
	p.field.Clear()
	p.u.approval = nil
	if p.answered {
		p.u.putAside(p.asked.ID)
	}
}

// listed hears what waits at the plan now.
func (p *approvalPage) listed(all []plan.Approval) {
	if p.busy || p.gone || slices.ContainsFunc(all, func(a plan.Approval) bool { return a.ID == p.asked.ID }) {
		return
	}
	p.gone = true
	p.u.redraw()
}

func (u *UI) orUnknown(words string) string {
	if words == "" {
		return u.say.Say("approve.unknown")
	}
	return words
}

func (p *approvalPage) page() wizard.Page {
	if !p.busy && (p.gone || p.u.until(p.asked.Expires) == 0) {
		return p.over()
	}
	say := p.u.say
	page := wizard.Page{Key: "approve " + string(p.asked.ID), Title: say.Say("approve.title"), Lead: say.Say("approve.lead"),
		Body: func() fyne.CanvasObject { return p.body }, Update: p.update, Back: p.leave,
		Next: &wizard.Action{Label: say.Say("approve.next"), Do: p.approve},
		Others: []wizard.Action{{Label: say.Say("approve.deny"), Do: func() { p.deny(false) }},
			{Label: say.Say("approve.notme"), Do: func() { p.deny(true) }}},
	}
	if p.busy {
		page.Busy, page.Others = say.Say("approve.sending"), nil
	}
	page.Notice = say.notice(p.problem, p.ways(), p.u.plan.Clock.Now())
	return page
}

// ways are what can be done about a verdict that did not reach the plan, or was not taken. After a wrong number the way on
// is to type another.
func (p *approvalPage) ways() ways {
	w := ways{problem.CallThePlan: p.u.showSupport}
	if p.problem != nil && p.problem.Code != problem.ApprovalNumber {
		w[problem.TryAgain], w[problem.WaitForIt] = p.again, p.again
	}
	return w
}

// over is what the page becomes when nothing can be said to the request any more.
func (p *approvalPage) over() wizard.Page {
	say := p.u.say
	title, detail := say.problem(problem.New(problem.ApprovalGone), p.u.plan.Clock.Now())
	return wizard.Page{Key: "approve over " + string(p.asked.ID), Title: title, Lead: detail, Back: p.leave,
		Next: &wizard.Action{Label: say.Say("approve.close"), Do: p.leave}}
}

func (p *approvalPage) update() {
	p.life.SetText(p.u.say.Say("approve.expires", assets.Facts{"time": p.u.say.span(p.u.until(p.asked.Expires))}))
}

// leave puts it aside: it is not asked again, and ends by itself.
func (p *approvalPage) leave() {
	p.answered = true
	p.u.endAside()
}

func (p *approvalPage) approve() {
	if p.field.Len() < p.asked.Digits {
		p.field.SetError(p.u.say.Count("approve.short", p.asked.Digits))
		p.u.redraw()
		return
	}
	p.field.SetError("")
	number := p.field.Take()
	port := p.u.plan.Approvals
	p.tell(func(ctx context.Context, s plan.Session) error {
		defer number.Clear()
		return port.Approve(ctx, s, p.asked.ID, number)
	}, "approve.done", p.approve)
}

func (p *approvalPage) deny(notMe bool) {
	said := "approve.denied"
	if notMe {
		said = "approve.notme.done"
	}
	port := p.u.plan.Approvals
	p.tell(func(ctx context.Context, s plan.Session) error {
		return port.Deny(ctx, s, p.asked.ID, notMe)
	}, said, func() { p.deny(notMe) })
}

// tell gives the plan the verdict, and says on the screen below what came of it. Nothing that happens on screen meanwhile
// ends it: what was said is said.
func (p *approvalPage) tell(verdict func(context.Context, plan.Session) error, said string, again func()) {
	entry, in := p.u.keeper.Current(p.u.plan.Key)
	if !in {
		p.leave()
		return
	}
	p.busy, p.problem, p.again = true, nil, again
	p.u.touched()
	p.u.work(func(ctx context.Context) error {
		defer entry.Session.Token.Clear()
		return verdict(ctx, entry.Session)
	}, func(failed *problem.Problem) { p.told(failed, said) })
	p.u.redraw()
}

func (p *approvalPage) told(failed *problem.Problem, said string) {
	u := p.u
	p.busy, p.problem = false, failed
	switch {
	case failed != nil && failed.Kind == problem.Reauth:
		u.keeper.End(u.plan.Key, reason(failed))
	case failed != nil:
		p.gone = failed.Code == problem.ApprovalGone
		u.redraw()
		if failed.Code == problem.ApprovalNumber && u.approval == p && u.gate == nil {
			u.cfg.Window.Canvas().Focus(p.field.Focus()) // the panel has pushed it out of sight
		}
	default:
		p.settled(said)
	}
}

// settled goes back to the screen below, which says what came of it.
func (p *approvalPage) settled(said string) {
	u := p.u
	u.putAside(p.asked.ID)
	if u.approval == p {
		p.leave()
	}
	u.said = &wizard.Notice{Tone: wizard.Good, Title: u.say.Say(said + ".title"), Detail: u.say.Say(said + ".detail")}
	if said == "approve.notme.done" {
		u.said.Fix = &wizard.Action{Label: u.say.Say("remedy." + string(problem.CallThePlan)), Do: u.showSupport}
	}
	u.redraw()
}
