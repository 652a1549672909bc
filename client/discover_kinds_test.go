//go:build !js

package client_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client"
)

// internet answers by host and path, and notes what is asked. What is not there is 404.
type internet struct {
	mu    sync.Mutex
	asked []string
	has   map[string]string // address → JSON, or a number: that status
}

func (n *internet) RoundTrip(q *http.Request) (*http.Response, error) {
	return client.InProcess{Handler: n}.RoundTrip(q)
}

func (n *internet) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	n.mu.Lock()
	defer n.mu.Unlock()
	address := q.Host + q.URL.Path
	n.asked = append(n.asked, address)
	var status int
	switch body := n.has[address]; {
	case body == "":
		w.WriteHeader(http.StatusNotFound)
	case func() bool { _, err := fmt.Sscanf(body, "%d", &status); return err == nil }():
		w.WriteHeader(status)
	default:
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprint(w, body)
	}
}

// door waits nowhere.
type door struct{}

func (door) Open(context.Context, ...int) (string, func(), error) {
	return "http://127.0.0.1:4000/callback", func() {}, nil
}

func (n *internet) find(t *testing.T, address string) (*plan.Plan, error) {
	t.Helper()
	f := client.Finder{Transport: n, Clock: client.Device{}, Agent: "Vestibule/test", Door: door{}, Chance: client.Chance()}
	return f.Find(t.Context(), address)
}

// issuer is what an OpenID provider says of itself.
func issuer(at string) string {
	return fmt.Sprintf(`{"issuer":%q,"authorization_endpoint":"%[2]s/auth","token_endpoint":"%[2]s/token","jwks_uri":"%[2]s/keys",
		"response_types_supported":["code"],"code_challenge_methods_supported":["S256"],"id_token_signing_alg_values_supported":["RS256"],
		"subject_types_supported":["public"]}`, at, strings.TrimSuffix(at, "/"))
}

// launch is what a FHIR server says of who guards it.
func launch(at string) string {
	return fmt.Sprintf(`{"issuer":%[1]q,"jwks_uri":"%[1]s/keys","authorization_endpoint":"%[1]s/auth","token_endpoint":"%[1]s/token",
		"code_challenge_methods_supported":["S256"],"capabilities":["launch-standalone","client-public","sso-openid-connect","context-standalone-patient"]}`, at)
}

// kratosFlow is a flow as Kratos begins it.
const kratosFlow = `{"id":"4a2c3d5e-0001","type":"api","expires_at":"2036-03-02T12:00:00Z","issued_at":"2026-03-02T12:00:00Z","state":"choose_method",
	"ui":{"action":"https://id.example.org/x","method":"POST","nodes":[{"type":"input","group":"default","attributes":{"name":"identifier","type":"text","node_type":"input"}},
	{"type":"input","group":"password","attributes":{"name":"password","type":"password","node_type":"input"}}]}}`

func TestEachKindOfPlanIsFoundByItsAddress(t *testing.T) {
	const config, smart, login = "/.well-known/openid-configuration", "/.well-known/smart-configuration", "/self-service/login/api"
	for name, c := range map[string]struct {
		has    map[string]string
		typed  string
		kind   plan.ServerKind
		server string
		key    plan.Key
	}{
		"an issuer": {map[string]string{"id.example.org" + config: issuer("https://id.example.org")}, "id.example.org", plan.OpenID,
			"https://id.example.org", "https://id.example.org"},
		"an issuer with a path": {map[string]string{"id.example.org/realms/members" + config: issuer("https://id.example.org/realms/members")},
			"https://id.example.org/realms/members/", plan.OpenID, "https://id.example.org/realms/members", "https://id.example.org/realms/members"},
		"its document": {map[string]string{"id.example.org/realms/members" + config: issuer("https://id.example.org/realms/members")},
			"https://id.example.org/realms/members" + config, plan.OpenID, "https://id.example.org/realms/members", "https://id.example.org/realms/members"},
		"a page of its": {map[string]string{"id.example.org" + config: issuer("https://id.example.org")}, "id.example.org/login/page", plan.OpenID,
			"https://id.example.org", "https://id.example.org"},
		"an issuer with a slash": {map[string]string{"id.example.org" + config: issuer("https://id.example.org/")}, "id.example.org", plan.OpenID,
			"https://id.example.org/", "https://id.example.org"},
		"a FHIR server": {map[string]string{"fhir.example.org/r4" + smart: launch("https://id.example.org")}, "fhir.example.org/r4", plan.SMART,
			"https://id.example.org", "https://fhir.example.org/r4"},
		"a Kratos": {map[string]string{"id.example.org" + login: kratosFlow}, "id.example.org", plan.Kratos, "https://id.example.org", "https://id.example.org"},
		"a Kratos behind a path": {map[string]string{"www.example.org/kratos" + login: kratosFlow}, "www.example.org/kratos", plan.Kratos,
			"https://www.example.org/kratos", "https://www.example.org/kratos"},
	} {
		n := &internet{has: c.has}
		p, err := n.find(t, c.typed)
		if err != nil {
			t.Errorf("%s: %v after %v", name, err, n.asked)
			continue
		}
		if p.Server.Kind != c.kind || p.Server.Identity != c.server || p.Key != c.key || p.Identity == nil {
			t.Errorf("%s: %+v under %s", name, p.Server, p.Key)
		}
	}
}

