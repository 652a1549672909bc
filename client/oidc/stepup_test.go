package oidc_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

func TestAStepUpIsCheckedOnReturn(t *testing.T) {
	r := opened(t)
	s, at := r.signIn().Session, &shelf{}
	r.must(r.id.Rest(t.Context(), s, at))
	r.clock.Advance(time.Hour)
	step := r.begin(plan.StepUp, &s)
	q := query(t, step.URL)
	if q.Get("prompt") != "login" || q.Get("max_age") != "0" || q.Get("acr_values") != "urn:example:aal2" {
		t.Error(q)
	}
	next, err := r.arrive(step, r.op.Visit(step.URL))
	r.must(err)
	up := next.(plan.Done).Session
	if up.ID != s.ID || up.AAL != plan.AAL2 || !up.Proved.Equal(noon.Add(time.Hour)) || up.Began != s.Began || up.Token.Equal(s.Token) {
		t.Errorf("%+v", up)
	}
	if r.bearer(s) != string(up.Token.Reveal()) {
		t.Error("the session goes on with the old token")
	}
	if len(at.saves) != 2 {
		t.Error("the new refresh token does not rest:", len(at.saves))
	}
	r.clock.Advance(5 * time.Minute)
	r.bearer(s)
}

// TestAStepUpIsNeverAssumed: whatever a provider leaves undone, the session stays as it was.
func TestAStepUpIsNeverAssumed(t *testing.T) {
	for name, change := range map[string]func(map[string]any){
		"another member": func(c map[string]any) { c["sub"] = "member-2" }, "no time of proof": without("auth_time"),
		"proved an hour ago": func(c map[string]any) { c["auth_time"] = noon.Unix() }, "not strong enough": func(c map[string]any) { c["acr"] = "urn:example:aal1" },
		"does not say how strong": without("acr"),
	} {
		t.Run(name, func(t *testing.T) {
			r := opened(t)
			s := r.signIn().Session
			r.clock.Advance(time.Hour)
			before := r.bearer(s)
			r.op.Bend.IDToken = change
			step := r.begin(plan.StepUp, &s)
			next, err := r.arrive(step, r.op.Visit(step.URL))
			r.offered(step, next, err, problem.ProviderRefused)
			if r.bearer(s) != before {
				t.Error("the session has the new token")
			}
		})
	}
	t.Run("a provider that knows no strength", func(t *testing.T) {
		r := opened(t, func(r *rig) { r.op.Bend.Discovery = without("acr_values_supported") })
		s := r.signIn().Session
		r.clock.Advance(time.Hour)
		step := r.begin(plan.StepUp, &s)
		if query(t, step.URL).Has("acr_values") {
			t.Error(step.URL)
		}
		next, err := r.arrive(step, r.op.Visit(step.URL))
		r.must(err)
		if up := next.(plan.Done).Session; up.AAL != plan.AAL1 || !up.Proved.Equal(noon.Add(time.Hour)) {
			t.Errorf("%+v", up)
		}
	})
	t.Run("a session that nobody has", func(t *testing.T) {
		r := opened(t)
		if _, err := r.id.Begin(t.Context(), plan.StepUp, &plan.Session{ID: "x"}); !problem.Is(err, problem.SessionRevoked) {
			t.Error(err)
		}
	})
}

