package oidc_test

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/oidc"
)

func TestAMemberSignsIn(t *testing.T) {
	r := opened(t)
	step := r.begin(plan.SignIn, nil)
	q := query(t, step.URL)
	for name, want := range map[string]string{
		"response_type": "code", "code_challenge_method": "S256", "redirect_uri": step.Redirect, "state": string(step.State.Reveal()),
		"scope": "openid profile email offline_access", "prompt": "consent",
	} {
		if q.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, q.Get(name), want)
		}
	}
	if len(q.Get("nonce")) != 43 || len(q.Get("code_challenge")) != 43 || len(q.Get("state")) != 43 || !strings.HasPrefix(step.URL, issuer+"/authorize?") {
		t.Error(step.URL)
	}
	address := r.op.Visit(step.URL)
	next, err := r.arrive(step, address)
	r.must(err)
	done := next.(plan.Done)
	s := done.Session
	if s.ID == "" || s.Token.Empty() || s.Actor != "member-1" || s.AAL != plan.AAL1 || !s.Began.Equal(noon) || !s.Proved.Equal(noon) || !s.Ends.IsZero() {
		t.Errorf("%+v", s)
	}
	if done.Account.Member != "member-1" || done.Account.Name != "Anna Example" {
		t.Errorf("%+v", done.Account)
	}
	if r.door.open() != 0 {
		t.Error("the door is still open")
	}
	// Seven requests: discovery, registration, token, keys; nothing else was needed, the page itself is the browser's.
	if got := strings.Join(r.op.Requests(), ", "); got != "GET /.well-known/openid-configuration, POST /register, POST /token, GET /keys" {
		t.Error(got)
	}
	if again, err := r.arrive(step, address); err != nil || !again.(plan.Done).Session.Same(s) || r.op.Count("/token") != 1 {
		t.Error("the same answer once more:", again, err)
	}
	r.clock.Advance(2 * time.Minute)
	if _, err := r.arrive(step, address); !problem.Is(err, problem.FlowExpired) {
		t.Error("and much later:", err)
	}
}

func TestWhatThePlanSaysItCan(t *testing.T) {
	r := opened(t, func(r *rig) {
		r.op.Bend.Discovery = func(d map[string]any) { d["account_management_uri"] = issuer + "/account" }
	})
	d := r.plan.Document
	if d.Name != "id.example.org" || d.Host != "id.example.org" || d.Mark != "I" || r.plan.Server.Kind != plan.OpenID || r.plan.Server.Identity != issuer {
		t.Errorf("%+v %+v", d, r.plan.Server)
	}
	if d.Can(plan.CanSignIn).How != plan.InApp || d.Can(plan.CanRegister).How != plan.No || d.Can(plan.CanRecords).How != plan.No ||
		d.Can(plan.CanRecoverPassword).How != plan.No || d.Can(plan.CanSecurity) != (plan.Ability{How: plan.InBrowser, URL: issuer + "/account"}) {
		t.Errorf("%+v", d.Capabilities)
	}
	for _, p := range plan.Purposes() {
		if p == plan.SignIn || p == plan.StepUp {
			continue
		}
		if step, err := r.id.Begin(t.Context(), p, &plan.Session{}); step != nil || !problem.Is(err, problem.NotForMember) {
			t.Error(p, step, err)
		}
	}
}

func TestOurServicesSayWhatThePlanIsCalled(t *testing.T) {
	r := opened(t, func(r *rig) {
		r.config.Document = &plan.Document{Name: "Tallowmere", Host: "tallowmere.example.org", Mark: "T",
			Policy: plan.Policy{Session: plan.SessionRules{Idle: 10 * time.Minute, Warn: time.Minute, Absolute: 8 * time.Hour}},
			Capabilities: map[plan.Capability]plan.Ability{plan.CanBind: {How: plan.InApp},
				plan.CanRecoverPassword: {How: plan.InBrowser, URL: "https://tallowmere.example.org/forgot"}}}
	})
	d := r.plan.Document
	if d.Name != "Tallowmere" || d.Can(plan.CanBind).How != plan.No || d.Can(plan.CanRecoverPassword).How != plan.InBrowser {
		t.Errorf("%+v", d)
	}
	if s := r.signIn().Session; s.Idle != 10*time.Minute || s.Warn != time.Minute || !s.Ends.Equal(noon.Add(8*time.Hour)) {
		t.Errorf("%+v", s)
	}
}

