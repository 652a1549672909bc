package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is how one conversation leads to another: from a sign-in that does not work to the way back in, and from a lost
// phone to another proof.

// carried is what goes along from one conversation to the next, so that nobody is asked for it twice (WCAG 2.2, 3.3.7).
type carried struct {
	names  []string
	shared bool
}

// first gives the name to go on with; empty: none.
func (k carried) first() string {
	if len(k.names) == 0 {
		return ""
	}
	return k.names[0]
}

// mark is a point in a conversation, the zero mark none.
type mark plan.Head

func markOf(s plan.Step) mark { return mark(s.At()) }

// before reports that a step came after the mark, in the same conversation.
func (m mark) before(s plan.Step) bool {
	h := s.At()
	return m.Number > 0 && h.Number > m.Number && h.Handle.Equal(m.Handle.Bytes)
}

// ability is what a plan has to be able to do for a purpose.
func ability(to plan.Purpose) plan.Capability {
	switch to {
	case plan.FindUsername:
		return plan.CanFindUsername
	case plan.RecoverPassword:
		return plan.CanRecoverPassword
	case plan.Unlock:
		return plan.CanUnlock
	case plan.CheckStatus:
		return plan.CanCheckStatus
	case plan.ReplaceAuthenticator:
		return plan.CanReplace
	case plan.Register:
		return plan.CanRegister
	case plan.Activate:
		return plan.CanActivate
	case plan.Reactivate:
		return plan.CanReactivate
	}
	return plan.CanSignIn
}

// wayTo is what a press on a purpose does: it begins here, or the plan's page for it is opened; nil where the plan has
// neither.
func (c *conversation) wayTo(to plan.Purpose) func() {
	u := c.ui
	switch can := u.plan.Document.Can(ability(to)); {
	case can.How == plan.InApp:
		return func() { u.beginWith(to, nil, c.carry()) }
	case can.How == plan.InBrowser && can.URL != "":
		return func() { u.open(can.URL) }
	}
	return nil
}

// carry is what was typed here that the next conversation would ask for too.
func (c *conversation) carry() carried {
	k := c.carried
	if p, ok := c.pages[string(plan.KindCredentials)].(*credentialsPage); ok {
		name, _ := plan.CleanName(p.name.Text())
		k.shared = p.shared.On()
		if name != k.first() {
			k.names = nonEmpty(name)
		}
	}
	if p, ok := c.pages[string(plan.KindIdentify)].(*identifyPage); ok {
		k.names = p.typed()
	}
	return k
}

// nonEmpty gives the names that are not empty, each once.
func nonEmpty(names ...string) []string {
	var out []string
	for _, name := range names {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// toSignIn leaves a way back in for the sign-in, with the name that was typed.
func (c *conversation) toSignIn() { c.ui.beginWith(plan.SignIn, nil, c.carry()) }

// lostIt says that the member no longer has what a step asks for. The same conversation goes on: nothing is asked twice.
// Nil where no password was proved yet, and where the loss was told already.
func (c *conversation) lostIt(s plan.Step) func() {
	proved := c.purpose == plan.SignIn || c.typed.before(s)
	replaces := c.ui.plan.Document.Can(plan.CanReplace).How == plan.InApp
	if !proved || !replaces || c.lost.before(s) || !s.Accepts(plan.LostIt{}) {
		return nil
	}
	return func() {
		c.lost = markOf(s)
		c.answer(s, plan.LostIt{}, false)
	}
}

// lostWay is the button for it, in the words of the thing that is lost; nothing where there is none.
func (c *conversation) lostWay(s plan.Step, what plan.AuthenticatorKind) []wizard.Action {
	do := c.lostIt(s)
	if do == nil {
		return nil
	}
	return []wizard.Action{{Label: c.ui.say.Say("lost." + string(what)), Off: c.holdsUp(plan.LostIt{}), Do: do}}
}

// recovering reports that a step asks for a proof in place of what was forgotten or lost.
func (c *conversation) recovering(s plan.Step) bool {
	if c.purpose.NeedsSession() {
		return false
	}
	signingIn := c.purpose == plan.SignIn || c.typed.before(s)
	return !signingIn || c.lost.before(s)
}

// begins adds the remedies that begin another conversation, or go on with this one in another way. In a session there is
// none: it would end.
func (c *conversation) begins(w ways, s plan.Step, p *problem.Problem) {
	if p == nil || c.purpose.NeedsSession() {
		return
	}
	for r, to := range map[problem.Remedy]plan.Purpose{problem.Recover: plan.RecoverPassword, problem.UnlockNow: plan.Unlock,
		problem.LostDevice: plan.ReplaceAuthenticator, problem.Activate: plan.Activate, problem.Reactivate: plan.Reactivate} {
		if do := c.wayTo(to); do != nil && to != c.purpose {
			w[r] = do
		}
	}
	if s == nil || !passwordWasRight(s, p) {
		return
	}
	if lost := c.lostIt(s); lost != nil {
		w[problem.LostDevice] = lost
	}
}

// passwordWasRight: past the page of name and password it was, and on it the plan tells of a second proof only then
// (S101).
func passwordWasRight(s plan.Step, p *problem.Problem) bool {
	return s.Kind() != plan.KindCredentials || p.Offers(problem.LostDevice)
}

// forgotten is what stands directly below the fields of a sign-in, one tap away (S103). What the plan does not do in the
// app or on its pages, a person does.
func (c *conversation) forgotten() fyne.CanvasObject {
	name, password := c.wayTo(plan.FindUsername), c.wayTo(plan.RecoverPassword)
	if name == nil && password == nil {
		return control.NewLink(c.ui.say.Say("signin.forgot"), c.ui.helpForgotten)
	}
	return control.Column(0, c.linkTo(plan.FindUsername, "signin.forgot.name", name), c.linkTo(plan.RecoverPassword, "signin.forgot.password", password),
		control.NewLink(c.ui.say.Say("signin.cannot"), c.ui.findOut))
}

// linkTo leads to a purpose; where there is no way, to who can help. A page of the plan's in the browser is marked as such.
func (c *conversation) linkTo(to plan.Purpose, words string, do func()) *control.Link {
	if do == nil {
		do = c.ui.helpForgotten
	}
	k := control.NewLink(c.ui.say.Say(words), do)
	if c.ui.plan.Document.Can(ability(to)).How == plan.InBrowser {
		k.WithIcon("external")
	}
	return k
}

// moreWays are the other doors than name and password, folded away; nil: the plan has none.
func (c *conversation) moreWays() fyne.CanvasObject {
	say := c.ui.say
	var rows []fyne.CanvasObject
	for _, to := range []plan.Purpose{plan.Unlock, plan.CheckStatus, plan.ReplaceAuthenticator, plan.Register, plan.Activate} {
		do := c.wayTo(to)
		if do == nil {
			continue
		}
		row := control.NewRow(say.Say("begin."+string(to)), say.Say("begin."+string(to)+".detail"), do)
		if c.ui.plan.Document.Can(ability(to)).How == plan.InBrowser {
			row.WithIcon("external")
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil
	}
	return control.NewExpander(say.Say("signin.more"), control.NewGroup(say.Say("signin.more"), rows...))
}
