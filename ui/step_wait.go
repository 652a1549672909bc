package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// waitPage says that the plan is at work.
type waitPage struct {
	c     *conversation
	until *control.Text
}

func newWaitPage(c *conversation) stepPage {
	return &waitPage{c: c, until: control.NewText("").As("status")}
}

func (p *waitPage) page(st standing) wizard.Page {
	step := st.step.(plan.Wait)
	u := p.c.ui
	if !step.Until.IsZero() {
		p.until.SetText(u.say.Say("waitstep.until", assets.Facts{"until": u.say.clock(step.Until, u.plan.Clock.Now())}))
	}
	return wizard.Page{Title: u.say.Say("waitstep.title"), Lead: u.say.Say("waitstep.lead"),
		Body: func() fyne.CanvasObject { return p.until }}
}

func (p *waitPage) forget() {}
