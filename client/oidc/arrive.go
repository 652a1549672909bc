package oidc

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// longestArrival bounds an address that came back, in bytes.
const longestArrival = 16 << 10

// The causes where what came back is not believed.
var (
	errPlace  = errors.New("oidc: came back to another place, or with another state")
	errSaid   = errors.New("oidc: what came back says something twice, or nothing")
	errWho    = errors.New("oidc: another issuer answered, or did not say who it is (RFC 9207)")
	errAnswer = errors.New("oidc: not an answer to this step")
)

// Submit takes the address that came back, or the wish for another device.
func (p *Provider) Submit(ctx context.Context, step plan.Step, answer plan.Answer) (plan.Step, error) {
	t, err := taken(step.At().Handle)
	if err != nil {
		return nil, problem.New(problem.FlowExpired).Because(err)
	}
	defer t.clear()
	arrived, came := answer.(plan.Arrived)
	if p.stale(t) {
		return p.repeated(t, arrived.Address)
	}
	u := p.underway(t)
	if err := u.one.await(ctx); err != nil {
		return nil, err
	}
	defer u.one.leave()
	if p.stale(t) { // since this one waited
		return p.repeated(t, arrived.Address)
	}
	if _, another := answer.(plan.AnotherDevice); another && p.meta.Device != "" {
		return p.elsewhere(ctx, t)
	}
	if !came {
		return p.step(t), problem.New(problem.Unexpected).Because(errAnswer)
	}
	return p.arrived(ctx, t, arrived.Address)
}

// underway gives what a conversation has in this program; one of an earlier run has no door here.
func (p *Provider) underway(t talk) *underway {
	if u := p.talks.of(t); u != nil {
		return u
	}
	return p.talks.enter(t, func() {})
}

// repeated gives the same answer the same result; a state that was used opens nothing else (RFC 9700, section 4.7.1).
func (p *Provider) repeated(t talk, address secret.Bytes) (plan.Step, error) {
	e, _ := p.talks.over(t)
	h := p.held.of(e.session)
	if h == nil || e.answer != marked(address) || p.clock.Now().Sub(e.at) > again {
		return nil, problem.New(problem.FlowExpired)
	}
	return plan.Done{Head: t.head(), Session: h.session(), Account: e.account}, nil
}

// arrived reads what came back and exchanges the code.
func (p *Provider) arrived(ctx context.Context, t talk, address secret.Bytes) (plan.Step, error) {
	a, err := read(t, address)
	if errors.Is(err, errPlace) {
		return p.step(t), problem.New(problem.ProviderRefused).Because(err) // anybody may have sent it: nothing has happened
	}
	if err == nil && (a.issuer != "" || p.meta.SaysWho) && a.issuer != p.meta.Issuer {
		err = errWho // RFC 9207, section 2.4: of answers that say no, too
	}
	if err != nil {
		return p.offered(t, problem.New(problem.ProviderRefused).Because(err))
	}
	if a.fault != "" {
		return p.offered(t, faulty(a.fault))
	}
	got, err := p.exchange(ctx, t, a.code)
	if err != nil {
		return p.unexchanged(ctx, t, err)
	}
	return p.welcome(ctx, t, t.nonce, got, marked(address))
}

// unexchanged says what became of a code that was not exchanged. Where no answer came, the same page gives another.
func (p *Provider) unexchanged(ctx context.Context, t talk, err error) (plan.Step, error) {
	why := problem.Of(err)
	switch {
	case errors.Is(err, errClient):
		return p.introduced(ctx, t, why)
	case why.Kind == problem.Credential:
		return p.offered(t, why)
	}
	return p.step(t), why
}

// came is what an address brought back (RFC 6749, section 4.1.2; RFC 9207, section 2).
type came struct{ code, fault, issuer string }

// read takes an address apart. Place and state must be the step's own, and nothing may be said twice (RFC 6749, section 3.1).
func read(t talk, address secret.Bytes) (came, error) {
	whole, _, _ := bytes.Cut(address.Reveal(), []byte("#"))
	place, query, _ := bytes.Cut(whole, []byte("?"))
	if len(whole) > longestArrival || t.redirect == "" || string(place) != t.redirect {
		return came{}, errPlace
	}
	values, err := url.ParseQuery(string(query))
	if err != nil {
		return came{}, errPlace
	}
	if said := values["state"]; len(said) != 1 || !secret.Of([]byte(said[0])).Equal(t.state) {
		return came{}, errPlace
	}
	for _, name := range []string{"code", "error", "iss"} {
		if len(values[name]) > 1 {
			return came{}, errSaid
		}
	}
	c := came{values.Get("code"), values.Get("error"), values.Get("iss")}
	if (c.code == "") == (c.fault == "") {
		return came{}, errSaid
	}
	return c, nil
}

// faulty says what an answer means that says no (RFC 6749, section 4.1.2.1). Its description is not shown: anybody can put
// words there.
func faulty(code string) *problem.Problem {
	if code == "access_denied" {
		return problem.New(problem.ProviderCancelled)
	}
	return problem.New(problem.ProviderUnavailable).Because(said(code))
}

// said keeps a code of an error for the log, if it is one (RFC 6749, section 5.2, has the characters) and short.
func said(code string) error {
	if len(code) > 64 {
		return errSaid
	}
	if strings.Trim(code, "abcdefghijklmnopqrstuvwxyz_") != "" {
		return errSaid
	}
	return errors.New("oidc: " + code)
}
