package mockplan

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

// names says whom it is for.
func (s step) names(names ...string) step {
	s.door.t.Helper()
	return s.answer("identify.submit", map[string]any{"names": names})
}

// recover begins a recovery for a name and picks a route.
func (d *door) recover(purpose, name, route string) step {
	d.t.Helper()
	return d.beginFor(purpose).is("identify").names(name).is("choose-authenticator").pick(route)
}

// mailed gives the newest code that went to somebody by one channel.
func (d *door) mailed(to, channel string) string {
	d.t.Helper()
	for _, m := range d.ask("GET", "/mock/outbox?to="+to, "").list("messages") {
		if code, _ := m["code"].(string); code != "" && m["channel"] == channel {
			return code
		}
	}
	d.t.Fatalf("no code was sent to %s by %s", to, channel)
	return ""
}

var linkForm = regexp.MustCompile(`https://[a-z0-9.-]+/(?:r|cancel)/[A-Za-z0-9_-]+`)

// linked gives the newest link that somebody got.
func (d *door) linked(to string) string {
	d.t.Helper()
	for _, m := range d.ask("GET", "/mock/outbox?to="+to, "").list("messages") {
		if link := linkForm.FindString(m["body"].(string)); link != "" {
			return link
		}
	}
	d.t.Fatalf("no link was sent to %s", to)
	return ""
}

// open visits a page of the plan in a browser.
func (d *door) visit(method, link string) string {
	d.t.Helper()
	w := httptest.NewRecorder()
	d.plan.ServeHTTP(w, httptest.NewRequest(method, link, nil))
	if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		d.t.Fatalf("%s %s answered %d", method, link, w.Code)
	}
	return w.Body.String()
}

// cardOf types a member's card, with other values where they are given.
func (s step) cardOf(username string, other ...string) step {
	s.door.t.Helper()
	m := s.plan.names[username]
	values := map[string]string{"member-number": m.MemberNumber, "family-name": m.family, "birth-date": m.birth}
	for i := 0; i+1 < len(other); i += 2 {
		values[other[i]] = other[i+1]
	}
	var list []map[string]any
	for _, name := range []string{"member-number", "group", "family-name", "former-name", "birth-date"} {
		if values[name] != "" {
			list = append(list, map[string]any{"name": name, "value": values[name]})
		}
	}
	return s.answer("prove-identity.submit", map[string]any{"values": list})
}

func (s step) recoveryCode(code string) step {
	return s.answer("recovery-code.submit", map[string]any{"code": code})
}

func (s step) newPassword(password string) step {
	return s.answer("new-password.submit", map[string]any{"password": password})
}

// way gives the n-th recovery code of a member.
func (d *door) way(username string, n int) string { return recoveryCodeOf(d.plan.names[username], n) }

// offers gives the ids of the routes that a step offers.
func (s step) offers() string {
	var ids []string
	options, _ := s.part()["options"].([]any)
	for _, o := range options {
		ids = append(ids, o.(map[string]any)["id"].(string))
	}
	return strings.Join(ids, " ")
}

const freshPassword = "Brisk-walnut7"

func TestRecoverPasswordByMailAndText(t *testing.T) { // S002, S105
	d := open(t)
	elsewhere := d.signIn("anna").token()
	s := d.recover("recover-password", "anna", "email").is("code")
	if s.part()["neutral"] != true || s.part()["link"] != true || s.part()["from"] != mailSender {
		t.Errorf("the first question is %v", s.part())
	}
	s = s.typed(d.mailed("anna", "email")).is("choose-authenticator")
	if got := s.offers(); got != "sms identity letter" {
		t.Errorf("after the mail: %s", got)
	}
	s = s.pick("sms").is("code").typed(d.mailed("anna", "sms")).is("new-password")
	if s.part()["reason"] != "forgotten" || s.part()["others"] != 1.0 {
		t.Errorf("the new password: %v", s.part())
	}
	done := s.newPassword(freshPassword).is("done")
	if r := d.as(elsewhere, "GET", "/v1/account"); r.status != 401 {
		t.Errorf("the session before answers %d", r.status)
	}
	if r := d.as(done.token(), "GET", "/v1/account"); r.status != 200 {
		t.Errorf("the new session answers %d", r.status)
	}
	d.begin().name("anna", "Harbor-Light-7").says(string(problem.BadCredentials))
	d.begin().name("anna", freshPassword).is("code")
}

