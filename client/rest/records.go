package rest

import (
	"context"
	"net/url"

	"vestibule/app/plan"
	"vestibule/client/rest/wire"
)

// List gives one kind of entry of one person, newest first.
func (p *Plan) List(ctx context.Context, as plan.As, kind plan.RecordKind) ([]plan.Record, error) {
	path := p.base + "/people/" + url.PathEscape(string(as.Subject)) + "/records/" + url.PathEscape(string(kind))
	var w wire.Records
	a, err := p.get(ctx, request{path: path, session: as.Session}, &w)
	if err != nil {
		return nil, err
	}
	list, err := w.List()
	return list, a.checked(err)
}
