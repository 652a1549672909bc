package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// proveIdentityPage asks for what stands on the member's card and what only they know of themselves. It shows where on the
// card to look, takes it as people write it, and says what cannot be before a try is spent on it.
type proveIdentityPage struct {
	c      *conversation
	step   plan.ProveIdentity
	inputs map[plan.FieldName]*control.Field
	// former folds a name of before; nil: the plan does not ask for one.
	former *control.Expander
	body   fyne.CanvasObject
	// doubted is the refusal after which the former name was unfolded.
	doubted *problem.Problem
}

func newProveIdentityPage(c *conversation) stepPage {
	return &proveIdentityPage{c: c, inputs: map[plan.FieldName]*control.Field{}}
}

func (p *proveIdentityPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.ProveIdentity)
	if p.body == nil {
		p.body = p.layout()
	}
	say := p.c.ui.say
	page := wizard.Page{
		Title: say.Say("identity.title"), Lead: say.Say("identity.lead"),
		Body: func() fyne.CanvasObject { return p.body }, Focus: p.focus, Notice: p.notice(st),
		Next: &wizard.Action{Label: say.Say("identity.next"), Do: func() { p.send(false) }},
	}
	if st.confirm {
		page.Next = &wizard.Action{Label: say.Say("confirm.do"), Do: func() { p.send(true) }}
	}
	if p.step.Others {
		page.Others = []wizard.Action{{Label: say.Say("code.another"), Off: p.c.holdsUp(plan.IdentityAnotherWay{}), Do: p.another}}
	}
	return page
}

// notice asks, where nothing fits, first for a name of before: that is why most cards do not match (S053).
func (p *proveIdentityPage) notice(st standing) *wizard.Notice {
	if st.problem == nil || st.confirm {
		return nil
	}
	if st.problem.Code == problem.IdentityMismatch && p.former != nil && st.problem != p.doubted {
		p.doubted = st.problem
		p.former.SetOpen(true)
	}
	w := p.c.ways(st)
	if p.step.Others {
		w[problem.AnotherWay] = p.another
	}
	return p.c.ui.say.notice(st.problem, w, p.c.ui.plan.Clock.Now())
}

func (p *proveIdentityPage) layout() fyne.CanvasObject {
	say := p.c.ui.say
	var parts []fyne.CanvasObject
	for _, f := range p.step.Fields {
		parts = append(parts, p.row(f))
	}
	if p.step.Wait > 0 {
		facts := assets.Facts{"time": say.span(p.step.Wait)}
		parts = append(parts, control.NewText(say.Say("identity.wait", facts)))
	}
	return control.Column(20, append(parts, control.NewSmall(say.Say("identity.never")))...)
}

// row is one field with its example, and where on the card it stands. A former name is folded: most members have none.
func (p *proveIdentityPage) row(f plan.IdentityField) fyne.CanvasObject {
	input := p.input(f)
	if f.Name == plan.FieldFormerName && f.Optional {
		p.former = control.NewExpander(p.c.ui.say.Say("identity.changed"), input)
		return p.former
	}
	line, drawn := cardLine(f.Name)
	if !f.OnCard || !drawn {
		return input
	}
	said := p.c.ui.say.Say("identity.card." + string(f.Name))
	sketch := control.NewCardSketch(said, line)
	return control.Column(8, input, control.Beside(sketch, control.NewSmall(p.c.ui.say.Say("identity.here")).As("")))
}

// cardLine is where on a card a field stands.
func cardLine(name plan.FieldName) (line control.CardLine, drawn bool) {
	switch name {
	case plan.FieldGivenName, plan.FieldFamilyName:
		return control.CardName, true
	case plan.FieldMemberNumber:
		return control.CardNumber, true
	case plan.FieldGroup:
		return control.CardGroup, true
	}
	return 0, false
}

func (p *proveIdentityPage) input(f plan.IdentityField) *control.Field {
	say := p.c.ui.say
	label := say.Say("identity.field." + string(f.Name))
	if f.Optional && f.Name != plan.FieldFormerName {
		label = say.Say("identity.optional", assets.Facts{"label": label})
	}
	input := control.NewField(label)
	input.Required, input.Autocomplete = !f.Optional, fieldToken(f.Name)
	input.SetHint(p.example(f))
	input.OnChanged = func(string) {
		input.SetError("")
		if f.Name == plan.FieldBirth {
			p.c.ui.readBack(input, p.example(f))
		}
	}
	p.inputs[f.Name] = input
	return input
}

