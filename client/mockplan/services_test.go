package mockplan

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// issuer is a server that signs members in: who holds which token, and how often it was asked.
type issuer struct {
	holds map[string]Bearer
	fails error
	asked int
}

func (e *issuer) introspect(_ context.Context, token secret.Bytes) (Bearer, error) {
	e.asked++
	b, ok := e.holds[string(token.Reveal())]
	if e.fails != nil {
		return Bearer{}, e.fails
	}
	if !ok {
		return Bearer{}, problem.New(problem.SessionRevoked)
	}
	return b, nil
}

func beside(t testing.TB) (*door, *issuer) {
	t.Helper()
	e := &issuer{holds: map[string]Bearer{
		"anna": {ID: "6f1", Names: []string{"nobody", "anna"}}, "card": {ID: "6f2", Names: []string{"TM-4400-0001"}}, "stranger": {ID: "6f3", Names: []string{"zoe"}}}}
	m := clock.At(opening)
	p, err := New(Config{Clock: m, Chance: rand.Reader, KDF: KDFCost{Passes: 1, MemoryKiB: 8, Lanes: 1}, Beside: &Beside{
		Server: wire.SignInServer{Kind: plan.Kratos, Base: "http://127.0.0.1:4433"}, Introspect: e.introspect}})
	if err != nil {
		t.Fatal(err)
	}
	return &door{t, p, m}, e
}

func (d *door) bearing(token, method, path, body string) reply {
	d.t.Helper()
	return d.ask(method, path, body, "Authorization", "Bearer "+token)
}

func TestTheServicesSayWhoSignsMembersIn(t *testing.T) {
	d, _ := beside(t)
	doc := d.ask("GET", "/.well-known/member-client", "").body
	policy := doc["policy"].(map[string]any)
	can := doc["capabilities"].(map[string]any)
	if doc["kind"] != "kratos" || doc["identity"].(map[string]any)["base"] != "http://127.0.0.1:4433" || policy["password"] != nil || policy["hosts"] == nil || doc["demo_urls"] != nil {
		t.Error(doc)
	}
	for name, there := range map[string]bool{"find-username": true, "activity": true, "helpdesk": true, "records": true, "status": true,
		"sign-in": false, "change-password": false, "recover-password": false, "security": false, "register": false} {
		if _, is := can[name]; is != there {
			t.Errorf("%s: %v", name, is)
		}
	}
}

func TestTheServicesTakeTheOtherServersSession(t *testing.T) {
	d, e := beside(t)
	const results = "/v1/people/6f1/records/results"
	if got := d.bearing("anna", "GET", results, ""); got.status != 200 || len(got.list("records")) == 0 {
		t.Fatal(got.status, got.body)
	}
	if got := d.bearing("anna", "GET", "/v1/activity", ""); got.status != 200 {
		t.Error(got.status)
	}
	if got := d.bearing("anna", "GET", "/v1/people/6f3/records/results", ""); got.body["code"] != string(problem.NotForMember) {
		t.Error(got.body)
	}
	if got := d.bearing("anna", "GET", "/v1/account", ""); got.status != 200 || got.body["name"] != "Anna Lindqvist" {
		t.Error(got.status, got.body)
	}
	for _, path := range []string{"/v1/account", "/v1/people/6f3/records/results", "/v1/activity"} {
		if got := d.bearing("stranger", "GET", path, ""); got.status != 403 || got.body["code"] != string(problem.ProviderUnlinked) {
			t.Error("a stranger sees", got.status, got.body)
		}
	}
	for _, token := range []string{"", "worthless"} {
		if got := d.bearing(token, "GET", results, ""); got.status != 401 {
			t.Errorf("%q: %d", token, got.status)
		}
	}
	if got := d.ask("GET", results, ""); got.status != 401 {
		t.Error(got.status)
	}
	asked := e.asked
	d.bearing("anna", "GET", results, "")
	if e.asked != asked {
		t.Error("it asks about every request")
	}
	delete(e.holds, "anna") // signed out there
	d.clock.Advance(time.Minute)
	if got := d.bearing("anna", "GET", results, ""); got.status != 401 {
		t.Error("a session that ended goes on:", got.status)
	}
}

