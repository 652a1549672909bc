package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/account"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// removal is a page that asks before something goes, and says what that means.
type removal struct {
	key, title, lead string
	facts            []fact
	// label is on the button; why says why it cannot go; empty: it can.
	label, why string
	// busy and done are keys of words: what is awaited, what came of it.
	busy, done string
	call       account.Call
	back       func()
}

// fact is a line that is only read.
type fact struct{ label, value string }

// ask puts the page up.
func (s *security) ask(r removal) {
	s.turn(func() wizard.Page {
		return wizard.Page{Key: s.key("remove " + r.key), Title: r.title, Lead: r.lead, Back: r.back,
			Body: func() fyne.CanvasObject { return facts(r.facts) },
			Others: []wizard.Action{{Label: r.label, Danger: true, Off: r.why != "", Why: r.why, Do: func() {
				s.do(r.busy, r.call, func() { s.backTo(r.back, s.good(r.done)) })
			}}}}
	})
}

func facts(all []fact) fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for _, f := range all {
		parts = append(parts, control.NewFact(f.label, f.value))
	}
	return control.Column(12, parts...)
}
