package mockplan

import (
	"net/http"
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// secure names the addresses of a member's own account.
func (p *Plan) secure(mux *http.ServeMux) {
	mux.HandleFunc("GET /v1/security", p.getSecurity)
	mux.HandleFunc("DELETE /v1/contacts/{id}", p.changing(p.removeContact))
	mux.HandleFunc("DELETE /v1/authenticators/{id}", p.changing(p.removeAuthenticator))
	mux.HandleFunc("DELETE /v1/sessions/{id}", p.changing(p.endSession))
	mux.HandleFunc("DELETE /v1/sessions", p.changing(p.endAllOthers))
	mux.HandleFunc("DELETE /v1/devices/{id}", p.changing(p.forgetDevice))
	mux.HandleFunc("POST /v1/activity/{id}/not-me", p.alarmed(p.reportNotMe))
	mux.HandleFunc("POST /v1/not-me", p.alarmed(p.reportNotMe))
	mux.HandleFunc("POST /v1/freeze", p.alarmed(p.freeze))
}

func (p *Plan) getSecurity(w http.ResponseWriter, r *http.Request) {
	p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
		return wire.FromOverview(p.overview(s), p.now()), nil
	})
}

func (p *Plan) getActivity(w http.ResponseWriter, r *http.Request) {
	p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) {
		newest := slices.Clone(s.member.events)
		slices.Reverse(newest)
		return wire.FromActivity(newest, p.now()), nil
	})
}

// changing is a handler that changes what guards an account: who does that has proved enough, and not long ago.
func (p *Plan) changing(do func(s *session, id string) *problem.Problem) http.HandlerFunc {
	return p.alarmed(func(s *session, id string) *problem.Problem {
		if p.stale(s) {
			return problem.New(problem.NeedsReauth)
		}
		return do(s, id)
	})
}

// alarmed is a handler for what a member in fear must be able to do at once.
func (p *Plan) alarmed(do func(s *session, id string) *problem.Problem) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p.forSession(w, r, p.signedIn, func(s *session) (any, *problem.Problem) { return nil, do(s, r.PathValue("id")) })
	}
}

// overview gives everything about an account that its member can look at. Contacts are masked: somebody may look over a
// shoulder.
func (p *Plan) overview(s *session) plan.Overview {
	m := s.member
	o := plan.Overview{PasswordChanged: m.changed, MustChange: m.mustChange, Contacts: p.contactsOf(m), Authenticators: p.onFile(m)}
	for _, open := range p.sessionsOf(m) {
		o.Sessions = append(o.Sessions, plan.OpenSession{ID: open.plan.ID, Device: open.device, Place: firstOf(open.place, place),
			Began: open.plan.Began, Used: open.used, This: open == s})
	}
	for _, t := range p.trustsOf(m) {
		o.Devices = append(o.Devices, plan.TrustedDevice{ID: t.id, Name: t.device, Added: t.granted, LastUsed: t.used,
			Until: t.end(p.policy.TrustedDevice), This: t == s.trust})
	}
	return o
}

// contactsOf are a member's contacts as they are shown.
func (p *Plan) contactsOf(m *member) []plan.ContactOnFile {
	var out []plan.ContactOnFile
	for _, c := range m.contacts {
		out = append(out, plan.ContactOnFile{ID: c.id, Kind: c.kind, Hint: masked(c.value), Confirmed: p.confirmedAt(m, c),
			Bouncing: p.bounces(m, c)})
	}
	return out
}

// onFile are all of a member's ways to sign in, also those that cannot be chosen now.
func (p *Plan) onFile(m *member) []plan.Authenticator {
	var out []plan.Authenticator
	for _, a := range m.authenticators {
		out = append(out, p.option(m, a))
	}
	if len(m.recovery) > 0 {
		out = append(out, p.recoveryOption(m))
	}
	return out
}
