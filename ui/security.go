package ui

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the member's own account on screen: the list of what can be looked at. Each part has its page in a file of
// its own (security_*.go); how any of them does something is in security_act.go.

// security is one visit to the account.
type security struct {
	visit
	port plan.Security
	// all is what the plan last told; came reports that it did, log and logCame are the same for the activity.
	all           plan.Overview
	log           []plan.Event
	came, logCame bool
	// news counts what came, so that pages are made anew with it.
	news int
}

// securityRow is the way to the account from the home; nil: this plan has none. One that is on the plan's website only is
// opened there, and says so.
func (u *UI) securityRow() fyne.CanvasObject {
	can := u.plan.Document.Can(plan.CanSecurity)
	switch {
	case can.How == plan.InApp && u.plan.Security != nil:
		return control.NewRow(u.say.Say("home.security"), u.say.Say("home.security.detail"), u.showSecurity).WithIcon("shield")
	case can.How == plan.InBrowser && can.URL != "":
		return control.NewRow(u.say.Say("home.security"), u.say.Say("home.security.browser"), func() { u.open(can.URL) }).WithIcon("external")
	}
	return nil
}

// showSecurity begins a visit.
func (u *UI) showSecurity() {
	s := &security{port: u.plan.Security}
	s.begin(u, s.look)
	s.home()
}

// signedInAs gives the session with a copy of its token, and whether there is one.
func (u *UI) signedInAs() (plan.Session, bool) {
	entry, in := u.keeper.Current(u.plan.Key)
	return entry.Session, in
}

// home lists what can be looked at.
func (s *security) home() {
	s.turn(s.homePage)
	s.look()
}

func (s *security) homePage() wizard.Page {
	p := wizard.Page{Key: s.key("home"), Title: s.say("security.title"), Lead: s.say("security.lead"), Back: s.ui.showHome}
	if s.came {
		p.Body = s.homeRows
	}
	if s.said == nil && (s.all.MustChange || s.ui.review != nil) {
		p.Notice = &wizard.Notice{Tone: wizard.Warning, Title: s.say("security.must.title"), Detail: s.say("security.must.detail"),
			Fix: &wizard.Action{Label: s.say("security.must.fix"), Do: s.showReview}}
	}
	return p
}

// homeRows are named as members know them from their plans' websites (S112).
func (s *security) homeRows() fyne.CanvasObject {
	ways := control.NewRow(s.say("security.ways"), s.ui.say.Count("security.ways.detail", len(account.Ways(s.all))), s.showWays).WithIcon("shield")
	rows := []fyne.CanvasObject{
		s.row(plan.CanSessions, "devices", "person", s.ui.say.Count("security.devices.detail", len(s.all.Sessions)), s.showDevices),
		ways,
		s.row(plan.CanContacts, "contacts", "mail", s.contactsDetail(), s.showContacts),
		s.row(plan.CanRecoveryCodes, "codes", "key", s.codesLeft(), s.showRecoveryCodes),
		s.row(plan.CanChangePassword, "password", "lock", s.passwordAge(), s.showPassword),
		s.row(plan.CanActivity, "activity", "clock", s.say("security.activity.detail"), s.showActivity),
		s.row(plan.CanFreeze, "freeze", "warning", s.say("security.freeze.detail"), s.showFreeze),
	}
	rows = slices.DeleteFunc(rows, func(r fyne.CanvasObject) bool { return r == nil })
	return control.NewGroup(s.say("security.title"), rows...)
}

// row leads to a part of the account; nil: the plan does not do it. What it does on its website only is opened there, and
// says so.
func (s *security) row(c plan.Capability, what, icon, detail string, do func()) fyne.CanvasObject {
	can := s.ui.plan.Document.Can(c)
	switch {
	case !s.all.Has(c):
		return nil
	case can.How == plan.InApp:
		return control.NewRow(s.say("security."+what), detail, do).WithIcon(icon)
	case can.How == plan.InBrowser && can.URL != "":
		return control.NewRow(s.say("security."+what), s.say("home.security.browser"), func() { s.ui.open(can.URL) }).WithIcon("external")
	}
	return nil
}

// look asks the plan for everything that the pages show.
func (s *security) look() {
	var all plan.Overview
	s.do("security.busy", func(ctx context.Context, in plan.Session) (err error) {
		all, err = s.port.Overview(ctx, in)
		return err
	}, func() {
		s.all, s.came = all, true
		s.news++
		s.ui.outlook.take(all)
		s.ui.redraw()
	})
	s.stopped = s.unlooked
}

// unlooked is after a look that was stopped: what came before it still stands, and without any there is nothing to see.
func (s *security) unlooked() {
	if s.came {
		s.ui.redraw()
		return
	}
	s.ui.showHome()
}

// key names a page so that it is made anew when something else came.
func (s *security) key(name string, of ...any) string {
	return fmt.Sprint("security ", name, " ", s.news, of)
}
