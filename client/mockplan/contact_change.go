package mockplan

import (
	"slices"

	"vestibule/app/plan"
)

// toldAfter is how long a contact that was taken away is still told of changes: whoever swaps it, and swaps it back, is
// seen doing both.
const toldAfter = 30 * day

// putContact puts a confirmed contact on file in the place of another (masked; empty: of none), and tells both (NIST SP
// 800-63B, section 4.6). One that stood there before begins anew: nothing of its age comes back with it.
func (p *Plan) putContact(m *member, kind plan.ContactKind, value, replaces, device string) {
	old := m.maskedContact(kind, replaces)
	c := m.contact(kind, value)
	if c != nil && !c.confirmed.IsZero() && (old == nil || old == c) {
		return // it is there: who says it twice, since an answer was lost, has it done once
	}
	if c == nil {
		c = &contact{id: plan.ContactID(string(kind) + "-" + p.token(6)), kind: kind}
		m.contacts = append(m.contacts, c)
	}
	c.value, c.confirmed = value, p.now()
	if old != nil && old != c {
		p.dropContact(m, old)
		m.redirect(old.value, value)
	}
	p.sendsTo(m, kind, value)
	p.nameAfter(m)
	p.note(m, plan.EventContactAdded, device, masked(value))
	p.tellAll(m, words{subject: "Security change: how we reach you", body: "“" + masked(value) + "” was added to your " + planName +
		" account" + inPlaceOf(old, c) + ". If this was not you, call 1-800-555-0100."})
}

func inPlaceOf(old, by *contact) string {
	if old == nil || old == by {
		return ""
	}
	return " in the place of “" + masked(old.value) + "”"
}

// maskedContact gives the contact that a page shows as this; nil: none.
func (m *member) maskedContact(kind plan.ContactKind, hint string) *contact {
	at := slices.IndexFunc(m.contacts, func(c *contact) bool { return c.kind == kind && hint != "" && masked(c.value) == hint })
	if at < 0 {
		return nil
	}
	return m.contacts[at]
}

// dropContact takes a contact away; for a while it is told of changes.
func (p *Plan) dropContact(m *member, c *contact) {
	m.contacts = slices.DeleteFunc(m.contacts, func(other *contact) bool { return other == c })
	c.until = p.now().Add(toldAfter)
	m.past = last(append(m.past, c), mostPast)
	p.nameAfter(m)
}

// mostPast is how many contacts of before a member has at most.
const mostPast = 10

// redirect turns what is sent to an old number or address to the new one. What is known of the old one, that it is a
// landline or somebody else's, goes with it.
func (m *member) redirect(old, value string) {
	for _, a := range m.authenticators {
		if a.to != "" && normalise(a.to) == normalise(old) {
			a.to, a.hint, a.stale, a.off, a.issued = value, masked(value), false, "", nil
		}
	}
}

// sendsTo makes a confirmed number a way to sign in, as long as none leads there. An address becomes none: mail is no
// second factor by itself (NIST SP 800-63B, section 3.1.3.1).
func (p *Plan) sendsTo(m *member, kind plan.ContactKind, value string) {
	leads := func(a *authenticator) bool { return a.kind == plan.SMS && normalise(a.to) == normalise(value) }
	if kind != plan.ContactPhone || slices.ContainsFunc(m.authenticators, leads) {
		return
	}
	id := plan.AuthenticatorID("sms")
	if m.authenticator(id) != nil {
		id = plan.AuthenticatorID("sms-" + p.token(6))
	}
	m.authenticators = append(m.authenticators, &authenticator{id: id, kind: plan.SMS, to: value, hint: masked(value), added: p.now()})
	m.passwordOnly = false
}

// nameAfter makes a member findable by the first address and the first number on file. One that finds somebody else already
// goes on doing so: a family may share an address.
func (p *Plan) nameAfter(m *member) {
	for _, name := range []string{m.Email, m.Phone} {
		if name != "" && p.names[normalise(name)] == m {
			delete(p.names, normalise(name))
		}
	}
	m.Email, m.Phone = m.firstOf(plan.ContactEmail), m.firstOf(plan.ContactPhone)
	for _, name := range []string{m.Email, m.Phone} {
		if name != "" && p.names[normalise(name)] == nil {
			p.names[normalise(name)] = m
		}
	}
}

// firstOf gives the first contact of a kind, empty for none.
func (m *member) firstOf(kind plan.ContactKind) string {
	for _, c := range m.contacts {
		if c.kind == kind {
			return c.value
		}
	}
	return ""
}
