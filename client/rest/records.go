package rest

import (
	"context"

	"vestibule/app/plan"
	"vestibule/client/rest/wire"
)

// List gives one kind of entry of one person, newest first. An answer about somebody else is problem.Malformed.
func (p *Plan) List(ctx context.Context, as plan.As, kind plan.RecordKind) ([]plan.Record, error) {
	path, err := p.records(as, kind)
	if err != nil {
		return nil, err
	}
	var w wire.Records
	a, err := p.get(ctx, request{path: path, session: as.Session}, &w)
	if err != nil {
		return nil, err
	}
	if !about(as, w.Subject) {
		return nil, a.malformed(errAnother)
	}
	list, err := w.List()
	return list, a.checked(err)
}

// records is the address of one kind of entry of one person.
func (p *Plan) records(as plan.As, kind plan.RecordKind) (path string, err error) {
	who, err := one(string(as.Subject))
	if err != nil {
		return "", err
	}
	what, err := one(string(kind))
	return p.base + "/people/" + who + "/records/" + what, err
}

// about reports that an answer is about the subject of a call. One that does not say is believed only of the actor's own entries,
// as older servers knew no others.
func about(as plan.As, said string) bool {
	return plan.MemberID(said) == as.Subject || said == "" && as.Subject == as.Session.Actor
}
