package plantest

import (
	"maps"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// actsFor: who takes an invitation sees what it opens, of whom it is from, and nothing else; both sides are told of it, and of what
// was looked at.
func actsFor(h *hand) {
	p := h.people()
	p.closed(plan.Results, "nobody has let them in", problem.NotForMember, problem.GrantNone)
	grant := p.letIn()
	if grant.Actor.ID != p.by.Actor || !maps.Equal(grant.Scope, p.offer.Scope) || !grant.Ends.Equal(p.offer.Ends) {
		h.t.Errorf("invited to %+v, and has %+v", p.offer, grant)
	}
	if _, err := p.listed(plan.Results); err != nil {
		h.t.Errorf("let in, and turned away: %v", err)
	}
	p.closed(plan.Messages, "messages were not opened", problem.GrantScope)
	taken, gave := p.received(grant.ID), p.given(grant.ID)
	if !taken.Counts() || taken.Subject.ID != p.whom || taken.Actor.ID != p.by.Actor || !maps.Equal(taken.Scope, p.offer.Scope) {
		h.t.Errorf("who takes it has %+v", taken)
	}
	if !gave.Counts() || gave.Subject.ID != p.of.Actor || !maps.Equal(gave.Scope, p.offer.Scope) {
		h.t.Errorf("who gives it has %+v", gave)
	}
	_, err := h.plan.Records.List(h.t.Context(), plan.For(p.of, gave.Actor.ID), plan.Results)
	h.turnedAway(err, "a grant goes one way", problem.NotForMember, problem.GrantNone)
	p.toldOf(grant.ID, plan.Act{Kind: plan.Results})
}

// toldOf checks that either side is told once that the actor saw or did something.
func (p *people) toldOf(id plan.GrantID, want plan.Act) {
	p.subject.t.Helper()
	for _, side := range []struct {
		h *hand
		s plan.Session
	}{{p.subject, p.of}, {p.actor, p.by}} {
		acts, err := side.h.plan.Grants.Acts(side.h.t.Context(), side.s, id)
		n := 0
		for _, a := range acts {
			if a.Kind == want.Kind && a.What == want.What && a.Who != "" && !a.At.IsZero() {
				n++
			}
		}
		if err != nil || n != 1 {
			side.h.t.Errorf("%s %q is told %d times: %v %+v", want.Kind, want.What, n, err, acts)
		}
	}
}

// grantEnds: either side ends a grant at once, and what was open is closed with the next look.
func grantEnds(h *hand) {
	p := h.people()
	for who, end := range map[string]func(plan.GrantID) error{
		"the subject": func(id plan.GrantID) error { return p.subject.plan.Grants.Revoke(h.t.Context(), p.of, id) },
		"the actor":   func(id plan.GrantID) error { return p.actor.plan.Grants.Revoke(h.t.Context(), p.by, id) },
	} {
		grant := p.letIn()
		if err := end(grant.ID); err != nil {
			h.t.Fatalf("%s cannot end it: %v", who, err)
		}
		p.closed(plan.Results, who+" has ended it", problem.GrantRevoked, problem.GrantNone)
		if seen := p.received(grant.ID); seen.Counts() {
			h.t.Errorf("%s has ended it, and it counts: %+v", who, seen)
		}
		if err := end(grant.ID); err != nil && problem.Of(err).Kind != problem.Forbidden {
			h.t.Errorf("%s ended it twice: %v", who, err)
		}
	}
}

// grantChanges: the subject gives less and more, the actor nothing to themselves.
func grantChanges(h *hand) {
	p := h.people()
	grant, offer := p.letIn(), p.offer
	offer.Scope = map[plan.RecordKind]plan.Access{plan.Appointments: plan.MayLook}
	_, err := p.actor.plan.Grants.Allow(h.t.Context(), p.by, grant.ID, offer)
	p.actor.turnedAway(err, "an actor let themselves in further", problem.NotForMember)
	p.closed(plan.Appointments, "only the subject opens more", problem.GrantScope)
	if err := h.fresh(&p.of, func(s plan.Session) error {
		_, err := h.plan.Grants.Allow(h.t.Context(), s, grant.ID, offer)
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	if _, err := p.listed(plan.Appointments); err != nil {
		h.t.Errorf("opened, and turned away: %v", err)
	}
	p.closed(plan.Results, "results were closed", problem.GrantScope)
}

// grantOfOthers: who is on neither side of a grant learns nothing of it and changes nothing; it is told like one that is not there.
func grantOfOthers(h *hand) {
	p := h.people()
	grant := p.letIn()
	third := h.another(h.m.Name, p.actor.m.Name)
	session := third.signIn().Session
	for _, id := range []plan.GrantID{grant.ID, "there-is-no-such-grant"} {
		_, acts := third.plan.Grants.Acts(h.t.Context(), session, id)
		_, renewed := third.plan.Grants.Renew(h.t.Context(), session, id)
		_, allowed := third.plan.Grants.Allow(h.t.Context(), session, id, p.offer)
		for what, err := range map[string]error{"acts": acts, "renew": renewed, "allow": allowed, "revoke": third.plan.Grants.Revoke(h.t.Context(), session, id)} {
			third.turnedAway(err, what+" of a grant that is not theirs", problem.NotForMember, problem.GrantNone)
		}
	}
	for _, who := range []plan.MemberID{p.whom, "nobody-at-all"} {
		_, err := third.plan.Records.List(h.t.Context(), plan.For(session, who), plan.Results)
		third.turnedAway(err, "a record that nobody opened to them", problem.NotForMember, problem.GrantNone)
	}
	if _, err := p.listed(plan.Results); err != nil {
		h.t.Errorf("a third one tried to end it, and it is over: %v", err)
	}
}
