package rest

import (
	"context"
	"net/http"
	"net/url"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// Pending gives the sign-ins elsewhere that wait for the member, newest first.
func (p *Plan) Pending(ctx context.Context, session plan.Session) ([]plan.Approval, error) {
	var w wire.Approvals
	a, err := p.get(ctx, request{path: p.base + "/approvals", session: session}, &w)
	if err != nil {
		return nil, err
	}
	list, err := w.List()
	return list, a.checked(err)
}

// Approve lets a sign-in in by the number on its page. It is not repeated by itself: a wrong number costs a try.
func (p *Plan) Approve(ctx context.Context, session plan.Session, id plan.ApprovalID, number secret.Bytes) error {
	return p.verdict(ctx, session, id, wire.ApproveBody(number.Reveal()))
}

// Deny turns a sign-in away.
func (p *Plan) Deny(ctx context.Context, session plan.Session, id plan.ApprovalID, notMe bool) error {
	return p.verdict(ctx, session, id, wire.DenyBody(notMe))
}

func (p *Plan) verdict(ctx context.Context, session plan.Session, id plan.ApprovalID, body []byte) error {
	_, err := p.do(ctx, request{method: http.MethodPost, path: p.base + "/approvals/" + url.PathEscape(string(id)), body: body,
		session: session})
	if err != nil {
		return problem.Of(err)
	}
	return nil
}
