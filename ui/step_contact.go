package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// contactPage asks for a new e-mail address or phone number. What is typed is no secret and stays.
type contactPage struct {
	c     *conversation
	step  plan.Contact
	field *control.Field
	body  fyne.CanvasObject
}

func newContactPage(c *conversation) stepPage { return &contactPage{c: c} }

func (p *contactPage) build() {
	say := p.c.ui.say
	p.field = control.NewField(say.Say("contact.label." + p.asks()))
	p.field.Required = true
	p.field.Autocomplete, p.field.InputMode = contactTokens(p.asks())
	p.field.OnChanged = p.changed
	parts := []fyne.CanvasObject{p.field, control.NewText(say.Say("contact.code"))}
	if p.step.Replaces != "" {
		parts = append(parts, control.NewText(say.Say("contact.replaces", assets.Facts{"hint": p.step.Replaces})))
	}
	p.body = control.Column(16, append(parts, control.NewSmall(say.Say("contact.told")))...)
}

// asks names what may be typed: the one kind, or either.
func (p *contactPage) asks() string {
	if len(p.step.Kinds) == 1 {
		return string(p.step.Kinds[0])
	}
	return "either"
}

// contactTokens are the HTML autofill token and the keyboard of a kind.
func contactTokens(kind string) (autocomplete, mode string) {
	switch plan.ContactKind(kind) {
	case plan.ContactEmail:
		return "email", "email"
	case plan.ContactPhone:
		return "tel", "tel"
	}
	return "", "email"
}

func (p *contactPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.Contact)
	if p.field == nil {
		p.build()
	}
	say := p.c.ui.say
	page := wizard.Page{
		Title: say.Say("contact.title." + p.asks()), Lead: say.Say("contact.lead"),
		Body: func() fyne.CanvasObject { return p.body }, Focus: p.field.Focus,
		Next: &wizard.Action{Label: say.Say("contact.next"), Do: p.send},
	}
	if p.step.Optional {
		page.Others = []wizard.Action{{Label: say.Say("contact.skip"), Off: p.c.holdsUp(plan.ContactSkipped{}), Do: p.skip}}
	}
	return page
}

// changed says what is being typed, as soon as it is one of the kinds.
func (p *contactPage) changed(typed string) {
	p.field.SetError("")
	hint := ""
	if kind, _, rule := plan.CleanContact(typed); rule == "" && slices.Contains(p.step.Kinds, kind) {
		hint = p.c.ui.say.Say("contact.kind." + string(kind))
	}
	p.field.SetHint(hint)
}

// send answers, unless what was typed cannot be reached: the rule is said under the field, and nothing is sent.
func (p *contactPage) send() {
	kind, value, rule := plan.CleanContact(p.field.Text())
	if rule == "" && !slices.Contains(p.step.Kinds, kind) {
		rule = plan.ContactOtherKind
	}
	if words := p.c.ui.say.contactRule(rule, p.asks()); words != "" {
		p.field.SetError(words)
		p.c.ui.redraw()
		return
	}
	p.field.SetError("")
	p.c.answer(p.step, plan.ContactTyped{ContactKind: kind, Value: value}, false)
}

// contactRule says what a contact of a kind lacks; empty: nothing.
func (s say) contactRule(rule plan.ContactRule, kind string) string {
	switch rule {
	case "":
		return ""
	case plan.ContactMissing:
		return s.Say("field.required")
	case plan.ContactOtherKind:
		return s.Say("contact.rule.other." + kind)
	}
	return s.Say("contact.rule." + string(rule))
}

func (p *contactPage) skip() { p.c.answer(p.step, plan.ContactSkipped{}, false) }

func (p *contactPage) forget() {}

func (p *contactPage) fields() map[string]field {
	return map[string]field{"contact": p.field, "value": p.field, "email": p.field, "phone": p.field}
}
