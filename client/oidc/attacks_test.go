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
)

// The attacks on a sign-in in the browser, and what must be true after each. What a program on this device listens to is
// client/redirect's (AT-076), which windows are opened a rule of the whole house (AT-079).

// TestAttackMixUp: AT-070. An honest provider's page was opened, and another's answer comes back (RFC 9207).
func TestAttackMixUp(t *testing.T) {
	for name, iss := range map[string]string{"another issuer": "https://evil.example.org", "nobody": "", "nearly": issuer + "/", "case": "https://ID.example.org"} {
		t.Run(name, func(t *testing.T) {
			r := opened(t, func(r *rig) { r.op.Bend.Back = back("iss", iss) })
			r.refused(problem.ProviderRefused)
			if r.op.Count("/token") != 0 {
				t.Error("the code was exchanged")
			}
		})
	}
	t.Run("an answer that says no", func(t *testing.T) {
		r := opened(t, func(r *rig) {
			r.op.Bend.Back = func(b map[string]string) {
				delete(b, "code")
				b["error"], b["iss"] = "access_denied", "https://evil.example.org"
			}
		})
		r.refused(problem.ProviderRefused)
	})
	t.Run("the state that was shown to the other opens nothing any more", func(t *testing.T) {
		r := opened(t)
		step := r.begin(plan.SignIn, nil)
		good := r.op.Visit(step.URL)
		next, err := r.arrive(step, with(t, good, func(q url.Values) { q.Set("iss", "https://evil.example.org") }))
		r.offered(step, next, err, problem.ProviderRefused)
		if next, err := r.arrive(step, good); next != nil || !problem.Is(err, problem.FlowExpired) || r.op.Count("/token") != 0 {
			t.Error(next, err)
		}
	})
	t.Run("a provider that does not promise to say", func(t *testing.T) {
		r := opened(t, func(r *rig) {
			r.op.Bend.Discovery = without("authorization_response_iss_parameter_supported")
			r.op.Bend.Back = back("iss", "")
		})
		r.signIn()
	})
}

// back changes one parameter of what the browser brings; empty: it is missing.
func back(name, value string) func(map[string]string) {
	return func(b map[string]string) {
		if b[name] = value; value == "" {
			delete(b, name)
		}
	}
}

// TestAttackState: AT-067. Somebody sends an answer with a state that is missing, wrong, doubled or used.
func TestAttackState(t *testing.T) {
	r := opened(t)
	step := r.begin(plan.SignIn, nil)
	good := r.op.Visit(step.URL)
	state := url.QueryEscape(string(step.State.Reveal()))
	for name, address := range map[string]string{
		"missing": with(t, good, func(q url.Values) { q.Del("state") }), "wrong": with(t, good, func(q url.Values) { q.Set("state", "x") }),
		"twice": good + "&state=" + state, "in capitals": strings.Replace(good, "state=", "State=", 1),
		"in the fragment": strings.Replace(good, "?", "#", 1), "nothing": step.Redirect, "far too long": good + strings.Repeat("&a=b", 10000),
	} {
		next, err := r.arrive(step, address)
		if !problem.Is(err, problem.ProviderRefused) || next.(plan.OpenBrowser).URL != step.URL {
			t.Error(name, next, err)
		}
	}
	if r.op.Count("/token") != 0 {
		t.Fatal("something was exchanged")
	}
	if _, err := r.arrive(step, good); err != nil {
		t.Fatal("the member's own answer does not count any more:", err)
	}
	other := r.op.Visit(step.URL) // another code, the same state
	if next, err := r.arrive(step, other); next != nil || !problem.Is(err, problem.FlowExpired) || r.op.Count("/token") != 1 {
		t.Error("a state that was used:", next, err)
	}
}

