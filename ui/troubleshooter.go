package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/diagnose"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is "Can’t sign in?" on screen: what app/diagnose asks, and its verdict. It lies over the page that did not work,
// which is there again on Back with all that was typed. Carrying out a fix is troubleshooter_fix.go.

// troubleshooter is one time that it was opened.
type troubleshooter struct {
	ui    *UI
	facts diagnose.Facts
	given diagnose.Given
	asked []diagnose.Question
	// looking: the plan is asked how it stands, since then; stop ends that.
	looking bool
	since   time.Time
	stop    func()
}

// findOut opens it.
func (u *UI) findOut() {
	t := &troubleshooter{ui: u, given: diagnose.Given{}, facts: u.facts(), stop: func() {}}
	u.lay(t.page, func() { t.stop() })
	t.look()
}

// findOutWhy is the way there from a panel that says what went wrong. In a session there is none: who is in can sign in.
func (c *conversation) findOutWhy(n *wizard.Notice) {
	if n != nil && n.Problem != nil && !c.purpose.NeedsSession() {
		n.More = append(n.More, wizard.Action{Label: c.ui.say.Say("trouble.why"), Do: c.ui.findOut})
	}
}

// noteMet notes what stands on screen, for who asks why.
func (c *conversation) noteMet(p *problem.Problem) {
	if p != nil && !c.purpose.NeedsSession() {
		c.ui.help.last = p
	}
}

// facts are what is known without asking anybody.
func (u *UI) facts() diagnose.Facts {
	f := diagnose.Facts{Now: u.plan.Clock.Now(), Status: u.status, Last: u.lastSeen(),
		Here: diagnose.Seen{App: u.cfg.Version, System: u.cfg.Platform}}
	if old := u.outdated(); old != nil && old.Code == problem.AppTooOld {
		f.Old = old
	}
	if last := u.lastMet(); last != nil {
		f.Met = []*problem.Problem{last}
	}
	return f
}

// lastMet is the newest problem on the way in: where the plan refers to a person, why.
func (u *UI) lastMet() *problem.Problem {
	if u.talk != nil {
		if refer, is := stepOf(u.talk).(plan.Refer); is {
			return problem.New(refer.Why)
		}
	}
	return u.help.last
}

// look asks the plan how it stands, where it tells. That spends no try.
func (t *troubleshooter) look() {
	u := t.ui
	if u.plan.Document.Can(plan.CanStatus).How != plan.InApp {
		u.redraw()
		return
	}
	t.looking, t.since = true, u.cfg.Device.Now()
	measured, services := t.facts, u.plan.Services
	t.stop = u.work(func(ctx context.Context) error {
		measured.Measure(ctx, services)
		return ctx.Err()
	}, func(*problem.Problem) {
		t.looking = false
		t.facts = measured
		t.facts.Now = u.plan.Clock.Now()
		u.redraw()
	})
	u.redraw()
}

func (t *troubleshooter) page() wizard.Page {
	u := t.ui
	p := wizard.Page{Key: "trouble", Title: u.say.Say("trouble.title"), Back: t.back}
	if t.looking {
		p.Busy, p.Stop, p.Longer = u.say.Say("trouble.busy"), u.endAside, u.longer(t.since)
		return p
	}
	q, v := diagnose.Next(t.facts, t.given)
	if q != "" {
		return t.question(p, q)
	}
	return t.verdict(p, v)
}

// question asks one thing; one press answers it. Who wants no questions gets the shortest way (S142).
func (t *troubleshooter) question(p wizard.Page, q diagnose.Question) wizard.Page {
	say := t.ui.say
	p.Key += " " + string(q)
	p.Lead = say.Say("trouble.ask."+string(q), assets.Facts{"plan": t.ui.plan.Document.Name})
	p.Body = func() fyne.CanvasObject {
		var rows []fyne.CanvasObject
		for _, r := range q.Replies() {
			rows = append(rows, control.NewRow(say.Say("trouble.reply."+string(r)), "", func() { t.reply(q, r) }))
		}
		return control.Column(24, control.NewGroup(p.Lead, rows...), t.changes())
	}
	_, do := t.ui.fix(diagnose.Shortest(t.facts))
	p.Others = []wizard.Action{{Label: say.Say("trouble.just"), Do: do}}
	return p
}

func (t *troubleshooter) reply(q diagnose.Question, r diagnose.Reply) {
	t.ui.use()
	t.given[q] = r
	t.asked = append(t.asked, q)
	t.ui.redraw()
}

// back takes the last answer back, or leads to the page below.
func (t *troubleshooter) back() {
	last := len(t.asked) - 1
	if last < 0 {
		t.ui.endAside()
		return
	}
	delete(t.given, t.asked[last])
	t.asked = t.asked[:last]
	t.ui.redraw()
}

// verdict says whose it is, what it is, and does the one thing that helps. It goes into the packet too (S187).
func (t *troubleshooter) verdict(p wizard.Page, v diagnose.Verdict) wizard.Page {
	u := t.ui
	p.Key += " verdict " + string(v.Cause)
	p.Title, p.Lead = u.say.Say("trouble.class."+string(v.Class)), u.say.Say("trouble.cause."+string(v.Cause))
	if !v.Until.IsZero() {
		p.Lead += " " + u.say.Say("trouble.until", assets.Facts{"until": u.say.clock(v.Until, u.plan.Clock.Now())})
	}
	u.help.verdict = p.Title + ": " + u.say.Say("trouble.cause."+string(v.Cause))
	p.Body = t.compared
	if do := u.handOffHere(); do != nil {
		p.Others = []wizard.Action{{Label: u.say.Say("handoff.row"), Do: do}}
	}
	label, do := u.fix(v.Fix)
	p.Next = &wizard.Action{Label: label, Do: do}
	return p
}

// compared adds to the changes what was the same on another device (S056).
func (t *troubleshooter) compared() fyne.CanvasObject {
	there, here := t.ui.help.there, t.ui.lastMet()
	if there == nil || here == nil || there.Verdict != here.Code {
		return t.changes()
	}
	return control.Column(16, control.NewText(t.ui.say.Say("handoff.same")), t.changes())
}

// changes lists what is not as it was at the last good sign-in (S057).
func (t *troubleshooter) changes() fyne.CanvasObject {
	say, last := t.ui.say, t.facts.Last
	all := diagnose.Changed(t.facts)
	if len(all) == 0 {
		return control.Column(0)
	}
	title := say.Say("trouble.since", assets.Facts{"when": say.day(last.At)})
	var parts []fyne.CanvasObject
	for _, c := range all {
		parts = append(parts, control.NewText(say.Say("trouble.changed."+string(c), assets.Facts{
			"before": last.App, "now": t.facts.Here.App, "system": last.System})))
	}
	return control.Column(8, control.NewHeading(title, 2), control.NewGroup(title, parts...))
}