func TestWhoWeAreToTheProvider(t *testing.T) {
	for name, c := range map[string]struct {
		bend func(*rig)
		want func(string) bool
	}{
		"configured":              {func(r *rig) { r.config.ClientID = "app-7" }, func(id string) bool { return id == "app-7" }},
		"registered":              {func(*rig) {}, func(id string) bool { return strings.HasPrefix(id, "client-") }},
		"nothing offered":         {func(r *rig) { r.op.Bend.Discovery = without("registration_endpoint") }, usual},
		"registration is refused": {func(r *rig) { r.op.Bend.Before = answers("/register", 403, `{"error":"access_denied"}`) }, usual},
		"wants us to keep a secret": {func(r *rig) {
			r.op.Bend.Before = answers("/register", 201, `{"client_id":"c","client_secret":"s","token_endpoint_auth_method":"client_secret_basic"}`)
		}, usual},
		"registration makes no sense": {func(r *rig) { r.op.Bend.Before = answers("/register", 201, `[]`) }, usual},
	} {
		t.Run(name, func(t *testing.T) {
			r := opened(t, c.bend)
			first, second := r.begin(plan.SignIn, nil), r.begin(plan.SignIn, nil)
			id := query(t, first.URL).Get("client_id")
			if !c.want(id) || query(t, second.URL).Get("client_id") != id {
				t.Error(id)
			}
			if r.op.Count("/register") > 1 && name == "registered" {
				t.Error("registered again")
			}
		})
	}
}

func usual(id string) bool { return id == "vestibule" }

func without(name string) func(map[string]any) {
	return func(d map[string]any) { delete(d, name) }
}

func answers(path string, status int, body string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != path {
			return false
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
		return true
	}
}

func TestThePortsThatAProviderKnows(t *testing.T) {
	var registered map[string]any
	r := opened(t, func(r *rig) {
		r.config.Ports = []int{7001, 7002}
		r.op.Bend.Before = capture("/register", &registered)
	})
	step := r.begin(plan.SignIn, nil)
	if step.Redirect != "http://127.0.0.1:7001/callback" || !slices.Equal(r.door.asked, []int{7001, 7002}) {
		t.Error(step.Redirect, r.door.asked)
	}
	if got := registered["redirect_uris"]; !slices.Equal(texts(got), []string{"http://127.0.0.1:7001/callback", "http://127.0.0.1:7002/callback"}) {
		t.Error(got)
	}
}

func TestAnyPortIsRegisteredOnce(t *testing.T) {
	var registered map[string]any
	r := opened(t, func(r *rig) { r.op.Bend.Before = capture("/register", &registered) })
	r.begin(plan.SignIn, nil)
	if got := texts(registered["redirect_uris"]); !slices.Equal(got, []string{"http://127.0.0.1/callback"}) ||
		registered["application_type"] != "native" || registered["token_endpoint_auth_method"] != "none" || registered["post_logout_redirect_uris"] != nil {
		t.Error(registered)
	}
}

