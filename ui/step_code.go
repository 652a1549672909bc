package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// codePage asks for a one-time code. It says before a try is spent that a code has expired, shows when a new one can be
// had, and what became of the last.
type codePage struct {
	c     *conversation
	step  plan.Code
	field codeInput
	mail  *messageFacts // what to look for in the mailbox; nil: the plan does not tell
	trust *control.Check
	life  *control.Text // how long the code works
	way   *control.Text // what became of it
	// resent: this code is not the first, so older ones may lie about.
	resent bool
	// own fills in this device's code; nil: the step asks for none of an app.
	own   *ownCode
	again *control.Button
	wait  *control.Text
	body  fyne.CanvasObject
	// inPanel: the panel offers a new code, so the button below need not.
	inPanel bool
	// refused is what this page found wrong by itself; nil: nothing.
	refused *problem.Problem
	// sendsAgain is when the plan sends codes again, after too many were asked for; zero: it sends.
	sendsAgain time.Time
}

// clockTolerance is how wrong a device's clock may be before it is worth a word: codes of apps change every 30 s.
const clockTolerance = 30 * time.Second

func newCodePage(c *conversation) stepPage { return &codePage{c: c} }

func (p *codePage) build() {
	say := p.c.ui.say
	p.field = p.newInput()
	p.life, p.way, p.wait = control.NewSmall(""), control.NewSmall(""), control.NewSmall("")
	parts := []fyne.CanvasObject{p.field}
	if p.own = p.newOwn(); p.own != nil {
		parts = append(parts, p.own.fill, p.own.said)
	}
	if p.step.Authenticator.Kind.Sent() || !p.step.Expires.IsZero() {
		parts = append(parts, p.life, p.way)
	}
	if p.mail = p.newMessageFacts(); p.mail != nil {
		parts = append(parts, p.mail.all)
	}
	if p.step.Trust.Offered && !p.c.choice.shared {
		days := fmt.Sprint(int(p.step.Trust.For.Hours() / 24))
		p.trust = control.NewCheck(say.Say("code.trust", assets.Facts{"days": days}), nil)
		parts = append(parts, p.trust)
	}
	if p.step.Authenticator.Kind.Sent() {
		p.again = control.NewButton(p.resendLabel(), control.Outlined, p.resend)
		parts = append(parts, p.again, p.wait)
	}
	parts = append(parts, control.NewSmall(say.Say("code.never")))
	p.body = control.Column(16, parts...)
}

func (p *codePage) resendLabel() string {
	if p.step.Authenticator.Kind == plan.Voice {
		return p.c.ui.say.Say("code.resend.voice")
	}
	return p.c.ui.say.Say("code.resend")
}

func (p *codePage) page(st standing) wizard.Page {
	earlier := p.step
	p.step = st.step.(plan.Code)
	if p.field == nil {
		p.build()
	} else if !earlier.Sent.Equal(p.step.Sent) {
		p.field.Clear() // a new code is on its way: the old digits are of no use
		p.resent = true
	}
	say := p.c.ui.say
	page := wizard.Page{
		Title: p.title(), Lead: p.lead(),
		Body: func() fyne.CanvasObject { return p.body }, Update: p.update,
		Focus: func() fyne.Focusable { return p.field.Focus() },
		Next:  p.next(st), Notice: p.notice(st),
	}
	p.inPanel = page.Notice != nil && page.Notice.Fix != nil && page.Notice.Fix.Label == say.Say("remedy."+string(problem.Resend))
	if p.step.Others {
		page.Others = append(page.Others, wizard.Action{Label: say.Say("code.another"), Off: p.c.holdsUp(plan.CodeAnotherWay{}), Do: p.another})
	}
	page.Others = append(page.Others, p.c.lostWay(p.step, p.step.Authenticator.Kind)...)
	if p.step.Authenticator.Kind == plan.TOTP {
		page.Others = append(page.Others, wizard.Action{Label: say.Say("codes.title"), Do: p.c.ui.showCodes})
	}
	return page
}

func (p *codePage) title() string {
	if p.step.Link {
		return p.c.ui.say.Say("code.title.link")
	}
	return p.c.ui.say.Say("code.title." + string(p.step.Authenticator.Kind))
}

// lead says where the code is. Before anything is proved it says so only for the case that the plan knows the name.
func (p *codePage) lead() string {
	key := "code.lead." + string(p.step.Authenticator.Kind)
	if _, have := p.own.has(); have {
		key = "code.lead.own"
	} else if p.step.Neutral && p.step.Authenticator.Hint != "" {
		key = "code.neutral.to"
	} else if p.step.Neutral {
		key = "code.neutral." + string(p.step.Authenticator.Kind)
	}
	return p.c.ui.say.Say(key, assets.Facts{"digits": fmt.Sprint(p.step.Digits), "hint": p.step.Authenticator.Hint})
}

