package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file is the choice in a recovery: each way in plain words, with what it takes and how long. Before anything is proved
// the plan gives no hints, and the same ways for every name.

// dressRecovery says what the choice is for, and leads to a person where none of the ways will do.
func (p *choosePage) dressRecovery(page *wizard.Page) {
	say := p.c.ui.say
	page.Lead = say.Say("recover.lead.any")
	if p.hinted() {
		page.Lead = say.Say("recover.lead")
	}
	page.Body = func() fyne.CanvasObject { return p.body("recover.why") }
	page.Others = []wizard.Action{{Label: say.Say("recover.none"), Do: p.c.ui.showSupport}}
}

// hinted reports that the plan tells where codes go: something is proved already.
func (p *choosePage) hinted() bool {
	for _, a := range p.step.Options {
		if a.Hint != "" || a.Remaining > 0 {
			return true
		}
	}
	return false
}

// recoveryDetail says what a way takes. E-mail is called weaker wherever it is offered (NIST SP 800-63B, section 3.1.3.1,
// takes it for no second factor at all).
func (p *choosePage) recoveryDetail(a plan.Authenticator) string {
	say, key := p.c.ui.say, "recover."+string(a.Kind)
	wait := p.c.ui.plan.Document.Policy.RecoveryRules.Wait
	switch {
	case p.onThisDevice(a):
		return say.Say("choose.totp.own")
	case a.Kind == plan.IdentityProof && wait > 0:
		return say.Say(key+".wait", assets.Facts{"time": say.span(wait)})
	case a.Kind == plan.RecoveryCodes && a.Remaining > 0:
		return say.Count(key+".left", a.Remaining)
	case a.Hint == "" || !say.Has(key+".time"):
		return say.Say(key + ".detail")
	}
	to := "recover.to"
	if a.Kind == plan.TOTP || a.Kind == plan.PushApproval {
		to = "recover.on"
	}
	return strings.Join([]string{say.Say(to, assets.Facts{"hint": a.Hint}), say.Say(key + ".time")}, " ")
}
