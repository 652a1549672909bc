package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// recoveryCodePage asks for one of the codes that were handed out beforehand.
type recoveryCodePage struct {
	c     *conversation
	step  plan.RecoveryCode
	field *control.SecretField
}

func newRecoveryCodePage(c *conversation) stepPage {
	words := secretWords(c.ui.say, "recovery.label")
	words.Hints = control.SecretHints{} // capitals, spaces and look-alikes do not matter here
	p := &recoveryCodePage{c: c, field: control.NewSecretField(words)}
	p.field.Autocomplete = "one-time-code"
	if c.ui.pastes() {
		p.field.WithPaste(c.ui.say.Say("paste.code"))
	}
	return p
}

func (p *recoveryCodePage) page(st standing) wizard.Page {
	p.step = st.step.(plan.RecoveryCode)
	say := p.c.ui.say
	page := wizard.Page{
		Title: say.Say("recovery.title"), Lead: say.Say("recovery.lead"),
		Body:  func() fyne.CanvasObject { return control.Column(16, p.field, control.NewSmall(say.Say("code.never"))) },
		Focus: p.field.Focus, Notice: p.notice(st),
		Next: &wizard.Action{Label: say.Say("recovery.next"), Do: func() { p.send(false) }},
	}
	if st.confirm {
		page.Next = &wizard.Action{Label: say.Say("confirm.do"), Do: func() { p.send(true) }}
	}
	if p.step.Others {
		page.Others = []wizard.Action{{Label: say.Say("code.another"), Off: p.c.holdsUp(plan.RecoveryCodeAnotherWay{}), Do: p.another}}
	}
	page.Others = append(page.Others, p.c.lostWay(p.step, plan.RecoveryCodes)...)
	return page
}

func (p *recoveryCodePage) notice(st standing) *wizard.Notice {
	if st.problem == nil || st.confirm {
		return nil
	}
	w := p.c.ways(st)
	if p.step.Others {
		w[problem.AnotherWay] = p.another
	}
	return p.c.ui.say.notice(st.problem, w, p.c.ui.plan.Clock.Now())
}

func (p *recoveryCodePage) send(confirmed bool) {
	if p.field.Len() == 0 {
		p.field.SetError(p.c.ui.say.Say("field.required"))
		p.c.ui.redraw()
		return
	}
	p.field.SetError("")
	p.c.answer(p.step, plan.RecoveryCodeTyped{Code: p.step.Clean(p.field.Take())}, confirmed)
}

func (p *recoveryCodePage) another() { p.c.answer(p.step, plan.RecoveryCodeAnotherWay{}, false) }

func (p *recoveryCodePage) forget() { p.field.Clear() }

func (p *recoveryCodePage) fields() map[string]field { return map[string]field{"code": p.field} }
