package ui

import (
	"context"
	"encoding/base32"
	"fmt"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// showSecretPage adds this app as an authenticator with one press. For another app it shows the secret as a QR code and as
// text, and asks for a first code.
type showSecretPage struct {
	c    *conversation
	step plan.ShowSecret
	// held is this device's copy, once there is one; other: another app is being set up.
	held  vault.CodeID
	other bool
	// failed is what kept this device from holding the code.
	failed *problem.Problem
	busy   bool
	field  *control.CodeField
	body   fyne.CanvasObject
	where  *control.Text
}

func newShowSecretPage(c *conversation) stepPage { return &showSecretPage{c: c} }

func (p *showSecretPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.ShowSecret)
	page := p.own()
	if p.other || p.c.ui.vault == nil {
		page = p.elsewhere()
	}
	switch {
	case st.confirm:
		page.Next = &wizard.Action{Label: p.c.ui.say.Say("confirm.do"), Do: func() { p.send(true) }}
	case p.failed != nil:
		page.Notice = p.c.ui.say.notice(p.failed, ways{problem.TryAgain: p.useThis}, p.c.ui.plan.Clock.Now())
	case st.problem != nil:
		page.Notice = p.c.ui.say.notice(st.problem, p.c.ways(st), p.c.ui.plan.Clock.Now())
	}
	if p.busy {
		page.Busy = p.c.ui.say.Say("bind.holding")
	}
	return page
}

// own is the page for this app.
func (p *showSecretPage) own() wizard.Page {
	say := p.c.ui.say
	if p.where == nil {
		p.where = control.NewText("")
	}
	return wizard.Page{
		Title: say.Say("bind.title"), Lead: say.Say("bind.lead"),
		Body: func() fyne.CanvasObject {
			return control.Column(16, p.where, control.NewFact(say.Say("secret.account"), p.step.Account))
		},
		Update: func() { p.where.SetText(p.c.ui.whereKept()) },
		Next:   &wizard.Action{Label: say.Say("bind.next"), Do: p.useThis},
		Others: []wizard.Action{{Label: say.Say("bind.other"), Do: func() { p.turn(true) }}},
	}
}

// elsewhere is the page for another app.
func (p *showSecretPage) elsewhere() wizard.Page {
	say := p.c.ui.say
	if p.field == nil {
		p.build()
	}
	page := wizard.Page{
		Title: say.Say("secret.title"), Lead: say.Say("secret.lead", assets.Facts{"digits": fmt.Sprint(p.step.Digits)}),
		Body: func() fyne.CanvasObject { return p.body }, Focus: func() fyne.Focusable { return p.field.Focus() },
		Next: &wizard.Action{Label: say.Say("code.next"), Do: func() { p.send(false) }},
	}
	if p.c.ui.vault != nil {
		page.Others = []wizard.Action{{Label: say.Say("bind.own"), Do: func() { p.turn(false) }}}
	}
	return page
}

func (p *showSecretPage) build() {
	say := p.c.ui.say
	p.field = control.NewCodeField(say.Say("code.label"), p.step.Digits)
	key := keyOf(p.step)
	defer key.Clear()
	address := key.Address()
	defer address.Clear()
	parts := []fyne.CanvasObject{}
	if qr, err := control.NewQR(say.Say("secret.qr"), address.Reveal()); err == nil { // too long for one: the text does it
		parts = append(parts, qr)
	}
	p.body = control.Column(16, append(parts, control.NewFact(say.Say("secret.key"), inFours(p.step.Secret.Reveal())),
		control.NewFact(say.Say("secret.issuer"), p.step.Issuer), control.NewFact(say.Say("secret.account"), p.step.Account), p.field)...)
}

// turn shows the other of the two pages.
func (p *showSecretPage) turn(other bool) {
	p.other = other
	p.c.version++
	p.c.ui.redraw()
}

// useThis holds the secret on this device, and only then tells the plan the code.
func (p *showSecretPage) useThis() {
	u, step, v := p.c.ui, p.step, p.c.ui.vault
	place := vault.Place{Plan: u.plan.Key, Subject: u.account.Member}
	p.failed, p.busy = nil, true
	background(u, func(ctx context.Context) (vault.CodeID, error) { return hold(ctx, v, place, step) }, func(id vault.CodeID, failed *problem.Problem) {
		p.held, p.failed, p.busy = id, failed, false
		if p.failed == nil {
			p.send(false)
		}
		u.redraw()
	})
	u.redraw()
}

// send answers with a code: this device's, or what was typed from another.
func (p *showSecretPage) send(confirmed bool) {
	if p.other {
		p.sendTyped(confirmed)
		return
	}
	code, err := p.c.ui.vault.Show(p.held, p.c.ui.plan.Clock.Now())
	if err != nil {
		p.failed = problem.Of(err)
		return
	}
	p.c.holding = p.held
	p.c.answer(p.step, plan.ShowSecretConfirmed{Code: secret.Of([]byte(code.Text)), Label: p.c.ui.say.Say("bind.label")}, confirmed)
}

func (p *showSecretPage) sendTyped(confirmed bool) {
	if n := p.field.Len(); n < p.step.Digits {
		p.field.SetError(p.c.ui.say.Say("code.short", assets.Facts{"digits": fmt.Sprint(p.step.Digits), "n": fmt.Sprint(n)}))
		p.c.ui.redraw()
		return
	}
	p.field.SetError("")
	p.c.holding = ""
	p.c.answer(p.step, plan.ShowSecretConfirmed{Code: p.field.Take()}, confirmed)
}

func (p *showSecretPage) forget() {
	if p.field != nil {
		p.field.Clear()
	}
}

func (p *showSecretPage) fields() map[string]field {
	if p.field == nil {
		return nil
	}
	return map[string]field{"code": p.field}
}

// inFours writes a key in base 32, four letters at a time: as much as people carry over without a slip.
func inFours(key []byte) string {
	letters := base32.StdEncoding.WithPadding(base32.NoPadding).AppendEncode(nil, key)
	defer clear(letters)
	out := make([]byte, 0, len(letters)+len(letters)/4)
	defer func() { clear(out) }()
	for i, c := range letters {
		if i > 0 && i%4 == 0 {
			out = append(out, ' ')
		}
		out = append(out, c)
	}
	return string(out)
}
