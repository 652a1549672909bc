package client

import (
	"context"

	"vestibule/app/plan"
)

// guarded is the Security of two servers: the account is the identity server's, what happened to it is told by whoever
// keeps a log, and an alarm goes to whoever can act on it.
type guarded struct {
	plan.Security
	log, alarm, hold plan.Security
}

// composeSecurity gives the port for the account; nil: neither server has one.
func composeSecurity(identity, services *plan.Plan) plan.Security {
	mine, theirs := identity.Security, services.Security
	switch {
	case theirs == nil:
		return mine
	case mine == nil && services.Document.Can(plan.CanSecurity).How == plan.InApp:
		return theirs
	case mine == nil:
		return justLog{theirs}
	}
	choose := func(c plan.Capability) plan.Security {
		if servicesDo(c, identity.Document, services.Document) {
			return theirs
		}
		return mine
	}
	return guarded{Security: mine, log: choose(plan.CanActivity), alarm: choose(plan.CanNotMe), hold: choose(plan.CanFreeze)}
}

// justLog is the Security of services that keep a log of an account they know nothing else of.
type justLog struct{ plan.Security }

// Overview is empty: what there is is shown by the server's own pages.
func (justLog) Overview(context.Context, plan.Session) (plan.Overview, error) {
	return plan.Overview{}, nil
}

// Activity gives what happened, from whoever keeps the log.
func (g guarded) Activity(ctx context.Context, session plan.Session) ([]plan.Event, error) {
	return g.log.Activity(ctx, session)
}

// NotMe says that an event was somebody else, to whoever can act on it; its id means something only where it was told.
func (g guarded) NotMe(ctx context.Context, session plan.Session, id plan.EventID) error {
	if g.log != g.alarm {
		id = ""
	}
	return g.alarm.NotMe(ctx, session, id)
}

// Freeze holds the account.
func (g guarded) Freeze(ctx context.Context, session plan.Session) error {
	return g.hold.Freeze(ctx, session)
}