func TestRecoverByTheLinkOfTheMail(t *testing.T) { // S094
	d := open(t)
	s := d.recover("recover-password", "henry", "email")
	s.typed(d.linked("henry")).is("new-password").newPassword(freshPassword).is("done")
}

func TestRecoverByCodesAndApp(t *testing.T) {
	for name, way := range map[string]func(d *door) step{
		"recovery code, then app": func(d *door) step {
			s := d.recover("recover-password", "grace", "recovery-code").is("recovery-code").recoveryCode(d.way("grace", 1))
			return s.is("choose-authenticator").pick("totp").is("code").typed(d.totp("grace", 0))
		},
		"app, then approval": func(d *door) step {
			s := d.recover("recover-password", "grace", "totp").is("code").typed(d.totp("grace", 0))
			return d.approved(s.is("choose-authenticator").pick("push").is("push"), "grace")
		},
		"approval, then recovery code": func(d *door) step {
			s := d.approved(d.recover("recover-password", "grace", "push").is("push"), "grace")
			return s.is("choose-authenticator").pick("recovery").recoveryCode(d.way("grace", 2))
		},
		"card, then text": func(d *door) step {
			s := d.recover("recover-password", "grace", "identity").is("prove-identity").cardOf("grace")
			return s.is("choose-authenticator").pick("sms").typed(d.mailed("grace", "sms"))
		},
		"letter, then mail": func(d *door) step {
			d.recover("recover-password", "grace", "letter").is("code")
			code := d.mailed("grace", "letter")
			d.clock.Advance(4 * day)
			s := d.recover("recover-password", "grace", "letter").typed(code)
			return s.is("choose-authenticator").pick("email").typed(d.mailed("grace", "email"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			way(d).is("new-password").newPassword(freshPassword).is("done")
		})
	}
}

// approved types the number that a step shows on the member's other device.
func (d *door) approved(s step, username string) step {
	d.t.Helper()
	number, _ := s.part()["number"].(string)
	if r := d.ask("POST", "/mock/push", `{"member":"`+username+`","number":"`+number+`"}`); r.status != 200 {
		d.t.Fatalf("the approval was refused: %v", r.body)
	}
	return s.poll()
}

func TestFindUsername(t *testing.T) { // S001, S008
	d := open(t)
	s := d.beginFor("find-username").names("nobody@mail.example.org", "old@mail.example.org", "anna@mail.example.org").is("choose-authenticator")
	if got := s.offers(); got != "email sms letter" {
		t.Errorf("offers %s", got)
	}
	s = s.pick("email").is("code").typed(d.mailed("anna", "email")).is("credentials")
	if s.part()["for"] != "a•••" {
		t.Errorf("for %v", s.part()["for"])
	}
	if body := d.newest("anna")["body"].(string); !strings.Contains(body, " is anna.") {
		t.Errorf("the mail says %q", body)
	}
	s = s.answer("credentials.submit", map[string]any{"password": "wrong"}).says(string(problem.BadCredentials))
	s = s.answer("credentials.submit", map[string]any{"password": d.password("anna")}).is("code")
	s.typed(d.mailed("anna", "sms")).is("done")
}

func TestUnlockWithoutWaiting(t *testing.T) { // S010
	d := open(t)
	s := d.begin().name("anna", "wrong").name("anna", "wrong").name("anna", "wrong").says(string(problem.AccountLocked))
	s = d.recover("unlock", "anna", "email").typed(d.mailed("anna", "email")).pick("identity").cardOf("anna").is("credentials")
	if s.part()["for"] == "" {
		t.Error("the name is asked for again")
	}
	s.answer("credentials.submit", map[string]any{"password": d.password("anna")}).is("done")
}

func TestCheckStatusIsSentAndNotShown(t *testing.T) { // S117
	d := open(t)
	for name, says := range map[string]string{"anna": "is open", "lucas": "locked", "dmitri": "closed", "nadia": "not activated", "helen": "on hold"} {
		s := d.beginFor("check-status").names(name).is("told")
		if s.part()["what"] != "status-sent" {
			t.Errorf("told %v", s.part())
		}
		if body := d.newest(name)["body"].(string); !strings.Contains(body, says) {
			t.Errorf("%s was told %q", name, body)
		}
	}
	d.beginFor("check-status").names("nobody").is("told")
}

func TestReplaceThePhone(t *testing.T) { // S036, S118
	d := open(t)
	s := d.recover("replace-authenticator", "maria", "email").typed(d.mailed("maria", "email")).pick("recovery").recoveryCode(d.way("maria", 0))
	s = s.is("contact").answer("contact.submit", map[string]any{"kind": "phone", "value": "(202) 555-0177"}).is("code")
	if old := d.plan.names["maria"].Phone; strings.Contains(old, "0177") {
		t.Error("the number counts before its code")
	}
	s.typed(d.mailed("maria", "sms")).is("done")
	if d.plan.names["maria"].Phone != "(202) 555-0177" || d.plan.find("(202) 555-0177") == nil {
		t.Errorf("the number on file is %s", d.plan.names["maria"].Phone)
	}
	s = d.known("maria").is("code")
	s.typed(d.mailed("maria", "sms")).is("done")
}

func TestLostPhoneWithTheLockStanding(t *testing.T) { // S011, S250: E06
	d := open(t)
	s := d.known("lucia").says(string(problem.LockedMFA)).is("credentials").answer("lost-it", nil).is("choose-authenticator")
	s = s.pick("recovery").is("recovery-code").recoveryCode(d.way("lucia", 0)).is("contact")
	s = s.answer("contact.submit", map[string]any{"kind": "phone", "value": "(202) 555-0178"}).is("code")
	s.typed(d.mailed("lucia", "sms")).is("done")
	d.known("lucia").is("choose-authenticator") // no lock is left
}

func TestLostPhoneAtEveryQuestionBehindThePassword(t *testing.T) {
	d := open(t)
	for name, s := range map[string]step{
		"code": d.known("maria").pick("sms"), "choose": d.known("grace"), "app": d.known("grace").pick("totp"),
		"push": d.known("grace").pick("push"), "recovery": d.known("grace").pick("recovery")} {
		s = s.answer("lost-it", nil)
		if s.now()["kind"] != "choose-authenticator" || s.code() != "" {
			t.Errorf("%s: %v", name, s.body)
		}
	}
	offers := d.known("maria").pick("sms").answer("lost-it", nil).offers()
	if offers != "email recovery identity letter" {
		t.Errorf("with the phone lost: %s", offers)
	}
	d.begin().answer("lost-it", nil).says(string(problem.FlowConflict)).is("credentials") // no password yet
}

// TestNothingLeftGoesOnWhereThePasswordWasRight: neither the name nor the password is asked for again. Where the policy has
// no other route, a person it is.
func TestNothingLeftGoesOnWhereThePasswordWasRight(t *testing.T) {
	d := open(t)
	s := d.known("beth").is("refer")
	if part := s.part(); part["why"] != string(problem.NoAuthenticator) || part["lost"] != true {
		t.Errorf("refers with %v", part)
	}
	s = s.answer("lost-it", nil).is("choose-authenticator")
	if s.code() != "" || s.offers() != "email sms identity letter" {
		t.Errorf("%s: %s", s.code(), s.offers())
	}
	s.pick("identity").cardOf("beth").is("contact").answer("contact.skip", nil).is("done")

	d = open(t)
	d.rules(`{"recovery":["recovery-code","totp","push"]}`)
	s = d.known("beth").is("refer")
	if _, told := s.part()["lost"]; told {
		t.Errorf("no route is left, and it says %v", s.part())
	}
	s.answer("lost-it", nil).says(string(problem.FlowConflict)).is("refer")
}

// TestWhatOnlyAPersonCanLiftIsLeftToThem: no proof opens an account that is disabled or locked by hand.
func TestWhatOnlyAPersonCanLiftIsLeftToThem(t *testing.T) {
	for _, name := range []string{"dmitri", "felix", "edgar"} {
		s := open(t).known(name).is("refer")
		if s.part()["lost"] != nil {
			t.Errorf("%s: %v", name, s.part())
		}
		s.answer("lost-it", nil).says(string(problem.FlowConflict)).is("refer")
	}
}

func TestLostItAllWithMailUnderTheTwoPolicies(t *testing.T) { // S119
	d := open(t)
	s := d.known("anna").answer("lost-it", nil).pick("email").typed(d.mailed("anna", "email")).is("contact")
	s.answer("contact.skip", nil).is("done")

	d = open(t)
	d.rules(`"nist"`)
	s = d.known("anna").answer("lost-it", nil).pick("email").typed(d.mailed("anna", "email")).is("wait")
	if s.part()["for"] != "objection" || s.part()["leave"] != true {
		t.Errorf("waits %v", s.part())
	}
	d.clock.Advance(23 * time.Hour)
	s.poll().is("wait")
	d.clock.Advance(25 * time.Hour) // the member comes back the day after
	s.poll().is("contact").answer("contact.skip", nil).is("done")
}

func TestWaitOfTheNISTPolicy(t *testing.T) {
	d := open(t)
	d.rules(`"nist"`)
	s := d.recover("recover-password", "anna", "email").typed(d.mailed("anna", "email")).pick("identity").cardOf("anna").is("wait")
	if told := len(s.part()["told"].([]any)); told != 2 {
		t.Errorf("%d contacts were told", told)
	}
	link := d.linked("anna")
	if page := d.visit("GET", link); !strings.Contains(page, "<button>Stop it</button>") {
		t.Errorf("the page is %s", page)
	}
	s.poll().is("wait") // looking stops nothing
	d.visit("POST", link)
	s = s.poll().is("told")
	if s.part()["what"] != "request-cancelled" {
		t.Errorf("told %v", s.part())
	}
	d.clock.Advance(25 * time.Hour)
	s.poll().is("told")
	d.recover("recover-password", "anna", "email").typed(d.mailed("anna", "email")).pick("sms").typed(d.mailed("anna", "sms")).is("new-password")
}

func TestWhatStandsBehindARecovery(t *testing.T) {
	for name, want := range map[string]string{"dmitri": "refer", "felix": "refer", "edgar": "refer", "nadia": "refer",
		"ingrid": "new-password", "helen": "new-password", "lucas": "new-password"} {
		d := open(t)
		s := d.recover("recover-password", name, "email").typed(d.mailed(name, "email")).pick("sms").typed(d.mailed(name, "sms"))
		s.is(want)
		if want == "new-password" {
			s.newPassword(freshPassword).is("done")
			d.begin().name(name, freshPassword).is("code")
		}
	}
}

func TestHeldAccountNeedsANewPasswordAlsoToBeUnlocked(t *testing.T) {
	d := open(t)
	d.turn(`{"acct.hold_compromised":{"member":"anna"}}`)
	s := d.recover("unlock", "anna", "email").typed(d.mailed("anna", "email")).pick("sms").typed(d.mailed("anna", "sms")).is("new-password")
	if s.part()["reason"] != "leaked" {
		t.Errorf("the reason is %v", s.part()["reason"])
	}
	s.newPassword(freshPassword).is("done")
	d.begin().name("anna", freshPassword).is("code")
}

func TestNothingIsAskedTwice(t *testing.T) { // WCAG 3.3.7
	d := open(t)
	s := d.recover("recover-password", "anna@mail.example.org", "email").is("code")
	if hint := s.part()["authenticator"].(map[string]any)["hint"]; hint != "a•••@•••" {
		t.Errorf("the hint is %v", hint)
	}
	s = s.typed(d.mailed("anna", "email")).is("choose-authenticator")
	s.answerAs(1, "identify.submit", map[string]any{"names": []string{"beth"}}).says(string(problem.FlowConflict))
}
