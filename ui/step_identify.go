package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// identifyPage asks whom a recovery is for: by one name, or by all that it could be (S008). What was typed at the sign-in
// stands here already. Nothing on it, or after it, tells which names the plan knows.
type identifyPage struct {
	c     *conversation
	step  plan.Identify
	names []*control.Field
	rows  *fyne.Container // the fields
	used  *fyne.Container // names known to work on this device
	more  *control.Link
	body  fyne.CanvasObject
}

func newIdentifyPage(c *conversation) stepPage {
	p := &identifyPage{c: c, rows: control.Column(12), used: control.Column(8)}
	p.more = control.NewLink(c.ui.say.Say("identify.more"), p.addAnother)
	p.body = control.Column(16, p.rows, p.more, p.used)
	p.add("")
	return p
}

// add makes one more field.
func (p *identifyPage) add(name string) {
	say := p.c.ui.say
	label := say.Say("identify.name")
	if n := len(p.names); n > 0 {
		label = say.Count("identify.another", n)
	}
	f := control.NewField(label)
	f.Autocomplete, f.InputMode, f.Required = "username", "email", len(p.names) == 0
	f.OnChanged = func(typed string) { p.changed(f, typed) }
	p.names = append(p.names, f)
	p.rows.Add(f)
	f.SetText(name)
}

// addAnother makes room for a name that it could also be.
func (p *identifyPage) addAnother() {
	p.add("")
	p.c.ui.redraw()
	p.c.ui.cfg.Window.Canvas().Focus(p.names[len(p.names)-1].Focus())
}

// changed says what a name looks like.
func (p *identifyPage) changed(f *control.Field, typed string) {
	f.SetError("")
	f.SetHint(p.c.ui.say.kind(typed))
	p.listUsed()
}

// kind says what kind of name is being typed; empty while that is not known.
func (s say) kind(typed string) string {
	if kind := plan.IdentifierOf(typed); kind != "" {
		return s.Say("hint.kind." + string(kind))
	}
	return ""
}

func (p *identifyPage) page(st standing) wizard.Page {
	first := p.step.Most == 0
	p.step = st.step.(plan.Identify)
	if first {
		p.fill(p.c.carried.names)
	}
	say, purpose := p.c.ui.say, string(p.c.purpose)
	return wizard.Page{
		Title: say.Say("begin." + purpose), Lead: say.Say("identify.lead." + purpose),
		Body: func() fyne.CanvasObject { return p.body }, Update: p.update, Focus: p.focus,
		Next: &wizard.Action{Label: say.Say("identify.next"), Do: p.send},
	}
}

// fill puts in what was typed before.
func (p *identifyPage) fill(names []string) {
	for i, name := range names[:min(len(names), p.most())] {
		if i > 0 {
			p.add("")
		}
		p.names[i].SetText(name)
	}
}

// most is how many names may be given; a plan that does not say takes one.
func (p *identifyPage) most() int { return max(p.step.Most, 1) }

func (p *identifyPage) update() {
	if len(p.names) < p.most() {
		p.more.Show()
	} else {
		p.more.Hide()
	}
	p.listUsed()
}

// listUsed offers the names known to work here that do not stand in a field.
func (p *identifyPage) listUsed() {
	say := p.c.ui.say
	var rows []fyne.CanvasObject
	for _, name := range p.c.ui.usedNames() {
		if !slices.Contains(p.typed(), name) {
			rows = append(rows, control.NewRow(name, say.Say("names.used"), func() { p.take(name) }))
		}
	}
	p.used.Objects = nil
	if len(rows) > 0 {
		p.used.Objects = []fyne.CanvasObject{control.NewHeading(say.Say("names.here"), 2), control.NewGroup(say.Say("names.here"), rows...)}
	}
	p.used.Refresh()
}

// take fills a name in where there is room, else in the first field.
func (p *identifyPage) take(name string) {
	i := slices.IndexFunc(p.names, func(f *control.Field) bool { return f.Text() == "" })
	switch {
	case i >= 0:
		p.names[i].SetText(name)
	case len(p.names) < p.most():
		p.add(name)
	default:
		p.names[0].SetText(name)
	}
	p.c.ui.redraw()
}

func (p *identifyPage) focus() fyne.Focusable { return p.names[0].Focus() }

// typed gives the names, each once, as the plan takes them.
func (p *identifyPage) typed() []string {
	all := make([]string, len(p.names))
	for i, f := range p.names {
		all[i], _ = plan.CleanName(f.Text())
	}
	return nonEmpty(all...)
}

// send answers, unless nothing was typed: that is said under the field.
func (p *identifyPage) send() {
	u, names := p.c.ui, p.typed()
	if len(names) == 0 {
		p.names[0].SetError(u.say.Say("field.required"))
		u.redraw()
		return
	}
	p.names[0].SetError("")
	p.tidy()
	p.c.choice.password.Clear()
	p.c.choice = p.choice(names)
	p.c.answer(p.step, plan.Identified{Names: names}, false)
}

// tidy takes spaces off that stand around a name, and says so (S007).
func (p *identifyPage) tidy() {
	for _, f := range p.names {
		if name, trimmed := plan.CleanName(f.Text()); trimmed {
			f.SetText(name)
			f.SetHint(p.c.ui.say.Say("hint.trimmed"))
		}
	}
}

// choice is what is kept once the member is in again: what was kept before, where it is one name, and the one that is kept.
// A password that is new then takes the place of the old (keepChoice.renew).
func (p *identifyPage) choice(names []string) keepChoice {
	ch := keepChoice{shared: p.c.carried.shared}
	if len(names) > 1 {
		return ch // nobody here knows which of them it is
	}
	ch.name = names[0]
	if k := p.c.ui.kept; k.name == ch.name && !ch.shared {
		ch.keepName, ch.password = true, k.password.Clone()
	}
	return ch
}

func (p *identifyPage) forget() {}

// fields are the names; a plan that complains of one means the first.
func (p *identifyPage) fields() map[string]field {
	return map[string]field{"name": p.names[0], "names": p.names[0]}
}
