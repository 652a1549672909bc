package ui

import (
	"encoding/base32"
	"fmt"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// showSecretPage shows the secret of a new authenticator app as people type it, and asks for a first code of it.
type showSecretPage struct {
	c     *conversation
	step  plan.ShowSecret
	field *control.CodeField
	key   *control.Fact
	body  fyne.CanvasObject
}

func newShowSecretPage(c *conversation) stepPage { return &showSecretPage{c: c} }

func (p *showSecretPage) build() {
	say := p.c.ui.say
	p.field = control.NewCodeField(say.Say("code.label"), p.step.Digits)
	p.key = control.NewFact(say.Say("secret.key"), grouped(p.step.Secret.Reveal()))
	p.body = control.Column(16,
		control.NewFact(say.Say("secret.issuer"), p.step.Issuer), control.NewFact(say.Say("secret.account"), p.step.Account),
		p.key, p.field)
}

func (p *showSecretPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.ShowSecret)
	if p.field == nil {
		p.build()
	}
	say := p.c.ui.say
	page := wizard.Page{
		Title: say.Say("secret.title"),
		Lead:  say.Say("secret.lead", assets.Facts{"digits": fmt.Sprint(p.step.Digits)}),
		Body:  func() fyne.CanvasObject { return p.body },
		Focus: func() fyne.Focusable { return p.field.Focus() },
		Next:  &wizard.Action{Label: say.Say("code.next"), Do: func() { p.send(false) }},
	}
	if st.confirm {
		page.Next = &wizard.Action{Label: say.Say("confirm.do"), Do: func() { p.send(true) }}
	} else if st.problem != nil {
		page.Notice = say.notice(st.problem, p.c.ways(st), p.c.ui.plan.Clock.Now())
	}
	return page
}

func (p *showSecretPage) send(confirmed bool) {
	if n := p.field.Len(); n < p.step.Digits {
		p.field.SetError(p.c.ui.say.Say("code.short", assets.Facts{"digits": fmt.Sprint(p.step.Digits), "n": fmt.Sprint(n)}))
		p.c.ui.redraw()
		return
	}
	p.field.SetError("")
	p.c.answer(p.step, plan.ShowSecretConfirmed{Code: p.field.Take()}, confirmed)
}

func (p *showSecretPage) forget() {
	if p.field != nil {
		p.field.Clear()
	}
}

func (p *showSecretPage) fields() map[string]field { return map[string]field{"code": p.field} }

// grouped writes a key in base 32, four letters at a time: that is how long a piece people carry over without a slip.
func grouped(key []byte) string {
	letters := base32.StdEncoding.WithPadding(base32.NoPadding).AppendEncode(nil, key)
	defer clear(letters)
	out := make([]byte, 0, len(letters)+len(letters)/4)
	for i, c := range letters {
		if i > 0 && i%4 == 0 {
			out = append(out, ' ')
		}
		out = append(out, c)
	}
	defer clear(out)
	return string(out)
}
