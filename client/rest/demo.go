package rest

import (
	"context"

	"vestibule/app/plan"
	"vestibule/client/rest/wire"
)

// Outbox gives what an invented plan "sent", newest first.
func (p *Plan) Outbox(ctx context.Context) ([]plan.Message, error) {
	var w wire.Outbox
	_, err := p.get(ctx, request{path: p.outbox}, &w)
	return w.List(), err
}

// Members gives the members of an invented plan.
func (p *Plan) Members(ctx context.Context) ([]plan.DemoMember, error) {
	var w wire.Members
	_, err := p.get(ctx, request{path: p.members}, &w)
	return w.List(), err
}
