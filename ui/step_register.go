package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// registerPage asks how a new member will sign in and where the plan reaches them. Nothing of it is secret, so all of it
// stays on Back and after a refusal.
type registerPage struct {
	c                  *conversation
	step               plan.RegisterAccount
	name, email, phone *control.Field
	body               fyne.CanvasObject
}

func newRegisterPage(c *conversation) stepPage { return &registerPage{c: c} }

func (p *registerPage) build() {
	say := p.c.ui.say
	p.name = registerField(say.Say("register.name"), "username", "text")
	p.email = registerField(say.Say("register.email"), "email", "email")
	p.phone = registerField(say.Say("register.phone"), "tel", "tel")
	p.name.Required, p.email.Required = true, true
	p.name.SetHint(say.Say("register.name.hint"))
	if p.step.Username != "" {
		p.name.SetText(p.step.Username)
		p.name.SetHint(say.Say("register.name.suggested"))
	}
	p.email.SetHint(say.Say("register.email.hint"))
	p.phone.SetHint(say.Say("register.phone.hint"))
	parts := []fyne.CanvasObject{p.name, p.email}
	if p.step.Phone {
		parts = append(parts, p.phone)
	}
	p.body = control.Column(16, parts...)
}

// registerField is a field that a correction frees of what was wrong.
func registerField(label, autocomplete, mode string) *control.Field {
	f := control.NewField(label)
	f.Autocomplete, f.InputMode = autocomplete, mode
	f.OnChanged = func(string) { f.SetError("") }
	return f
}

func (p *registerPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.RegisterAccount)
	if p.body == nil {
		p.build()
	}
	say := p.c.ui.say
	return wizard.Page{
		Title: say.Say("register.title"), Lead: say.Say("register.lead"),
		Body: func() fyne.CanvasObject { return p.body }, Focus: p.focus,
		Next: &wizard.Action{Label: say.Say("register.next"), Do: p.send},
	}
}

// focus is the first field that has something missing: a suggested name need not be typed again.
func (p *registerPage) focus() fyne.Focusable {
	if p.name.Text() != "" && p.email.Text() == "" {
		return p.email.Focus()
	}
	return p.name.Focus()
}

// send answers, unless something cannot be: that is said under its field by its rule, and nothing is sent.
func (p *registerPage) send() {
	name, _ := plan.CleanName(p.name.Text())
	email, emailWrong := p.contact(p.email, plan.ContactEmail)
	phone, phoneWrong := p.contact(p.phone, plan.ContactPhone)
	if p.phone.Text() == "" {
		phoneWrong = ""
	}
	missing := ""
	if name == "" {
		missing = p.c.ui.say.Say("field.required")
	}
	p.name.SetError(missing)
	p.email.SetError(emailWrong)
	p.phone.SetError(phoneWrong)
	if missing+emailWrong+phoneWrong != "" {
		p.c.ui.redraw()
		return
	}
	p.c.answer(p.step, plan.RegisterTyped{Username: name, Email: email, Phone: phone}, false)
}

// contact gives what stands in a field for one kind, and what it lacks, in words.
func (p *registerPage) contact(f *control.Field, kind plan.ContactKind) (value, wrong string) {
	is, value, rule := plan.CleanContact(f.Text())
	if rule != plan.ContactMissing && !slices.Contains([]plan.ContactKind{kind, ""}, is) {
		rule = plan.ContactOtherKind
	}
	return value, p.c.ui.say.contactRule(rule, string(kind))
}

func (p *registerPage) forget() {}

func (p *registerPage) fields() map[string]field {
	return map[string]field{"username": p.name, "email": p.email, "phone": p.phone}
}
