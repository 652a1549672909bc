package rest

import (
	"context"
	"net/http"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// Invite has somebody without a grant ask for one by a code. It is not repeated by itself: a second code would be good too, and
// nobody would know of it.
func (p *Plan) Invite(ctx context.Context, session plan.Session, offer plan.GrantOffer) (plan.Ticket, error) {
	body, err := wire.OfferBody(offer)
	if err != nil {
		return plan.Ticket{}, problem.New(problem.Unexpected).Because(err)
	}
	return p.ticket(ctx, request{method: http.MethodPost, path: p.base + "/invitations", session: session, body: body})
}

// Invited tells what an invitation offers. It is not repeated by itself: a wrong code may cost a try.
func (p *Plan) Invited(ctx context.Context, session plan.Session, typed string) (plan.Grant, error) {
	return p.invitation(ctx, session, "/invitations/look", typed)
}

// Accept takes an invitation. It is not repeated by itself: it is good once.
func (p *Plan) Accept(ctx context.Context, session plan.Session, typed string) (plan.Grant, error) {
	return p.invitation(ctx, session, "/invitations/accept", typed)
}

func (p *Plan) invitation(ctx context.Context, session plan.Session, path, typed string) (plan.Grant, error) {
	return p.grant(ctx, request{method: http.MethodPost, path: p.base + path, session: session, body: wire.TypedBody(typed)}, "")
}

// ticket makes a request whose answer is a ticket. A link that is not the plan's is not passed on.
func (p *Plan) ticket(ctx context.Context, r request) (plan.Ticket, error) {
	var w wire.Ticket
	a, err := p.get(ctx, r, &w)
	if err != nil {
		return plan.Ticket{}, err
	}
	t, err := w.Ticket()
	if !p.own(t.Link) {
		t.Link = ""
	}
	return t, a.checked(err)
}
