package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is where the plan reaches the member: masked, since somebody may look over a shoulder.

func (s *security) contactsDetail() string {
	if slices.ContainsFunc(s.all.Contacts, func(c plan.ContactOnFile) bool { return c.Bouncing }) {
		return s.say("security.contacts.bouncing")
	}
	return s.ui.say.Count("security.contacts.detail", len(s.all.Contacts))
}

func (s *security) showContacts() { s.turn(s.contactsPage) }

// contactsPage says before anything is changed who will be told (NIST SP 800-63B, section 4.6).
func (s *security) contactsPage() wizard.Page {
	p := wizard.Page{Key: s.key("contacts"), Title: s.say("security.contacts"), Lead: s.say("contacts.lead"), Body: s.contactRows,
		Back: s.home}
	add := wizard.Action{Label: s.say("contacts.add"), Do: s.addContact}
	s.reviewed(&p, account.Contacts, add)
	p.Notice = s.contactsNotice(add)
	return p
}

// contactsNotice tells of a contact that is out of date (S038), that was never confirmed (S039), or that is the only way back
// in (S218).
func (s *security) contactsNotice(add wizard.Action) *wizard.Notice {
	for _, c := range s.all.Contacts {
		if c.Bouncing {
			return &wizard.Notice{Tone: wizard.Warning, Title: s.say("contacts.bouncing.title", assets.Facts{"hint": c.Hint}), Detail: s.say("contacts.bouncing.detail"), Fix: &add}
		}
	}
	if n := s.ui.unconfirmedNotice(s.all, s.confirmContact); n != nil {
		return n
	}
	if len(s.all.Contacts) == 1 {
		return &wizard.Notice{Tone: wizard.Info, Title: s.say("contacts.one.title"), Detail: s.say("contacts.one.detail"), Fix: &add}
	}
	return nil
}

func (s *security) contactRows() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, c := range s.all.Contacts {
		rows = append(rows, control.NewRow(c.Hint, s.contactState(c), func() { s.askContact(c) }).WithIcon(contactIcon(c.Kind)))
	}
	if len(rows) == 0 {
		return control.NewText(s.say("contacts.none"))
	}
	return control.NewGroup(s.say("security.contacts"), rows...)
}

func contactIcon(k plan.ContactKind) string {
	if k == plan.ContactPhone {
		return "phone"
	}
	return "mail"
}

// contactState says in words how far a contact can be relied on.
func (s *security) contactState(c plan.ContactOnFile) string {
	switch {
	case c.Bouncing:
		return s.say("contacts.bouncing")
	case c.Confirmed.IsZero():
		return s.say("contacts.unconfirmed")
	}
	return s.say("contacts.confirmed", s.ui.say.on(c.Confirmed))
}

// addContact begins the conversation that takes a new one, and confirms it before it counts (S139).
func (s *security) addContact() {
	s.converse(plan.AddContact, s.showContacts, func() *wizard.Notice { return s.good("contacts.added") })
}

// confirmContact begins the conversation that sends a code to the contact that was never confirmed.
func (s *security) confirmContact() {
	s.converse(plan.ConfirmContact, s.showContacts, func() *wizard.Notice { return s.good("contacts.confirm.done") })
}

// unconfirmedNotice tells of the first contact that was never confirmed, with the way to confirm it where the plan has one;
// nil: there is none.
func (u *UI) unconfirmedNotice(all plan.Overview, confirm func()) *wizard.Notice {
	c, is := account.Unconfirmed(all)
	if !is {
		return nil
	}
	n := &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say("contacts.unconfirmed.title", assets.Facts{"hint": c.Hint}),
		Detail: u.say.Say("contacts.unconfirmed.detail")}
	if u.plan.Document.Can(plan.CanConfirmContact).How == plan.InApp {
		n.Fix = &wizard.Action{Label: u.say.Say("contacts.confirm"), Do: confirm}
	}
	return n
}

func (s *security) askContact(c plan.ContactOnFile) {
	r := removal{key: "contact " + string(c.ID), title: c.Hint, lead: s.say("contacts.remove.lead"), back: s.showContacts,
		facts: []fact{{s.say("contacts.state"), s.contactState(c)}},
		label: s.say("contacts.remove"), busy: "contacts.removing", done: "contacts.removed",
		call: func(ctx context.Context, in plan.Session) error {
			return s.port.RemoveContact(ctx, in, c.ID)
		}}
	if !account.CanRemoveContact(s.all) {
		r.why = s.say("contacts.last")
	}
	s.ask(r)
}
