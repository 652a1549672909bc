package oidc

import (
	"context"
	"crypto/rand"
	"slices"
	"sync"
	"time"

	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

// keeper holds the sessions of this program, by their names.
type keeper struct {
	mu   sync.Mutex
	held []*held
}

// held is one session: who it is of, and its tokens as they now stand. They change under one, which is held while the
// provider is asked for new ones, so that no refresh token is used twice.
type held struct {
	id     plan.SessionID
	actor  plan.MemberID
	client string

	one turn

	mu      sync.Mutex
	who     claims
	tokens  tokens
	ends    time.Time // of the access token, by the plan's clock; zero: not told
	base    plan.Session
	patient string
	shelf   plan.Shelf
	over    bool
}

// turn lets one in at a time, and who waits may go away.
type turn chan struct{}

// of gives a session; nil: it is not held here, or over.
func (k *keeper) of(id plan.SessionID) *held {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, h := range k.held {
		if h.id == id && id != "" {
			return h
		}
	}
	return nil
}

func (k *keeper) add(h *held) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.held = append(k.held, h)
}

// drop lets go of a session, and erases its tokens.
func (k *keeper) drop(h *held) {
	k.mu.Lock()
	k.held = slices.DeleteFunc(k.held, func(o *held) bool { return o == h })
	k.mu.Unlock()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.over = true
	h.tokens.clear()
}

// hold keeps what a conversation ended with: a session of its own, or the one it was a step-up for.
func (p *Provider) hold(ctx context.Context, t talk, who claims, got tokens) *held {
	h := p.held.of(t.session)
	if h == nil {
		h = newHeld(who.Subject, t.client)
		h.base = p.session(h.id, who)
		defer p.held.add(h)
	}
	h.one.enter()
	defer h.one.leave()
	h.mu.Lock()
	h.client = t.client
	h.mu.Unlock()
	if !got.refresh.Empty() {
		p.save(ctx, h, got.refresh)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.vouched(who)
	p.renewed(h, got)
	return h
}

// vouched notes what an ID token says. Call with mu.
func (h *held) vouched(who claims) {
	h.who = who
	h.base.AAL, h.base.Methods, h.base.Proved = who.level(), who.methods(), who.proved()
}

func newHeld(subject, client string) *held {
	return &held{id: plan.SessionID(rand.Text()), actor: plan.MemberID(subject), client: client, one: make(turn, 1)}
}

// renewed puts new tokens in the place of old ones. What the provider did not give again stays (RFC 6749, section 6). Call
// with mu.
func (p *Provider) renewed(h *held, got tokens) {
	old := h.tokens
	if got.refresh.Empty() {
		got.refresh, old.refresh = old.refresh, secret.Bytes{}
	}
	if got.id.Empty() {
		got.id, old.id = old.id, secret.Bytes{}
	}
	if got.patient != "" {
		h.patient = got.patient
	}
	old.clear()
	h.tokens, h.ends = got, time.Time{}
	if got.life > 0 {
		h.ends = p.clock.Now().Add(got.life)
	}
}

// session is a session as the app knows it, but for its token. How long one lasts the provider does not tell; our services
// may.
func (p *Provider) session(id plan.SessionID, who claims) plan.Session {
	s := plan.Session{ID: id, Actor: plan.MemberID(who.Subject), Began: p.clock.Now()}
	if d := p.config.Document; d != nil {
		rules := d.Policy.Session
		s.Idle, s.Warn = rules.Idle, rules.Warn
		if rules.Absolute > 0 {
			s.Ends = s.Began.Add(rules.Absolute)
		}
	}
	return s
}

// session gives the session as it now stands, with a copy of its token. One that cannot be renewed ends with it.
func (h *held) session() plan.Session {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.base
	s.Token, s.Methods = h.tokens.access.Clone(), slices.Clone(s.Methods)
	if h.tokens.refresh.Empty() && !h.ends.IsZero() && (s.Ends.IsZero() || h.ends.Before(s.Ends)) {
		s.Ends = h.ends
	}
	return s
}

func (t turn) enter() { t <- struct{}{} }
func (t turn) leave() { <-t }

// await is enter for who has a time limit: a member who has stopped waiting and answers again stands behind the request that
// hangs.
func (t turn) await(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return reach.Lost(ctx, ctx.Err())
	}
}

// try takes the turn if it is free.
func (t turn) try() bool {
	select {
	case t <- struct{}{}:
		return true
	default:
		return false
	}
}
