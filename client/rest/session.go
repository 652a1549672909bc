package rest

import (
	"context"
	"net/http"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// Account tells who is signed in.
func (p *Plan) Account(ctx context.Context, session plan.Session) (plan.Account, error) {
	var w wire.Account
	a, err := p.get(ctx, request{path: p.base + "/account", session: session}, &w)
	if err != nil {
		return plan.Account{}, err
	}
	account, err := w.Account()
	return account, a.checked(err)
}

// Extend starts the idle time of a session anew. A plan that gives no token keeps the old one; the session that comes
// back has a copy of its own.
func (p *Plan) Extend(ctx context.Context, session plan.Session) (plan.Session, error) {
	var w wire.Session
	a, err := p.get(ctx, request{method: http.MethodPost, path: p.base + "/session/extend", session: session}, &w)
	if err != nil {
		return plan.Session{}, err
	}
	if w.Token.Empty() {
		w.Token = wire.Secret{Bytes: session.Token.Clone()}
	}
	extended, err := w.Session()
	return extended, a.checked(err)
}

// SignOut ends a session. One that the plan has already ended is signed out.
func (p *Plan) SignOut(ctx context.Context, session plan.Session) (browser string, err error) {
	a, err := p.do(ctx, request{method: http.MethodDelete, path: p.base + "/session", session: session})
	if ended := problem.Of(err); ended != nil && ended.Kind == problem.Reauth {
		return "", nil
	}
	if err != nil || len(a.body) == 0 {
		return "", err
	}
	var w wire.SignedOut
	if err := a.read(&w); err != nil {
		return "", err
	}
	if !wire.SafeURL(w.Browser) {
		return "", nil
	}
	return w.Browser, nil
}

// get makes a request and decodes its answer. Method is GET unless told otherwise.
func (p *Plan) get(ctx context.Context, r request, into any) (answer, error) {
	if r.method == "" {
		r.method = http.MethodGet
	}
	a, err := p.do(ctx, r)
	if err != nil {
		return a, problem.Of(err)
	}
	return a, a.read(into)
}

// checked signs what wire found wrong with an answer.
func (a answer) checked(err error) error {
	if err == nil {
		return nil
	}
	return a.sign(problem.Of(err))
}
