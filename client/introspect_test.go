package client_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client"
	"vestibule/client/mockplan"
)

// servicesFor stands services beside a server.
func servicesFor(t *testing.T, h http.HandlerFunc) (*mockplan.Beside, error) {
	t.Helper()
	return client.ServicesFor(t.Context(), "https://id.example.org", finder(h))
}

func asked(b *mockplan.Beside, t *testing.T, token string) (mockplan.Bearer, error) {
	t.Helper()
	return b.Introspect(t.Context(), secret.Of([]byte(token)))
}

func TestAKratosIsAskedWhoseSessionItIs(t *testing.T) {
	whoami := `{"active":true,"identity":{"id":"6f1","traits":{"username":"anna","member_id":"TM-1","name":{"first":"Anna"}},
		"metadata_public":{"member_id":"TM-2"},"verifiable_addresses":[{"value":"anna@mail.example.org","verified":true},{"value":"else@mail.example.org","verified":false}]}}`
	b, err := servicesFor(t, func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case q.URL.Path == "/health/alive":
			_, _ = io.WriteString(w, `{"status":"ok"}`)
		case q.URL.Path != "/sessions/whoami", q.Header.Get("Authorization") != "":
			w.WriteHeader(http.StatusNotFound)
		case q.Header.Get("X-Session-Token") == "good":
			_, _ = io.WriteString(w, whoami)
		case q.Header.Get("X-Session-Token") == "over":
			_, _ = io.WriteString(w, `{"active":false,"identity":{"id":"6f1"}}`)
		case q.Header.Get("X-Session-Token") == "twice": // two readers would know two people by it
			_, _ = io.WriteString(w, `{"active":true,"identity":{"id":"6f1","ID":"6f2"}}`)
		case q.Header.Get("X-Session-Token") == "half": // a second proof is wanted first
			w.WriteHeader(http.StatusForbidden)
		case q.Header.Get("X-Session-Token") == "odd":
			w.WriteHeader(http.StatusInternalServerError)
		default:
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	if err != nil || b.Server.Kind != plan.Kratos || b.Server.Base != "https://id.example.org" {
		t.Fatal(b, err)
	}
	who, err := asked(b, t, "good")
	if err != nil || who.ID != "6f1" || !slices.Equal(who.Names, []string{"TM-2", "anna", "anna@mail.example.org", "TM-1"}) {
		t.Error(who, err)
	}
	for token, want := range map[string]problem.Code{"over": problem.SessionRevoked, "half": problem.SessionRevoked, "none": problem.SessionRevoked, "odd": problem.ServerError, "twice": problem.Malformed} {
		if who, err := asked(b, t, token); !problem.Is(err, want) {
			t.Errorf("%s: %v %v, want %s", token, who, err, want)
		}
	}
}

func TestAProviderIsAskedWhoseTokenItIs(t *testing.T) {
	b, err := servicesFor(t, func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		token, _ := strings.CutPrefix(q.Header.Get("Authorization"), "Bearer ")
		switch {
		case q.URL.Path == "/.well-known/openid-configuration":
			_, _ = io.WriteString(w, `{"issuer":"https://id.example.org","userinfo_endpoint":"https://id.example.org/me"}`)
		case q.URL.Path == "/me" && token == "anna":
			_, _ = io.WriteString(w, `{"sub":"s-1","preferred_username":"anna","email":"anna@mail.example.org","email_verified":true}`)
		case q.URL.Path == "/me" && token == "unproven":
			_, _ = io.WriteString(w, `{"sub":"s-2","email":"anna@mail.example.org"}`)
		case q.URL.Path == "/me" && token == "nobody":
			_, _ = io.WriteString(w, `{}`)
		case q.URL.Path == "/me":
			w.WriteHeader(http.StatusUnauthorized)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
	if err != nil || b.Server.Kind != plan.OpenID || b.Server.Issuer != "https://id.example.org" {
		t.Fatal(b, err)
	}
	if who, err := asked(b, t, "anna"); err != nil || who.ID != "s-1" || !slices.Equal(who.Names, []string{"anna", "anna@mail.example.org", "s-1"}) {
		t.Error(who, err)
	}
	if who, err := asked(b, t, "unproven"); err != nil || slices.Contains(who.Names, "anna@mail.example.org") {
		t.Error("an address that is not verified counts:", who, err)
	}
	for _, token := range []string{"nobody", "worthless"} {
		if who, err := asked(b, t, token); !problem.Is(err, problem.SessionRevoked) {
			t.Error(token, who, err)
		}
	}
}

func TestServicesBesideNobodyAreNotServed(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"nothing":         says(404, "text/plain", ""),
		"another issuer":  says(200, "application/json", `{"issuer":"https://evil.example.org","userinfo_endpoint":"https://evil.example.org/me"}`),
		"a door nearer":   says(200, "application/json", `{"issuer":"https://id.example.org","userinfo_endpoint":"http://127.0.0.1/me"}`),
		"a page":          says(200, "text/html", "<html>"),
		"not quite alive": says(200, "application/json", `{"status":"starting"}`),
	} {
		if b, err := servicesFor(t, h); err == nil {
			t.Errorf("%s: %+v", name, b.Server)
		}
	}
	if _, err := client.ServicesFor(t.Context(), "ftp://id.example.org", finder(nil)); err == nil {
		t.Error("an address that is none")
	}
}
