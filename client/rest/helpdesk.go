package rest

import (
	"context"
	"net/http"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// SendPacket gives the lines over. It is not repeated by itself: a person would read it twice. What was not taken is
// problem.PacketNotSent with why as its cause; the trouble of a connection or of a session that ended stays what it is.
func (p *Plan) SendPacket(ctx context.Context, session *plan.Session, lines []plan.PacketLine) (reference string, err error) {
	r := request{method: http.MethodPost, path: p.base + "/support", body: wire.PacketBody(lines)}
	if session != nil {
		r.session = *session
	}
	var w wire.PacketTaken
	a, err := p.get(ctx, r, &w)
	if err == nil {
		reference, err = w.Taken()
		err = a.checked(err)
	}
	return reference, notTaken(err)
}

func notTaken(err error) error {
	p := problem.Of(err)
	if p == nil {
		return nil
	}
	if p.Kind == problem.Offline || p.Kind == problem.Reauth {
		return p
	}
	out := problem.New(problem.PacketNotSent).Because(p)
	out.Reference, out.Status, out.Until = p.Reference, p.Status, p.Until
	return out
}
