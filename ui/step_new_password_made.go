package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/ui/control"
)

// madePassword offers a password that this device makes (S106). It is shown, copied or taken over; what was typed is
// replaced only when the member says so.
type madePassword struct {
	p    *newPasswordPage
	text secret.Bytes
	make *control.Button
	// shown is the password; it is a string while it stands there, since Fyne draws no other.
	shown     *control.Fact
	use, copy *control.Button
	said      *control.Text
	all       *fyne.Container
}

func newMadePassword(p *newPasswordPage) *madePassword {
	say := p.c.ui.say
	m := &madePassword{p: p, said: control.NewSmall("").As("status")}
	m.make = control.NewButton(say.Say("newpassword.make"), control.Outlined, m.another)
	m.shown = control.NewFact(say.Say("newpassword.made"), "")
	m.use = control.NewButton(say.Say("newpassword.use"), control.Outlined, m.take)
	m.copy = control.NewButton(say.Say("newpassword.copy"), control.Plain, m.toClipboard)
	m.all = control.Column(8, m.shown, m.use, m.copy, m.make, m.said)
	m.hide()
	return m
}

// another makes one that keeps the plan's rules. Without chance there is none, and nothing is offered.
func (m *madePassword) another() {
	u := m.p.c.ui
	m.text.Clear()
	m.text = plan.Generate(m.p.step.Rules, u.cfg.Chance, m.p.step.Name)
	if m.text.Empty() {
		m.hide()
		return
	}
	m.shown.SetValue(string(m.text.Reveal()))
	m.make.SetLabel(u.say.Say("newpassword.again"))
	m.said.SetText("")
	for _, o := range []fyne.CanvasObject{m.shown, m.use, m.copy} {
		o.Show()
	}
	u.redraw()
}

// take makes it the new password. It stays on screen, to be written down.
func (m *madePassword) take() {
	m.p.field.Set(m.text.Reveal())
	m.p.field.SetError("")
	m.said.SetText(m.p.c.ui.say.Say("newpassword.keep"))
	m.p.c.ui.redraw()
}

func (m *madePassword) toClipboard() {
	u := m.p.c.ui
	m.said.SetText(u.copiedWords(u.copySecret(m.text.Reveal()), "newpassword.copied", "newpassword.copied.stays"))
	u.redraw()
}

// hide takes it away again.
func (m *madePassword) hide() {
	m.text.Clear()
	m.text = secret.Bytes{}
	m.shown.SetValue("")
	m.said.SetText("")
	m.make.SetLabel(m.p.c.ui.say.Say("newpassword.make"))
	for _, o := range []fyne.CanvasObject{m.shown, m.use, m.copy} {
		o.Hide()
	}
}
