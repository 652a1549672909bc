package ui

import (
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is how the page of a code is filled with the one that this device makes.

// ownCode is the part of the code page that makes the code itself; nil where the step asks for none of an app.
type ownCode struct {
	p    *codePage
	fill *control.Button
	said *control.Text
	// used is the code that was filled in, until when it counts.
	used  vault.CodeID
	until time.Time
	// heard is the last problem with a code that was used already.
	heard *problem.Problem
}

func (p *codePage) newOwn() *ownCode {
	if p.step.Authenticator.Kind != plan.TOTP {
		return nil
	}
	o := &ownCode{p: p, said: control.NewSmall("").As("status")}
	o.fill = control.NewButton(p.c.ui.say.Say("code.own"), control.Outlined, o.do)
	return o
}

// has gives the code of this device that the step asks for.
func (o *ownCode) has() (vault.Code, bool) {
	if o == nil {
		return vault.Code{}, false
	}
	return o.p.c.ui.codeFor(o.p.step.Authenticator)
}

// update shows the button where there is a code to fill in. A code that the plan was given counts no more, though it is
// the same for some seconds yet (RFC 6238, section 5.2): until it changes the button waits, and says how long.
func (o *ownCode) update() {
	if o == nil {
		return
	}
	u := o.p.c.ui
	code, have := o.has()
	if !have {
		o.fill.Hide()
		o.said.SetText("")
		return
	}
	o.fill.Show()
	wait := time.Duration(0)
	if until := u.spent[code.ID]; !until.IsZero() {
		wait = u.until(until)
	}
	if wait > code.Period { // the plan's clock was set back since: another time, another code
		wait = 0
	}
	setOff(o.fill, wait > 0)
	switch {
	case wait > 0:
		o.said.SetText(u.say.Say("code.own.wait", assets.Facts{"time": u.say.span(wait)}))
	case !o.until.IsZero() && u.until(o.until) > 0:
		o.said.SetText(u.say.Say("code.own.filled", assets.Facts{"next": u.say.Say("code.next")}))
	case !o.until.IsZero() && o.p.field.Len() > 0:
		o.said.SetText(u.say.Say("code.own.changed"))
	default:
		o.said.SetText("")
	}
}

// do fills in the code that this device makes now. It is not sent: the member does that.
func (o *ownCode) do() {
	u := o.p.c.ui
	c, have := o.has()
	if !have {
		return
	}
	made, failed := u.deviceCode(c)
	if failed != nil {
		o.said.SetText(u.say.about("code.own.none", c))
		return
	}
	digits := []byte(made.Text)
	o.p.field.Set(digits)
	o.p.field.SetError("")
	clear(digits)
	o.used, o.until = c.ID, made.Until
	o.p.c.filled = c.ID
	u.redraw()
}

// sent notes that the code which was filled in is given to the plan now.
func (o *ownCode) sent() {
	if o != nil && o.used != "" {
		o.p.c.ui.spent[o.used] = o.until
		o.used, o.until = "", time.Time{}
	}
}

// replayed is the panel after a code that was used already: where this device makes the next one, it is waited for.
func (o *ownCode) replayed(p *problem.Problem, n *wizard.Notice) {
	c, have := o.has()
	if !have || p.Code != problem.CodeReplayed {
		return
	}
	u := o.p.c.ui
	if made, err := u.vault.Show(c.ID, u.plan.Clock.Now()); err == nil && o.heard != p {
		u.spent[c.ID] = made.Until // also if it was given from elsewhere
	}
	o.heard, n.Fix, n.More = p, nil, nil
}
