package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// aKratos is as much of one as it takes to be found, to ask for a password, and to know Anna's session.
func aKratos(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.URL.Path == "/health/alive":
			_, _ = io.WriteString(w, `{"status":"ok"}`)
		case r.URL.Path == "/sessions/whoami" && r.Header.Get("X-Session-Token") == "anna's":
			_, _ = io.WriteString(w, `{"active":true,"identity":{"id":"6f1","traits":{"username":"anna"}}}`)
		case r.URL.Path == "/self-service/login/api":
			now := time.Now().UTC()
			_, _ = fmt.Fprintf(w, `{"id":"4a2c3d5e-0001","type":"api","issued_at":%q,"expires_at":%q,"state":"choose_method",
				"ui":{"action":"https://id.example.org/x","method":"POST","nodes":[
				{"type":"input","group":"default","attributes":{"name":"identifier","type":"text","node_type":"input"}},
				{"type":"input","group":"password","attributes":{"name":"password","type":"password","node_type":"input"}}]}}`,
				now.Format(time.RFC3339), now.Add(time.Hour).Format(time.RFC3339))
		case r.URL.Path == "/sessions/whoami":
			w.WriteHeader(http.StatusUnauthorized)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// TestTheServicesAreServedBesideAnotherServer, which is found out by its address, and whose sessions they take.
func TestTheServicesAreServedBesideAnotherServer(t *testing.T) {
	kratos := aKratos(t)
	address := serve(t, "-services-for", kratos)
	var document struct {
		Kind     string
		Identity struct{ Base string }
	}
	behind(t, address+"/.well-known/member-client", &document)
	if document.Kind != "kratos" || document.Identity.Base != kratos {
		t.Error(document)
	}
	for token, want := range map[string]int{"anna's": http.StatusOK, "nobody's": http.StatusUnauthorized} {
		q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/v1/people/6f1/records/results", http.NoBody)
		do(t, err)
		q.Header.Set("Authorization", "Bearer "+token)
		res, err := http.DefaultClient.Do(q)
		do(t, err)
		_ = res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s: %d, want %d", token, res.StatusCode, want)
		}
	}
}

// TestAForgottenNameIsFoundAtTheServices: one plan of two servers, from the address to the name, and on to the server where
// the password is typed.
func TestAForgottenNameIsFoundAtTheServices(t *testing.T) {
	address := serve(t, "-services-for", aKratos(t))
	d := started(t, "-plan", address)
	see(t, d, `link "Forgot username"`)
	do(t, d.Press("Forgot username"))
	see(t, d, `textbox "Username, e-mail, phone or member number"`)
	do(t, d.Type("Username, e-mail, phone or member number", "anna@mail.example.org"), d.Press("Continue"))
	see(t, d, "E-mail me a code")
	do(t, d.Choose("E-mail me a code"), d.Press("Continue"))
	see(t, d, `textbox "Code or link"`)
	do(t, d.Type("Code or link", text(t, address)), d.Press("Continue"))
	see(t, d, "We sent you your name")
	do(t, d.Press("Go to sign in"))
	see(t, d, `textbox "Password"`)
}
