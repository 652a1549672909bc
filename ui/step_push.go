package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// pushPage shows the number to pick on another device, and waits.
type pushPage struct {
	c      *conversation
	step   plan.Push
	number *control.Fact
	life   *control.Text
	body   fyne.CanvasObject
}

func newPushPage(c *conversation) stepPage {
	p := &pushPage{c: c}
	p.number = control.NewFact(c.ui.say.Say("push.number"), "").Large()
	p.life = control.NewSmall("")
	p.body = control.Column(16, p.number, p.life, control.NewText(c.ui.say.Say("push.waiting")).As("status"),
		control.NewSmall(c.ui.say.Say("push.never")))
	return p
}

func (p *pushPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.Push)
	say := p.c.ui.say
	page := wizard.Page{
		Title: say.Say("push.title", assets.Facts{"hint": p.step.Authenticator.Hint}), Lead: say.Say("push.lead"),
		Body: func() fyne.CanvasObject { return p.body }, Update: p.update, Notice: p.notice(st),
		Others: []wizard.Action{{Label: say.Say("push.resend"), Off: p.c.holdsUp(plan.PushResend{}), Do: p.resend}},
	}
	if p.step.Others {
		page.Others = append(page.Others, wizard.Action{Label: say.Say("code.another"), Off: p.c.holdsUp(plan.PushAnotherWay{}), Do: p.another})
	}
	page.Others = append(page.Others, p.c.lostWay(p.step, plan.PushApproval)...)
	return page
}

func (p *pushPage) notice(st standing) *wizard.Notice {
	if st.problem == nil {
		return nil
	}
	w := p.c.ways(st)
	w[problem.Resend] = p.resend
	if p.step.Others {
		w[problem.AnotherWay] = p.another
	}
	return p.c.ui.say.notice(st.problem, w, p.c.ui.plan.Clock.Now())
}

func (p *pushPage) update() {
	p.number.SetValue(p.step.Number)
	p.life.SetText("")
	if !p.step.Expires.IsZero() {
		u := p.c.ui
		p.life.SetText(u.say.Say("push.expires", assets.Facts{"time": u.say.span(u.until(p.step.Expires))}))
	}
}

func (p *pushPage) resend() { p.c.answer(p.step, plan.PushResend{}, false) }

func (p *pushPage) another() { p.c.answer(p.step, plan.PushAnotherWay{}, false) }

func (p *pushPage) forget() {}
