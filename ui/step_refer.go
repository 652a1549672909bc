package ui

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/wizard"
)

// referPage says why the plan does not go on, what the member can do about it here, and else how to reach a person. Where
// other proofs are left, the button for a lost phone goes on in the same conversation (begins): the password counts.
type referPage struct{ c *conversation }

func newReferPage(c *conversation) stepPage { return referPage{c} }

func (p referPage) page(st standing) wizard.Page {
	step, u := st.step.(plan.Refer), p.c.ui
	why := problem.New(step.Why)
	why.Reference, why.Facts.Reason = step.Reference, step.Explanation
	w := ways{}
	p.c.begins(w, step, why)
	page := wizard.Page{Title: u.say.Say("refer.title"), Lead: u.say.Say("refer.lead"), Body: u.supportLines,
		Notice: u.say.notice(why, w, u.plan.Clock.Now())}
	if page.Notice.Fix != nil {
		page.Title, page.Lead = u.say.Say("refer.fix.title"), u.say.Say("refer.fix.lead")
	}
	return page
}

func (p referPage) forget() {}
