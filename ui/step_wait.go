package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// waitPage says that the plan is at work, or that it waits in case the member wants to stop it.
type waitPage struct {
	c     *conversation
	step  plan.Wait
	until *control.Text
	body  fyne.CanvasObject
	// stopped: somebody used the link that stops it, so nothing is waited for any more.
	stopped bool
}

func newWaitPage(c *conversation) stepPage {
	return &waitPage{c: c, until: control.NewText("").As("status")}
}

func (p *waitPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.Wait)
	if p.body == nil {
		p.body = p.layout()
	}
	say, key := p.c.ui.say, "waitstep."+p.awaits()
	page := wizard.Page{Title: say.Say(key), Lead: say.Say(key + ".lead"), Body: func() fyne.CanvasObject { return p.body }, Update: p.update}
	p.stopped = st.problem != nil && st.problem.Code == problem.IdentityCancelled
	if p.stopped {
		page.Title, page.Lead = say.Say("told.request-cancelled"), ""
	}
	if p.step.Leave && !p.stopped {
		page.Next = &wizard.Action{Label: say.Say("waitstep.leave"), Do: p.c.toSignIn}
	}
	return page
}

// awaits is what is waited for; a reason that the app does not know is the plan's own work.
func (p *waitPage) awaits() string {
	if p.step.For == plan.WaitForObjection {
		return string(plan.WaitForObjection)
	}
	return string(plan.WaitForReview)
}

func (p *waitPage) layout() fyne.CanvasObject {
	say := p.c.ui.say
	parts := []fyne.CanvasObject{p.until}
	if len(p.step.Told) > 0 {
		var rows []fyne.CanvasObject
		for _, hint := range p.step.Told {
			rows = append(rows, control.NewText(hint))
		}
		parts = append(parts, control.NewHeading(say.Say("waitstep.told"), 2), control.NewGroup(say.Say("waitstep.told"), rows...))
	}
	if p.step.For == plan.WaitForObjection {
		parts = append(parts, control.NewText(say.Say("waitstep.notme")))
	}
	if p.step.Leave {
		parts = append(parts, control.NewText(say.Say("waitstep.close")))
	}
	return control.Column(16, parts...)
}

// update says until when, as time passes.
func (p *waitPage) update() {
	u := p.c.ui
	if p.stopped {
		p.body.Hide()
		return
	}
	p.body.Show()
	if p.step.Until.IsZero() {
		p.until.Hide()
		return
	}
	now := u.plan.Clock.Now()
	facts := assets.Facts{"until": u.say.clock(p.step.Until, now)}
	if p.step.For == plan.WaitForObjection {
		facts["time"] = u.say.span(u.plan.Clock.Until(p.step.Until))
	}
	p.until.SetText(u.say.Say("waitstep."+p.awaits()+".until", facts))
	p.until.Show()
}

func (p *waitPage) forget() {}
