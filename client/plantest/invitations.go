package plantest

import (
	"maps"

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
