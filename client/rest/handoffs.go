package rest

import (
	"context"
	"net/http"

	"vestibule/app/plan"
	"vestibule/client/rest/wire"
)

// Leave leaves something for another device. It is not repeated by itself: a second ticket would be good too, and nobody would
// know of it.
func (p *Plan) Leave(ctx context.Context, session *plan.Session, what plan.Handoff) (plan.Ticket, error) {
	r := request{method: http.MethodPost, path: p.base + "/handoffs", body: wire.HandoffBody(what)}
	if session != nil {
		r.session = *session
	}
	return p.ticket(ctx, r)
}

// Take takes it up. It is not repeated by itself: it is good once.
func (p *Plan) Take(ctx context.Context, typed string) (plan.Handoff, error) {
	var w wire.Handoff
	a, err := p.get(ctx, request{method: http.MethodPost, path: p.base + "/handoffs/take", body: wire.TypedBody(typed)}, &w)
	if err != nil {
		return plan.Handoff{}, err
	}
	h, err := w.Handoff()
	return h, a.checked(err)
}
