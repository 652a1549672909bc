package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// choosePage asks which authenticator to prove; one that cannot be used says why.
type choosePage struct {
	c      *conversation
	step   plan.Choose
	choice *control.Choice
}

func newChoosePage(c *conversation) stepPage { return &choosePage{c: c} }

func (p *choosePage) page(st standing) wizard.Page {
	p.step = st.step.(plan.Choose)
	say := p.c.ui.say
	p.build()
	return wizard.Page{
		Title: say.Say("choose.title"), Lead: say.Say("choose.lead"),
		Body:  func() fyne.CanvasObject { return control.Column(16, p.choice, control.NewSmall(say.Say("choose.why"))) },
		Focus: func() fyne.Focusable { return p.choice.Focus() },
		Next:  &wizard.Action{Label: say.Say("choose.next"), Do: p.send},
	}
}

// build makes the options; where none is picked, or what was picked is gone, one that this device can answer is, or else the
// first that can be used.
func (p *choosePage) build() {
	if p.choice == nil {
		p.choice = control.NewChoice(p.c.ui.say.Say("choose.title"), p.options(), nil)
	} else {
		p.choice.SetOptions(p.options())
	}
	if p.choice.Picked() >= 0 {
		return
	}
	for i, a := range p.step.Options {
		if a.Unusable == "" && p.onThisDevice(a) {
			p.choice.Pick(i)
			return
		}
	}
	for i, a := range p.step.Options {
		if a.Unusable == "" {
			p.choice.Pick(i)
			return
		}
	}
}

// onThisDevice reports that this device makes the code itself: nobody has to fetch another.
func (p *choosePage) onThisDevice(a plan.Authenticator) bool {
	_, have := p.c.ui.codeFor(a)
	return have && a.Kind == plan.TOTP
}

func (p *choosePage) options() []control.Option {
	say := p.c.ui.say
	out := make([]control.Option, len(p.step.Options))
	for i, a := range p.step.Options {
		out[i] = control.Option{Title: say.Say("choose." + string(a.Kind)), Detail: p.detail(a)}
		if a.Unusable != "" {
			out[i].Off = say.Say("problem." + string(a.Unusable) + ".title")
		}
	}
	return out
}

func (p *choosePage) detail(a plan.Authenticator) string {
	say, key := p.c.ui.say, "choose."+string(a.Kind)+".detail"
	if p.onThisDevice(a) {
		return say.Say("choose.totp.own")
	}
	if a.Kind == plan.RecoveryCodes {
		return say.Count(key, a.Remaining)
	}
	return say.Say(key, assets.Facts{"hint": a.Hint})
}

func (p *choosePage) send() {
	if i := p.choice.Picked(); i >= 0 && i < len(p.step.Options) {
		p.c.answer(p.step, plan.Chosen{Authenticator: p.step.Options[i].ID}, false)
	}
}

func (p *choosePage) forget() {}
