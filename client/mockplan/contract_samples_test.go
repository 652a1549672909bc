package mockplan

import (
	"encoding/json"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// accountSteps are the steps of getting back in, of joining and of the account, each as full and as empty as it can be.
func accountSteps(h plan.Head, at time.Time) []plan.Step {
	rules := plan.PasswordRules{MinLen: 8, MaxLen: 64}
	mail := plan.Authenticator{ID: "email", Kind: plan.EmailCode}
	steps := []plan.Step{
		plan.Credentials{Head: h, For: "d•••a"},
		plan.Credentials{Head: h, Identifiers: []plan.Identifier{plan.Username}, Providers: []plan.Provider{{ID: "p", Name: "P"}}, Joins: "P"},
		plan.Identify{Head: h, Identifiers: []plan.Identifier{plan.Username}, Most: 20},
		plan.Choose{Head: h, Options: []plan.Authenticator{mail, {ID: "identity", Kind: plan.IdentityProof}, {ID: "letter", Kind: plan.LetterCode}}},
		plan.Code{Head: h, Authenticator: mail, Digits: 6, Neutral: true, Link: true, From: "a", Subject: "b", Usually: time.Minute},
		plan.RegisterAccount{Head: h}, plan.RegisterAccount{Head: h, Username: "dana", Phone: true},
		plan.Activation{Head: h}, plan.Activation{Head: h, Sent: at, Hint: "d•••", Expires: at, Tries: plan.Tries{Known: true, Left: 1}, Fresh: true},
		plan.Contact{Head: h, Kinds: []plan.ContactKind{plan.ContactEmail}},
		plan.Contact{Head: h, Kinds: []plan.ContactKind{plan.ContactPhone, plan.ContactEmail}, Replaces: "•••• 0123", Optional: true},
		plan.ShowRecoveryCodes{Head: h, Codes: []secret.Bytes{secret.Of([]byte("A1B2-C3D4"))}, Replaces: 3},
		plan.Wait{Head: h, For: plan.WaitForObjection, Until: at, PollEvery: time.Minute, Told: []string{"d•••"}, Leave: true},
		plan.Refer{Head: h, Why: problem.NoAuthenticator, Reference: "R", Lost: true},
	}
	var fields []plan.IdentityField
	for _, name := range plan.FieldNames() {
		fields = append(fields, plan.IdentityField{Name: name, Optional: true, OnCard: true, Example: "X"})
	}
	steps = append(steps, plan.ProveIdentity{Head: h, Fields: fields, Wait: time.Hour, Tries: plan.Tries{Known: true}, Others: true},
		plan.ProveIdentity{Head: h, Fields: []plan.IdentityField{{Name: plan.FieldBirth}}})
	for _, reason := range []plan.Reason{plan.PasswordIsForgotten, plan.PasswordIsFirst, plan.PasswordIsLeaked, plan.PasswordIsChanged} {
		steps = append(steps, plan.NewPassword{Head: h, Reason: reason, Rules: rules, Name: "dana", Others: 2})
	}
	for _, what := range plan.ToldAll() {
		steps = append(steps, plan.Told{Head: h, What: what, Next: plan.FindUsername, Reference: "R"})
	}
	return steps
}

func accountAnswers() []plan.Answer {
	text := func(s string) secret.Bytes { return secret.Of([]byte(s)) }
	return []plan.Answer{
		plan.ByProvider{ID: "p", Redirect: "http://127.0.0.1:49152/callback"}, plan.NameAndPassword{Password: text("p")}, plan.CodeTyped{Code: text("https://" + host + "/r/abc")},
		plan.NewPasswordTyped{Password: text("p"), EndOthers: true}, plan.Identified{Names: []string{"a", "b"}},
		plan.IdentityTyped{Values: []plan.IdentityValue{{Name: plan.FieldBirth, Value: text("1970-01-02")}}}, plan.IdentityAnotherWay{},
		plan.RegisterTyped{Username: "a", Email: "b"}, plan.RegisterTyped{Username: "a", Email: "b", Phone: "c"},
		plan.ActivationTyped{Code: text("A1")}, plan.ActivationFresh{}, plan.ContactTyped{ContactKind: plan.ContactEmail, Value: "b"},
		plan.ContactSkipped{}, plan.RecoveryCodesKept{}, plan.LostIt{},
	}
}

// exchange holds one invented exchange to the contract.
func exchange(method, path, request, response string, status int) error {
	q := httptest.NewRequest(method, path, strings.NewReader(request))
	if request != "" {
		q.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Request-Id", "req-12345")
	w.WriteHeader(status)
	_, _ = w.WriteString(response)
	return keepsContract(q, request, w)
}

func TestTheContractHasEveryStepAndAnswer(t *testing.T) {
	h := plan.Head{Purpose: plan.SignIn, Handle: plan.Handle{Bytes: secret.Of([]byte("AAAAAAAAAAAAAAAAAAAAAA"))}, Number: 1}
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for _, s := range accountSteps(h, now) {
		body, err := json.Marshal(wire.FromStep(s, now))
		if err != nil {
			t.Fatal(err)
		}
		if err := exchange("GET", "/v1/flows/x", "", string(body), 200); err != nil {
			t.Errorf("%s: %v", body, err)
		}
		broken := strings.Replace(string(body), `":{`, `":{"extra":1,`, 1)
		if exchange("GET", "/v1/flows/x", "", broken, 200) == nil {
			t.Errorf("%s: a field too many was not caught", s.Kind())
		}
	}
	step, _ := json.Marshal(wire.FromStep(plan.RegisterAccount{Head: h}, now))
	for _, a := range accountAnswers() {
		body, err := wire.AnswerBody(1, a)
		if err != nil {
			t.Fatal(err)
		}
		if err := exchange("POST", "/v1/flows/x", string(body), string(step), 200); err != nil {
			t.Errorf("%s: %v", body, err)
		}
		if number, read, trouble := readAnswer(body); trouble != nil || number != 1 || !reflect.DeepEqual(read, a) {
			t.Errorf("%s: the plan does not take it: %v", body, trouble)
		}
		if exchange("POST", "/v1/flows/x", strings.Replace(string(body), `{`, `{"extra":1,`, 1), string(step), 200) == nil {
			t.Errorf("%T: a field too many was not caught", a)
		}
	}
}

func TestTheContractHasTheAccount(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	of := func(v any) string {
		body, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	var log []plan.Event
	for _, what := range plan.Events() {
		log = append(log, plan.Event{ID: "e", What: what, At: now, Device: "d", Place: "p", Hint: "h"})
	}
	full := plan.Overview{
		Contacts:       []plan.ContactOnFile{{ID: "c", Kind: plan.ContactPhone, Hint: "•••• 0123", Confirmed: now, Bouncing: true}},
		Authenticators: []plan.Authenticator{{ID: "a", Kind: plan.TOTP, Added: now}}, PasswordChanged: now, MustChange: true,
		Sessions: []plan.OpenSession{{ID: "s", Device: "d", Place: "p", Began: now, Used: now, This: true}},
		Devices:  []plan.TrustedDevice{{ID: "d", Name: "n", Added: now, LastUsed: now, Until: now, This: true}},
	}
	for _, x := range []struct {
		method, path, request, response string
		status                          int
	}{
		{"GET", "/v1/security", "", of(wire.FromOverview(full, now)), 200}, {"GET", "/v1/security", "", of(wire.FromOverview(plan.Overview{}, now)), 200},
		{"GET", "/v1/activity", "", of(wire.FromActivity(log, now)), 200}, {"GET", "/v1/activity", "", of(wire.FromActivity(nil, now)), 200},
		{"DELETE", "/v1/contacts/c", "", "", 204}, {"DELETE", "/v1/authenticators/a", "", "", 204}, {"DELETE", "/v1/sessions/s", "", "", 204},
		{"DELETE", "/v1/sessions", "", "", 204}, {"DELETE", "/v1/devices/d", "", "", 204}, {"POST", "/v1/activity/e/not-me", "", "", 204},
		{"POST", "/v1/not-me", "", "", 204}, {"POST", "/v1/freeze", "", "", 204},
		{"POST", "/v1/support", string(wire.PacketBody([]plan.PacketLine{{Label: "a", Text: "b"}, {Label: "c"}})), of(wire.PacketTaken{Reference: "R", ServerTime: now}), 200},
	} {
		if err := exchange(x.method, x.path, x.request, x.response, x.status); err != nil {
			t.Errorf("%s %s: %v", x.method, x.path, err)
		}
		if x.response != "" && exchange(x.method, x.path, x.request, strings.Replace(x.response, `{`, `{"extra":1,`, 1), x.status) == nil {
			t.Errorf("%s %s: a field too many was not caught", x.method, x.path)
		}
	}
}

// TestTheContractHasTheSameWords holds the lists of the contract to those of the app.
func TestTheContractHasTheSameWords(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for schema, want := range map[string][]string{
		"Purpose": texts(plan.Purposes()), "EventWhat": texts(plan.Events()), "FieldName": texts(plan.FieldNames()),
		"AuthenticatorKind": texts(plan.AuthenticatorKinds()), "ContactKind": texts([]plan.ContactKind{plan.ContactEmail, plan.ContactPhone}),
	} {
		if got := enumOf(doc, schema); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Errorf("%s has %v, the app %v", schema, got, want)
		}
	}
	var kinds []string
	for _, one := range doc.Components.Schemas["Step"].Value.OneOf {
		kinds = append(kinds, one.Value.Properties["kind"].Value.Const.(string))
	}
	if !slices.Equal(slices.Sorted(slices.Values(kinds)), slices.Sorted(slices.Values(texts(plan.Kinds())))) {
		t.Errorf("the contract's steps are %v, the app's %v", kinds, plan.Kinds())
	}
	for _, code := range enumOf(doc, "ProblemCode") {
		if !problem.Known(problem.Code(code)) {
			t.Errorf("the app has no words for %s", code)
		}
	}
}

func texts[T ~string](list []T) []string {
	var out []string
	for _, v := range list {
		out = append(out, string(v))
	}
	return out
}

// enumOf gives an enumeration of the contract, sorted.
func enumOf(doc *openapi3.T, schema string) []string {
	var out []string
	for _, v := range doc.Components.Schemas[schema].Value.Enum {
		out = append(out, v.(string))
	}
	slices.Sort(out)
	return out
}
