package rest

import (
	"context"
	"errors"
	"net/http"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// Received gives the grants in which the session's actor is the actor.
func (p *Plan) Received(ctx context.Context, session plan.Session) ([]plan.Grant, error) {
	return p.grants(ctx, session, "/grants/received", func(g plan.Grant) plan.MemberID { return g.Actor.ID })
}

// Given gives those in which they are the subject.
func (p *Plan) Given(ctx context.Context, session plan.Session) ([]plan.Grant, error) {
	return p.grants(ctx, session, "/grants/given", func(g plan.Grant) plan.MemberID { return g.Subject.ID })
}

// Request asks for a grant that is not there. It is not repeated by itself: a person looks at each.
func (p *Plan) Request(ctx context.Context, session plan.Session, wish plan.GrantWish) (plan.Grant, error) {
	return p.grant(ctx, request{method: http.MethodPost, path: p.base + "/grants", session: session, body: wire.WishBody(wish)}, "")
}

// Renew asks for one that ended to count again. It is not repeated by itself, as Request is not.
func (p *Plan) Renew(ctx context.Context, session plan.Session, id plan.GrantID) (plan.Grant, error) {
	path, err := p.of(id, "/renew")
	if err != nil {
		return plan.Grant{}, err
	}
	return p.grant(ctx, request{method: http.MethodPost, path: path, session: session}, id)
}

// AskMember has the plan ask the subject. It is not repeated by itself: they are written to each time.
func (p *Plan) AskMember(ctx context.Context, session plan.Session, id plan.GrantID, ask plan.Ask) (plan.Asked, error) {
	path, err := p.of(id, "/ask")
	if err != nil {
		return plan.Asked{}, err
	}
	return p.asked(ctx, request{method: http.MethodPost, path: path, session: session, body: wire.AskBody(ask)})
}

// HelpBackIn starts a recovery of the subject's account. It is not repeated by itself: they are written to each time.
func (p *Plan) HelpBackIn(ctx context.Context, session plan.Session, id plan.GrantID) (plan.Asked, error) {
	path, err := p.of(id, "/help-back-in")
	if err != nil {
		return plan.Asked{}, err
	}
	return p.asked(ctx, request{method: http.MethodPost, path: path, session: session})
}

// Allow has a grant count with this scope and end. Once more does no harm: it stands as it stood (RFC 9110, section 9.2.2).
func (p *Plan) Allow(ctx context.Context, session plan.Session, id plan.GrantID, offer plan.GrantOffer) (plan.Grant, error) {
	path, err := p.of(id, "")
	if err != nil {
		return plan.Grant{}, err
	}
	body, err := wire.OfferBody(offer)
	if err != nil {
		return plan.Grant{}, problem.New(problem.Unexpected).Because(err)
	}
	return p.grant(ctx, request{method: http.MethodPut, path: path, session: session, body: body, again: true}, id)
}

// Revoke ends a grant.
func (p *Plan) Revoke(ctx context.Context, session plan.Session, id plan.GrantID) error {
	return p.takeOne(ctx, session, "/grants/", string(id))
}

// Acts tells what was seen and done under a grant, newest first.
func (p *Plan) Acts(ctx context.Context, session plan.Session, id plan.GrantID) ([]plan.Act, error) {
	path, err := p.of(id, "/acts")
	if err != nil {
		return nil, err
	}
	var w wire.Acts
	a, err := p.get(ctx, request{path: path, session: session}, &w)
	if err != nil {
		return nil, err
	}
	if w.Grant != string(id) {
		return nil, a.malformed(errAnother)
	}
	list, err := w.List()
	return list, a.checked(err)
}

// errAnother is the cause where an answer is about somebody or something that was not asked about.
var errAnother = errors.New("rest: the answer is about another")

// of is the address of what can be asked of one grant.
func (p *Plan) of(id plan.GrantID, what string) (path string, err error) {
	at, err := one(string(id))
	return p.base + "/grants/" + at + what, err
}

// grants gives a list of which the session's member is one side, by whose: a list with another's grant in it is not believed.
func (p *Plan) grants(ctx context.Context, session plan.Session, path string, whose func(plan.Grant) plan.MemberID) ([]plan.Grant, error) {
	var w wire.Grants
	a, err := p.get(ctx, request{path: p.base + path, session: session}, &w)
	if err != nil {
		return nil, err
	}
	list, err := w.List()
	if err != nil {
		return nil, a.checked(err)
	}
	for _, g := range list {
		if whose(g) != session.Actor {
			return nil, a.malformed(errAnother)
		}
	}
	return list, nil
}

// grant makes a request whose answer is a grant of that id, empty: any. The session's member is one side of it.
func (p *Plan) grant(ctx context.Context, r request, id plan.GrantID) (plan.Grant, error) {
	var w wire.Grant
	a, err := p.get(ctx, r, &w)
	if err != nil {
		return plan.Grant{}, err
	}
	g, err := w.Grant()
	if err != nil {
		return plan.Grant{}, a.checked(err)
	}
	me := r.session.Actor
	if id != "" && g.ID != id || g.Actor.ID != me && g.Subject.ID != me {
		return plan.Grant{}, a.malformed(errAnother)
	}
	return g, nil
}

// asked makes a request whose answer tells where the plan asked.
func (p *Plan) asked(ctx context.Context, r request) (plan.Asked, error) {
	var w wire.Asked
	a, err := p.get(ctx, r, &w)
	if err != nil {
		return plan.Asked{}, err
	}
	asked, err := w.Asked()
	return asked, a.checked(err)
}
