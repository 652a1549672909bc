package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// passwordOnlyPage asks for the password alone: whose it is was proved before, and is not asked again (WCAG 2.2, 3.3.7).
type passwordOnlyPage struct {
	c        *conversation
	step     plan.Credentials
	password *control.SecretField
	body     fyne.CanvasObject
}

func newPasswordOnlyPage(c *conversation) stepPage {
	p := &passwordOnlyPage{c: c, password: control.NewSecretField(secretWords(c.ui.say, "signin.password"))}
	if c.ui.pastes() {
		p.password.WithPaste(c.ui.say.Say("paste.password"))
	}
	p.body = p.layout()
	return p
}

func (p *passwordOnlyPage) layout() fyne.CanvasObject {
	parts := []fyne.CanvasObject{p.password}
	if do := p.c.wayTo(plan.RecoverPassword); do != nil {
		parts = append(parts, p.c.linkTo(plan.RecoverPassword, "signin.forgot.password", do))
	}
	return control.Column(4, parts...)
}

func (p *passwordOnlyPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.Credentials)
	say := p.c.ui.say
	page := wizard.Page{
		Title: say.Say("signin.for.title"), Lead: say.Say("signin.for.lead", assets.Facts{"name": p.step.For}),
		Body: func() fyne.CanvasObject { return p.body }, Focus: p.password.Focus,
		Next: &wizard.Action{Label: say.Say("signin.next"), Do: func() { p.send(false) }},
	}
	if st.confirm {
		page.Next = &wizard.Action{Label: say.Say("confirm.do"), Do: func() { p.send(true) }}
	}
	return page
}

// send answers, unless the field is empty: that is said under it, and nothing is spent.
func (p *passwordOnlyPage) send(confirmed bool) {
	p.password.SetError("")
	if p.password.Len() == 0 {
		p.password.SetError(p.c.ui.say.Say("field.required"))
		p.c.ui.redraw()
		return
	}
	typed := plan.CleanPassword(p.password.Take())
	p.c.choice.renew(typed)
	p.c.typed = markOf(p.step)
	p.c.answer(p.step, plan.NameAndPassword{Password: typed, Shared: p.c.choice.shared}, confirmed)
}

func (p *passwordOnlyPage) forget() { p.password.Clear() }

func (p *passwordOnlyPage) fields() map[string]field { return map[string]field{"password": p.password} }
