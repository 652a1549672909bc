package oidc_test

import (
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// TestAProviderThatForgotUs: wherever it says that it knows us no more, the next page that is offered leads in, under a new name.
func TestAProviderThatForgotUs(t *testing.T) {
	anew := func(r *rig, before plan.OpenBrowser, step plan.Step, err error) {
		r.Helper()
		r.offered(before, step, err, problem.ProviderUnavailable)
		next := step.(plan.OpenBrowser)
		if query(r.T, next.URL).Get("client_id") == query(r.T, before.URL).Get("client_id") {
			r.Error("the page is asked for under the name that is forgotten")
		}
		done, err := r.arrive(next, r.op.Visit(next.URL))
		if err != nil || done.Kind() != plan.KindDone {
			r.Error("and leads nowhere:", done, err)
		}
	}
	t.Run("as a code is exchanged", func(t *testing.T) {
		r := opened(t)
		step := r.begin(plan.SignIn, nil)
		address := r.op.Visit(step.URL)
		r.op.Forget()
		next, err := r.arrive(step, address)
		anew(r, step, next, err)
	})
	t.Run("as another device is asked for", func(t *testing.T) {
		r := opened(t)
		step := r.begin(plan.SignIn, nil)
		r.op.Forget()
		next, err := r.id.Submit(t.Context(), step, plan.AnotherDevice{})
		anew(r, step, next, err)
	})
	t.Run("as the other device is waited for", func(t *testing.T) {
		r := opened(t)
		step := r.elsewhere()
		r.op.Forget()
		next, err := r.poll(step)
		anew(r, step, next, err)
	})
	t.Run("as a token is renewed", func(t *testing.T) {
		r := opened(t)
		s := r.signIn().Session
		r.op.Forget()
		r.clock.Advance(5 * time.Minute)
		if _, err := r.id.Bearer(t.Context(), s); !problem.Is(err, problem.ProviderUnavailable) {
			t.Error("only invalid_grant ends a session:", err)
		}
		r.signIn()
	})
}

// TestAProviderThatForgotAConfiguredClient has no other name for it: the page is offered anew all the same.
func TestAProviderThatForgotAConfiguredClient(t *testing.T) {
	r := opened(t, func(r *rig) { r.config.ClientID = "app-7" })
	r.op.Bend.Before = answers("/token", 401, `{"error":"invalid_client"}`)
	r.refused(problem.ProviderUnavailable)
	if r.op.Count("/register") != 0 {
		t.Error("registered beside the name that was configured")
	}
}

// TestAfterASignOutThePageAsksWhoIsThere: the provider's own session may go on, and somebody else may sit here.
func TestAfterASignOutThePageAsksWhoIsThere(t *testing.T) {
	r := opened(t)
	prompt := func() string { return query(t, r.begin(plan.SignIn, nil).URL).Get("prompt") }
	done := r.signIn()
	if got := prompt(); got != "consent" {
		t.Error("nobody has signed out:", got)
	}
	_, err := r.id.SignOut(t.Context(), done.Session)
	r.must(err)
	if got := prompt(); got != "login consent" {
		t.Error("after a sign-out:", got)
	}
	r.signIn()
	if got := prompt(); got != "consent" {
		t.Error("somebody has signed in since:", got)
	}
}
