package ui

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/wizard"
)

// referPage says that only a person can help, why, and how to reach one.
type referPage struct{ c *conversation }

func newReferPage(c *conversation) stepPage { return referPage{c} }

func (p referPage) page(st standing) wizard.Page {
	step, u := st.step.(plan.Refer), p.c.ui
	why := problem.New(step.Why)
	why.Reference, why.Facts.Reason = step.Reference, step.Explanation
	n := u.say.notice(why, ways{}, u.plan.Clock.Now())
	return wizard.Page{Title: u.say.Say("refer.title"), Lead: u.say.Say("refer.lead"), Notice: n, Body: u.supportLines}
}

func (p referPage) forget() {}
