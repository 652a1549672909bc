package plantest

import (
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// over checks that a session is dead: the plan says so by a problem that asks for a sign-in.
func (h *hand) over(session plan.Session, why string) {
	h.t.Helper()
	_, err := h.plan.Identity.Account(h.t.Context(), session)
	if p := problem.Of(err); p == nil || p.Kind != problem.Reauth {
		h.t.Errorf("%s, the session still answers: %v", why, err)
	}
}

// lives checks that a session works.
func (h *hand) lives(session plan.Session, why string) {
	h.t.Helper()
	if _, err := h.plan.Identity.Account(h.t.Context(), session); err != nil {
		h.t.Errorf("%s, the session is gone: %v", why, err)
	}
}

// signOut ends the session at the plan, not only here.
func signOut(h *hand) {
	h.anyMember()
	done := h.signIn()
	page, err := h.plan.Identity.SignOut(h.t.Context(), done.Session)
	if err != nil {
		h.t.Fatal(err)
	}
	if page != "" && !address(page) {
		h.t.Errorf("the page to end it at is %q", page)
	}
	h.over(done.Session, "signed out")
	if _, err := h.plan.Identity.SignOut(h.t.Context(), done.Session); err != nil {
		if p := problem.Of(err); p.Kind != problem.Reauth {
			h.t.Errorf("signed out twice: %v", err)
		}
	}
}

// noSession: a token that nobody gave out opens nothing.
func noSession(h *hand) {
	h.anyMember()
	done := h.signIn()
	forged := done.Session
	forged.Token = secret.Of([]byte("nothing-that-anybody-gave-out-0123"))
	if forged.ID != "" {
		forged.ID = "nobodys"
	}
	h.secret(forged.Token.Reveal())
	h.over(forged, "invented")
	for _, purpose := range plan.Purposes() {
		if !purpose.NeedsSession() {
			continue
		}
		step, err := h.plan.Identity.Begin(h.t.Context(), purpose, &forged)
		h.saw(step, err)
		p := problem.Of(err)
		if p == nil {
			h.t.Errorf("%s began in a session that never was, with %s", purpose, step.Kind())
		} else if p.Kind != problem.Reauth && p.Kind != problem.Forbidden {
			h.t.Errorf("%s in a session that never was: %v", purpose, err)
		}
	}
	h.lives(done.Session, "another one was invented")
}

// stepUp: one more proof in an open session; it is the same session afterwards, proved anew.
func stepUp(h *hand) {
	h.careful()
	before := h.signIn().Session
	h.w.Pass(time.Minute)
	after := h.done(h.begin(plan.StepUp, &before)).Session
	if !after.Same(before) {
		h.t.Error("stepping up gave another session")
	}
	if after.Proved.Before(before.Proved) {
		h.t.Errorf("proved at %v, before that at %v", after.Proved, before.Proved)
	}
	h.lives(after, "stepped up")
}

// sessions: each sign-in is listed once; one can be ended from another.
func sessions(h *hand) {
	h.can(plan.CanSecurity)
	h.can(plan.CanSessions)
	h.anyMember()
	first, second := h.signIn().Session, h.signIn().Session
	list := h.overview(&second).Sessions
	var here, others []plan.SessionID
	for _, s := range list {
		if s.This {
			here = append(here, s.ID)
		} else {
			others = append(others, s.ID)
		}
	}
	if len(here) != 1 || len(others) != 1 {
		h.t.Fatalf("two sign-ins are listed as %+v", list)
	}
	if err := h.fresh(&second, func(s plan.Session) error {
		return h.plan.Security.EndSession(h.t.Context(), s, others[0])
	}); err != nil {
		h.t.Fatal(err)
	}
	h.over(first, "ended from the other")
	h.lives(second, "it ended the other")
}

// endOthers: all but this one end.
func endOthers(h *hand) {
	h.can(plan.CanSecurity)
	h.can(plan.CanSessions)
	h.anyMember()
	first, second, third := h.signIn().Session, h.signIn().Session, h.signIn().Session
	if err := h.fresh(&third, func(s plan.Session) error { return h.plan.Security.EndOthers(h.t.Context(), s) }); err != nil {
		h.t.Fatal(err)
	}
	h.over(first, "all others ended")
	h.over(second, "all others ended")
	h.lives(third, "it ended the others")
}

// overview is the security page's.
func (h *hand) overview(session *plan.Session) plan.Overview {
	h.t.Helper()
	var seen plan.Overview
	if err := h.fresh(session, func(s plan.Session) (err error) {
		seen, err = h.plan.Security.Overview(h.t.Context(), s)
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	return seen
}
