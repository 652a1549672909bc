package plantest

import (
	"maps"
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// invitation: it can be looked at, which opens nothing; it is taken once, by its code or its link; a wrong code is told from one
// that is over.
func invitation(h *hand) {
	p := h.people()
	ticket := p.invite()
	for range 2 {
		offer, err := p.actor.plan.Grants.Invited(h.t.Context(), p.by, ticket.Code)
		if err != nil || offer.Subject.Name == "" || !maps.Equal(offer.Scope, p.offer.Scope) {
			h.t.Fatalf("looked at: %+v, %v", offer, err)
		}
	}
	p.closed(plan.Results, "it was only looked at", problem.NotForMember, problem.GrantNone)
	if _, err := h.plan.Grants.Accept(h.t.Context(), p.of, ticket.Code); err == nil {
		h.t.Error("somebody let themselves in")
	}
	if _, err := p.actor.plan.Grants.Accept(h.t.Context(), p.by, ticket.Code); err != nil {
		h.t.Fatal(err)
	}
	_, again := p.actor.plan.Grants.Accept(h.t.Context(), p.by, ticket.Code)
	p.actor.turnedAway(again, "taken twice", problem.InvitationGone)
	_, wrong := p.actor.plan.Grants.Accept(h.t.Context(), p.by, "0000-0000")
	p.actor.turnedAway(wrong, "a code of no invitation", problem.InvitationWrong)
	p.byLink()
}

// byLink takes another one by its link.
func (p *people) byLink() {
	h := p.actor
	h.t.Helper()
	ticket := p.invite()
	if ticket.Link == "" {
		return
	}
	if _, err := h.plan.Grants.Accept(h.t.Context(), p.by, ticket.Link); err != nil {
		h.t.Errorf("by its link: %v", err)
	}
	_, again := h.plan.Grants.Accept(h.t.Context(), p.by, ticket.Code)
	h.turnedAway(again, "taken by its link, and then by its code", problem.InvitationGone)
}

// invitationTakenBack: one that is out is among the grants that were given, opens nothing, and ends by being taken back.
func invitationTakenBack(h *hand) {
	p := h.people()
	before := len(p.out())
	ticket := p.invite()
	out := p.out()
	if len(out) != before+1 {
		h.t.Fatalf("%d are out, and one was made after %d", len(out), before)
	}
	one := out[before]
	if one.Actor.Name != p.offer.Name || !maps.Equal(one.Scope, p.offer.Scope) {
		h.t.Errorf("it is listed as %+v", one)
	}
	if err := p.actor.plan.Grants.Revoke(h.t.Context(), p.by, one.ID); err == nil {
		h.t.Error("somebody else took it back")
	}
	for range 2 { // an answer may have got lost
		if err := p.subject.plan.Grants.Revoke(h.t.Context(), p.of, one.ID); err != nil {
			h.t.Fatal(err)
		}
	}
	_, err := p.actor.plan.Grants.Accept(h.t.Context(), p.by, ticket.Code)
	p.actor.turnedAway(err, "it was taken back", problem.InvitationGone)
	if len(p.out()) != before {
		h.t.Error("it is listed still")
	}
	ticket = p.invite()
	used := p.out()[before].ID
	if _, err := p.actor.plan.Grants.Accept(h.t.Context(), p.by, ticket.Code); err != nil {
		h.t.Fatal(err)
	}
	p.subject.turnedAway(p.subject.plan.Grants.Revoke(h.t.Context(), p.of, used), "somebody has used it", problem.InvitationGone)
}

// out are the invitations that the subject has out.
func (p *people) out() []plan.Grant {
	p.subject.t.Helper()
	list, err := p.subject.plan.Grants.Given(p.subject.t.Context(), p.of)
	if err != nil {
		p.subject.t.Fatal(err)
	}
	return slices.DeleteFunc(list, func(g plan.Grant) bool { return !g.Open() })
}

// invitationOver: one that nobody took is worth nothing after its time.
func invitationOver(h *hand) {
	p := h.people()
	ticket := p.invite()
	if !h.w.Pass(ticket.Until.Sub(h.plan.Clock.Now())) {
		h.t.Skip("only the real time passes here")
	}
	actor := p.actor.signIn().Session // that of before is over too
	_, err := p.actor.plan.Grants.Accept(h.t.Context(), actor, ticket.Code)
	p.actor.turnedAway(err, "taken after its time", problem.InvitationGone)
}
