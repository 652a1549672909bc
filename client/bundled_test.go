//go:build !js

package client_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client"
	"vestibule/client/mockplan"
)

// bundled gives the plan that comes with the app, and a finder that reaches it.
func bundled(t *testing.T) (client.Finder, *mockplan.Plan) {
	t.Helper()
	mock, err := mockplan.New(mockplan.Config{Clock: client.Device{}, Chance: client.Chance()})
	if err != nil {
		t.Fatal(err)
	}
	return client.Finder{Transport: client.InProcess{Handler: mock}, Clock: client.Device{}, Bundled: mock, Agent: "Vestibule/test"}, mock
}

func find(t *testing.T, f client.Finder, address string) *plan.Plan {
	t.Helper()
	p, err := f.Find(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// set turns knobs of the mock.
func set(t *testing.T, mock http.Handler, knobs string) {
	t.Helper()
	w := httptest.NewRecorder()
	mock.ServeHTTP(w, httptest.NewRequest(http.MethodPut, "/mock/faults", strings.NewReader(knobs)))
	if w.Code >= 300 {
		t.Fatal(knobs, w.Code, w.Body)
	}
}

// owner gives a member who signs in with an authenticator app, and the app's secret.
func owner(t *testing.T, mock http.Handler) (username, password, key string) {
	t.Helper()
	w := httptest.NewRecorder()
	mock.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/mock/members", nil))
	var all struct {
		Members []struct {
			Username, Password string
			Authenticators     []struct{ Kind, Secret string }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	for _, m := range all.Members {
		if len(m.Authenticators) == 1 && m.Authenticators[0].Kind == string(plan.TOTP) {
			return m.Username, m.Password, m.Authenticators[0].Secret
		}
	}
	t.Fatal("nobody has an authenticator app alone")
	return
}

// counting counts the requests that pass.
type counting struct {
	http.RoundTripper
	n *int
}

func (c counting) RoundTrip(q *http.Request) (*http.Response, error) {
	*c.n++
	return c.RoundTripper.RoundTrip(q)
}

func TestASignInAtTheBundledPlanByEitherTransport(t *testing.T) {
	f, mock := bundled(t)
	server := httptest.NewServer(mock)
	defer server.Close()
	for name, transport := range map[string]http.RoundTripper{"in process": f.Transport, "over a socket": client.Transport()} {
		set(t, mock, "{}")
		n := 0
		f.Transport = counting{transport, &n}
		p := find(t, f, server.URL)
		n = 0
		done := signIn(t, p, mock)
		if n > 3 {
			t.Errorf("%s: %d requests", name, n)
		}
		account, err := p.Identity.Account(t.Context(), done.Session)
		if err != nil || account.Name != done.Account.Name {
			t.Error(name, account, err)
		}
		for _, kind := range plan.RecordKinds() {
			if _, err := p.Records.List(t.Context(), plan.For(done.Session, done.Account.Member), kind); err != nil {
				t.Error(name, kind, err)
			}
		}
		if s, err := p.Identity.(plan.Extender).Extend(t.Context(), done.Session); err != nil || !s.Token.Equal(done.Session.Token) {
			t.Error(name, err)
		}
		if _, err := p.Identity.SignOut(t.Context(), done.Session); err != nil {
			t.Error(name, err)
		}
		if _, err := p.Identity.Account(t.Context(), done.Session); problem.Of(err).Kind != problem.Reauth {
			t.Error(name, "after sign-out:", err)
		}
		reset := httptest.NewRequest(http.MethodPost, "/mock/reset", nil)
		mock.ServeHTTP(httptest.NewRecorder(), reset)
	}
}

// signIn signs a member in with password and authenticator app.
func signIn(t *testing.T, p *plan.Plan, mock http.Handler) plan.Done {
	t.Helper()
	username, password, key := owner(t, mock)
	first, err := p.Identity.Begin(t.Context(), plan.SignIn, nil)
	if err != nil {
		t.Fatal(err)
	}
	second, err := p.Identity.Submit(t.Context(), first, plan.NameAndPassword{Name: username, Password: secret.Of([]byte(password))})
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(key, p.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	third, err := p.Identity.Submit(t.Context(), second, plan.CodeTyped{Code: secret.Of([]byte(code))})
	if err != nil {
		t.Fatal(err)
	}
	return third.(plan.Done)
}

func TestEveryDisturbanceHasItsName(t *testing.T) {
	f, mock := bundled(t)
	server := httptest.NewServer(mock)
	defer server.Close()
	for knob, want := range map[string]problem.Code{
		`{"net.blocked":{"path":"/v1/"}}`: problem.NetDropped, `{"net.captive":{"path":"/v1/"}}`: problem.NetCaptive,
		`{"net.drop_mid":{"path":"/v1/"}}`: problem.NetDropped, `{"net.redirect_loop":{"path":"/v1/"}}`: problem.NetRedirectLoop,
		`{"svc.5xx":{"n":1}}`: problem.ServerError, `{"svc.429":{"retry_after":7}}`: problem.TooBusy, `{"svc.malformed":{}}`: problem.Malformed,
		`{"svc.too_large":{}}`: problem.TooLarge, `{"svc.unknown_step":{}}`: problem.UnknownStep, `{"svc.unknown_problem":{}}`: "moon.phase",
	} {
		for name, transport := range map[string]http.RoundTripper{"in process": client.InProcess{Handler: mock}, "over a socket": client.Transport()} {
			set(t, mock, "{}")
			f.Transport = transport
			p := find(t, f, server.URL)
			first, err := p.Identity.Begin(t.Context(), plan.SignIn, nil)
			if err != nil {
				t.Fatal(err)
			}
			set(t, mock, knob)
			_, err = p.Identity.Submit(t.Context(), first, plan.NameAndPassword{Name: "nobody", Password: secret.Of([]byte("hunter2"))})
			if !problem.Is(err, want) {
				t.Errorf("%s %s: %v, want %s", knob, name, err, want)
			}
		}
	}
}

func TestAPlansClockIsKnownWithoutItsHeader(t *testing.T) {
	f, mock := bundled(t)
	set(t, mock, `{"clock.no_date_header":{},"clock.skew":{"seconds":600}}`)
	p := find(t, f, "")
	if _, known := p.Clock.Skew(); !known {
		t.Fatal("not known")
	}
	if ahead, _ := p.Clock.Skew(); ahead.Abs() < 9*time.Minute {
		t.Errorf("%v", ahead)
	}
}

func TestABadPolicyIsNotObeyed(t *testing.T) {
	f, mock := bundled(t)
	set(t, mock, `{"svc.bad_policy":{}}`)
	if _, err := f.Find(context.Background(), ""); !problem.Is(err, problem.BadPolicy) {
		t.Fatal(err)
	}
}
