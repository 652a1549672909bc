package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the ways to sign in, each with an honest word on how strong it is and what happens if it is lost (S259).

func (s *security) showWays() { s.turn(s.waysPage) }

func (s *security) waysPage() wizard.Page {
	p := wizard.Page{Key: s.key("ways"), Title: s.say("security.ways"), Lead: s.say("ways.lead"), Body: s.wayRows, Back: s.home}
	s.reviewed(&p, account.SignIns, s.adding()...)
	return p
}

// adding is the way to add an app: in this app, on the plan's website, or none.
func (s *security) adding() []wizard.Action {
	can := s.ui.plan.Document.Can(plan.CanBind)
	switch {
	case !s.all.Has(plan.CanBind):
		return nil
	case s.ui.canBind():
		return []wizard.Action{{Label: s.say("ways.add"), Do: s.addApp}}
	case can.How == plan.InBrowser && can.URL != "":
		return []wizard.Action{{Label: s.say("ways.add.browser"), Do: func() { s.ui.open(can.URL) }}}
	}
	return nil
}

func (s *security) addApp() {
	s.converse(plan.Bind, s.showWays, func() *wizard.Notice { return s.good("ways.added") })
}

func (s *security) wayRows() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, a := range account.Ways(s.all) {
		rows = append(rows, control.NewRow(s.wayName(a), s.wayDetail(a), func() { s.askWay(a) }).WithIcon(wayIcon(a.Kind)))
	}
	if len(rows) == 0 {
		return control.NewText(s.say("ways.none"))
	}
	return control.NewGroup(s.say("security.ways"), rows...)
}

func wayIcon(k plan.AuthenticatorKind) string {
	switch k {
	case plan.EmailCode, plan.LetterCode:
		return "mail"
	case plan.TOTP:
		return "key"
	}
	return "phone"
}

// wayName names a way; one the app has no words for is named as the plan does.
func (s *security) wayName(a plan.Authenticator) string {
	name := string(a.Kind)
	if key := "ways.kind." + name; s.ui.say.Has(key) {
		name = s.say(key)
	}
	if a.Hint == "" {
		return name
	}
	return s.say("ways.name", assets.Facts{"name": name, "hint": a.Hint})
}

func (s *security) wayDetail(a plan.Authenticator) string {
	if a.Unusable != "" {
		return s.say("ways.unusable")
	}
	return s.wayWords("ways.strength.", a.Kind)
}

// wayWords gives what is said of a kind, if anything is.
func (s *security) wayWords(family string, k plan.AuthenticatorKind) string {
	if key := family + string(k); s.ui.say.Has(key) {
		return s.say(key)
	}
	return s.say("ways.unknown")
}

func (s *security) askWay(a plan.Authenticator) {
	r := removal{key: "way " + string(a.ID), title: s.wayName(a), lead: s.say("ways.remove.lead"), back: s.showWays,
		facts: s.wayFacts(a), label: s.say("ways.remove"), busy: "ways.removing", done: "ways.removed",
		call: func(ctx context.Context, in plan.Session) error {
			return s.port.RemoveAuthenticator(ctx, in, a.ID)
		}}
	if !account.CanRemoveWay(s.all, a.ID) {
		r.why = s.say("ways.last")
	}
	s.ask(r)
}

func (s *security) wayFacts(a plan.Authenticator) []fact {
	all := []fact{{s.say("ways.strength"), s.wayWords("ways.strength.", a.Kind)}, {s.say("ways.lost"), s.wayWords("ways.lost.", a.Kind)}}
	if a.Unusable != "" {
		all = append(all, fact{s.say("ways.state"), s.say("ways.unusable")})
	}
	for _, when := range []struct {
		label string
		at    time.Time
	}{{s.say("ways.added.on"), a.Added}, {s.say("ways.used.on"), a.LastUsed}} {
		if !when.at.IsZero() {
			all = append(all, fact{when.label, s.ui.say.day(when.at)})
		}
	}
	return all
}
