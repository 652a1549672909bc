package rest_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/client"
	"vestibule/client/rest"
	"vestibule/client/rest/wire"
)

// canned answers a sign-in with password and authenticator app without thinking, so that what is measured is the client.
func canned(b *testing.B) http.Handler {
	b.Helper()
	answer := func(s plan.Step) []byte {
		body, err := json.Marshal(wire.FromStep(s, noon))
		if err != nil {
			b.Fatal(err)
		}
		return body
	}
	code := plan.Code{Head: head(2), Authenticator: plan.Authenticator{ID: "a", Kind: plan.TOTP}, Digits: 6, Period: 30 * time.Second}
	first, second, third := answer(credentials()), answer(code), answer(done())
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		w.Header().Set("Content-Type", "application/json")
		switch {
		case strings.HasSuffix(q.URL.Path, "/flows"):
			_, _ = w.Write(first)
		case strings.Contains(string(body), "credentials"):
			_, _ = w.Write(second)
		default:
			_, _ = w.Write(third)
		}
	})
}

// BenchmarkSignIn compares a sign-in by this client with the same three requests sent bare and read into maps, over a
// socket of this machine. The difference is what the client costs.
func BenchmarkSignIn(b *testing.B) {
	api := canned(b)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path == "/.well-known/member-client" {
			says(200, "application/json", document(b))(w, q)
			return
		}
		api.ServeHTTP(w, q)
	}))
	defer server.Close()
	b.Run("ours", func(b *testing.B) { ours(b, server.URL) })
	b.Run("bare", func(b *testing.B) { bare(b, server.URL) })
}

func ours(b *testing.B, address string) {
	origin, _ := url.Parse(address)
	p, err := rest.Open(b.Context(), rest.Config{Origin: origin, Transport: client.Transport(), Clock: client.Device{}, Agent: "Vestibule/bench"})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		ctx := context.Background()
		first, err := p.Identity.Begin(ctx, plan.SignIn, nil)
		if err != nil {
			b.Fatal(err)
		}
		second, err := p.Identity.Submit(ctx, first, typed())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := p.Identity.Submit(ctx, second, plan.CodeTyped{Code: text("123456")}); err != nil {
			b.Fatal(err)
		}
	}
}

func bare(b *testing.B, address string) {
	c := &http.Client{Transport: client.Transport()}
	send := func(path, body string) {
		res, err := c.Post(address+path, "application/json", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		var into map[string]any
		if err := json.NewDecoder(res.Body).Decode(&into); err != nil {
			b.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
	}
	for b.Loop() {
		send("/v1/flows", `{"purpose":"sign-in"}`)
		send("/v1/flows/flow-canary", `{"step":1,"type":"credentials.submit","name":"dana","password":"pass-canary","shared":false}`)
		send("/v1/flows/flow-canary", `{"step":2,"type":"code.submit","code":"123456","trust":false}`)
	}
}
