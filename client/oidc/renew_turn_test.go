package oidc_test

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vestibule/app/problem"
)

// TestManyAskAndTheProviderIsAskedOnce: single-flight; a second use of the same refresh token would end the session.
func TestManyAskAndTheProviderIsAskedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := opened(t)
		s := r.signIn().Session
		r.clock.Advance(5 * time.Minute)
		var all sync.WaitGroup
		gate, tokens := make(chan struct{}), make([]string, 50)
		r.op.Bend.Before = func(http.ResponseWriter, *http.Request) bool { <-gate; return false }
		for i := range tokens {
			all.Go(func() {
				if token, err := r.id.Bearer(t.Context(), s); err == nil {
					tokens[i] = string(token.Reveal())
				}
			})
		}
		synctest.Wait() // one is at the provider, all others wait for it
		close(gate)
		all.Wait()
		slices.Sort(tokens)
		if tokens = slices.Compact(tokens); len(tokens) != 1 || tokens[0] == "" || r.op.Count("/token") != 2 {
			t.Error(tokens, r.op.Count("/token"))
		}
	})
}

// TestWhoeverAskedMayGoAway: the answer is waited for, and the next one who asks has it.
func TestWhoeverAskedMayGoAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := opened(t)
		s := r.signIn().Session
		r.clock.Advance(5 * time.Minute)
		gate := make(chan struct{})
		r.op.Bend.Before = func(http.ResponseWriter, *http.Request) bool { <-gate; return false }
		r.hosts.cut = func(q *http.Request) error { return context.Cause(q.Context()) }
		ctx, leave := context.WithCancel(t.Context())
		left := make(chan error)
		go func() { _, err := r.id.Bearer(ctx, s); left <- err }()
		synctest.Wait() // it is at the provider
		leave()
		if err := <-left; err == nil || problem.Is(err, problem.SessionRevoked) {
			t.Error("who went away is told", err)
		}
		close(gate)
		r.bearer(s)
		r.clock.Advance(5 * time.Minute)
		r.bearer(s)
		if n := r.op.Count("/token"); n != 3 {
			t.Error("the provider was asked", n, "times")
		}
	})
}
