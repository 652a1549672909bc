package mockplan

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

// back is where the app of these tests waits for a browser.
const back = "http://127.0.0.1:49152/callback"

// joined is a plan whose rules have an identity provider.
func joined(t *testing.T) *door {
	return open(t).atProvider()
}

// atProvider has the plan's rules have one, where a browser finds its pages.
func (d *door) atProvider() *door {
	d.plan.config.Pages = "https://" + host
	d.ask("PUT", "/mock/policy", `"nist"`)
	return d
}

// leaves goes to the provider.
func (d *door) leaves() step {
	d.t.Helper()
	return d.begin().answer("credentials.provider", map[string]any{"provider": providerID, "redirect": back})
}

// arrives brings an address back to the plan.
func (s step) arrives(address string) step {
	s.door.t.Helper()
	return s.answer("open-browser.arrived", map[string]any{"address": address})
}

// browses opens the provider's page and goes on as somebody; it gives where the browser is sent then, or the page that says
// something.
func (s step) browses(as string) (to, page string) {
	s.door.t.Helper()
	at := s.is("open-browser").part()["url"].(string)
	w := s.door.browser("GET", at, "")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Continue as Anna Lindqvist") {
		s.door.t.Fatal(w.Code, w.Body)
	}
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "form-action 'self' http://127.0.0.1:49152;") || strings.Contains(csp, "unsafe") {
		s.door.t.Error(csp)
	}
	w = s.door.browser("POST", at, url.Values{"as": {as}}.Encode())
	return w.Header().Get("Location"), w.Body.String()
}

func (d *door) browser(method, at, form string) *httptest.ResponseRecorder {
	return d.browserFrom("", method, at, form)
}

// browserFrom is the browser on a page of an origin; empty: it does not say which.
func (d *door) browserFrom(origin, method, at, form string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, at, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	w := httptest.NewRecorder()
	d.plan.ServeHTTP(w, r)
	return w
}

func TestAMemberSignsInWithAnIdentityProvider(t *testing.T) {
	d := joined(t)
	s := d.leaves()
	to, _ := s.browses("anna")
	d.clock.Advance(time.Second)
	s = s.arrives(to).is("code").typed(d.sent("anna")).is("done")
	if session := s.part()["session"].(map[string]any); session["aal"] != 2.0 {
		t.Error(session)
	}
	if d.spent("anna").Password != 0 {
		t.Error("a try of the password was counted")
	}
}

// TestWhoIsNotJoinedSignsInOnceAndIs: S082.
func TestWhoIsNotJoinedSignsInOnceAndIs(t *testing.T) {
	d := joined(t)
	s := d.leaves()
	to, _ := s.browses("henry")
	s = s.arrives(to).says(string(problem.ProviderUnlinked)).is("credentials")
	if joins := s.part()["joins"]; joins != providerName {
		t.Error("it is not said what is joined:", joins)
	}
	s = s.name("henry", "wrong").says(string(problem.BadCredentials)).is("credentials")
	s.name("henry", d.password("henry")).is("done")
	if box := fmt.Sprint(d.ask("GET", "/mock/outbox?to=henry", "").body); !strings.Contains(box, providerName) {
		t.Error("nobody is told:", box)
	}
	s = d.leaves()
	to, _ = s.browses("henry")
	s = s.arrives(to).is("done")
	if session := s.part()["session"].(map[string]any); session["aal"] != 1.0 {
		t.Error("a provider in place of the password is one factor:", session)
	}
}

// TestWhatIsJoinedIsLetGoByAnotherWay: who goes to the provider again, or begins anew, joins nothing of before.
func TestWhatIsJoinedIsLetGoByAnotherWay(t *testing.T) {
	d := joined(t)
	s := d.leaves()
	to, _ := s.browses("henry")
	s = s.arrives(to).says(string(problem.ProviderUnlinked))
	s = s.answer("credentials.provider", map[string]any{"provider": providerID, "redirect": back})
	to, _ = s.browses("")
	s = s.arrives(to).says(string(problem.ProviderCancelled)).is("credentials")
	if s.part()["joins"] != nil {
		t.Error("still to be joined")
	}
	s.name("henry", d.password("henry")).is("done")
	d.begin().name("henry", d.password("henry")).is("done")
	s = d.leaves()
	to, _ = s.browses("henry")
	s.arrives(to).says(string(problem.ProviderUnlinked))
}

// TestWhatComesBackIsBelievedOnce: RFC 9700, sections 4.5 and 4.7.
func TestWhatComesBackIsBelievedOnce(t *testing.T) {
	d := joined(t)
	first, second := d.leaves(), d.leaves()
	mine, _ := first.browses("anna")
	hers, _ := second.browses("anna")
	code := func(at string) string { u, _ := url.Parse(at); return u.Query().Get("code") }
	state := func(s step) string { return s.part()["state"].(string) }
	for name, at := range map[string]string{
		"another state":      strings.Replace(mine, state(first), state(second), 1),
		"no state":           back + "?code=" + code(mine),
		"two states":         mine + "&state=" + state(first),
		"another door":       strings.Replace(mine, "49152", "49153", 1),
		"no code":            back + "?state=" + state(first),
		"an invented code":   back + "?code=x&state=" + state(first),
		"another's code":     back + "?code=" + code(hers) + "&state=" + state(first),
		"an unknown trouble": back + "?error=invalid_scope&state=" + state(first),
		"half an escape":     mine + "&x=%zz",
	} {
		s := d.leaves()
		s.arrives(strings.ReplaceAll(at, state(first), state(s))).says(string(problem.ProviderRefused)).is("credentials")
		_ = name
	}
	second.arrives(hers).says(string(problem.ProviderRefused)) // it was tried with another's verifier
	first.arrives(mine).is("code")
	again := d.leaves()
	again.arrives(back + "?code=" + code(mine) + "&state=" + state(again)).says(string(problem.ProviderRefused))
}

