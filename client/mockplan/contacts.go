package mockplan

import (
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
)

// contact is an e-mail address or a phone number on a member's file.
type contact struct {
	id        plan.ContactID
	kind      plan.ContactKind
	value     string
	confirmed time.Time // zero: never
	until     time.Time // for one that was taken away: how long it is told of changes
}

// seededContacts are a member's address and number, confirmed when they joined.
func (p *Plan) seededContacts(m *member) []*contact {
	var out []*contact
	if m.Email != "" {
		out = append(out, &contact{id: "email-1", kind: plan.ContactEmail, value: m.Email, confirmed: m.since})
	}
	if m.Phone != "" {
		out = append(out, &contact{id: "phone-1", kind: plan.ContactPhone, value: m.Phone, confirmed: m.since})
	}
	return out
}

// contact gives one by its kind and value, nil for none. Spelling does not count.
func (m *member) contact(kind plan.ContactKind, value string) *contact {
	return contactIn(m.contacts, kind, value)
}

func contactIn(list []*contact, kind plan.ContactKind, value string) *contact {
	at := slices.IndexFunc(list, func(c *contact) bool { return c.kind == kind && normalise(c.value) == normalise(value) })
	if at < 0 {
		return nil
	}
	return list[at]
}

// emailVerified reports whether an address of the member's was ever confirmed.
func (m *member) emailVerified() bool {
	return slices.ContainsFunc(m.contacts, func(c *contact) bool { return c.kind == plan.ContactEmail && !c.confirmed.IsZero() })
}

// contactKindOf tells an address from a number.
func contactKindOf(value string) plan.ContactKind {
	if strings.Contains(value, "@") {
		return plan.ContactEmail
	}
	return plan.ContactPhone
}

// address is where letters go.
func (m *member) address() string { return m.Name + ", Elm Street, Tallowmere " + m.postal }

// newlyAt reports whether the contact of a kind that codes go to is on file for less than a recovery waits.
func (p *Plan) newlyAt(m *member, kind plan.ContactKind) bool {
	at := slices.IndexFunc(m.contacts, func(c *contact) bool { return c.kind == kind })
	return at >= 0 && p.now().Sub(m.contacts[at].confirmed) < p.policy.RecoveryRules.Wait
}
