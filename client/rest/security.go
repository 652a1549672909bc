package rest

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// Overview gives everything about the account that can be looked at.
func (p *Plan) Overview(ctx context.Context, session plan.Session) (plan.Overview, error) {
	var w wire.Security
	a, err := p.get(ctx, request{path: p.base + "/security", session: session}, &w)
	if err != nil {
		return plan.Overview{}, err
	}
	overview, err := w.Overview()
	return overview, a.checked(err)
}

// Activity gives what happened to the account, newest first.
func (p *Plan) Activity(ctx context.Context, session plan.Session) ([]plan.Event, error) {
	var w wire.Activity
	a, err := p.get(ctx, request{path: p.base + "/activity", session: session}, &w)
	if err != nil {
		return nil, err
	}
	list, err := w.List()
	return list, a.checked(err)
}

// RemoveContact takes a contact away.
func (p *Plan) RemoveContact(ctx context.Context, session plan.Session, id plan.ContactID) error {
	return p.takeOne(ctx, session, "/contacts/", string(id))
}

// RemoveAuthenticator takes a way of signing in away.
func (p *Plan) RemoveAuthenticator(ctx context.Context, session plan.Session, id plan.AuthenticatorID) error {
	return p.takeOne(ctx, session, "/authenticators/", string(id))
}

// EndSession ends one other session.
func (p *Plan) EndSession(ctx context.Context, session plan.Session, id plan.SessionID) error {
	return p.takeOne(ctx, session, "/sessions/", string(id))
}

// EndOthers ends all sessions but this, and forgets every trusted device.
func (p *Plan) EndOthers(ctx context.Context, session plan.Session) error {
	return p.take(ctx, session, "/sessions")
}

// ForgetDevice ends the trust in one device.
func (p *Plan) ForgetDevice(ctx context.Context, session plan.Session, id plan.DeviceID) error {
	return p.takeOne(ctx, session, "/devices/", string(id))
}

// NotMe says that an event was somebody else. It is not repeated by itself: every contact is told each time.
func (p *Plan) NotMe(ctx context.Context, session plan.Session, id plan.EventID) error {
	path := "/not-me"
	if id != "" {
		path = "/activity/" + url.PathEscape(string(id)) + "/not-me"
	}
	return p.tell(ctx, request{method: http.MethodPost, path: p.base + path, session: session})
}

// Freeze holds the account. It is not repeated by itself: the session is over by then.
func (p *Plan) Freeze(ctx context.Context, session plan.Session) error {
	return p.tell(ctx, request{method: http.MethodPost, path: p.base + "/freeze", session: session})
}

// errNoID is a fault of ours: an id that would address something else than one thing.
var errNoID = errors.New("rest: an id that names nothing")

// takeOne takes the thing of that id away.
func (p *Plan) takeOne(ctx context.Context, session plan.Session, kind, id string) error {
	at, err := one(id)
	if err != nil {
		return err
	}
	return p.take(ctx, session, kind+at)
}

// one is an id as a segment of an address. The empty id and dots would be resolved to the path above (RFC 3986, section 5.2.4): to
// all sessions, for one.
func one(id string) (segment string, err error) {
	if strings.Trim(id, ".") == "" {
		return "", problem.New(problem.Unexpected).Because(errNoID)
	}
	return url.PathEscape(id), nil
}

// take takes something away. Once more does no harm: what is gone stays gone (RFC 9110, section 9.2.2).
func (p *Plan) take(ctx context.Context, session plan.Session, path string) error {
	return p.tell(ctx, request{method: http.MethodDelete, path: p.base + path, session: session, again: true})
}

// tell makes a request whose answer has nothing in it.
func (p *Plan) tell(ctx context.Context, r request) error {
	if _, err := p.do(ctx, r); err != nil {
		return problem.Of(err)
	}
	return nil
}