// TestACodeIsGoodForTheAddressItWasSentTo: RFC 6749, section 4.1.3. Whoever reads the address of the page can change it.
func TestACodeIsGoodForTheAddressItWasSentTo(t *testing.T) {
	d := joined(t)
	s := d.leaves()
	at := strings.Replace(s.part()["url"].(string), "49152", "49153", 1)
	sent := d.browser("POST", at, "as=anna").Header().Get("Location")
	if !strings.HasPrefix(sent, "http://127.0.0.1:49153/") {
		t.Fatal(sent)
	}
	s.arrives(strings.Replace(sent, "49153", "49152", 1)).says(string(problem.ProviderRefused))
}

func TestACodeOfTheProviderIsGoodForAMinute(t *testing.T) {
	d := joined(t)
	s := d.leaves()
	to, _ := s.browses("anna")
	d.clock.Advance(grantLife + time.Second)
	s.arrives(to).says(string(problem.ProviderRefused))
}

func TestTheProviderSendsNobodyToAStranger(t *testing.T) {
	d := joined(t)
	for _, redirect := range []string{"https://evil.example.org/callback", "http://evil.example.org/callback", "http://127.0.0.1.evil.example.org/", "app:/x",
		back + "?x", back + "#x", "http://me@127.0.0.1/callback", "//127.0.0.1/callback", "nonsense"} {
		d.begin().answer("credentials.provider", map[string]any{"provider": providerID, "redirect": redirect}).says(string(problem.BadField))
	}
	good := d.leaves().part()["url"].(string)
	for what, with := range map[string]string{"49152": "49152%40evil.example.org", "127.0.0.1": "evil.example.org", "S256": "plain", clientID: "x",
		"code_challenge=": "x=", "response_type=code": "response_type=token", "&state=": "&state=a&state="} {
		at := strings.Replace(good, what, with, 1)
		if at == good {
			t.Fatal("nothing like", what, "in", good)
		}
		for _, method := range []string{"GET", "POST"} {
			if w := d.browser(method, at, "as=anna"); w.Code != http.StatusBadRequest || w.Header().Get("Location") != "" {
				t.Error(method, what, w.Code, w.Header())
			}
		}
	}
}

// TestTheProvidersFormIsItsOwn: a page without a referrer would have the browser send "null" as its origin (Fetch, "append a
// request Origin header"), which is what a stranger's sends that hides. Where the browser goes next hears of neither.
func TestTheProvidersFormIsItsOwn(t *testing.T) {
	d := joined(t)
	at := d.leaves().part()["url"].(string)
	if policy := d.browser("GET", at, "").Header().Get("Referrer-Policy"); policy != "same-origin" {
		t.Error("the form's page has", policy)
	}
	for _, origin := range []string{"null", "https://evil.example.org", "://"} {
		if w := d.browserFrom(origin, "POST", at, "as=anna"); w.Code != http.StatusBadRequest || w.Header().Get("Location") != "" {
			t.Error(origin, w.Code, w.Header())
		}
	}
	w := d.browserFrom("https://"+host, "POST", at, "as=anna")
	if w.Code != http.StatusSeeOther || w.Header().Get("Referrer-Policy") != "no-referrer" {
		t.Error(w.Code, w.Header())
	}
}

// TestAProviderIsOfferedWhereItCanBeReached: under rules that have one, where a browser finds its pages.
func TestAProviderIsOfferedWhereItCanBeReached(t *testing.T) {
	offered := func(d *door) bool { return d.begin().part()["providers"] != nil }
	d := joined(t)
	if !offered(d) {
		t.Error("not offered")
	}
	d.ask("PUT", "/mock/policy", `"seeds"`)
	if offered(d) {
		t.Error("offered under rules without one")
	}
	d.begin().answer("credentials.provider", map[string]any{"provider": providerID, "redirect": back}).says(string(problem.BadField))
	inside := open(t)
	inside.ask("PUT", "/mock/policy", `"nist"`)
	if offered(inside) {
		t.Error("offered where no browser finds the page")
	}
	p, err := New(Config{Clock: inside.clock, Chance: rand.Reader, Policy: NISTPolicy})
	if err != nil {
		t.Fatal(err)
	}
	served := httptest.NewServer(p)
	defer served.Close()
	res, err := http.Post(served.URL+"/v1/flows", "application/json", strings.NewReader(`{"purpose":"sign-in"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var body strings.Builder
	_ = res.Write(&body)
	if !strings.Contains(body.String(), providerName) {
		t.Error("not offered over a socket:", body.String())
	}
}