// next is off once the code has expired: no try is spent on it (S033).
func (p *codePage) next(st standing) *wizard.Action {
	say := p.c.ui.say
	if p.expired() {
		return &wizard.Action{Label: say.Say("code.next"), Off: true, Why: say.Say("code.expired.now")}
	}
	if st.confirm {
		return &wizard.Action{Label: say.Say("confirm.do"), Do: func() { p.send(true) }}
	}
	return &wizard.Action{Label: say.Say("code.next"), Do: func() { p.send(false) }}
}

// notice offers what this page can do about a refusal.
func (p *codePage) notice(st standing) *wizard.Notice {
	u := p.c.ui
	if p.refused != nil {
		st.problem, st.confirm = p.refused, false
	}
	if st.problem == nil || st.confirm {
		return p.clockNotice()
	}
	if code := st.problem.Code; code == problem.CodeTooMany || code == problem.LockedRequests {
		p.sendsAgain = st.problem.Until
	}
	w := p.c.ways(st)
	if p.step.Authenticator.Kind.Sent() && p.resendIn() == 0 {
		w[problem.Resend] = p.resend
	}
	if p.step.Others {
		w[problem.AnotherWay] = p.another
	}
	n := u.say.notice(st.problem, w, u.plan.Clock.Now())
	p.own.replayed(st.problem, n)
	return n
}

// clockNotice says that this device's clock is wrong, where that could confuse: the times shown are the plan's.
func (p *codePage) clockNotice() *wizard.Notice {
	u := p.c.ui
	skew, known := u.plan.Clock.Skew()
	if !known || skew.Abs() < clockTolerance {
		return nil
	}
	return &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("code.clock", assets.Facts{"skew": u.say.skew(skew)}),
		Fix: &wizard.Action{Label: u.say.Say("remedy.check-clock"), Do: u.showClockHelp}}
}

func (p *codePage) expired() bool {
	return !p.step.Expires.IsZero() && p.c.ui.until(p.step.Expires) == 0
}

// update brings the lines that count up to date.
func (p *codePage) update() {
	u := p.c.ui
	p.life.SetText(p.lifeWords())
	p.way.SetText("")
	p.mail.update(p.step)
	if p.resent {
		p.way.SetText(u.say.Say("code.resent"))
	}
	if d := p.step.Delivery; d != "" && !p.resent {
		key := "code.delivery." + string(d)
		if d == plan.Delivered && p.step.Authenticator.Kind == plan.EmailCode {
			key += ".mail"
		}
		p.way.SetText(u.say.Say(key))
	}
	p.own.update()
	if p.again == nil {
		return
	}
	left := p.resendIn()
	spent := p.step.Sends.Known && p.step.Sends.Left == 0
	setOff(p.again, left > 0 || spent || p.c.holdsUp(plan.CodeResend{}))
	if p.inPanel {
		p.again.Hide()
	} else {
		p.again.Show()
	}
	switch {
	case spent:
		p.wait.SetText(u.say.Say("code.resend.none"))
	case left > 0:
		p.wait.SetText(u.say.Say("code.resend.wait", assets.Facts{"time": u.say.span(left)}))
	case p.step.Sends.Last(1):
		p.wait.SetText(u.say.Say("code.resend.last"))
	default:
		p.wait.SetText("")
	}
}

// resendIn is how long to wait for a new code: for the usual time, or longer after too many.
func (p *codePage) resendIn() time.Duration {
	return max(p.c.ui.until(p.step.ResendAt), p.c.ui.until(p.sendsAgain))
}

func (p *codePage) lifeWords() string {
	u := p.c.ui
	switch {
	case p.step.Expires.IsZero():
		return ""
	case p.expired():
		return u.say.Say("code.expired.now")
	}
	return u.say.Say("code.expires", assets.Facts{"time": u.say.span(u.until(p.step.Expires))})
}

// send answers once all digits are there.
func (p *codePage) send(confirmed bool) {
	p.refused = nil
	typed, ready := p.typed()
	if !ready {
		p.c.ui.redraw()
		return
	}
	p.field.SetError("")
	p.own.sent()
	p.c.answer(p.step, plan.CodeTyped{Code: typed, Trust: p.trust != nil && p.trust.On()}, confirmed)
}

func (p *codePage) resend() {
	p.refused = nil
	p.c.answer(p.step, plan.CodeResend{}, false)
}

func (p *codePage) another() {
	p.refused = nil
	p.c.answer(p.step, plan.CodeAnotherWay{}, false)
}

func (p *codePage) forget() {
	p.refused = nil
	if p.field != nil {
		p.field.Clear()
	}
}

// fillCode types a code of the demo plan's outbox.
func (c *conversation) fillCode(code string) {
	for _, p := range c.pages {
		if p, ok := p.(*codePage); ok && plan.Same(p.step, stepOf(c)) {
			p.field.Set([]byte(code))
			c.ui.redraw()
		}
	}
}

// setOff turns a button off or on.
func setOff(b *control.Button, off bool) {
	if off == b.Disabled() {
		return
	}
	if off {
		b.Disable()
	} else {
		b.Enable()
	}
}

func (p *codePage) fields() map[string]field { return map[string]field{"code": p.field} }
