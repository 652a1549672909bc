package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file helps a member who is not sure which of their names the plan knows (S008, S123): the names that were used on
// this device, and the four kinds there are. It asks the plan nothing, so it tells nobody which names exist.

// used notes a name that has signed in, for this run of the program; never on a shared device.
func (u *UI) used(name string, shared bool) {
	if name != "" && !shared && !slices.Contains(u.names, name) {
		u.names = append(u.names, name)
	}
}

// usedNames gives the names known to work, the remembered one first.
func (u *UI) usedNames() []string {
	names := slices.Clone(u.names)
	if k := u.kept.name; k != "" && !slices.Contains(names, k) {
		names = slices.Insert(names, 0, k)
	}
	return names
}

// showNames lists them over the page; a press fills one in.
func (p *credentialsPage) showNames() {
	u := p.c.ui
	u.aside("names", u.say.Say("names.title"), u.say.Say("names.lead"), p.namesBody)
}

func (p *credentialsPage) namesBody() fyne.CanvasObject {
	u := p.c.ui
	var parts []fyne.CanvasObject
	if names := u.usedNames(); len(names) > 0 {
		var rows []fyne.CanvasObject
		for _, name := range names {
			rows = append(rows, control.NewRow(name, u.say.Say("names.used"), func() { p.take(name) }))
		}
		parts = append(parts, control.NewGroup(u.say.Say("names.here"), rows...))
	}
	for _, kind := range p.step.Identifiers {
		parts = append(parts, control.NewText(u.say.Say("names."+string(kind))))
	}
	return control.Column(16, parts...)
}

// take goes back with a name filled in and the password left as it was typed.
func (p *credentialsPage) take(name string) {
	p.name.SetText(name)
	p.c.ui.endAside()
}

// otherNames is the way there, offered once a name and password did not match.
func (p *credentialsPage) otherNames() wizard.Action {
	return wizard.Action{Label: p.c.ui.say.Say("names.open"), Do: p.showNames}
}
