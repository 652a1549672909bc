package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// sheet is one page about the vault over the present screen: it asks for something, does something slow that can be
// stopped, and says what came of it. What was typed stays until it is gone.
type sheet struct {
	ui *UI
	// key, and the words' keys.
	key, title, lead string
	// said takes the place of the lead, where it has gaps.
	said   string
	body   func() fyne.CanvasObject
	back   func()
	next   string
	do     func()
	others []wizard.Action
	// danger takes something away; nil: nothing does.
	danger *wizard.Action
	// notice is told unless something went wrong.
	notice *wizard.Notice
	// secrets are erased when the page is gone, clear is called then.
	secrets []*control.SecretField
	clear   func()

	busy    string
	cancel  func() // what is on its way
	trouble *problem.Problem
	gone    bool // the page was left
}

func (s *sheet) show() { s.ui.lay(s.page, s.forget) }

func (s *sheet) page() wizard.Page {
	say := s.ui.say
	p := wizard.Page{Key: s.key, Title: say.Say(s.title), Lead: s.said, Body: s.body, Back: s.back, Others: s.others,
		Notice: s.notice, Busy: s.busy}
	if s.busy != "" {
		p.Stop = s.stop
	}
	if s.lead != "" {
		p.Lead = say.Say(s.lead)
	}
	if s.danger != nil {
		p.Others = append(slices.Clone(p.Others), *s.danger)
	}
	if s.ui.gate != nil {
		p.Foot = s.ui.gateFoot
	}
	if s.next != "" {
		p.Next = &wizard.Action{Label: say.Say(s.next), Do: s.do}
	}
	if s.trouble != nil && s.busy == "" {
		p.Notice = say.notice(s.trouble, s.ui.vaultWays(s.trouble), s.ui.cfg.Device.Now())
	}
	return p
}

// forget erases what was typed, and lets go of what is on its way.
func (s *sheet) forget() {
	s.gone = true
	if s.cancel != nil {
		s.cancel()
	}
	for _, f := range s.secrets {
		f.Clear()
	}
	if s.clear != nil {
		s.clear()
	}
}

// stop takes back what is on its way. What was typed stays.
func (s *sheet) stop() {
	s.cancel()
	s.busy = ""
	s.ui.redraw()
}

// run does something slow and goes on, or stays and says why not. Whoever has left the page is led nowhere.
func (s *sheet) run(busy string, do func(context.Context) error, then func()) {
	if s.busy != "" {
		return
	}
	s.trouble, s.busy = nil, s.ui.say.Say(busy)
	s.cancel = s.ui.work(do, func(p *problem.Problem) {
		s.trouble, s.busy = p, ""
		switch {
		case s.gone:
		case p == nil:
			then()
		default:
			s.ui.redraw()
		}
	})
	s.ui.redraw()
}

// twice asks for a new secret in two fields.
func (s *sheet) twice(first, again string) (body func() fyne.CanvasObject) {
	a, b := s.ui.newSecret(first), s.ui.madeUp(again, "vault.paste.again")
	s.secrets = []*control.SecretField{a, b}
	return func() fyne.CanvasObject { return control.Column(12, a, b) }
}

// newSecret makes a field for a secret that is made up here.
func (u *UI) newSecret(label string) *control.SecretField { return u.madeUp(label, "vault.paste") }

// madeUp is such a field with its own words for pasting: two buttons of one name are one too many.
func (u *UI) madeUp(label, paste string) *control.SecretField {
	f := control.NewSecretField(secretWords(u.say, label))
	f.Autocomplete = "new-password"
	if u.pastes() {
		f.WithPaste(u.say.Say(paste))
	}
	return f
}

// typed gives a copy of what stands in both fields, if it is long enough and the same; else it says under the field what
// is to be mended.
func (s *sheet) typed(least int, short string) (secret.Bytes, bool) {
	a, b := s.secrets[0], s.secrets[1]
	a.SetError("")
	b.SetError("")
	first, again := a.Take(), b.Take()
	defer again.Clear()
	switch {
	case a.Len() < least:
		a.SetError(short)
	case !first.Equal(again):
		b.SetError(s.ui.say.Say("vault.differs"))
	default:
		return first, true
	}
	first.Clear()
	s.ui.redraw()
	return secret.Bytes{}, false
}
