//go:build !js

package client_test

import (
	"slices"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

func TestTheAccountAtTheBundledPlan(t *testing.T) {
	f, mock := bundled(t)
	p := find(t, f, "")
	in := signIn(t, p, mock).Session
	o, err := p.Security.Overview(t.Context(), in)
	if err != nil || len(o.Contacts) == 0 || len(o.Authenticators) == 0 || len(o.Sessions) != 1 || !o.Sessions[0].This || o.MustChange {
		t.Fatalf("%v %+v", err, o)
	}
	at := slices.IndexFunc(o.Authenticators, func(a plan.Authenticator) bool { return a.Kind == plan.TOTP })
	if err := p.Security.RemoveAuthenticator(t.Context(), in, o.Authenticators[at].ID); !problem.Is(err, problem.LastAuthenticator) {
		t.Errorf("the only way of signing in: %v", err)
	}
	log, err := p.Security.Activity(t.Context(), in)
	if err != nil || len(log) == 0 || log[0].What != plan.EventSignIn {
		t.Fatalf("%v %+v", err, log)
	}
	if err := p.Security.NotMe(t.Context(), in, log[0].ID); err != nil {
		t.Error(err)
	}
	if o, err = p.Security.Overview(t.Context(), in); err != nil || !o.MustChange {
		t.Errorf("after it was not the member: %v %+v", err, o)
	}
	for _, who := range []*plan.Session{nil, &in} {
		lines := []plan.PacketLine{{Label: "Problem", Text: "locked.mfa"}}
		if reference, err := p.Services.(plan.Helpdesk).SendPacket(t.Context(), who, lines); err != nil || reference == "" {
			t.Errorf("%q %v", reference, err)
		}
	}
}

func TestAFrozenAccountAtTheBundledPlan(t *testing.T) {
	f, mock := bundled(t)
	p := find(t, f, "")
	in := signIn(t, p, mock).Session
	if err := p.Security.Freeze(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Security.Overview(t.Context(), in); err == nil || problem.Of(err).Kind != problem.Reauth {
		t.Errorf("the session goes on: %v", err)
	}
	username, password, _ := owner(t, mock)
	first, err := p.Identity.Begin(t.Context(), plan.SignIn, nil)
	if err != nil {
		t.Fatal(err)
	}
	next, err := p.Identity.Submit(t.Context(), first, plan.NameAndPassword{Name: username, Password: secret.Of([]byte(password))})
	refer, referred := next.(plan.Refer)
	if !problem.Is(err, problem.AccountFrozen) && !(referred && refer.Why == problem.AccountFrozen) {
		t.Errorf("a frozen account is asked for %T: %v", next, err)
	}
}

func TestARecoveryBeginsTheSameForEveryNameAtTheBundledPlan(t *testing.T) {
	f, mock := bundled(t)
	p := find(t, f, "")
	username, _, _ := owner(t, mock)
	var seen []plan.Choose
	for _, name := range []string{username, "nobody.at.all"} {
		first, err := p.Identity.Begin(t.Context(), plan.RecoverPassword, nil)
		if err != nil {
			t.Fatal(err)
		}
		second, err := p.Identity.Submit(t.Context(), first, plan.Identified{Names: []string{name}})
		choose, ok := second.(plan.Choose)
		if err != nil || !ok {
			t.Fatalf("%T %v", second, err)
		}
		seen = append(seen, choose)
		third, err := p.Identity.Submit(t.Context(), second, plan.Chosen{Authenticator: choose.Options[0].ID})
		if code, ok := third.(plan.Code); err != nil || !ok || !code.Neutral || !code.Link || code.Authenticator.Hint != "" {
			t.Errorf("%+v %v", third, err)
		}
	}
	if !slices.Equal(seen[0].Options, seen[1].Options) {
		t.Errorf("%+v\n%+v", seen[0].Options, seen[1].Options)
	}
}