func TestHowStrongASessionIs(t *testing.T) {
	for name, c := range map[string]struct {
		claims  map[string]any
		level   plan.AAL
		methods string
	}{
		"not told": {nil, plan.AAL1, ""}, "a password": {map[string]any{"amr": []string{"pwd"}}, plan.AAL1, "password"},
		"two proofs": {map[string]any{"amr": []string{"pwd", "otp", "mfa"}}, plan.AAL2, "password totp"},
		"two names":  {map[string]any{"amr": []string{"pwd", "sms", "pwd", "face"}}, plan.AAL1, "password sms"},
		"by context": {map[string]any{"acr": "https://refeds.org/profile/MFA"}, plan.AAL2, ""}, "phr": {map[string]any{"acr": "phr"}, plan.AAL2, ""},
		"a number": {map[string]any{"acr": "2"}, plan.AAL1, ""}, "not phrase": {map[string]any{"acr": "urn:phrase"}, plan.AAL1, ""},
	} {
		r := opened(t, func(r *rig) { r.op.Claims = c.claims })
		if s := r.signIn().Session; s.AAL != c.level || strings.Join(s.Methods, " ") != c.methods {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func TestTheMemberSignsOut(t *testing.T) {
	r := opened(t)
	s, at := r.signIn().Session, &shelf{}
	r.must(r.id.Rest(t.Context(), s, at))
	page, err := r.id.SignOut(t.Context(), s)
	r.must(err)
	q := query(t, page)
	if !strings.HasPrefix(page, issuer+"/logout?") || q.Get("id_token_hint") == "" || q.Get("client_id") == "" || q.Has("post_logout_redirect_uri") {
		t.Error(page)
	}
	if !at.empty() || r.op.Count("/revoke") != 1 {
		t.Error("something is left")
	}
	if _, err := r.id.Bearer(t.Context(), s); !problem.Is(err, problem.SessionRevoked) {
		t.Error(err)
	}
	if page, err := r.id.SignOut(t.Context(), s); page != "" || err != nil {
		t.Error("once more:", page, err)
	}
	if _, err := r.id.Account(t.Context(), s); !problem.Is(err, problem.SessionRevoked) {
		t.Error(err)
	}
}

// TestWhereTheBrowserGoesAfterASignOut: an address that is always the same is registered, and comes with a state of its own,
// which nothing is ever believed for.
func TestWhereTheBrowserGoesAfterASignOut(t *testing.T) {
	r := opened(t, func(r *rig) { r.door.at = "org.example.vestibule:/back" })
	page, err := r.id.SignOut(t.Context(), r.signIn().Session)
	r.must(err)
	if q := query(t, page); q.Get("post_logout_redirect_uri") != r.door.at || len(q.Get("state")) < 20 {
		t.Error(page)
	}
}

func TestASignOutThatDoesNotReachTheProviderIsOwed(t *testing.T) {
	r := opened(t)
	s, at := r.signIn().Session, &shelf{}
	r.must(r.id.Rest(t.Context(), s, at))
	r.op.Bend.Before = answers("/revoke", 503, "")
	if _, err := r.id.SignOut(t.Context(), s); !problem.Is(err, problem.ServerError) || !at.empty() {
		t.Error(err)
	}
	r.op.Bend.Before = nil
	if _, err := r.id.SignOut(t.Context(), s); err != nil || r.op.Count("/revoke") != 2 {
		t.Error(err)
	}
}

func TestAProviderThatHasNothingToSignOutAt(t *testing.T) {
	r := opened(t, func(r *rig) {
		r.op.Bend.Discovery = func(d map[string]any) { delete(d, "revocation_endpoint"); delete(d, "end_session_endpoint") }
	})
	if page, err := r.id.SignOut(t.Context(), r.signIn().Session); page != "" || err != nil {
		t.Error(page, err)
	}
}

func TestAnAccountIsMadeAtTheProvider(t *testing.T) {
	r := opened(t, func(r *rig) {
		r.op.Bend.Discovery = func(d map[string]any) { d["prompt_values_supported"] = []string{"none", "login", "create"} }
	})
	step := r.begin(plan.Register, nil)
	if query(t, step.URL).Get("prompt") != "create" || r.plan.Document.Can(plan.CanRegister).How != plan.InApp {
		t.Error(step.URL)
	}
	if done, err := r.arrive(step, r.op.Visit(step.URL)); err != nil || done.Kind() != plan.KindDone {
		t.Error(done, err)
	}
}

func TestWhoIsSignedIn(t *testing.T) {
	r := opened(t, func(r *rig) { r.op.Name = "" })
	r.op.Bend.Told = func(c map[string]any) {
		c["name"], c["given_name"], c["family_name"] = "", "Anna", "Example"
		// Claims that others vouch for (OpenID Connect Core, section 5.6.2).
		c["_claim_names"] = map[string]string{"address": "src1", "payment": "src2"}
		c["_claim_sources"] = map[string]any{"src1": map[string]string{"JWT": "a.b.c"}, "src2": map[string]string{"endpoint": "http://10.0.0.1/claims", "access_token": "x"}}
	}
	done := r.signIn()
	if a := done.Account; a.Name != "Anna Example" || a.Identifier != "anna" {
		t.Errorf("%+v", a)
	}
	account, err := r.id.Account(t.Context(), done.Session)
	if err != nil || account.Name != "Anna Example" {
		t.Error(account, err)
	}
	for _, host := range r.hosts.seen {
		if host != "id.example.org" {
			t.Error(host, "was asked")
		}
	}
	r.op.Bend.Before = func(w http.ResponseWriter, q *http.Request) bool {
		if q.URL.Path == "/userinfo" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		return q.URL.Path == "/userinfo"
	}
	if step, err := r.tried(); err != nil || step.(plan.Done).Account.Member != "member-1" {
		t.Error("a sign-in fails for a name:", err)
	}
}
