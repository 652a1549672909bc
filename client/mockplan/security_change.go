package mockplan

import (
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// tellChange tells every contact of a change to what guards the account.
func (p *Plan) tellChange(m *member, subject, what string) {
	p.tellAll(m, words{subject: "Security change: " + subject, body: what + " Your " + planName +
		" account is concerned. If this was not you, call 1-800-555-0100."})
}

// removeContact takes a contact away, with the codes that went there. Gone already is done.
func (p *Plan) removeContact(s *session, id string) *problem.Problem {
	m := s.member
	at := slices.IndexFunc(m.contacts, func(c *contact) bool { return string(c.id) == id })
	if at < 0 {
		return nil
	}
	c := m.contacts[at]
	leads := func(a *authenticator) bool { return a.to != "" && normalise(a.to) == normalise(c.value) }
	switch {
	case len(m.contacts) == 1:
		return problem.New(problem.LastContact)
	case !m.keepsAWay(leads):
		return problem.New(problem.LastAuthenticator)
	}
	p.unbind(m, leads)
	p.dropContact(m, c)
	p.note(m, plan.EventContactRemoved, s.device, masked(c.value))
	p.tellChange(m, "a contact was removed", "“"+masked(c.value)+"” was removed.")
	return nil
}

// removeAuthenticator takes a way of signing in away. Gone already is done.
func (p *Plan) removeAuthenticator(s *session, id string) *problem.Problem {
	m, codes := s.member, id == string(recoveryID)
	is := func(a *authenticator) bool { return string(a.id) == id }
	hint := "recovery codes"
	switch a := m.authenticator(plan.AuthenticatorID(id)); {
	case codes && len(m.recovery) == 0, !codes && a == nil:
		return nil
	case codes && len(m.authenticators) == 0 && !m.passwordOnly, !codes && !m.keepsAWay(is):
		return problem.New(problem.LastAuthenticator)
	case codes:
		m.recovery = nil
	default:
		hint = a.hint
	}
	p.unbind(m, is)
	p.note(m, plan.EventAuthRemoved, s.device, hint)
	p.tellChange(m, "a way to sign in was removed", "“"+hint+"” was removed.")
	return nil
}

// keepsAWay reports whether a member without some authenticators can still prove something.
func (m *member) keepsAWay(without func(*authenticator) bool) bool {
	lost := slices.ContainsFunc(m.authenticators, without)
	kept := slices.ContainsFunc(m.authenticators, func(a *authenticator) bool { return !without(a) })
	return !lost || kept || m.remaining() > 0
}

// unbind takes authenticators away, and ends the sign-ins that may stand before one of them.
func (p *Plan) unbind(m *member, gone func(*authenticator) bool) {
	m.authenticators = slices.DeleteFunc(m.authenticators, gone)
	p.dropTalks(nil, m)
}

// endSession ends one other session. One that asks to end itself signs out instead.
func (p *Plan) endSession(s *session, id string) *problem.Problem {
	if string(s.plan.ID) == id {
		return refusedField("id")
	}
	for _, other := range p.sessionsOf(s.member) {
		if string(other.plan.ID) == id {
			other.over, other.reason = problem.SessionRevoked, endedByMember
			p.note(s.member, plan.EventSessionsEnded, s.device, other.device)
			p.tellChange(s.member, "a session was ended", "A session on “"+other.device+"” was ended.")
		}
	}
	return nil
}

// endedByMember is why a session ended that its member ended from another one.
const endedByMember = "ended_by_member"

// endAllOthers ends all other sessions, and every trust.
func (p *Plan) endAllOthers(s *session, _ string) *problem.Problem {
	p.endOthers(s.member, s, endedByMember)
	p.endTrusts(s.member)
	p.note(s.member, plan.EventSessionsEnded, s.device, "")
	p.tellChange(s.member, "sessions were ended", "All other sessions were ended, and no device is trusted any more.")
	return nil
}

// forgetDevice ends the trust in one device.
func (p *Plan) forgetDevice(s *session, id string) *problem.Problem {
	for token, t := range p.trusts {
		if t.member == s.member && string(t.id) == id {
			delete(p.trusts, token)
			p.tellChange(s.member, "a device is no longer trusted", "“"+t.device+"” is asked for a second proof again.")
		}
	}
	return nil
}