// beside is our services' document that names another server.
func beside(t *testing.T, kind string, identity map[string]any) string {
	t.Helper()
	d := document(t)
	d["kind"], d["identity"], d["demo"] = kind, identity, false
	d["capabilities"] = map[string]any{"status": map[string]any{"how": "app"}, "find-username": map[string]any{"how": "app"}}
	delete(d, "demo_urls")
	d["policy"] = map[string]any{"hosts": map[string]any{"official": []string{"plan.example.org"}}}
	return jsonOf(d)
}

func TestAPlanNamesWhoSignsItsMembersIn(t *testing.T) {
	const at = "plan.example.org/.well-known/member-client"
	for name, c := range map[string]struct {
		has  map[string]string
		kind plan.ServerKind
	}{
		"kratos": {map[string]string{at: beside(t, "kratos", map[string]any{"base": "https://id.example.org"}), "id.example.org/self-service/login/api": kratosFlow}, plan.Kratos},
		"oidc": {map[string]string{at: beside(t, "oidc", map[string]any{"issuer": "https://id.example.org", "client_id": "app", "ports": []int{4455}}),
			"id.example.org/.well-known/openid-configuration": issuer("https://id.example.org")}, plan.OpenID},
		"smart": {map[string]string{at: beside(t, "smart", map[string]any{"fhir": "https://fhir.example.org/r4"}),
			"fhir.example.org/r4/.well-known/smart-configuration": launch("https://id.example.org")}, plan.SMART},
	} {
		p, err := (&internet{has: c.has}).find(t, "plan.example.org/members")
		if err != nil {
			t.Fatal(name, err)
		}
		if p.Server.Kind != c.kind || p.Server.Services != "https://plan.example.org" || p.Key != "https://plan.example.org" || p.Document.Name != "Bluestem Health" {
			t.Errorf("%s: %+v %s %s", name, p.Server, p.Key, p.Document.Name)
		}
		if p.Document.Can(plan.CanFindUsername).How != plan.InApp || p.Document.Can(plan.CanSignIn).How == plan.No || len(p.Document.Policy.Hosts.Official) != 1 {
			t.Errorf("%s: %+v", name, p.Document)
		}
	}
}

func TestAServerThatAPlanNamesWronglyIsNotAsked(t *testing.T) {
	const at = "plan.example.org/.well-known/member-client"
	for name, c := range map[string]struct {
		kind     string
		identity map[string]any
		want     problem.Code
	}{
		"nobody":             {"kratos", nil, problem.Malformed},
		"this device":        {"kratos", map[string]any{"base": "http://127.0.0.1:4433"}, problem.Malformed},
		"my network":         {"kratos", map[string]any{"base": "https://192.168.1.1"}, problem.Malformed},
		"in the clear":       {"oidc", map[string]any{"issuer": "http://id.example.org"}, problem.Malformed},
		"a name before an @": {"oidc", map[string]any{"issuer": "https://id.example.org@evil.example.com"}, problem.Malformed},
		"a question":         {"oidc", map[string]any{"issuer": "https://id.example.org/?a=b"}, problem.Malformed},
		"no records":         {"smart", map[string]any{"issuer": "https://id.example.org"}, problem.Malformed},
		"a port of nobody":   {"oidc", map[string]any{"issuer": "https://id.example.org", "ports": []int{0}}, problem.Malformed},
		"too many ports":     {"oidc", map[string]any{"issuer": "https://id.example.org", "ports": slices.Repeat([]int{4455}, 100)}, problem.Malformed},
		"who is not there":   {"kratos", map[string]any{"base": "https://id.example.org"}, problem.ProviderUnavailable},
		"a strange kind":     {"saml", map[string]any{"base": "https://id.example.org"}, problem.NotAPlan},
	} {
		n := &internet{has: map[string]string{at: beside(t, c.kind, c.identity)}}
		if _, err := n.find(t, "plan.example.org"); !problem.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		for _, asked := range n.asked {
			if !strings.HasPrefix(asked, "plan.example.org/") && c.want == problem.Malformed {
				t.Errorf("%s: asked %s", name, asked)
			}
		}
	}
}

