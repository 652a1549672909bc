package mockplan

import "vestibule/app/plan"

// mostEvents is how many entries of one member's activity log are kept.
const mostEvents = 200

// note writes one line of a member's activity log: what happened, on which device, and about what (masked).
func (p *Plan) note(m *member, what plan.EventWhat, device, hint string) {
	if len(m.events) >= mostEvents {
		m.events = m.events[1:] // the next append that finds no room copies what is left
	}
	m.events = append(m.events, plan.Event{ID: plan.EventID(p.token(9)), What: what, At: p.now(), Device: device, Place: place, Hint: hint})
}

// tellAll tells a member of a change at every contact on file, at those that were taken away not long ago, and at the
// others given in full: the old ones of a change (NIST SP 800-63B, section 4.6). Who has none gets a letter.
func (p *Plan) tellAll(m *member, w words, others ...string) {
	told := map[string]bool{}
	for _, c := range p.toldOf(m, others) {
		if key := normalise(c.value); !told[key] {
			told[key] = true
			p.tell(m, c, w)
		}
	}
	if len(told) == 0 {
		p.send(m, &authenticator{kind: plan.LetterCode, to: m.address()}, w, "")
	}
}

// toldOf lists whom a change is told to.
func (p *Plan) toldOf(m *member, others []string) []*contact {
	list := append([]*contact{}, m.contacts...)
	for _, c := range m.past {
		if p.now().Before(c.until) {
			list = append(list, c)
		}
	}
	for _, value := range others {
		if value != "" {
			list = append(list, &contact{kind: contactKindOf(value), value: value})
		}
	}
	return list
}

// tell sends a notice to one contact. A text that cannot be had there is left out.
func (p *Plan) tell(m *member, c *contact, w words) {
	a := &authenticator{kind: plan.EmailCode, to: c.value}
	if c.kind == plan.ContactPhone {
		a = m.textTo(c.value)
	}
	if _, code := p.unreachable(m, a); code == "" && a.off == "" || c.kind == plan.ContactEmail {
		p.send(m, a, w, "")
	}
}

// textTo gives the way that texts to a number take: the member's own, which knows whether they arrive, or a plain one.
func (m *member) textTo(number string) *authenticator {
	for _, a := range m.authenticators {
		if a.kind == plan.SMS && normalise(a.to) == normalise(number) {
			return a
		}
	}
	return &authenticator{kind: plan.SMS, to: number}
}

// noteMiss writes a refused try to a member's log, and the lock where it was the last. Under a name that nobody has the same
// is done to nobody's, so that the time does not tell.
func (p *Plan) noteMiss(m *member, locked bool) {
	if m == nil {
		m = p.nobody
	}
	what := plan.EventSignInRefused
	if locked {
		what = plan.EventLocked
	}
	p.note(m, what, "", "")
}
