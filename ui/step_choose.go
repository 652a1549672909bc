package ui

import (
	"slices"

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
	// drawn are the options as they stand there: those that stay keep the keyboard.
	drawn []control.Option
}

func newChoosePage(c *conversation) stepPage { return &choosePage{c: c} }

func (p *choosePage) page(st standing) wizard.Page {
	p.step = st.step.(plan.Choose)
	say := p.c.ui.say
	p.build()
	page := wizard.Page{
		Title: p.title(), Lead: say.Say("choose.lead"),
		Body:  func() fyne.CanvasObject { return p.body("choose.why") },
		Focus: func() fyne.Focusable { return p.choice.Focus() },
		Next:  &wizard.Action{Label: say.Say("choose.next"), Do: p.send},
	}
	if p.c.recovering(p.step) {
		p.dressRecovery(&page)
	} else {
		page.Others = p.c.lostWay(p.step, "any")
	}
	return page
}

func (p *choosePage) title() string {
	if p.c.recovering(p.step) {
		return p.c.ui.say.Say("recover.title")
	}
	return p.c.ui.say.Say("choose.title")
}

func (p *choosePage) body(why string) fyne.CanvasObject {
	return control.Column(16, p.choice, control.NewSmall(p.c.ui.say.Say(why)))
}

// build makes the options; where none is picked, or what was picked is gone, one that this device can answer is, or else the
// first that can be used.
func (p *choosePage) build() {
	options := p.options()
	if p.choice == nil {
		p.choice = control.NewChoice(p.title(), options, nil)
	} else if !slices.Equal(options, p.drawn) {
		p.choice.SetOptions(options)
	}
	p.drawn = options
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
	say, family, detail := p.c.ui.say, "choose.", p.detail
	if p.c.recovering(p.step) {
		family, detail = "recover.", p.recoveryDetail
	}
	out := make([]control.Option, len(p.step.Options))
	for i, a := range p.step.Options {
		out[i] = control.Option{Title: say.Say(family + string(a.Kind)), Detail: detail(a)}
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