func TestWhatTheOtherServerSaysIsKeptInBounds(t *testing.T) {
	d, e := beside(t)
	for i := range 3 * mostIntroduced {
		token := fmt.Sprint(i)
		e.holds[token] = Bearer{ID: token}
		d.bearing(token, "GET", "/v1/activity", "")
	}
	if n := len(d.plan.bearers); n > mostIntroduced {
		t.Error(n, "are kept")
	}
	for range mostAsking {
		d.plan.asking <- struct{}{}
	}
	if got := d.bearing("card", "GET", "/v1/activity", ""); got.body["code"] != string(problem.TooBusy) {
		t.Error(got.body)
	}
}

func TestTroubleOfTheOtherServerIsTold(t *testing.T) {
	d, e := beside(t)
	e.fails = problem.New(problem.ServerError)
	if got := d.bearing("anna", "GET", "/v1/activity", ""); got.status < 500 || got.body["code"] != string(problem.ServerError) {
		t.Error(got.status, got.body)
	}
	if got := d.ask("GET", "/v1/status", ""); got.status != 200 {
		t.Error("the status needs nobody:", got.status)
	}
	e.fails = nil
	if got := d.bearing("anna", "GET", "/v1/activity", ""); got.status != 200 {
		t.Error("it is remembered:", got.body)
	}
}

func TestThePacketOfAMemberFromElsewhere(t *testing.T) {
	d, _ := beside(t)
	body := `{"lines":[{"label":"Problem","text":"It does not open"}]}`
	if got := d.bearing("anna", "POST", "/v1/support", body); got.status != 200 || d.plan.packets[0].Member != "anna" {
		t.Error(got.status, got.body)
	}
	if got := d.ask("POST", "/v1/support", body); got.status != 200 {
		t.Error(got.status, got.body)
	}
	if got := d.bearing("stranger", "POST", "/v1/support", body); got.status != 200 || d.plan.packets[2].Member != "" {
		t.Error("a stranger needs a person most:", got.status, got.body)
	}
}

func TestConversationsEndWhereThePasswordBegins(t *testing.T) {
	d, _ := beside(t)
	s := d.beginFor("find-username").answer("identify.submit", map[string]any{"names": []string{"anna@mail.example.org"}}).is("choose-authenticator").pick("email").is("code")
	told := s.typed(d.mailed("anna", "email")).is("told").part()
	if told["what"] != "username-sent" || told["next"] != "sign-in" {
		t.Error(told)
	}
	var letter string
	var who *member
	for _, m := range d.plan.members {
		if c := m.activation.newest(); m.activation.state == pending && c != nil && d.plan.wornOut(m, c) == "" {
			who, letter = m, c.seed
		}
	}
	told = d.beginFor("activate").activation(letter).is("told").part()
	if told["what"] != "account-open" || told["next"] != "recover-password" || d.plan.standingOf(who).why != "" {
		t.Error(told, d.plan.standingOf(who))
	}
	d.beginFor("activate").activation(letter).says(string(problem.ActivationUsed))
	for _, purpose := range plan.Purposes() {
		got := d.bearing("anna", "POST", "/v1/flows", `{"purpose":"`+string(purpose)+`"}`)
		if taken := got.status == 201; taken != slices.Contains(servicesPurposes, purpose) {
			t.Errorf("%s: %d", purpose, got.status)
		}
	}
}

// TestTheServicesAloneHaveNoOtherDoors: nothing of signing in answers, with whatever token.
func TestTheServicesAloneHaveNoOtherDoors(t *testing.T) {
	d, _ := beside(t)
	for _, path := range []string{"GET /v1/security", "DELETE /v1/session", "POST /v1/session/extend", "POST /v1/freeze",
		"DELETE /v1/sessions", "POST /v1/not-me", "GET /v1/approvals"} {
		method, where, _ := strings.Cut(path, " ")
		r := plainly(d, method, where, "anna")
		if r != 404 && r != 405 {
			t.Errorf("%s: %d", path, r)
		}
	}
}

// plainly asks without the contract, which knows the other doors.
func plainly(d *door, method, path, token string) int {
	r := httptest.NewRequest(method, path, http.NoBody)
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	d.plan.ServeHTTP(w, r)
	return w.Code
}
