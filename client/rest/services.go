package rest

import (
	"context"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// Status tells what is out of service. A status that could not be had is problem.StatusUnknown, with why as its cause:
// sign-in may still work, and is not held up by it.
func (p *Plan) Status(ctx context.Context) (plan.Status, error) {
	var w wire.Status
	_, err := p.get(ctx, request{path: p.base + "/status"}, &w)
	if err != nil {
		return plan.Status{}, unknown(err)
	}
	status, err := w.Status(p.clock.Now())
	if err != nil {
		return plan.Status{}, unknown(err)
	}
	return status, nil
}

// unknown keeps the trouble of a connection what it is: it stops a sign-in too.
func unknown(err error) error {
	p := problem.Of(err)
	if p.Kind == problem.Offline {
		return p
	}
	out := problem.New(problem.StatusUnknown).Because(p)
	out.Reference, out.Status = p.Reference, p.Status
	return out
}
