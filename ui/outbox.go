package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is what only an invented plan has: what it "sent", and the names that can be tried. One tap away, so that a
// newcomer finds the code.

// showOutbox lists what the demo plan sent, newest first, over the present page.
func (u *UI) showOutbox() {
	var list []plan.Message
	var trouble *problem.Problem
	came := false
	look := func() {
		background(u, u.plan.Demo.Outbox, func(got []plan.Message, p *problem.Problem) {
			list, trouble, came = got, p, true
			u.redraw()
		})
	}
	u.lay(func() wizard.Page { return u.outboxPage(list, came, trouble, look) }, nil)
	look()
}

func (u *UI) outboxPage(list []plan.Message, came bool, trouble *problem.Problem, look func()) wizard.Page {
	p := wizard.Page{Key: "outbox", Title: u.say.Say("demo.outbox.title"), Lead: u.say.Say("demo.outbox.lead"), Back: u.endAside,
		Others: []wizard.Action{{Label: u.say.Say("demo.outbox.refresh"), Do: look}}}
	switch {
	case trouble != nil:
		p.Lead = u.say.Say("demo.outbox.unreached")
	case came && len(list) == 0:
		p.Lead = u.say.Say("demo.outbox.empty")
	case came:
		p.Key += " " + list[0].At.String() + list[0].To
		p.Body = func() fyne.CanvasObject { return u.outboxRows(list) }
	}
	return p
}

func (u *UI) outboxRows(list []plan.Message) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, m := range list[:min(len(list), 20)] {
		title := u.say.Say("channel."+m.Channel) + " " + m.To
		parts := []fyne.CanvasObject{control.NewText(title).Bold(),
			control.NewSmall(u.say.clock(m.At, u.plan.Clock.Now())), control.NewText(m.Body)}
		if m.Code != "" {
			parts = append(parts, control.NewButton(u.say.Say("demo.outbox.use", assets.Facts{"code": m.Code}), control.Outlined,
				func() { u.useCode(m.Code) }))
		}
		rows = append(rows, control.Column(4, parts...))
	}
	return control.NewGroup(u.say.Say("demo.outbox.title"), rows...)
}

// useCode goes back to the page and fills the code in, as a member would by pasting it.
func (u *UI) useCode(code string) {
	u.forgetCodes()
	u.endAside()
	if u.talk != nil {
		u.talk.fillCode(code)
	}
}

// showMembers lists the invented members; a press fills name and password in.
func (u *UI) showMembers() {
	m := &demoMembers{ui: u, search: control.NewField(u.say.Say("demo.members.search"))}
	m.search.OnChanged = func(string) { m.draw() }
	u.lay(func() wizard.Page {
		return wizard.Page{Key: "members", Title: u.say.Say("demo.members.title"), Lead: u.say.Say("demo.members.lead"),
			Body: m.body, Back: u.endAside}
	}, nil)
	background(u, u.plan.Demo.Members, func(list []plan.DemoMember, _ *problem.Problem) {
		m.list = list
		m.draw()
	})
}

// demoMembers is the list with its search.
type demoMembers struct {
	ui     *UI
	search *control.Field
	list   []plan.DemoMember
	rows   *fyne.Container
}

func (m *demoMembers) body() fyne.CanvasObject {
	m.rows = control.Column(8)
	m.draw()
	return control.Column(16, m.search, m.rows)
}

func (m *demoMembers) draw() {
	if m.rows == nil {
		return
	}
	var rows []fyne.CanvasObject
	for _, d := range m.list {
		if m.fits(d) {
			rows = append(rows, control.NewRow(m.ui.say.Say("demo.members.use", assets.Facts{"name": d.Name}), d.Situation,
				func() { m.use(d) }))
		}
	}
	if len(rows) == 0 && len(m.list) > 0 {
		rows = append(rows, control.NewText(m.ui.say.Say("demo.members.none")))
	}
	m.rows.Objects = []fyne.CanvasObject{control.NewGroup(m.ui.say.Say("demo.members"), rows...)}
	m.rows.Refresh()
}

func (m *demoMembers) fits(d plan.DemoMember) bool {
	return strings.Contains(strings.ToLower(d.Name+" "+d.Username+" "+d.Situation), strings.ToLower(m.search.Text()))
}

func (m *demoMembers) use(d plan.DemoMember) {
	m.ui.endAside()
	if m.ui.talk != nil {
		m.ui.talk.fillCredentials(d.Username, d.Password)
	}
}
