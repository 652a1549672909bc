package ui

import (
	"bytes"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// activationPage asks for the code of the welcome letter, or the link that the plan sent: one box takes either.
type activationPage struct {
	c     *conversation
	step  plan.Activation
	field *control.SecretField
	sent  *control.Text
	life  *control.Text
	again *control.Button
	body  fyne.CanvasObject
	// inPanel: the panel offers a new code, so the button below need not.
	inPanel bool
	// refused is why what was typed was not sent.
	refused *problem.Problem
}

func newActivationPage(c *conversation) stepPage {
	say := c.ui.say
	words := secretWords(say, "activation.label")
	words.Hints = control.SecretHints{} // capitals, spaces and look-alikes do not matter here
	p := &activationPage{c: c, field: control.NewSecretField(words).Bare(), sent: control.NewText(""), life: control.NewSmall("")}
	p.field.Autocomplete = "one-time-code"
	p.field.SetHint(say.Say("activation.hint"))
	if c.ui.pastes() {
		p.field.WithPaste(say.Say("paste.either"))
	}
	p.again = control.NewButton(say.Say("remedy."+string(problem.Resend)), control.Outlined, p.fresh)
	p.body = control.Column(16, p.sent, p.field, p.life, p.again,
		control.NewSmall(say.Say("activation.letter")), control.NewSmall(say.Say("code.never")))
	return p
}

func (p *activationPage) page(st standing) wizard.Page {
	earlier := p.step
	p.step = st.step.(plan.Activation)
	if !earlier.Sent.Equal(p.step.Sent) {
		p.field.Clear() // a new code is on its way: the old one is of no use
	}
	say := p.c.ui.say
	page := wizard.Page{
		Title: say.Say("activation.title"), Lead: say.Say("activation.lead"),
		Body: func() fyne.CanvasObject { return p.body }, Update: p.update, Focus: p.field.Focus,
		Notice: p.notice(st),
		Next:   &wizard.Action{Label: say.Say("activation.next"), Do: func() { p.send(false) }},
	}
	if st.confirm {
		page.Next = &wizard.Action{Label: say.Say("confirm.do"), Do: func() { p.send(true) }}
	}
	p.inPanel = page.Notice != nil && page.Notice.Fix != nil && page.Notice.Fix.Label == say.Say("remedy."+string(problem.Resend))
	return page
}

func (p *activationPage) notice(st standing) *wizard.Notice {
	if p.refused != nil {
		st.problem = p.refused
	}
	if st.problem == nil || st.confirm {
		return nil
	}
	w := p.c.ways(st)
	if p.step.Fresh {
		w[problem.Resend] = p.fresh
	}
	return p.c.ui.say.notice(st.problem, w, p.c.ui.plan.Clock.Now())
}

// update says where the newest code went and how long it works, as time passes.
func (p *activationPage) update() {
	p.sent.SetText(p.sentWords())
	p.life.SetText(p.lifeWords())
	for _, t := range []*control.Text{p.sent, p.life} {
		if t.Words() == "" {
			t.Hide()
		} else {
			t.Show()
		}
	}
	setOff(p.again, p.c.holdsUp(plan.ActivationFresh{}))
	if p.step.Fresh && !p.inPanel {
		p.again.Show()
	} else {
		p.again.Hide()
	}
}

func (p *activationPage) sentWords() string {
	u := p.c.ui
	switch {
	case p.step.Hint == "":
		return ""
	case p.step.Sent.IsZero():
		return u.say.Say("activation.to", assets.Facts{"hint": p.step.Hint})
	}
	return u.say.Say("activation.sent", assets.Facts{"hint": p.step.Hint, "when": u.say.clock(p.step.Sent, u.plan.Clock.Now())})
}

func (p *activationPage) lifeWords() string {
	u := p.c.ui
	switch {
	case p.step.Expires.IsZero():
		return ""
	case u.until(p.step.Expires) == 0:
		return u.say.Say("activation.expired")
	}
	return u.say.Say("activation.expires", assets.Facts{"until": u.say.clock(p.step.Expires, u.plan.Clock.Now())})
}

func (p *activationPage) send(confirmed bool) {
	p.refused = nil
	if p.field.Len() == 0 {
		p.field.SetError(p.c.ui.say.Say("field.required"))
		p.c.ui.redraw()
		return
	}
	typed := p.field.Take()
	_, link := plan.LinkHost(typed.Reveal())
	p.refused = p.c.ui.plan.Document.Policy.Hosts.Foreign(typed.Reveal()) // S043
	switch {
	case p.refused != nil:
		typed.Clear()
		p.field.SetError(p.c.ui.say.Say("field.look"))
		p.c.ui.redraw()
		return
	case link:
		typed = trimmed(typed)
	default:
		typed = plan.CleanRecoveryCode(typed)
	}
	p.field.SetError("")
	p.c.answer(p.step, plan.ActivationTyped{Code: typed}, confirmed)
}

// trimmed takes the spaces around a secret off. It takes ownership of typed and clears it.
func trimmed(typed secret.Bytes) secret.Bytes {
	clean := secret.Copy(bytes.TrimSpace(typed.Reveal()))
	typed.Clear()
	return clean
}

func (p *activationPage) fresh() {
	p.refused = nil
	p.c.answer(p.step, plan.ActivationFresh{}, false)
}

func (p *activationPage) forget() {
	p.refused = nil
	p.field.Clear()
}

func (p *activationPage) fields() map[string]field { return map[string]field{"code": p.field} }
