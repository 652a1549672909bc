package mockplan

import (
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// askToConfirm sends a code to the first contact on file that was never confirmed. Where there is none nothing is left to do.
func (p *Plan) askToConfirm(f *flow) *problem.Problem {
	m := f.member
	at := slices.IndexFunc(m.contacts, func(c *contact) bool { return p.confirmedAt(m, c).IsZero() })
	if at < 0 {
		p.finishWith(f, f.session)
		return nil
	}
	c := m.contacts[at]
	p.askContact(f, addingContact{onFile: c, added: func(plan.ContactKind, string) *problem.Problem {
		p.finishWith(f, f.session)
		return nil
	}})
	return p.confirmContact(f, c.kind, c.value)
}

// confirmOnFile has a contact count that was on file before, and tells every contact.
func (p *Plan) confirmOnFile(m *member, c *contact, device string) {
	c.confirmed = p.now()
	p.note(m, plan.EventContactConfirmed, device, masked(c.value))
	p.tellAll(m, words{subject: "Security change: how we reach you", body: "“" + masked(c.value) + "” was confirmed for your " +
		planName + " account. If this was not you, call 1-800-555-0100."})
}

// confirmedAt is when a contact was confirmed, zero for never. The knob is about addresses that were on file when it was
// turned: one that is confirmed afterwards counts.
func (p *Plan) confirmedAt(m *member, c *contact) time.Time {
	setting, on := p.faults.on("contact.email_unverified", m)
	if on && c.kind == plan.ContactEmail && c.confirmed.Before(setting.turned) {
		return time.Time{}
	}
	return c.confirmed
}

// bounces reports that mail to an address comes back (S038): to the one that the plan writes to, and was on file when the knob
// was turned.
func (p *Plan) bounces(m *member, c *contact) bool {
	setting, stale := p.faults.on("contact.email_stale", m)
	return stale && c.kind == plan.ContactEmail && c.value == m.Email && c.confirmed.Before(setting.turned)
}

// provenEmail gives the first address of a member that was confirmed; empty: none was, and it proves nothing.
func (p *Plan) provenEmail(m *member) string {
	for _, c := range m.contacts {
		if c.kind == plan.ContactEmail && !p.confirmedAt(m, c).IsZero() {
			return c.value
		}
	}
	return ""
}