func TestATroubleThatWasMetIsToldAtTheEnd(t *testing.T) {
	n := &internet{has: map[string]string{"id.example.org/.well-known/openid-configuration": "500"}}
	if _, err := n.find(t, "id.example.org"); !problem.Is(err, problem.ServerError) {
		t.Error(err)
	}
	n.has["id.example.org/self-service/login/api"] = kratosFlow // of one that is broken elsewhere
	if p, err := n.find(t, "id.example.org"); err != nil || p.Server.Kind != plan.Kratos {
		t.Error(p, err)
	}
	if _, err := (&internet{}).find(t, "id.example.org/a/b"); !problem.Is(err, problem.NotAPlan) {
		t.Error(err)
	}
}

// slow answers each request in time, and so late that many of them take too long.
type slow struct{}

func (slow) RoundTrip(q *http.Request) (*http.Response, error) {
	select {
	case <-q.Context().Done():
		return nil, context.Cause(q.Context())
	case <-time.After(20 * time.Second):
	}
	return &http.Response{StatusCode: http.StatusNotFound, Header: http.Header{}, Body: http.NoBody, Request: q}, nil
}

func TestTheSearchEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		f := client.Finder{Transport: slow{}, Clock: client.Device{}, Door: door{}, Chance: client.Chance()}
		if _, err := f.Find(t.Context(), "id.example.org"); !problem.Is(err, problem.NetTimeout) {
			t.Error(err)
		}
		if took := time.Since(began); took > time.Minute {
			t.Error(took)
		}
	})
}

// TestTheSearchAsksFewTimes: a newcomer waits for every request. An own plan is one; a host without any is asked at most
// ten times.
func TestTheSearchAsksFewTimes(t *testing.T) {
	n := &internet{}
	_, _ = n.find(t, "id.example.org")
	if len(n.asked) > 10 {
		t.Error(len(n.asked), n.asked)
	}
	n = &internet{has: map[string]string{"plan.example.org/.well-known/member-client": jsonOf(document(t))}}
	if _, err := n.find(t, "plan.example.org/a/b"); err != nil || len(n.asked) != 1 {
		t.Error(err, n.asked)
	}
}

func TestWhoAnswersIsSeenByTheCertificate(t *testing.T) {
	server := httptest.NewTLSServer(says(200, "application/json", jsonOf(document(t))))
	defer server.Close()
	transport := client.Transport().(*http.Transport)
	transport.TLSClientConfig.RootCAs = server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	f := client.Finder{Transport: transport, Clock: client.Device{}, Agent: "Vestibule/test"}
	for range 2 { // the second time on a connection that stands
		p, err := f.Find(t.Context(), server.URL)
		if err != nil {
			t.Fatal(err)
		}
		leaf := server.Certificate()
		want := plan.Certificate{Organisation: "Acme Co", Host: "127.0.0.1", Issuer: "Acme Co", Until: leaf.NotAfter}
		if p.Server.Certificate != want {
			t.Errorf("%+v, want %+v", p.Server.Certificate, want)
		}
	}
	plain := httptest.NewServer(says(200, "application/json", jsonOf(document(t))))
	defer plain.Close()
	if p, err := f.Find(t.Context(), plain.URL); err != nil || p.Server.Certificate != (plan.Certificate{}) {
		t.Error(p.Server, err)
	}
}
