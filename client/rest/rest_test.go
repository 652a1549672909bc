package rest_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/client"
	"vestibule/client/rest"
	"vestibule/client/rest/wire"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func text(s string) secret.Bytes { return secret.Of([]byte(s)) }

// canary is in every secret of these tests: it must be in no error.
const canary = "canary"

// seen is one request as the server got it.
type seen struct{ Method, Path, Auth, Type, Agent, Body string }

// server is a plan whose answers are scripted: the next one is taken for each request beyond the document.
type server struct {
	t       *testing.T
	mu      sync.Mutex
	answers []http.HandlerFunc
	seen    []seen
}

func (s *server) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if q.URL.Path == "/.well-known/member-client" {
		says(200, "application/json", document(s.t))(w, q)
		return
	}
	body, _ := io.ReadAll(q.Body)
	s.mu.Lock()
	s.seen = append(s.seen, seen{q.Method, q.URL.Path, q.Header.Get("Authorization"), q.Header.Get("Content-Type"),
		q.UserAgent(), string(body)})
	if len(s.answers) == 0 {
		s.mu.Unlock()
		s.t.Errorf("%s %s was not expected", q.Method, q.URL.Path)
		w.WriteHeader(500)
		return
	}
	next := s.answers[0]
	s.answers = s.answers[1:]
	s.mu.Unlock()
	next(w, q)
}

func document(t testing.TB) string {
	t.Helper()
	w := wire.FromDocument(plan.Document{
		Name: "Bluestem Health", Host: "plan.example.org", Mark: "B", Policy: plan.Policy{
			Password: plan.PasswordRules{MinLen: 8, MaxLen: 64}, Lockout: plan.Lockout{MaxFailures: 3, Lock: time.Minute},
			OTP:     plan.OTPRules{Digits: 6, Life: time.Minute, MaxRequests: 3, Window: time.Hour},
			TOTP:    plan.TOTPRules{Period: 30 * time.Second, Digits: 6, Algorithm: "SHA1"},
			Session: plan.SessionRules{Idle: time.Minute, Absolute: time.Hour},
			Hosts:   plan.Hosts{Official: []string{"help.example.org"}},
		},
		Capabilities: map[plan.Capability]plan.Ability{plan.CanRecords: {How: plan.InApp}, plan.CanApprove: {How: plan.InApp}, plan.CanSecurity: {How: plan.InApp},
			plan.CanActFor: {How: plan.InApp}, plan.CanDo: {How: plan.InApp}, plan.CanHandOff: {How: plan.InApp}},
	})
	w.Base, w.Demo, w.DemoURLs = "/v1", true, wire.DemoURLs{Outbox: "/mock/outbox", Members: "/mock/members"}
	return jsonOf(t, w)
}

func jsonOf(t testing.TB, v any) string {
	t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// says gives one answer; header is pairs of name and value.
func says(status int, kind, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func cut(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// open gives a plan whose server will give these answers, in order.
func open(t *testing.T, device clock.Clock, answers ...http.HandlerFunc) (*plan.Plan, *server) {
	t.Helper()
	s := &server{t: t, answers: answers}
	origin, _ := url.Parse("https://plan.example.org")
	p, err := rest.Open(t.Context(), rest.Config{
		Origin: origin, Transport: client.InProcess{Handler: s}, Clock: device, Agent: "Vestibule/1.2 (linux)",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if len(s.answers) > 0 {
			t.Errorf("%d answers were not asked for", len(s.answers))
		}
	})
	return p, s
}

func head(number int) plan.Head {
	return plan.Head{Purpose: plan.SignIn, Handle: plan.Handle{Bytes: text("flow-" + canary)}, Number: number}
}

func credentials() plan.Step {
	return plan.Credentials{Head: head(1), Identifiers: []plan.Identifier{plan.Username}}
}

func session() plan.Session {
	return plan.Session{Token: text("tok-" + canary), Actor: "m1", AAL: plan.AAL2, Methods: []string{"password"}, Began: noon,
		Idle: time.Minute, Ends: noon.Add(time.Hour)}
}

func done() plan.Step {
	return plan.Done{Head: head(3), Session: session(), Account: plan.Account{Member: "m1", Name: "Dana"}}
}

func step(t *testing.T, s plan.Step) http.HandlerFunc {
	t.Helper()
	return says(200, "application/json", jsonOf(t, wire.FromStep(s, noon)))
}

func typed() plan.Answer {
	return plan.NameAndPassword{Name: "dana", Password: text("pass-" + canary)}
}

// clean fails where an error holds a secret.
func clean(t *testing.T, err error) {
	t.Helper()
	if err != nil && strings.Contains(err.Error(), canary) {
		t.Errorf("a secret is in an error: %v", err)
	}
}

// hang answers when the request is given up.
func hang(asked chan<- struct{}) http.HandlerFunc {
	return func(_ http.ResponseWriter, q *http.Request) {
		close(asked)
		<-q.Context().Done()
	}
}

func submit(t *testing.T, p *plan.Plan) (plan.Step, error) {
	t.Helper()
	s, err := p.Identity.Submit(context.Background(), credentials(), typed())
	clean(t, err)
	return s, err
}
