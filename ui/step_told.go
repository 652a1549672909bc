package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// toldPage says what was done, and what to go on with. There is nothing to answer.
type toldPage struct{ c *conversation }

func newToldPage(c *conversation) stepPage { return toldPage{c} }

func (p toldPage) page(st standing) wizard.Page {
	step, say := st.step.(plan.Told), p.c.ui.say
	key := "told." + string(step.What)
	page := wizard.Page{Title: say.Say(key), Lead: say.Say(key + ".lead"), Next: p.next(step),
		Body: func() fyne.CanvasObject { return p.body(step) }}
	if step.Next != "" && step.Next != plan.SignIn && !p.c.purpose.NeedsSession() {
		page.Others = []wizard.Action{{Label: say.Say("told.next.sign-in"), Do: p.c.toSignIn}}
	}
	return page
}

// body says where to look for what was sent, and what to read out to a person.
func (p toldPage) body(step plan.Told) fyne.CanvasObject {
	say := p.c.ui.say
	parts := []fyne.CanvasObject{control.NewText(say.Say("told." + string(step.What) + ".next"))}
	if step.Reference != "" {
		parts = append(parts, control.NewSmall(say.Say("reference.label")+" "+step.Reference))
	}
	return control.Column(16, parts...)
}

// next goes on with what the plan names; where it names nothing, or this plan cannot do it, to where it was begun from.
func (p toldPage) next(step plan.Told) *wizard.Action {
	say := p.c.ui.say
	if p.c.purpose.NeedsSession() {
		return &wizard.Action{Label: say.Say("told.next.home"), Do: p.c.leave}
	}
	if step.Next != "" && step.Next != plan.SignIn {
		if do := p.c.wayTo(step.Next); do != nil {
			return &wizard.Action{Label: say.Say("told.next." + string(step.Next)), Do: do}
		}
	}
	return &wizard.Action{Label: say.Say("told.next.sign-in"), Do: p.c.toSignIn}
}

func (p toldPage) forget() {}
