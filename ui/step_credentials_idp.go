package ui

import (
	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file is signing in with somebody else who knows the member: where the plan's own step says that there is one.

// offerProviders adds a button for each. Where one is to be joined with this sign-in, the page says so first.
func (p *credentialsPage) offerProviders(page *wizard.Page) {
	say := p.c.ui.say
	if p.step.Joins != "" {
		page.Lead = say.Say("signin.joins", assets.Facts{"provider": p.step.Joins})
	}
	for _, with := range p.step.Providers {
		page.Others = append(page.Others, wizard.Action{Label: say.Say("signin.provider", assets.Facts{"provider": with.Name}), Do: func() { p.goWith(with) }})
	}
}

// goWith leaves for a provider's page. What stands in the fields is not sent, and nothing of it is kept.
func (p *credentialsPage) goWith(with plan.Provider) {
	p.c.choice.password.Clear()
	p.c.choice = keepChoice{shared: p.shared.On()}
	p.c.answer(p.step, plan.ByProvider{ID: with.ID, Shared: p.shared.On()}, false)
}
