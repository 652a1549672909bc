package oidc

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

// tokens are what a provider gave, and who we were to it.
type tokens struct {
	access, refresh, id secret.Bytes
	// life is how long the access token lasts from now; zero: not told.
	life time.Duration
	// patient is whose record a SMART launch is about.
	patient string
}

// clear erases them.
func (k tokens) clear() {
	k.access.Clear()
	k.refresh.Clear()
	k.id.Clear()
}

// The causes where a token answer is of no use.
var (
	errGrant = errors.New("oidc: invalid_grant")
	errToken = errors.New("oidc: no bearer token, or no ID token")
)

// exchange trades a code for tokens (RFC 6749, section 4.1.3). One whose answer never came is sent once more: the provider
// takes it, or says that it was taken.
func (p *Provider) exchange(ctx context.Context, t talk, code string) (tokens, error) {
	verifier := oauth2.VerifierOption(string(t.verifier.Reveal()))
	got, err := p.oauth(t).Exchange(p.line.in(ctx), code, verifier)
	if ctx.Err() == nil && problem.Is(err, problem.NetDropped) {
		got, err = p.oauth(t).Exchange(p.line.in(ctx), code, verifier)
	}
	if err != nil {
		return tokens{}, refusedToken(ctx, err)
	}
	return granted(got)
}

// granted reads what x/oauth2 made of the answer. Its own reckoning of when a token ends is by this device's clock, which
// may be a day off.
func granted(got *oauth2.Token) (tokens, error) {
	id, _ := got.Extra("id_token").(string)
	patient, _ := got.Extra("patient").(string)
	if !strings.EqualFold(got.TokenType, "bearer") || got.AccessToken == "" {
		return tokens{}, problem.New(problem.Malformed).Because(errToken)
	}
	return tokens{
		access: secret.Of([]byte(got.AccessToken)), refresh: secret.Of([]byte(got.RefreshToken)), id: secret.Of([]byte(id)),
		life: time.Duration(min(max(got.ExpiresIn, 0), int64(longestLife/time.Second))) * time.Second, patient: patient,
	}, nil
}

// longestLife is the longest life of an access token that is believed.
const longestLife = 30 * 24 * time.Hour

// refusedToken sorts what the token endpoint said. The errors of x/oauth2 quote the whole answer, so none of them is kept.
func refusedToken(ctx context.Context, err error) *problem.Problem {
	var p *problem.Problem
	var refused *oauth2.RetrieveError
	var lost *url.Error
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &refused):
		return refusedBy(refused.Response.StatusCode, refused.ErrorCode)
	case errors.As(err, &lost), ctx.Err() != nil:
		return reach.Lost(ctx, err)
	}
	return problem.New(problem.Malformed).Because(errToken)
}

// refusedBy says what a refusal means (RFC 6749, section 5.2). Only one that says so in so many words means that a grant is
// worth nothing any more: a proxy on the way, or a provider in trouble, says many things.
func refusedBy(status int, code string) *problem.Problem {
	var p *problem.Problem
	switch {
	case code == "invalid_grant" && status >= 400 && status < 500:
		p = problem.New(problem.ProviderRefused).Because(errGrant)
	case code == "access_denied":
		p = problem.New(problem.ProviderCancelled)
	case code == "invalid_client" && status >= 400 && status < 500:
		p = problem.New(problem.ProviderUnavailable).Because(errClient)
	default:
		p = problem.New(problem.ProviderUnavailable).Because(said(code))
	}
	p.Status = status
	return p
}

// welcome makes a session of tokens, once they are known to be the member's.
func (p *Provider) welcome(ctx context.Context, t talk, nonce secret.Bytes, got tokens, answer mark) (plan.Step, error) {
	who, err := p.verified(ctx, t, nonce, got)
	if err != nil {
		got.clear()
		return p.unexchanged(ctx, t, err)
	}
	account, err := p.describe(ctx, who, got.access)
	if err != nil {
		got.clear()
		return p.offered(t, problem.Of(err))
	}
	h := p.hold(ctx, t, who, got)
	p.parted.Store(false)
	p.talks.end(t, answer, h.id, account, p.clock.Now())
	return plan.Done{Head: t.head(), Session: h.session(), Account: account}, nil
}

// verified reads the ID token, and holds a step-up to what it was asked for. A device grant has no nonce.
func (p *Provider) verified(ctx context.Context, t talk, nonce secret.Bytes, got tokens) (claims, error) {
	who, err := p.verify(ctx, got.id, expected{client: t.client, nonce: nonce, access: got.access})
	if err != nil || t.purpose != plan.StepUp {
		return who, err
	}
	return who, p.steppedUp(t, who)
}
