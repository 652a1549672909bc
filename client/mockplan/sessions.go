package mockplan

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// session is one that is open, or was ended by the plan: the app is told why once it comes back.
type session struct {
	member     *member
	identifier string
	before     time.Time // the sign-in before this one
	plan       plan.Session
	used       time.Time
	device     string       // as it names itself
	trust      *trust       // that was given or used in signing in; nil: none
	place      string       // empty: where everybody is
	over       problem.Code // empty while it lasts
	reason     string
}

// finish ends a conversation with a session, and a trusted device where that was asked for.
func (p *Plan) finish(f *flow) {
	now, m := p.now(), f.member
	s := &session{member: m, identifier: f.name, before: m.lastSignIn, used: now, device: f.device, plan: plan.Session{
		ID: plan.SessionID(p.token(9)), Token: secret.Of([]byte(p.token(32))), Actor: m.ID, AAL: assurance(f.methods), Methods: f.methods, Began: now,
		Proved: now, Idle: p.policy.Session.Idle, Warn: p.policy.Session.Warn, Ends: now.Add(p.policy.Session.Absolute), Shared: f.shared}}
	p.sessions[string(s.plan.Token.Reveal())] = s
	m.lastSignIn, m.reminded = now, 0
	p.intruder(m)
	p.note(m, plan.EventSignIn, f.device, "")
	p.join(f)
	p.finishWith(f, s)
	s.trust = f.trusted
	if f.trust && !f.shared && p.policy.TrustedDevice.MaxAgeDays > 0 {
		token := p.grantTrust(m, f.device)
		f.done.Trust, s.trust = secret.Of([]byte(token)), p.trusts[token]
	}
}

// finishWith ends a conversation with a session as it now stands.
func (p *Plan) finishWith(f *flow, s *session) {
	f.at, f.doneAt = plan.KindDone, p.now()
	head := p.head(f)
	head.Number, head.Back = f.number+1, false
	f.done = &plan.Done{Head: head, Session: s.plan, Account: p.account(s.member, s.identifier, s.before)}
}

// assurance is AAL2 for two factors that were proved now; a trusted device is a convenience, not a proof, and an identity
// provider stands for the password.
func assurance(methods []string) plan.AAL {
	for _, m := range methods {
		if m != "password" && m != "trusted-device" && m != byProvider {
			return plan.AAL2
		}
	}
	return plan.AAL1
}

// signedIn gives the session of a request, or why there is none any more. Being asked starts the idle time anew.
func (p *Plan) signedIn(r *http.Request) (*session, *problem.Problem) {
	s, trouble := p.watching(r)
	if trouble == nil {
		s.used = p.now()
	}
	return s, trouble
}

// watching is signedIn for what a device asks by itself, without the member: the idle time goes on.
func (p *Plan) watching(r *http.Request) (*session, *problem.Problem) {
	if s, trouble, ok := p.guest(r); ok {
		return s, trouble
	}
	s := p.sessions[bearer(r)]
	if s == nil {
		return nil, problem.New(problem.SessionRevoked)
	}
	return s, p.ended(s)
}

// bearer gives the token of a request; empty: it has none, or several, of which somebody on the way may have checked
// another.
func bearer(r *http.Request) string {
	all := r.Header.Values("Authorization")
	if len(all) != 1 || !strings.HasPrefix(all[0], "Bearer ") {
		return ""
	}
	return all[0][len("Bearer "):]
}

// ended says why a session is over; nil: it is not.
func (p *Plan) ended(s *session) *problem.Problem {
	p.age(s)
	if s.over == "" {
		return nil
	}
	trouble := problem.New(s.over)
	trouble.Facts.Reason = s.reason
	return trouble
}

// age ends a session whose time is up, or that a knob ends.
func (p *Plan) age(s *session) {
	now := p.now()
	for _, k := range sessionKnobs {
		if setting, on := p.faults.use(k.knob, s.member); on && s.over == "" {
			s.over, s.reason = k.code, setting.Reason
		}
	}
	switch {
	case s.over != "":
	case !now.Before(s.plan.Ends):
		s.over = problem.SessionAbsolute
	case !now.Before(s.used.Add(s.plan.Idle)):
		s.over = problem.SessionIdle
	}
}

// lives reports whether a session is still open.
func (p *Plan) lives(of plan.Session) bool {
	s := p.sessions[string(of.Token.Reveal())]
	return s != nil && s.over == ""
}

// overFor is how long a session that has ended is remembered, so that the app is told why once it comes back.
const overFor = 24 * time.Hour

func (p *Plan) sweepSessions(now time.Time) {
	for token, s := range p.sessions {
		if now.Sub(s.plan.Ends) > overFor {
			delete(p.sessions, token)
		}
	}
}

var sessionKnobs = []struct {
	knob string
	code problem.Code
}{
	{"sess.idle", problem.SessionIdle}, {"sess.absolute", problem.SessionAbsolute}, {"sess.revoked", problem.SessionRevoked},
}

// sessionsOf gives the sessions of a member that are open, oldest first.
func (p *Plan) sessionsOf(m *member) []*session {
	var out []*session
	for _, s := range p.sessions {
		if s.member == m && s.open(p.now()) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *session) int {
		return cmp.Or(a.plan.Began.Compare(b.plan.Began), strings.Compare(string(a.plan.ID), string(b.plan.ID)))
	})
	return out
}

// open reports whether a session's time is not up.
func (s *session) open(now time.Time) bool {
	return s.over == "" && now.Before(s.plan.Ends) && now.Before(s.used.Add(s.plan.Idle))
}

// endSessions ends all of a member's sessions, and says why when one of them comes back.
func (p *Plan) endSessions(m *member, reason string) { p.endOthers(m, nil, reason) }

// endOthers is endSessions for all but one.
func (p *Plan) endOthers(m *member, but *session, reason string) {
	for _, s := range p.sessions {
		if s.member == m && s.over == "" && s != but {
			s.over, s.reason = problem.SessionRevoked, reason
		}
	}
}

// signOut forgets a session. One that is gone already is signed out too.
func (p *Plan) signOut(r *http.Request) {
	delete(p.sessions, bearer(r))
}
