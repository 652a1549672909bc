package oidc_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/oidc/optest"
)

// What comes from outside, and anybody can have written. Whatever it is, nobody is signed in by it and nothing panics.

func FuzzArrival(f *testing.F) {
	for _, s := range []string{"", "?code=c", "?code=c&state=s", "?error=access_denied&state=", "?state=%zz", "#code=c", "?code=c&code=d&iss=" + issuer} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, rest string) {
		r := opened(t)
		step := r.begin(plan.SignIn, nil)
		for _, address := range []string{rest, step.Redirect + rest, step.Redirect + "?state=" + url.QueryEscape(string(step.State.Reveal())) + "&" + strings.TrimPrefix(rest, "?")} {
			next, err := r.arrive(step, address)
			if err == nil || next != nil && next.Kind() == plan.KindDone {
				t.Fatalf("%q: %v", address, next)
			}
			if open, ok := next.(plan.OpenBrowser); ok {
				step = open
			}
		}
	})
}

func FuzzHandle(f *testing.F) {
	f.Add("")
	f.Add("AQ")
	f.Add("AQdzaWduLWluAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, handle string) {
		r := opened(t)
		h := plan.Handle{Bytes: secret.Of([]byte(handle))}
		if step, err := r.id.Resume(t.Context(), h); err == nil && step == nil {
			t.Fatal("nothing at all")
		}
		if done, err := r.id.Submit(t.Context(), plan.OpenBrowser{Head: plan.Head{Handle: h}}, plan.Arrived{Address: secret.Of([]byte("http://127.0.0.1/callback?code=c&state=s"))}); err == nil {
			t.Fatal(done)
		}
	})
}

func FuzzIDToken(f *testing.F) {
	key := optest.NewKey("key-1")
	for _, s := range []string{"", "..", "e30.e30.", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA"} {
		f.Add(s, []byte(`{"sub":"x"}`))
	}
	f.Fuzz(func(t *testing.T, token string, claims []byte) {
		r := opened(t, func(r *rig) { r.op.Bend.Sign = func([]byte) string { return token } })
		if step, err := r.tried(); err == nil {
			t.Fatal(step)
		}
		// The same as claims that the provider has signed: they lack our nonce.
		r = newRig(t)
		r.op.Rotate(key)
		r.op.Bend.Sign = func([]byte) string { return key.Sign(claims) }
		r.must(r.open())
		if step, err := r.tried(); err == nil {
			t.Fatal(step)
		}
	})
}

func FuzzDiscovery(f *testing.F) {
	f.Add(`{}`)
	f.Add(`{"issuer":"https://id.example.org","authorization_endpoint":"https://id.example.org/a","token_endpoint":"https://id.example.org/t","jwks_uri":"https://id.example.org/k"}`)
	f.Add(`{"issuer":"https://id.example.org","token_endpoint":["x"]}`)
	f.Fuzz(func(t *testing.T, body string) {
		r := newRig(t)
		r.op.Bend.Before = answers("/.well-known/openid-configuration", http.StatusOK, body)
		if err := r.open(); err != nil {
			if problem.Of(err).Code == problem.Unexpected {
				t.Fatal(err)
			}
			return
		}
		r.config.ClientID = "app"
		step, err := r.id.Begin(t.Context(), plan.SignIn, nil)
		if open, ok := step.(plan.OpenBrowser); err == nil && (!ok || !strings.HasPrefix(open.URL, "https://")) {
			t.Fatal(step, err)
		}
	})
}

func FuzzLaunch(f *testing.F) {
	f.Add(`{}`)
	f.Add(`{"issuer":"https://id.example.org","jwks_uri":"https://id.example.org/keys","authorization_endpoint":"https://id.example.org/a","token_endpoint":"https://id.example.org/token","code_challenge_methods_supported":["S256"],"capabilities":["sso-openid-connect"]}`)
	f.Fuzz(func(t *testing.T, body string) {
		r := newRig(t)
		r.config.FHIR, _ = url.Parse(records)
		r.hosts.by["fhir.example.org"] = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
		if err := r.open(); err != nil && problem.Of(err).Code == problem.Unexpected {
			t.Fatal(err)
		}
	})
}
