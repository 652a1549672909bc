package rest

import (
	"context"
	"net/http"

	"vestibule/app/plan"
	"vestibule/client/rest/wire"
)

// Do does something in a record. One whose answer never came is asked for once more, as the plan does it once (Deed.Once); one
// with the subject's code is not: a wrong code costs a try.
func (p *Plan) Do(ctx context.Context, as plan.As, deed plan.Deed) (plan.Record, error) {
	path, err := p.records(as, deed.Kind)
	if err != nil {
		return plan.Record{}, err
	}
	id, err := one(deed.ID)
	if err != nil {
		return plan.Record{}, err
	}
	var w wire.DeedDone
	a, err := p.get(ctx, request{method: http.MethodPost, path: path + "/" + id + "/deeds", session: as.Session, body: wire.DeedBody(deed),
		again: deed.Their.Empty()}, &w)
	if err != nil {
		return plan.Record{}, err
	}
	if !about(as, w.Subject) || w.Record.ID != deed.ID {
		return plan.Record{}, a.malformed(errAnother)
	}
	r, err := w.Done()
	return r, a.checked(err)
}

// justRecords hides that something can be done in records, where the plan's document does not say so.
type justRecords struct{ plan.Records }
