package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/app/support"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file makes a packet: what the member says of themselves, and a look at every line before it goes anywhere. Nothing of
// it is kept when the page is gone.

// packet is one packet being made.
type packet struct {
	ui                                *UI
	name, number, birth, email, phone *control.Field
	changed                           map[string]*control.Check
	note                              *control.Field
	form                              fyne.CanvasObject
	// lines are what the form makes of it, picked which of them go along.
	lines  []support.Line
	picked []*control.Check
	body   fyne.CanvasObject
	sheet  *sheet
}

// changes are what may have changed lately (S053, S144), in the words of support.Member.
func changes() []string { return []string{"name", "phone", "email"} }

// showPacketForm asks what a person at the plan will ask. Everything may be left empty; what is known is there.
func (u *UI) showPacketForm() {
	u.use()
	p := &packet{ui: u, changed: map[string]*control.Check{}}
	p.form = p.fields()
	p.name.SetText(u.account.Card.Name)
	p.number.SetText(u.account.Card.MemberNumber)
	p.ask()
}

func (p *packet) ask() {
	p.sheet = &sheet{ui: p.ui, key: "packet", title: "support.pack", lead: "support.form.lead", back: p.leave, next: "support.form.next", do: p.look,
		body: func() fyne.CanvasObject { return p.form }}
	p.sheet.show()
}

// leave lets go of everything that was typed.
func (p *packet) leave() { p.ui.showSupport() }

func (p *packet) fields() fyne.CanvasObject {
	say := p.ui.say
	field := func(key string) *control.Field {
		return control.NewField(say.Say("support.field." + key))
	}
	p.name, p.number, p.birth = field("name"), field("member-number"), field("birth")
	p.email, p.phone, p.note = field("email"), field("phone"), field("note")
	p.birth.SetHint(say.Say("support.birth.hint"))
	p.email.SetHint(say.Say("support.known.hint"))
	p.note.SetHint(say.Say("support.note.hint"))
	parts := []fyne.CanvasObject{p.name, p.number, p.birth, p.email, p.phone, control.NewHeading(say.Say("support.changed"), 2)}
	for _, what := range changes() {
		p.changed[what] = control.NewCheck(say.Say("support.changed.ask."+what), nil)
		parts = append(parts, p.changed[what])
	}
	return control.Column(16, append(parts, p.note)...)
}

// member is what the form says.
func (p *packet) member() support.Member {
	m := support.Member{Name: p.name.Text(), MemberNumber: p.number.Text(), Birth: p.birth.Text(), Email: p.email.Text(), Phone: p.phone.Text(),
		Asked: true, Note: p.note.Text()}
	if birth, fits := plan.CleanField(plan.FieldBirth, secret.Of([]byte(m.Birth))); fits {
		m.Birth = string(birth.Reveal())
		birth.Clear()
	}
	for _, what := range changes() {
		if p.changed[what].On() {
			m.Changes = append(m.Changes, what)
		}
	}
	return m
}

// circumstances are where and when this is.
func (u *UI) circumstances() support.Circumstances {
	d := u.plan.Document
	return support.Circumstances{PlanName: d.Name, Host: d.Host, App: u.cfg.Version, System: u.cfg.Platform, Plan: u.plan.Clock.Now(), Device: u.cfg.Device.Now(),
		Verdict: u.help.verdict}
}

// look shows the packet line by line.
func (p *packet) look() {
	u := p.ui
	say := func(key string, facts map[string]string) string { return u.say.Say(key, assets.Facts(facts)) }
	p.lines = support.Packet(&u.help.journal, p.member(), u.circumstances(), u.redactor(), say)
	p.picked = p.picked[:0]
	seen := map[support.Field]int{}
	var parts []fyne.CanvasObject
	for i, l := range p.lines {
		if seen[l.Field]++; seen[l.Field] > 1 { // two boxes of one name are one too many
			p.lines[i].Label = fmt.Sprintf("%s (%d)", l.Label, seen[l.Field])
		}
		check := control.NewCheck(p.lines[i].Label, func(bool) { p.tell(nil) }).WithDetail(l.Text)
		check.SetOn(true)
		p.picked = append(p.picked, check)
		parts = append(parts, check)
	}
	p.body = control.Column(24, control.NewGroup(u.say.Say("support.look"), parts...), control.NewText(u.say.Say("support.ssn")))
	p.preview()
}

func (p *packet) preview() {
	p.sheet = &sheet{ui: p.ui, key: "packet look", title: "support.look", lead: "support.look.lead", back: p.ask,
		body: func() fyne.CanvasObject { return p.body }, others: p.ways()}
	if p.ui.helpdesk() != nil {
		p.sheet.next, p.sheet.do = "support.send", p.send
	} else {
		p.sheet.next, p.sheet.do = "support.save", p.save
	}
	p.sheet.show()
}

// ways are what else can be done with it.
func (p *packet) ways() []wizard.Action {
	say := p.ui.say
	all := []wizard.Action{{Label: say.Say("support.copy"), Do: p.copy}, {Label: say.Say("support.aloud"), Do: p.aloud}}
	if p.ui.helpdesk() != nil {
		all = append([]wizard.Action{{Label: say.Say("support.save"), Do: p.save}}, all...)
	}
	return all
}

// chosen are the lines that go along.
func (p *packet) chosen() []support.Line {
	var out []support.Line
	for i, l := range p.lines {
		if p.picked[i].On() {
			out = append(out, l)
		}
	}
	return out
}

// text writes lines one under the other.
func text(lines []support.Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Label + ": " + l.Text + "\n")
	}
	return b.String()
}

// aloud shows what to read to a person, in a minute at most.
func (p *packet) aloud() {
	lines := support.Aloud(p.chosen())
	s := &sheet{ui: p.ui, key: "packet aloud", title: "support.aloud", lead: "support.aloud.lead", back: p.preview}
	s.body = func() fyne.CanvasObject {
		var parts []fyne.CanvasObject
		for _, l := range lines {
			parts = append(parts, control.NewFact(l.Label, l.Text))
		}
		return control.Column(16, parts...)
	}
	s.show()
}

// copy puts it on the clipboard. It is no secret, and stays there: it is to be pasted into a message. But it is about one person.
func (p *packet) copy() {
	p.ui.clip.leave([]byte(text(p.chosen())), p.ui.account.Member)
	p.tell(&wizard.Notice{Tone: wizard.Good, Title: p.ui.say.Say("support.copied")})
}

// tell says what came of it; nil takes that away again.
func (p *packet) tell(n *wizard.Notice) {
	if p.sheet.notice != n {
		p.sheet.notice = n
		p.ui.redraw()
	}
}

// save writes it into a file of the member's.
func (p *packet) save() {
	u, data := p.ui, []byte(text(p.chosen()))
	if u.cfg.Files == nil {
		p.tell(&wizard.Notice{Tone: wizard.Info, Title: u.say.Say("support.nofiles")})
		return
	}
	where := ""
	p.sheet.run("vault.saving", func(ctx context.Context) (err error) {
		where, err = u.cfg.Files.Save(ctx, "help-packet.txt", data)
		return err
	}, func() {
		p.tell(&wizard.Notice{Tone: wizard.Good, Title: u.say.Say("support.saved"), Detail: u.say.Say("support.saved.where", assets.Facts{"path": where})})
	})
}