func TestTheMemberGoesBack(t *testing.T) {
	r := opened(t)
	step := r.begin(plan.SignIn, nil)
	back := func(fault string) string {
		return step.Redirect + "?" + url.Values{"error": {fault}, "error_description": {"<b>call 555-0100</b>"}, "iss": {issuer}, "state": {string(step.State.Reveal())}}.Encode()
	}
	for fault, want := range map[string]problem.Code{"access_denied": problem.ProviderCancelled, "server_error": problem.ProviderUnavailable,
		"temporarily_unavailable": problem.ProviderUnavailable, "invalid_scope": problem.ProviderUnavailable, "Now Call 555-0100": problem.ProviderUnavailable} {
		next, err := r.arrive(step, back(fault))
		r.offered(step, next, err, want)
		if strings.Contains(err.Error(), "555") || problem.Of(err).Facts.Reason != "" {
			t.Error("words from outside:", err)
		}
		step = next.(plan.OpenBrowser)
	}
	if r.op.Count("/token") != 0 {
		t.Error("something was exchanged")
	}
	done, err := r.arrive(step, r.op.Visit(step.URL))
	if _, in := done.(plan.Done); !in {
		t.Fatal("the page that was offered anew leads nowhere:", err)
	}
}

func TestTheAppWasClosedMeanwhile(t *testing.T) {
	r := opened(t)
	step := r.begin(plan.SignIn, nil)
	handle := plan.Handle{Bytes: step.Handle.Clone()}
	client := query(t, step.URL).Get("client_id")
	r.must(r.open()) // another run: nothing in memory
	again, err := r.id.Resume(t.Context(), handle)
	r.must(err)
	taken := again.(plan.OpenBrowser)
	if taken.Redirect != step.Redirect || !taken.State.Equal(step.State) || taken.URL != step.URL || query(t, taken.URL).Get("client_id") != client {
		t.Error(taken.URL, "\n", step.URL)
	}
	done, err := r.arrive(taken, r.op.Visit(step.URL))
	r.must(err)
	if done.(plan.Done).Session.Actor != "member-1" {
		t.Error(done)
	}
	if _, err := r.id.Resume(t.Context(), handle); !problem.Is(err, problem.FlowExpired) {
		t.Error("a conversation that is over:", err)
	}
}

func TestTheOldAddressIsTakenMeanwhile(t *testing.T) {
	r := opened(t)
	step := r.begin(plan.SignIn, nil)
	r.must(r.open())
	r.door.at = "vestibule://back"
	again, err := r.id.Resume(t.Context(), plan.Handle{Bytes: step.Handle.Clone()})
	r.must(err)
	if next := again.(plan.OpenBrowser); next.Redirect != "vestibule://back" || next.State.Equal(step.State) {
		t.Error(next)
	}
	if r.door.open() != 2 { // the one of before, whose program is gone, and this one
		t.Error(r.door.open())
	}
}

func TestWhatIsNoHandle(t *testing.T) {
	r := opened(t)
	step := r.begin(plan.SignIn, nil)
	good := string(step.Handle.Reveal())
	for name, handle := range map[string]string{"empty": "", "words": "not a handle", "cut": good[:len(good)-5], "other": "AQ" + good} {
		if _, err := r.id.Resume(t.Context(), plan.Handle{Bytes: secret.Of([]byte(handle))}); !problem.Is(err, problem.FlowExpired) {
			t.Error(name, err)
		}
	}
	r.clock.Advance(61 * time.Minute)
	if _, err := r.id.Resume(t.Context(), step.Handle); !problem.Is(err, problem.FlowExpired) {
		t.Error("after an hour:", err)
	}
}

func TestNobodyAnswers(t *testing.T) {
	r := opened(t)
	for range 10 {
		r.begin(plan.SignIn, nil)
	}
	if r.door.open() != 4 {
		t.Error(r.door.open(), "doors are open")
	}
	step := r.begin(plan.SignIn, nil)
	r.must(r.id.Abandon(t.Context(), step))
	if r.door.open() != 3 {
		t.Error("a page that is left keeps its door open")
	}
	if next, err := r.arrive(step, r.op.Visit(step.URL)); next != nil || !problem.Is(err, problem.FlowExpired) || r.op.Count("/token") != 0 {
		t.Error("a page that is left is answered:", next, err)
	}
	done := r.signIn()
	r.must(r.id.Abandon(t.Context(), done))
	if r.op.Count("/revoke") != 1 {
		t.Error("a session that nobody wants goes on")
	}
}