// example shows how a field is written: the plan's own example, else one of ours where there is one; empty: none.
func (p *proveIdentityPage) example(f plan.IdentityField) string {
	say, example := p.c.ui.say, f.Example
	if ours := "identity.example." + string(f.Name); example == "" && say.Has(ours) {
		example = say.Say(ours)
	}
	if example == "" {
		return ""
	}
	return say.Say("identity.example", assets.Facts{"example": example})
}

// fieldToken is the HTML autofill token of a field; empty: none fits.
func fieldToken(name plan.FieldName) string {
	switch name {
	case plan.FieldGivenName:
		return "given-name"
	case plan.FieldFamilyName:
		return "family-name"
	case plan.FieldBirth:
		return "bday"
	case plan.FieldPostal:
		return "postal-code"
	}
	return ""
}

// readBack says under a field how a date was understood: 3/4 is March to one and April to another. hint is what else stands
// there.
func (u *UI) readBack(input *control.Field, hint string) {
	if day, is := dateIn(input.Text()); is {
		hint = u.say.Say("identity.read", assets.Facts{"day": day.Format("2 January 2006")})
	}
	input.SetHint(hint)
}

// dateIn reads a day as people write it, at its beginning in UTC.
func dateIn(text string) (day time.Time, is bool) {
	clean, fits := plan.CleanField(plan.FieldBirth, secret.Of([]byte(text)))
	defer clean.Clear()
	day, err := time.Parse(time.DateOnly, string(clean.Reveal()))
	return day, fits && err == nil
}

// focus is the first field that is still empty.
func (p *proveIdentityPage) focus() fyne.Focusable {
	for _, f := range p.step.Fields {
		if input := p.inputs[f.Name]; input.Text() == "" && !f.Optional {
			return input.Focus()
		}
	}
	return p.inputs[p.step.Fields[0].Name].Focus()
}

// send answers, unless something is missing or cannot be: that is said under its field, by the rule and not by the value,
// and no try is spent.
func (p *proveIdentityPage) send(confirmed bool) {
	typed, whole := plan.IdentityTyped{}, true
	for _, f := range p.step.Fields {
		value, wrong := p.value(f)
		p.inputs[f.Name].SetError(wrong)
		whole = whole && wrong == ""
		if !value.Empty() {
			typed.Values = append(typed.Values, plan.IdentityValue{Name: f.Name, Value: value})
		}
	}
	if !whole {
		typed.Clear()
		p.c.ui.redraw()
		return
	}
	p.c.answer(p.step, typed, confirmed)
}

// value gives what stands in a field, tidied, and what is wrong with it, in words.
func (p *proveIdentityPage) value(f plan.IdentityField) (value secret.Bytes, wrong string) {
	say, text := p.c.ui.say, p.inputs[f.Name].Text()
	if name, _ := plan.CleanName(text); name == "" {
		if f.Optional {
			return secret.Bytes{}, ""
		}
		return secret.Bytes{}, say.Say("field.required")
	}
	value, fits := plan.CleanField(f.Name, secret.Of([]byte(text)))
	if fits {
		return value, ""
	}
	value.Clear()
	if p.former != nil && f.Name == plan.FieldFormerName {
		p.former.SetOpen(true)
	}
	return secret.Bytes{}, say.Say("identity.rule." + string(f.Name))
}

func (p *proveIdentityPage) another() { p.c.answer(p.step, plan.IdentityAnotherWay{}, false) }

// forget leaves what was typed: it is read off a card or known by heart, it is shown as it is typed, and nobody is to type
// it twice for having gone back (WCAG 2.2, 3.3.7). It goes with the page, when the conversation does.
func (p *proveIdentityPage) forget() {}

func (p *proveIdentityPage) fields() map[string]field {
	out := map[string]field{}
	for name, input := range p.inputs {
		out[string(name)] = input
	}
	return out
}
