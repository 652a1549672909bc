package oidc

import (
	"context"
	"errors"
	"time"

	"golang.org/x/oauth2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

// early is how long before its end an access token is renewed, or a quarter of its life where that is less: a request that
// carries it takes a while to arrive.
const early = 30 * time.Second

// Bearer gives the token that a request carries now, for the caller to clear. About to end, it is renewed first; however many
// ask, the provider is asked once. A session that the provider has ended is problem.SessionRevoked. Any other problem leaves
// it as it is, and a token that still holds is given all the same.
func (p *Provider) Bearer(ctx context.Context, session plan.Session) (secret.Bytes, error) {
	h := p.held.of(session.ID)
	if h == nil {
		return secret.Bytes{}, problem.New(problem.SessionRevoked)
	}
	if token, good := p.current(h, early); good {
		return token, nil
	}
	if err := h.one.await(ctx); err != nil {
		return secret.Bytes{}, err
	}
	if token, good := p.current(h, early); good { // somebody else's turn brought it
		h.one.leave()
		return token, nil
	}
	err := p.inTurn(ctx, h)
	if token, good := p.current(h, 0); good {
		return token, nil
	}
	if err == nil {
		err = problem.New(problem.SessionRevoked)
	}
	return secret.Bytes{}, err
}

// current gives a copy of the access token, and whether it holds for that long.
func (p *Provider) current(h *held, margin time.Duration) (secret.Bytes, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	margin = min(margin, h.tokens.life/4)
	if h.over || h.tokens.access.Empty() || !h.ends.IsZero() && !p.clock.Now().Add(margin).Before(h.ends) {
		return secret.Bytes{}, false
	}
	return h.tokens.access.Clone(), true
}

// inTurn refreshes, and leaves the turn. Whoever asked may go away; the answer is waited for all the same, as it has the one token
// that is good from now on, and to use the one before again would end the session (RFC 9700, section 4.14.2).
func (p *Provider) inTurn(ctx context.Context, h *held) error {
	over := make(chan error, 1)
	go func() {
		defer h.one.leave()
		over <- p.refresh(context.WithoutCancel(ctx), h) // ends by the line's own patience
	}()
	select {
	case err := <-over:
		return err
	case <-ctx.Done():
		return reach.Lost(ctx, ctx.Err())
	}
}

// refresh gets new tokens for the refresh token (RFC 6749, section 6). Call in one's turn. invalid_grant ends the session,
// and nothing else does.
func (p *Provider) refresh(ctx context.Context, h *held) error {
	h.mu.Lock()
	old, client, over := h.tokens.refresh.Clone(), h.client, h.over
	h.mu.Unlock()
	defer old.Clear()
	if over || old.Empty() {
		return problem.New(problem.SessionRevoked)
	}
	got, err := p.redeem(ctx, client, old)
	if errors.Is(err, errGrant) {
		p.forget(ctx, h)
		return problem.New(problem.SessionRevoked).Because(err)
	}
	if errors.Is(err, errClient) {
		p.unknown(client)
	}
	if err != nil {
		return err
	}
	return p.take(ctx, h, got)
}

// redeem asks with a refresh token. It is asked once: one that was used must not be used again (RFC 9700, section 4.14.2).
func (p *Provider) redeem(ctx context.Context, client string, refresh secret.Bytes) (tokens, error) {
	config := p.oauth(talk{client: client})
	got, err := config.TokenSource(p.line.in(ctx), &oauth2.Token{RefreshToken: string(refresh.Reveal())}).Token()
	if err != nil {
		return tokens{}, refusedToken(ctx, err)
	}
	return granted(got)
}

// take rests a new refresh token before anything else, and then has the session go on with it. The ID token that may come with
// it must be about the same member (OpenID Connect Core, section 12.2); one that cannot be believed, or whose keys were not
// reached, leaves the one before in its place: it tells nothing that the session needs.
func (p *Provider) take(ctx context.Context, h *held, got tokens) error {
	h.mu.Lock()
	changed := !got.refresh.Empty() && !got.refresh.Equal(h.tokens.refresh)
	h.mu.Unlock()
	if changed {
		p.save(ctx, h, got.refresh)
	}
	if !got.id.Empty() {
		who, err := p.verify(ctx, got.id, h.expects(got.access))
		switch {
		case err == nil && who.Subject != string(h.actor):
			got.clear()
			p.forget(ctx, h)
			return problem.New(problem.SessionRevoked).Because(errSubject)
		case err != nil:
			got.id.Clear()
			got.id = secret.Bytes{}
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	p.renewed(h, got)
	return nil
}

// expects is what an ID token of a renewal must be about. Its nonce is the first one's, if it has any (OpenID Connect Core,
// section 12.2: some providers repeat it).
func (h *held) expects(access secret.Bytes) expected {
	h.mu.Lock()
	defer h.mu.Unlock()
	return expected{client: h.client, nonce: secret.Of([]byte(h.who.Nonce)), access: access, old: true}
}

// forget ends a session here, and takes its token off the shelf: it is worth nothing.
func (p *Provider) forget(ctx context.Context, h *held) {
	h.mu.Lock()
	shelf := h.shelf
	h.mu.Unlock()
	if shelf != nil {
		_ = shelf.Save(ctx, secret.Bytes{}) // is refused once more the next time
	}
	p.held.drop(h)
}

// The form of what rests on a shelf: what a refresh token is worth nothing without goes with it, above all who we were to
// the provider, which may have named us anew since.
const (
	restVersion = 1
	restFields  = 6
)

// save has a refresh token rest, if there is a shelf. One that cannot be saved is used all the same: the one before it is
// spent, so that only a later start is lost.
func (p *Provider) save(ctx context.Context, h *held, refresh secret.Bytes) {
	h.mu.Lock()
	shelf, raw := h.shelf, h.packed(p.meta.Issuer, refresh)
	h.mu.Unlock()
	defer clear(raw)
	if shelf != nil {
		_ = shelf.Save(ctx, secret.Of(raw))
	}
}

func (h *held) packed(issuer string, refresh secret.Bytes) []byte {
	return pack(restVersion, []byte(issuer), []byte(h.client), []byte(h.actor), []byte(h.patient), []byte(h.who.Nonce), refresh.Reveal())
}

// Rest puts a session's refresh token on a shelf, and each one that follows it.
func (p *Provider) Rest(ctx context.Context, session plan.Session, shelf plan.Shelf) error {
	h := p.held.of(session.ID)
	if h == nil {
		return problem.New(problem.SessionRevoked)
	}
	if err := h.one.await(ctx); err != nil { // so that no token is followed by another meanwhile
		return err
	}
	defer h.one.leave()
	h.mu.Lock()
	h.shelf = shelf
	raw, none := h.packed(p.meta.Issuer, h.tokens.refresh), h.tokens.refresh.Empty()
	h.mu.Unlock()
	defer clear(raw)
	if none {
		return nil
	}
	return shelf.Save(ctx, secret.Of(raw))
}

// Renew opens a session by the token on a shelf. Two programs must not do so with the same shelf at the same time: the second
// would use a token that the first has used, and end both (plan.Renewer).
func (p *Provider) Renew(ctx context.Context, shelf plan.Shelf) (plan.Done, error) {
	raw, err := shelf.Load(ctx)
	if err != nil {
		return plan.Done{}, err
	}
	defer raw.Clear()
	f, err := unpack(restVersion, restFields, raw.Reveal())
	if err != nil || string(f[0]) != p.meta.Issuer {
		return plan.Done{}, problem.New(problem.SessionRevoked).Because(errHandle)
	}
	h := newHeld(string(f[2]), string(f[1]))
	h.patient, h.shelf, h.who.Nonce = string(f[3]), shelf, string(f[4])
	h.base = p.session(h.id, claims{Subject: string(f[2])})
	h.tokens.refresh = secret.Copy(f[5])
	if err := p.refresh(context.WithoutCancel(ctx), h); err != nil {
		p.held.drop(h)
		return plan.Done{}, err
	}
	p.held.add(h)
	return p.resumed(ctx, h)
}

// resumed is a session that was taken up again, and who it is of: by the ID token where one came, else by what the provider
// tells.
func (p *Provider) resumed(ctx context.Context, h *held) (plan.Done, error) {
	h.mu.Lock()
	id, access := h.tokens.id.Clone(), h.tokens.access.Clone()
	h.mu.Unlock()
	defer id.Clear()
	defer access.Clear()
	who := claims{Subject: string(h.actor), Nonce: h.who.Nonce}
	if !id.Empty() {
		if read, err := p.verify(ctx, id, h.expects(access)); err == nil {
			who = read
		}
	}
	who.Nonce = h.who.Nonce
	h.mu.Lock()
	h.vouched(who)
	h.mu.Unlock()
	account, err := p.describe(ctx, who, access)
	if err != nil {
		p.forget(ctx, h)
		return plan.Done{}, err
	}
	return plan.Done{Head: plan.Head{Purpose: plan.SignIn}, Session: h.session(), Account: account}, nil
}