func TestNoDoorNoBrowser(t *testing.T) {
	r := opened(t, func(r *rig) { r.op.Bend.Discovery = without("device_authorization_endpoint") })
	r.door.fault = errors.New("no port")
	if step, err := r.id.Begin(t.Context(), plan.SignIn, nil); step != nil || !problem.Is(err, problem.BrowserNotOpened) {
		t.Error(step, err)
	}
}

func TestNoChanceNoSignIn(t *testing.T) {
	r := opened(t, func(r *rig) { r.config.Chance = strings.NewReader("too short") })
	if step, err := r.id.Begin(t.Context(), plan.SignIn, nil); step != nil || err == nil || r.door.open() != 0 {
		t.Error(step, err)
	}
}

func TestALineThatIsCut(t *testing.T) {
	r := opened(t)
	step := r.begin(plan.SignIn, nil)
	address := r.op.Visit(step.URL)
	cuts := 0
	r.hosts.cut = func(q *http.Request) error {
		if q.URL.Path != "/token" {
			return nil
		}
		cuts++
		return errors.New("reset")
	}
	next, err := r.arrive(step, address)
	if !problem.Is(err, problem.NetDropped) || cuts != 2 {
		t.Fatal(next, err, cuts)
	}
	// The code is spent, as the provider saw it; the same page gives another.
	r.hosts.cut = nil
	if next, err = r.arrive(next, address); !problem.Is(err, problem.ProviderRefused) {
		t.Fatal(next, err)
	}
	open := next.(plan.OpenBrowser)
	if done, err := r.arrive(open, r.op.Visit(open.URL)); err != nil || done.Kind() != plan.KindDone {
		t.Error(done, err)
	}
}

func TestServersInTrouble(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		kind   string
		body   string
		want   problem.Code
	}{
		"503": {503, "text/plain", "", problem.ServerError}, "500 that says invalid_grant": {500, "application/json", `{"error":"invalid_grant"}`, problem.ServerError},
		"429": {429, "application/json", "{}", problem.TooBusy}, "a page of the hotel": {200, "text/html", "<html>Welcome", problem.NetCaptive},
		"nothing": {200, "application/json", "", problem.Malformed}, "no token": {200, "application/json", `{"token_type":"Bearer"}`, problem.Malformed},
		"another kind of token": {200, "application/json", `{"access_token":"a","token_type":"DPoP"}`, problem.Malformed},
		"too large":             {200, "application/json", strings.Repeat(" ", 2<<20), problem.TooLarge},
		"away":                  {307, "text/plain", "", problem.NetRedirectLoop},
		"who are you":           {401, "application/json", `{"error":"invalid_client"}`, problem.ProviderUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			r := opened(t)
			r.op.Bend.Before = func(w http.ResponseWriter, q *http.Request) bool {
				if q.URL.Path != "/token" {
					return false
				}
				w.Header().Set("Content-Type", c.kind)
				w.Header().Set("Location", "https://elsewhere.example.org/token")
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
				return true
			}
			step, err := r.tried()
			if !problem.Is(err, c.want) || step == nil || step.Kind() != plan.KindOpenBrowser {
				t.Fatal(step, err)
			}
			if slices.Contains(r.hosts.seen, "elsewhere.example.org") {
				t.Error("the code was sent elsewhere")
			}
			r.op.Bend.Before = nil
			open := step.(plan.OpenBrowser)
			if done, err := r.arrive(open, r.op.Visit(open.URL)); err != nil || done.Kind() != plan.KindDone {
				t.Error("afterwards:", done, err)
			}
		})
	}
}

func capture(path string, into *map[string]any) func(http.ResponseWriter, *http.Request) bool {
	return func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == path {
			*into = readJSON(r)
		}
		return false
	}
}

var _ plan.Renewer = (*oidc.Provider)(nil)
