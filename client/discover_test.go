package client_test

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client"
	"vestibule/client/rest/wire"
)

// document gives what a plan says of itself, as JSON to be spoiled.
func document(t *testing.T) map[string]any {
	t.Helper()
	w := wire.FromDocument(plan.Document{
		Name: "Bluestem Health", Host: "plan.example.org", Mark: "B", Policy: plan.Policy{
			Password: plan.PasswordRules{MinLen: 8, MaxLen: 64}, Lockout: plan.Lockout{MaxFailures: 3, Lock: time.Minute},
			OTP:     plan.OTPRules{Digits: 6, Life: time.Minute, MaxRequests: 3, Window: time.Hour},
			TOTP:    plan.TOTPRules{Period: 30 * time.Second, Digits: 6, Algorithm: "SHA1"},
			Session: plan.SessionRules{Idle: time.Minute, Absolute: time.Hour},
		},
		Capabilities: map[plan.Capability]plan.Ability{plan.CanRecords: {How: plan.InApp}},
	})
	w.Base, w.Demo, w.DemoURLs = "/v1", true, wire.DemoURLs{Outbox: "/mock/outbox", Members: "/mock/members"}
	body, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(body, &tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

// says is a server that answers every request the same way.
func says(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func finder(h http.HandlerFunc) client.Finder {
	return client.Finder{Transport: client.InProcess{Handler: h}, Clock: client.Device{}, Bundled: h, Agent: "Vestibule/test"}
}

func jsonOf(v any) string {
	body, _ := json.Marshal(v)
	return string(body)
}

func TestAPlanIsOpenedByItsAddressOrBundled(t *testing.T) {
	for address, key := range map[string]plan.Key{"": client.Bundled, "Plan.example.org/x": "https://plan.example.org"} {
		p, err := finder(says(200, "application/json", jsonOf(document(t)))).Find(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		if p.Key != key || p.Document.Name != "Bluestem Health" || p.Identity == nil || p.Records == nil || p.Demo == nil || p.Clock == nil {
			t.Errorf("%q: %+v", address, p)
		}
		if _, ok := p.Identity.(plan.Extender); !ok {
			t.Error("its sessions cannot be kept alive")
		}
	}
}

func TestAPlanWithoutRecordsOrDemoHasNone(t *testing.T) {
	d := document(t)
	d["demo"], d["capabilities"] = false, map[string]any{}
	p, err := finder(says(200, "application/json", jsonOf(d))).Find(t.Context(), "")
	if err != nil || p.Records != nil || p.Demo != nil {
		t.Fatal(p, err)
	}
}

func TestWhatIsNotAPlanIsSaid(t *testing.T) {
	portal, err := os.ReadFile("../../shared/data/http/captive-portal.html")
	if err != nil {
		portal = []byte(`<html><meta http-equiv="refresh" content="0; url=http://10.0.0.1/login">`)
	}
	bad, other := document(t), document(t)
	bad["policy"].(map[string]any)["lockout"].(map[string]any)["max_failures"] = -3
	other["kind"] = "saml"
	for name, c := range map[string]struct {
		h    http.HandlerFunc
		want problem.Code
	}{
		"nothing there":       {says(404, "text/plain", "no"), problem.NotAPlan},
		"a web site":          {says(200, "text/html", "<html><h1>Bakery</h1>"), problem.NotAPlan},
		"its page of errors":  {says(404, "text/html", "<html>not found"), problem.NotAPlan},
		"a guest network":     {says(200, "text/html", string(portal)), problem.NetCaptive},
		"it says so":          {says(511, "text/html", ""), problem.NetCaptive},
		"other JSON":          {says(200, "application/json", "[1]"), problem.NotAPlan},
		"no document":         {says(200, "application/json", "{}"), problem.NotAPlan},
		"another kind":        {says(200, "application/json", jsonOf(other)), problem.NotAPlan},
		"nonsense":            {says(200, "application/json", jsonOf(bad)), problem.BadPolicy},
		"a plan that is down": {says(503, "text/html", "<html>"), problem.ServerError},
		"a door kept shut":    {says(403, "text/html", "<html>"), problem.NotAPlan},
		"sent elsewhere":      {func(w http.ResponseWriter, q *http.Request) { http.Redirect(w, q, "https://evil.example.org/", 302) }, problem.NotAPlan},
		"in circles":          {func(w http.ResponseWriter, q *http.Request) { http.Redirect(w, q, q.URL.Path, 302) }, problem.NetRedirectLoop},
		"cut in the middle":   {says(200, "application/json", jsonOf(document(t))[:300]), problem.NetDropped},
	} {
		if _, err := finder(c.h).Find(t.Context(), "plan.example.org"); !problem.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestThePlanIsToldTheAppItsVersionAndTheSystem(t *testing.T) {
	got := ""
	_, _ = finder(func(_ http.ResponseWriter, q *http.Request) { got = q.UserAgent() }).Find(t.Context(), "")
	if want := "Vestibule/test (" + client.Platform() + ")"; got != want {
		t.Fatalf("%q, want %q", got, want)
	}
}

// broken is a transport on which nothing gets through.
type broken struct{ err error }

func (b broken) RoundTrip(*http.Request) (*http.Response, error) { return nil, b.err }

func TestWhatStandsInTheWayIsSaid(t *testing.T) {
	f := finder(nil)
	f.Transport = broken{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "plan.example.org", IsNotFound: true}}}
	if _, err := f.Find(t.Context(), "plan.example.org"); !problem.Is(err, problem.NetDNS) {
		t.Error(err)
	}
	f.Transport = broken{errors.New("never asked")}
	for _, address := range []string{"plan", "ftp://plan.example.org", "https://a@plan.example.org", ""} {
		f.Bundled = nil
		if _, err := f.Find(t.Context(), address); !problem.Is(err, problem.NotAPlan) {
			t.Errorf("%q: %v", address, err)
		}
	}
}