// TestAttackNeighbour: the answer comes to another port or path than the one we listen at.
func TestAttackNeighbour(t *testing.T) {
	r := opened(t)
	step := r.begin(plan.SignIn, nil)
	good := r.op.Visit(step.URL)
	for _, place := range []string{"http://127.0.0.1:40099/callback", "http://localhost:40001/callback", "https://127.0.0.1:40001/callback",
		"http://127.0.0.1:40001/callback/", "http://127.0.0.1:40001/", "vestibule://callback"} {
		if _, err := r.arrive(step, strings.Replace(good, step.Redirect, place, 1)); !problem.Is(err, problem.ProviderRefused) {
			t.Error(place, err)
		}
	}
	if r.op.Count("/token") != 0 {
		t.Error("something was exchanged")
	}
}

// TestAttackCodeInjected: a code of another browser, or another member's, is put into the answer (RFC 9700, section 4.5).
func TestAttackCodeInjected(t *testing.T) {
	r := opened(t)
	theirs := r.begin(plan.SignIn, nil)
	stolen := query(t, r.op.Visit(theirs.URL)).Get("code")
	ours := r.begin(plan.SignIn, nil)
	next, err := r.arrive(ours, with(t, r.op.Visit(ours.URL), func(q url.Values) { q.Set("code", stolen) }))
	r.offered(ours, next, err, problem.ProviderRefused)
	for name, change := range map[string]func(url.Values){
		"two codes": func(q url.Values) { q.Add("code", stolen) }, "two issuers": func(q url.Values) { q.Add("iss", issuer) },
		"a code and a fault": func(q url.Values) { q.Set("error", "access_denied") }, "neither": func(q url.Values) { q.Del("code") },
	} {
		step := r.begin(plan.SignIn, nil)
		next, err := r.arrive(step, with(t, r.op.Visit(step.URL), change))
		if r.offered(step, next, err, problem.ProviderRefused); r.op.Count("/token") != 1 {
			t.Error(name, "was exchanged")
		}
	}
}

// TestADeviceWhoseClockIsADayOff: AT-124. The member gets in; the token's time is judged by the provider's own.
func TestADeviceWhoseClockIsADayOff(t *testing.T) {
	for _, off := range []time.Duration{24 * time.Hour, -24 * time.Hour, 3 * time.Hour} {
		r := newRig(t)
		r.device.Advance(off)
		r.must(r.open())
		if s := r.signIn().Session; s.Began.Sub(noon).Abs() > 2*time.Second {
			t.Error(off, "the session began", s.Began)
		}
		if ahead, known := r.plan.Clock.Skew(); !known || (ahead-off).Abs() > 2*time.Second {
			t.Error(off, ahead, known)
		}
	}
	t.Run("further off it is not put right by more than a day", func(t *testing.T) {
		r := newRig(t)
		r.device.Advance(100 * 24 * time.Hour)
		r.must(r.open())
		if ahead, _ := r.plan.Clock.Skew(); ahead != 24*time.Hour {
			t.Error(ahead)
		}
	})
}

// TestAttackRefreshReplayed: AT-058. Somebody uses a copy of the refresh token first; ours is the second use.
func TestAttackRefreshReplayed(t *testing.T) {
	r := opened(t)
	s, at := r.signIn().Session, &shelf{}
	r.must(r.id.Rest(t.Context(), s, at))
	thief := newRig(t)
	thief.op, thief.hosts, thief.config.Transport, thief.config.Clock = r.op, r.hosts, r.hosts, r.device
	thief.must(thief.open())
	stolen := &shelf{token: slices.Clone(at.token)}
	got, err := thief.id.Renew(t.Context(), stolen)
	thief.must(err)
	r.clock.Advance(5 * time.Minute)
	if _, err := r.id.Bearer(t.Context(), s); !problem.Is(err, problem.SessionRevoked) || !at.empty() {
		t.Error("our end:", err, at.empty())
	}
	if _, err := thief.id.Bearer(t.Context(), got.Session); !problem.Is(err, problem.SessionRevoked) {
		t.Error("the other end:", err)
	}
}

