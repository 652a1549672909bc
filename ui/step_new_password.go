package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// newPasswordPage asks for a new password in place, with the plan's own rules live under the field.
type newPasswordPage struct {
	c     *conversation
	step  plan.NewPassword
	field *control.SecretField
	rules []*control.Rule
	// strength says in words how strong it is while it is typed, made offers one.
	strength *control.Text
	made     *madePassword
	// others ends the other sessions; nil: there are none.
	others *control.Check
	// refused are the rules that the plan found unmet, until something else is typed; heard is what told of them.
	refused []string
	heard   *problem.Problem
	body    fyne.CanvasObject
}

func newNewPasswordPage(c *conversation) stepPage {
	p := &newPasswordPage{c: c, field: control.NewSecretField(secretWords(c.ui.say, "newpassword.label"))}
	p.field.Autocomplete = "new-password"
	p.field.OnChanged = p.changed
	if c.ui.pastes() {
		p.field.WithPaste(c.ui.say.Say("paste.password"))
	}
	return p
}

func (p *newPasswordPage) build() {
	say := p.c.ui.say
	say.passwords = p.step.Rules
	words := control.RuleWords{Met: say.Say("rule.met"), Unmet: say.Say("rule.unmet"), Later: say.Say("rule.checked")}
	var rows []fyne.CanvasObject
	for _, name := range p.step.Rules.Names() {
		r := control.NewRule(say.rule(name), words)
		p.rules = append(p.rules, r)
		rows = append(rows, r)
	}
	p.strength, p.made = control.NewSmall("").As("status"), newMadePassword(p)
	parts := []fyne.CanvasObject{control.Column(4, p.field, p.strength), p.made.all, control.NewHeading(say.Say("newpassword.rules"), 2), control.NewGroup(say.Say("newpassword.rules"), rows...)}
	if n := p.step.Others; n > 0 {
		p.others = control.NewCheck(say.Count("newpassword.others", n), nil).WithDetail(say.Say("newpassword.others.detail"))
		p.others.SetOn(p.endsOthers())
		parts = append(parts, p.others)
	}
	p.body = control.Column(16, parts...)
	p.mark()
}

func (p *newPasswordPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.NewPassword)
	if p.body == nil {
		p.build()
	}
	p.hear(st.problem)
	say, why := p.c.ui.say, string(p.step.Reason)
	return wizard.Page{
		Title: say.Say("newpassword.title." + why),
		Lead:  p.lead(),
		Body:  func() fyne.CanvasObject { return p.body }, Focus: p.field.Focus,
		Next: &wizard.Action{Label: say.Say("newpassword.next"), Do: p.send},
	}
}

// lead says why. A plan that asks for a new one now and then need not tell how often.
func (p *newPasswordPage) lead() string {
	say, why := p.c.ui.say, string(p.step.Reason)
	if p.step.Reason == plan.PasswordIsExpired && p.step.Rules.MaxAgeDays+p.c.ui.plan.Document.Policy.Password.MaxAgeDays == 0 {
		return say.Say("newpassword.lead.untold")
	}
	return say.Say("newpassword.lead."+why, assets.Facts{"age": p.age()})
}

// age is how often the plan wants a new password; it is the plan's wish, and no word is said of safety.
func (p *newPasswordPage) age() string {
	say, days := p.c.ui.say, p.step.Rules.MaxAgeDays
	switch {
	case days == 0:
		days = p.c.ui.plan.Document.Policy.Password.MaxAgeDays
	case days%365 == 0:
		return say.Count("time.year", days/365)
	case days%30 == 0:
		return say.Count("time.month", days/30)
	}
	return say.span(time.Duration(days) * 24 * time.Hour)
}

// endsOthers: where somebody else may know the old password, ending the other sessions is the answer given beforehand.
func (p *newPasswordPage) endsOthers() bool {
	return p.step.Reason == plan.PasswordIsLeaked || p.step.Reason == plan.PasswordIsForgotten
}

// hear takes what the plan refused, once: a list of common passwords and the ones of before are only there.
func (p *newPasswordPage) hear(trouble *problem.Problem) {
	if trouble == nil || trouble == p.heard {
		return
	}
	p.heard, p.refused = trouble, trouble.Facts.Rules
	p.mark()
}

// changed: what was refused is not what stands in the field any more.
func (p *newPasswordPage) changed() {
	p.refused = nil
	p.mark()
}

// mark says of each rule whether it is met while typing. What only the plan can check is marked so.
func (p *newPasswordPage) mark() {
	if len(p.rules) == 0 {
		return
	}
	typed := p.field.Take()
	defer typed.Clear()
	strength, why := plan.Judge(typed.Reveal(), p.known()...)
	p.strength.SetText(p.howStrong(typed.Len(), strength, why))
	unmet := p.unmet(typed.Reveal(), strength, why)
	for i, name := range p.step.Rules.Names() {
		switch {
		case slices.Contains(p.refused, name), slices.Contains(unmet, name):
			p.rules[i].Set(control.RuleUnmet)
		case name == "blocklist" || name == "history":
			p.rules[i].Set(control.RuleLater)
		case typed.Empty():
			p.rules[i].Set(control.RuleUnmet)
		default:
			p.rules[i].Set(control.RuleMet)
		}
	}
}

// unmet gives the rules that a password does not keep, as far as the app can tell: of the plan's list of common ones it knows
// the part that is guessed first, and howStrong says in words which (S206).
func (p *newPasswordPage) unmet(typed []byte, strength plan.Strength, why plan.Guess) []string {
	unmet := p.step.Rules.Unmet(typed, p.step.Name)
	if p.step.Rules.Listed(strength, why) != "" {
		unmet = append(unmet, "blocklist")
	}
	return unmet
}

// known are the names that who guesses knows too.
func (p *newPasswordPage) known() []string {
	return []string{p.step.Name, p.c.ui.plan.Document.Name}
}

// howStrong says how strong a password is, and how a weak one would be guessed (S106, S206).
func (p *newPasswordPage) howStrong(length int, strength plan.Strength, why plan.Guess) string {
	if length == 0 {
		return ""
	}
	say := p.c.ui.say
	words := say.Say("strength." + string(strength))
	if why != "" {
		words += " " + say.Say("guess."+string(why))
	}
	return words
}

func (p *newPasswordPage) send() {
	typed := plan.CleanPassword(p.field.Take())
	strength, why := plan.Judge(typed.Reveal(), p.known()...)
	if typed.Empty() || len(p.unmet(typed.Reveal(), strength, why)) > 0 {
		typed.Clear()
		p.field.SetError(p.c.ui.say.Say("newpassword.unmet"))
		p.c.ui.redraw()
		return
	}
	p.field.SetError("")
	p.c.choice.renew(typed)
	p.c.answer(p.step, plan.NewPasswordTyped{Password: typed, EndOthers: p.others != nil && p.others.On()}, false)
}

func (p *newPasswordPage) forget() {
	p.field.Clear()
	if p.made != nil {
		p.made.hide()
	}
}

func (p *newPasswordPage) fields() map[string]field { return map[string]field{"password": p.field} }
