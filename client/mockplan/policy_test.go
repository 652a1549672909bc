package mockplan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vestibule/app/problem"
)

// newPasswordFor brings a member with an expired password to choosing a new one.
func (d *door) newPasswordFor(username string) step {
	d.t.Helper()
	d.turn(fmt.Sprintf(`{"acct.pw_expired":{"member":%q}}`, username))
	return d.known(username).typed(d.sent(username)).is("new-password")
}

func TestNewPasswordKeepsEachRule(t *testing.T) { // S106, S153, S154, S206
	d := open(t)
	s := d.newPasswordFor("anna")
	for _, c := range []struct {
		typed string
		unmet []any
	}{
		{"Brisk7a", []any{"min_len"}}, {"brisk-walnut7", []any{"require_upper"}}, {"BRISK-WALNUT7", []any{"require_lower"}},
		{"Brisk-walnut", []any{"require_digit"}}, {"Tallowmere-2026", []any{"blocklist"}}, {"xAnna-walnut7", []any{"blocklist"}},
		{"Harbor-Light-7", []any{"history"}}, {"Aa1" + strings.Repeat("x", 62), []any{"max_len"}},
		{"password", []any{"require_upper", "require_digit", "blocklist"}},
	} {
		s = s.answer("new-password.submit", map[string]any{"password": c.typed}).says(string(problem.PasswordRefused)).is("new-password")
		if fmt.Sprint(s.body["rules"]) != fmt.Sprint(c.unmet) || s.body["field"] != "password" {
			t.Errorf("%q: %v, want %v", c.typed, s.body["rules"], c.unmet)
		}
	}
	s.answer("new-password.submit", map[string]any{"password": "Brisk7ab"}).is("done") // eight are enough
}

func TestNewPasswordReplacesTheOldEverywhere(t *testing.T) { // S002, S115
	d := open(t)
	elsewhere, trust := d.signIn("anna").token(), d.trustFor("anna")
	s := d.newPasswordFor("anna").answer("new-password.submit", map[string]any{"password": "Brisk-walnut7"}).is("done")
	if r := d.as(elsewhere, "GET", "/v1/account"); r.status != 401 || r.body["reason"] != "password_changed" {
		t.Errorf("the session elsewhere answers %d %v", r.status, r.body)
	}
	if r := d.as(s.token(), "GET", "/v1/account"); r.status != 200 {
		t.Errorf("the new session answers %d", r.status)
	}
	d.begin().name("anna", "Harbor-Light-7").says(string(problem.BadCredentials)).
		answer("credentials.submit", map[string]any{"name": "anna", "password": "Brisk-walnut7", "trust": trust}).is("code")
	if m := d.newest("anna@mail.example.org"); m["channel"] != "sms" { // the code just sent; the notice is the one before
		t.Errorf("the newest message is %v", m)
	}
}

func TestPasswordExpiresAfterAYearOnly(t *testing.T) { // S155
	for _, c := range []struct {
		days   int
		policy string
		kind   string
	}{{364, `"seeds"`, "done"}, {365, `"seeds"`, "new-password"}, {366, `"seeds"`, "new-password"}, {366, `"nist"`, "done"},
		{366, `{"password":{"max_age_days":null}}`, "done"}} {
		d := open(t)
		d.rules(c.policy)
		d.plan.names["anna"].changed = opening.AddDate(0, 0, -c.days)
		s := d.known("anna").is("code")
		if s = s.typed(d.sent("anna")); s.now()["kind"] != c.kind {
			t.Errorf("%d days under %s: %v, want %s", c.days, c.policy, s.now()["kind"], c.kind)
		}
	}
}

func TestAccountLapsesAfterSixMonths(t *testing.T) { // S156
	for days, kind := range map[int]string{149: "code", 180: "code", 181: "refer"} {
		d := open(t)
		d.plan.names["anna"].lastSignIn = opening.AddDate(0, 0, -days)
		if got := d.known("anna").now()["kind"]; got != kind {
			t.Errorf("after %d days: %v, want %s", days, got, kind)
		}
	}
}

func TestNISTPolicy(t *testing.T) {
	d := open(t)
	d.rules(`"nist"`)
	p := d.document()["policy"].(map[string]any)
	password, lockout := p["password"].(map[string]any), p["lockout"].(map[string]any)
	if password["min_len"] != 15.0 || password["max_age_days"] != nil || password["require_upper"] != false || lockout["max_failures"] != 10.0 ||
		slices.Contains(p["methods"].([]any), any("email")) {
		t.Errorf("the policy is %v", p)
	}
	d.known("elena").is("refer") // e-mail is no second factor there
	s := d.newPasswordFor("anna")
	if least := s.part()["rules"].(map[string]any)["min_len"]; least != 8.0 {
		t.Errorf("beside a second factor a password needs %v characters, want 8", least)
	}
	s.answer("new-password.submit", map[string]any{"password": "seven77"}).says(string(problem.PasswordRefused)).
		answer("new-password.submit", map[string]any{"password": "brisk walnut"}).is("done")

	d = open(t)
	d.rules(`"nist"`)
	d.turn(`{"acct.pw_expired":{"member":"henry"}}`)
	alone := d.known("henry").is("new-password")
	alone.answer("new-password.submit", map[string]any{"password": "fourteen chars"}).says(string(problem.PasswordRefused)).
		answer("new-password.submit", map[string]any{"password": "fifteen chars.."}).is("done")
}

func TestPolicyIsLaidOverThePresentOneOrRefused(t *testing.T) {
	d := open(t)
	d.rules(`{"otp":{"digits":8}}`)
	s := d.known("anna")
	if code := d.sent("anna"); s.part()["digits"] != 8.0 || len(code) != 8 {
		t.Errorf("%v digits, the code has %d", s.part()["digits"], len(code))
	}
	for _, body := range []string{`"harsh"`, `{"lockout":{"max_failures":-3}}`, `{"nonsense":1}`, `[]`, ``} {
		if r := d.ask("PUT", "/mock/policy", body); r.status != 422 {
			t.Errorf("%s answered %d", body, r.status)
		}
	}
	d.ask("POST", "/mock/reset", "{}")
	if code := d.known("anna").part()["digits"]; code != 6.0 {
		t.Errorf("after the reset: %v digits", code)
	}
}

func TestPasswordsAreAsTyped(t *testing.T) { // S161
	d := open(t)
	d.rules(`{"lockout":{"max_failures":20}}`)
	for _, typed := range []string{"harbor-light-7", "HARBOR-LIGHT-7", " Harbor-Light-7", "Harbor-Light-7 ", "Harbor–Light–7"} {
		d.begin().name("anna", typed).says(string(problem.BadCredentials))
	}
	d.begin().name("jurgen", "Grüße-an-1€").is("code")
}

func TestAPasswordForTheAppAlone(t *testing.T) { // S083
	const own = "Only-In-The-App-2"
	sites := seededPassword(t, "henry")
	for name, c := range map[string]struct {
		policy      string
		takes, says string
	}{
		"the website's":      {`{}`, sites, own},
		"one of its own":     {`{"app":{"own_password":true}}`, own, sites},
		"and no own for her": {`{"app":{"own_password":true}}`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			d.rules(c.policy)
			if c.takes == "" { // a member without one uses the website's
				d.begin().name("anna", d.password("anna")).is("code")
				return
			}
			d.begin().name("henry", c.says).says(string(problem.BadCredentials))
			d.begin().name("henry", c.takes).is("done")
		})
	}
}

// seededPassword is the website's.
func seededPassword(t *testing.T, username string) string {
	t.Helper()
	return open(t).password(username)
}
