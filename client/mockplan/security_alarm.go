package mockplan

import (
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// reportNotMe is a member who says that somebody else was at the account: what others have opened ends, and what they know
// is worth nothing. An empty id is about nothing in particular.
func (p *Plan) reportNotMe(s *session, id string) *problem.Problem {
	m, hint := s.member, ""
	if id != "" {
		at := slices.IndexFunc(m.events, func(e plan.Event) bool { return string(e.ID) == id })
		if at < 0 {
			return refusedField("id")
		}
		hint = string(m.events[at].What)
	}
	p.shutOut(m, s)
	m.mustChange, m.review = true, true
	p.note(m, plan.EventReported, s.device, hint)
	p.tellChange(m, "you told us it was not you", "All other sessions were ended. A new password is asked for before anything else.")
	return nil
}

// freeze holds the account until its member proves by two routes who they are.
func (p *Plan) freeze(s *session, _ string) *problem.Problem {
	m := s.member
	p.shutOut(m, nil)
	m.frozen, m.review = true, true
	p.note(m, plan.EventFrozen, s.device, "")
	p.tellChange(m, "your account is frozen", "Nobody can sign in. You open it again in the app, with two proofs of who you are.")
	return nil
}

// shutOut ends everything that is open for a member but one session: sessions, trusts, sign-ins that wait for a second
// factor, recoveries, and invitations that somebody else may have made.
func (p *Plan) shutOut(m *member, but *session) {
	p.endOthers(m, but, endedByReport)
	p.endTrusts(m)
	p.dropTalks(nil, m)
	p.endInvitations(m)
	m.recoveries++
}

// endedByReport is why a session ended whose account somebody else was at.
const endedByReport = "reported"

// strangersPlace is where the stranger of the knob device.new_alert sits.
const strangersPlace = "Rivergate"

// intruder is the knob device.new_alert: beside a member's sign-in there is another one, a minute old, from a device that they
// do not have, and every contact was told of it.
func (p *Plan) intruder(m *member) {
	setting, on := p.faults.on("device.new_alert", m)
	if !on || !m.alerted.Before(setting.turned) {
		return
	}
	const device = "A Windows computer"
	m.alerted = setting.turned
	at := p.now().Add(-time.Minute)
	token := p.token(32)
	p.sessions[token] = &session{member: m, identifier: m.Username, used: at, device: device, place: strangersPlace, plan: plan.Session{
		ID: plan.SessionID(p.token(9)), Token: secret.Of([]byte(token)), Actor: m.ID, AAL: plan.AAL1, Methods: []string{"password"}, Began: at,
		Proved: at, Idle: p.policy.Session.Idle, Warn: p.policy.Session.Warn, Ends: at.Add(p.policy.Session.Absolute)}}
	m.events = append(m.events, plan.Event{ID: plan.EventID(p.token(9)), What: plan.EventSignIn, At: at, Device: device, Place: strangersPlace})
	p.tellAll(m, words{subject: "New sign-in to your account", body: device + " signed in to your " + planName + " account from " + strangersPlace +
		". If this was not you, say so in the app under Security."})
}
