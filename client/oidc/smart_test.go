package oidc_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

const records = "https://fhir.example.org/r4"

// fhirServer is a FHIR server that its provider guards: its launch, and one result.
type fhirServer struct {
	launch map[string]any
	bundle string
	tokens []string // each bearer that came, with its path
}

func (f *fhirServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.tokens = append(f.tokens, r.URL.Path+" "+r.Header.Get("Authorization"))
	w.Header().Set("Content-Type", "application/fhir+json")
	switch r.URL.Path {
	case "/r4/.well-known/smart-configuration":
		_ = json.NewEncoder(w).Encode(f.launch)
	case "/r4/Observation":
		_, _ = w.Write([]byte(f.bundle))
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// launched is a rig with a FHIR server beside the provider.
func launched(t *testing.T, bend ...func(*rig, *fhirServer)) (*rig, *fhirServer, error) {
	r := newRig(t)
	f := &fhirServer{
		launch: map[string]any{
			"issuer": issuer, "jwks_uri": issuer + "/keys", "authorization_endpoint": issuer + "/authorize", "token_endpoint": issuer + "/token",
			"code_challenge_methods_supported": []string{"S256"},
			"capabilities": []string{"launch-standalone", "client-public", "context-standalone-patient", "permission-offline",
				"permission-patient", "permission-v2", "sso-openid-connect"},
		},
		bundle: `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"Hemoglobin"},"valueQuantity":{"value":13.50,"unit":"g/dL"}}}]}`,
	}
	r.hosts.by["fhir.example.org"] = f
	r.config.FHIR, _ = url.Parse(records)
	r.op.Bend.Answer = func(a map[string]any) { a["patient"] = "p1" }
	for _, b := range bend {
		b(r, f)
	}
	return r, f, r.open()
}

func TestALaunch(t *testing.T) {
	r, f, err := launched(t)
	r.must(err)
	if r.plan.Server.Kind != plan.SMART || r.plan.Server.Records != records || r.plan.Document.Can(plan.CanRecords).How != plan.InApp {
		t.Errorf("%+v", r.plan.Server)
	}
	step := r.begin(plan.SignIn, nil)
	q := query(t, step.URL)
	if q.Get("aud") != records || q.Get("scope") != "openid fhirUser launch/patient patient/*.rs offline_access" {
		t.Error(q)
	}
	next, err := r.arrive(step, r.op.Visit(step.URL))
	r.must(err)
	s := next.(plan.Done).Session
	list, err := r.plan.Records.List(t.Context(), plan.For(s, s.Actor), plan.Results)
	r.must(err)
	if len(list) != 1 || list[0].Title != "Hemoglobin" || list[0].Detail != "13.50 g/dL" {
		t.Errorf("%+v", list)
	}
	if _, err := r.plan.Records.List(t.Context(), plan.For(s, "p1"), plan.Results); err != nil {
		t.Error("by the other of their names:", err)
	}
	if last := f.tokens[len(f.tokens)-1]; last != "/r4/Observation Bearer "+r.bearer(s) {
		t.Error(last)
	}
	if _, err := r.plan.Records.List(t.Context(), plan.For(s, "p2"), plan.Results); !problem.Is(err, problem.NotForMember) {
		t.Error("somebody else's:", err)
	}
}

func TestWhoseRecordItIs(t *testing.T) {
	for name, c := range map[string]struct {
		user string
		want problem.Code
	}{
		"the member's own, by its address": {records + "/Patient/p7", ""}, "in short": {"Patient/p7", ""},
		"a caregiver without a patient": {records + "/RelatedPerson/r1", problem.NotForMember}, "nobody's": {"", problem.NotForMember},
		"of another server": {"https://evil.example.org/r4/Patient/p7", problem.NotForMember},
	} {
		r, _, err := launched(t, func(r *rig, _ *fhirServer) { r.op.Bend.Answer = nil; r.op.Claims = map[string]any{"fhirUser": c.user} })
		r.must(err)
		s := r.signIn().Session
		if _, err := r.plan.Records.List(t.Context(), plan.For(s, s.Actor), plan.Results); c.want == "" && err != nil || c.want != "" && !problem.Is(err, c.want) {
			t.Error(name, err)
		}
	}
}

// TestAttackLaunch: AT-082. A launch that names another provider than the one asked for, or one nearer than the server, is
// none; and the token is never sent to another base than the one that was authorised.
func TestAttackLaunch(t *testing.T) {
	for name, bend := range map[string]func(*rig, *fhirServer){
		"another issuer":                           func(_ *rig, f *fhirServer) { f.launch["issuer"] = "https://evil.example.org" },
		"an issuer on this device":                 func(r *rig, f *fhirServer) { r.config.Issuer = nil; f.launch["issuer"] = "http://127.0.0.1:8080" },
		"a token endpoint in the member's network": func(_ *rig, f *fhirServer) { f.launch["token_endpoint"] = "https://10.0.0.1/token" },
		"keys on this device":                      func(_ *rig, f *fhirServer) { f.launch["jwks_uri"] = "http://127.0.0.1/keys" },
		"no S256":                                  func(_ *rig, f *fhirServer) { f.launch["code_challenge_methods_supported"] = []string{"plain"} },
		"no word of S256":                          func(_ *rig, f *fhirServer) { delete(f.launch, "code_challenge_methods_supported") },
		"nobody is told who signs in":              func(_ *rig, f *fhirServer) { f.launch["capabilities"] = []string{"launch-standalone", "client-public"} },
		"no way in":                                func(_ *rig, f *fhirServer) { delete(f.launch, "authorization_endpoint") },
		"a base without TLS":                       func(r *rig, _ *fhirServer) { r.config.FHIR.Scheme = "http" },
		"a list":                                   func(_ *rig, f *fhirServer) { f.launch = nil },
	} {
		r, f, err := launched(t, bend)
		if !problem.Is(err, problem.NotAPlan) || r.plan != nil {
			t.Error(name, err)
		}
		for _, asked := range f.tokens {
			if !strings.HasSuffix(asked, " ") {
				t.Error(name, "a token was sent:", asked)
			}
		}
	}
	t.Run("a next page elsewhere", func(t *testing.T) {
		for _, next := range []string{"https://evil.example.org/r4/Observation?page=2", "https://fhir.example.org/other/Observation?page=2",
			"http://fhir.example.org/r4/Observation?page=2", "//evil.example.org/r4/x", "https://fhir.example.org/r4/../admin", "https://fhir.example.org/r4/%2e%2e/admin"} {
			r, f, err := launched(t, func(_ *rig, f *fhirServer) {
				f.bundle = strings.Replace(f.bundle, `"entry"`, `"link":[{"relation":"next","url":"`+next+`"}],"entry"`, 1)
			})
			r.must(err)
			caught := &fhirServer{}
			r.hosts.by["evil.example.org"] = caught
			s := r.signIn().Session
			if list, err := r.plan.Records.List(t.Context(), plan.For(s, s.Actor), plan.Results); err != nil || len(list) != 1 {
				t.Error(next, list, err)
			}
			if strange := slices.DeleteFunc(append(f.tokens, caught.tokens...), func(s string) bool {
				return strings.HasSuffix(s, " ") || strings.HasPrefix(s, "/r4/Observation Bearer ")
			}); len(strange) > 0 {
				t.Error(next, "got a token:", strange)
			}
		}
	})
}

// TestALaunchGoesWithoutTheIssuersOwnDocument, and reads it where it is there.
func TestALaunchGoesWithoutTheIssuersOwnDocument(t *testing.T) {
	r, _, err := launched(t, func(r *rig, f *fhirServer) {
		r.config.Issuer = nil
		r.op.Bend.Before = answers("/.well-known/openid-configuration", 404, "")
		f.launch["capabilities"] = []string{"sso-openid-connect"}
	})
	r.must(err)
	step := r.begin(plan.SignIn, nil)
	if scope := query(t, step.URL).Get("scope"); scope != "openid fhirUser patient/*.read" || step.Elsewhere {
		t.Error(scope)
	}
	if done, err := r.arrive(step, r.op.Visit(step.URL)); err != nil || done.Kind() != plan.KindDone {
		t.Error(done, err)
	}
}
