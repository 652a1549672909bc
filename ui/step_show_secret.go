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
	stop   func() // ends the holding
	field  *control.CodeField
	body   fyne.CanvasObject
	where  *control.Text
	copied *control.Text
}

func newShowSecretPage(c *conversation) stepPage { return &showSecretPage{c: c} }

func (p *showSecretPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.ShowSecret)
	say, now := p.c.ui.say, p.c.ui.plan.Clock.Now()
	page := p.own()
	if p.other || !p.holds() {
		page = p.elsewhere()
	}
	switch {
	case st.confirm:
		page.Next = &wizard.Action{Label: say.Say("confirm.do"), Do: func() { p.send(true) }}
	case p.failed != nil:
		page.Notice = say.notice(p.failed, ways{problem.TryAgain: p.useThis, problem.Unlock: p.c.ui.recallAgain}, now)
	case st.problem != nil:
		page.Notice = say.notice(st.problem, p.c.ways(st), now)
		p.reword(page.Notice)
	}
	if p.busy {
		page.Busy, page.Stop = say.Say("bind.holding"), p.stop
	}
	return page
}

// reword says of a wrong code what it means here: no code was sent to anybody.
func (p *showSecretPage) reword(n *wizard.Notice) {
	if n.Problem.Code != problem.CodeWrong {
		return
	}
	say, key := p.c.ui.say, "bind.wrong"
	if p.other {
		key = "secret.wrong"
	}
	n.Title, n.Detail = say.Say("bind.wrong.title"), say.tries(say.Say(key), n.Problem)
	n.Fix, n.More = nil, nil
}

// holds reports that this device can hold a code now, if only until the app is closed.
func (p *showSecretPage) holds() bool {
	v := p.c.ui.vault
	return v != nil && v.Rest().Phase != vault.Shut
}

// own is the page for this app.
func (p *showSecretPage) own() wizard.Page {
	u, say := p.c.ui, p.c.ui.say
	if p.where == nil {
		p.where = control.NewText("")
	}
	return wizard.Page{
		Title: say.Say("bind.title"), Lead: say.Say("bind.lead"), Notice: u.unkeptCode(),
		Body: func() fyne.CanvasObject {
			return control.Column(16, p.where, control.NewFact(say.Say("secret.account"), p.step.Account))
		},
		Update: p.updateOwn,
		Next:   &wizard.Action{Label: say.Say("bind.next"), Do: p.useThis},
		Others: []wizard.Action{{Label: say.Say("bind.other"), Do: func() { p.turn(true) }}},
	}
}

// updateOwn says where the code is kept, where it is; else the panel says that it is not.
func (p *showSecretPage) updateOwn() {
	if p.c.ui.keepsAfter() {
		p.where.SetText(p.c.ui.say.Say("bind.kept"))
		p.where.Show()
		return
	}
	p.where.Hide()
}

// elsewhere is the page for another app. Back leads to this one, where it can be used.
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
	switch {
	case p.holds():
		page.Back = func() { p.turn(false) }
		page.Others = []wizard.Action{{Label: say.Say("bind.own"), Do: page.Back}}
	case p.c.ui.vault != nil: // shut
		page.Others = []wizard.Action{{Label: say.Say("bind.own"), Do: p.c.ui.recallAgain}}
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
	p.copied = control.NewSmall("").As("status")
	parts := []fyne.CanvasObject{}
	if qr, err := control.NewQR(say.Say("secret.qr"), address.Reveal()); err == nil { // too long for one: the text does it
		parts = append(parts, qr)
	}
	p.body = control.Column(16, append(parts, control.NewFact(say.Say("secret.key"), inFours(p.step.Secret.Reveal())),
		control.NewButton(say.Say("secret.copy"), control.Outlined, p.copyKey), p.copied, control.NewFact(say.Say("secret.issuer"), p.step.Issuer), control.NewFact(say.Say("secret.account"), p.step.Account), p.field)...)
}

// copyKey puts the key on the clipboard: another app on the same phone can see no picture of it.
func (p *showSecretPage) copyKey() {
	letters := base32.StdEncoding.WithPadding(base32.NoPadding).AppendEncode(nil, p.step.Secret.Reveal())
	defer clear(letters)
	u := p.c.ui
	p.copied.SetText(u.copiedWords(u.copySecret(letters), "codes.copied", "codes.copied.stays"))
	u.redraw()
}

// turn shows the other of the two pages. What was typed stays.
func (p *showSecretPage) turn(other bool) {
	p.other, p.failed = other, nil
	p.c.version++
	p.c.ui.redraw()
}

// useThis holds the secret on this device, and only then tells the plan the code.
func (p *showSecretPage) useThis() {
	u, step, v := p.c.ui, p.step, p.c.ui.vault
	place, first := vault.Place{Plan: u.plan.Key, Subject: u.account.Member}, v.Rest().Phase == vault.Fresh
	step.Secret = step.Secret.Clone() // the plan's own is erased when the conversation leaves the step
	p.failed, p.busy = nil, true
	var id vault.CodeID
	stop := u.work(func(ctx context.Context) (err error) {
		defer step.Secret.Clear()
		id, err = hold(ctx, v, place, step)
		return err
	}, func(failed *problem.Problem) { p.heldOrNot(id, first && v.Rest().Kept, failed) })
	p.stop = func() { stop(); p.busy = false; u.redraw() }
	u.redraw()
}

// heldOrNot goes on once the code is held, unless the member has stopped it, has left, or is locked out meanwhile: then the
// code waits, and the same press goes on with it.
func (p *showSecretPage) heldOrNot(id vault.CodeID, first bool, failed *problem.Problem) {
	u := p.c.ui
	if failed == nil && first {
		u.keptOrNot(first, nil)
	}
	if !p.busy || u.talk != p.c {
		return
	}
	p.busy = false
	if u.gate == nil {
		p.held, p.failed = id, failed
		if p.failed == nil {
			p.send(false)
		}
	}
	u.redraw()
}

// send answers with a code: this device's, or what was typed from another.
func (p *showSecretPage) send(confirmed bool) {
	if p.other {
		p.sendTyped(confirmed)
		return
	}
	u := p.c.ui
	code, err := u.vault.Show(p.held, u.plan.Clock.Now())
	if err != nil {
		p.failed = problem.Of(err)
		u.redraw()
		return
	}
	p.c.holding, u.spent[p.held] = p.held, code.Until
	p.c.answer(p.step, plan.ShowSecretConfirmed{Code: secret.Of([]byte(code.Text)), Label: u.say.Say("bind.label")}, confirmed)
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
