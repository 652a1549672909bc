package oidc

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/url"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// SignOut revokes the session's tokens (RFC 7009) and takes its token off the shelf. Browser is the provider's page that ends
// its own session, which other apps may share (OpenID Connect RP-Initiated Logout 1.0, section 2). A session that was not
// revoked because the provider was not reached can be signed out once more.
func (p *Provider) SignOut(ctx context.Context, session plan.Session) (browser string, err error) {
	h := p.held.of(session.ID)
	if h == nil {
		return "", nil
	}
	if err := h.one.await(ctx); err != nil {
		return "", err
	}
	defer h.one.leave()
	p.parted.Store(true)
	browser = p.parting(h)
	h.mu.Lock()
	shelf := h.shelf
	h.mu.Unlock()
	if shelf != nil {
		err = shelf.Save(ctx, secret.Bytes{})
	}
	if revoked := p.revoke(ctx, h); revoked != nil {
		return browser, errors.Join(revoked, err)
	}
	p.held.drop(h)
	return browser, err
}

// revoke ends the refresh token, and with it the tokens that came of it; where there is none, the access token (RFC 7009,
// section 2.1). What the provider says to that is as good as done (section 2.2), unless it could not.
func (p *Provider) revoke(ctx context.Context, h *held) error {
	h.mu.Lock()
	token, kind := h.tokens.refresh.Clone(), "refresh_token"
	if token.Empty() {
		token, kind = h.tokens.access.Clone(), "access_token"
	}
	client := h.client
	h.mu.Unlock()
	defer token.Clear()
	if p.meta.Revocation == "" || token.Empty() {
		return nil
	}
	_, _, err := p.line.form(ctx, p.meta.Revocation, url.Values{
		"token": {string(token.Reveal())}, "token_type_hint": {kind}, "client_id": {client},
	})
	return err
}

// parting is the page where the provider's own session is ended; empty: it has none.
func (p *Provider) parting(h *held) string {
	u, err := url.Parse(p.meta.EndSession)
	if p.meta.EndSession == "" || err != nil {
		return ""
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	q := u.Query()
	q.Set("client_id", h.client)
	if !h.tokens.id.Empty() {
		q.Set("id_token_hint", string(h.tokens.id.Reveal()))
	}
	p.identity.one.enter()
	defer p.identity.one.leave()
	var raw [16]byte
	if _, err := io.ReadFull(p.config.Chance, raw[:]); err == nil && p.identity.back != "" && h.client == p.identity.id {
		q.Set("post_logout_redirect_uri", p.identity.back)
		q.Set("state", base64.RawURLEncoding.EncodeToString(raw[:]))
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// Abandon closes the door of a conversation that nobody will answer, and ends the session that one ended with.
func (p *Provider) Abandon(ctx context.Context, step plan.Step) error {
	if t, err := taken(step.At().Handle); err == nil {
		p.talks.leave(t)
		t.clear()
	}
	done, signedIn := step.(plan.Done)
	if !signedIn || done.Purpose.NeedsSession() {
		return nil
	}
	_, err := p.SignOut(ctx, done.Session)
	return err
}

// Account tells who is signed in.
func (p *Provider) Account(ctx context.Context, session plan.Session) (plan.Account, error) {
	h := p.held.of(session.ID)
	if h == nil {
		return plan.Account{}, problem.New(problem.SessionRevoked)
	}
	token, err := p.Bearer(ctx, session)
	if err != nil {
		return plan.Account{}, err
	}
	defer token.Clear()
	h.mu.Lock()
	known := h.who
	h.mu.Unlock()
	return p.describe(ctx, known, token)
}