// TestAttackPrivateAddress: a provider of the internet has us ask in the member's own network (CWE-918).
func TestAttackPrivateAddress(t *testing.T) {
	near := []string{"http://127.0.0.1:8080/x", "https://127.0.0.1/x", "https://localhost/x", "https://10.0.0.1/x", "https://192.168.1.1/x",
		"https://169.254.169.254/latest/meta-data", "https://[::1]/x", "https://[fd00::1]/x", "https://[::ffff:10.0.0.1]/x", "https://0x7f000001/x",
		"https://127.1/x", "https://2130706433/x", "https://router.local/x", "https://printer/x", "https://vault.internal/x", "http://id.example.org/x",
		"https://user@id.example.org/x", "https:///x", "javascript:alert(1)", "file:///etc/passwd", "", "https://id.example.org/x#y"}
	for _, name := range []string{"authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "registration_endpoint",
		"revocation_endpoint", "end_session_endpoint", "device_authorization_endpoint", "account_management_uri"} {
		for _, address := range near {
			r := newRig(t)
			r.op.Bend.Discovery = func(d map[string]any) { d[name] = address }
			optional := !slices.Contains([]string{"authorization_endpoint", "token_endpoint", "jwks_uri"}, name)
			if err := r.open(); !problem.Is(err, problem.NotAPlan) && !(address == "" && optional && err == nil) {
				t.Error(name, address, err)
			}
			if len(r.hosts.seen) != 1 {
				t.Error(name, address, "was asked:", r.hosts.seen)
			}
		}
	}
}

// TestAttackRedirectedAway: a provider that redirects what we ask, to the member's network or anywhere else.
func TestAttackRedirectedAway(t *testing.T) {
	for _, path := range []string{"/.well-known/openid-configuration", "/token", "/keys", "/register"} {
		for _, to := range []string{"http://127.0.0.1:8080/", "https://10.0.0.1/", "https://evil.example.org/", "http://id.example.org" + path} {
			for _, status := range []int{301, 302, 303, 307, 308} {
				r := newRig(t)
				hit := false
				catch := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hit = true })
				for _, host := range []string{"127.0.0.1:8080", "10.0.0.1", "evil.example.org"} {
					r.hosts.by[host] = catch
				}
				r.op.Bend.Before = func(w http.ResponseWriter, q *http.Request) bool {
					if q.URL.Path == path {
						http.Redirect(w, q, to, status)
					}
					return q.URL.Path == path
				}
				err := r.open()
				if err == nil {
					_, err = r.id.Begin(t.Context(), plan.SignIn, nil)
				}
				if err == nil {
					_, err = r.tried()
				}
				// A registration that leads away is none, and the usual name is tried.
				if hit || err == nil && path != "/register" {
					t.Fatal(path, to, status, err, hit)
				}
			}
		}
	}
}

// TestAttackAnotherIssuersDocument: AT-073. The document says that it is another's.
func TestAttackAnotherIssuersDocument(t *testing.T) {
	for _, other := range []string{"https://evil.example.org", issuer + "/", "http://id.example.org", "", "https://ID.example.org"} {
		r := newRig(t)
		r.op.Bend.Discovery = func(d map[string]any) { d["issuer"] = other }
		if err := r.open(); !problem.Is(err, problem.NotAPlan) || r.plan != nil {
			t.Error(other, err)
		}
	}
}

// TestAttackUserInfo: what is told beside the ID token is about somebody else.
func TestAttackUserInfo(t *testing.T) {
	for name, told := range map[string]func(map[string]any){
		"another member": func(c map[string]any) { c["sub"] = "member-2" }, "nobody": without("sub"),
	} {
		t.Run(name, func(t *testing.T) {
			r := opened(t, func(r *rig) { r.op.Name, r.op.Bend.Told = "", told })
			r.refused(problem.ProviderRefused)
		})
	}
}

func TestSecretsAreInNoError(t *testing.T) {
	r := opened(t)
	step := r.begin(plan.SignIn, nil)
	address := r.op.Visit(step.URL)
	code := query(t, address).Get("code")
	r.hosts.cut = func(q *http.Request) error {
		return &url.Error{Op: "Post", URL: q.URL.String() + "?code=" + code, Err: errors.New("reset")}
	}
	_, err := r.arrive(step, address)
	for _, secret := range []string{code, string(step.State.Reveal()), query(t, step.URL).Get("nonce")} {
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Error(err)
		}
	}
}
