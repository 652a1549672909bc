package mockplan

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

// These are attacks by who knows a name and nothing else.

// TestPushBombing: who knows only a name cannot make a phone ring without end, nor lock its owner out by the refusals.
func TestPushBombing(t *testing.T) {
	d := open(t)
	for n := range 20 {
		s := d.beginFor("recover-password").names("priya").pick("push")
		if n < 3 {
			s.is("push")
			d.ask("POST", "/mock/push", `{"member":"priya","deny":true}`)
		} else {
			s.says(string(problem.CodeTooMany)).is("choose-authenticator")
		}
		d.clock.Advance(11 * time.Second)
	}
	pushes := 0
	for _, m := range d.ask("GET", "/mock/outbox?to=priya", "").list("messages") {
		if m["channel"] == "push" {
			pushes++
		}
	}
	if pushes > 3 {
		t.Errorf("%d approvals were asked for", pushes)
	}
	own := d.approved(d.known("priya").pick("push").is("push"), "priya") // no lock came of it
	own.is("done")
}

// TestARecoveryPushesNoSignInAside: the approval that its owner waits for stays.
func TestARecoveryPushesNoSignInAside(t *testing.T) {
	d := open(t)
	own := d.known("priya").pick("push").is("push")
	d.recover("recover-password", "priya", "push").is("push")
	d.approved(own, "priya").is("done")
}

func TestADeniedApprovalTellsNothing(t *testing.T) {
	d := open(t)
	known, unknown := d.recover("recover-password", "priya", "push"), d.recover("recover-password", "prija", "push")
	d.ask("POST", "/mock/push", `{"member":"priya","deny":true}`)
	a, b := known.poll().is("push"), unknown.poll().is("push")
	if a.code() != b.code() {
		t.Errorf("told apart: %v and %v", a.body, b.body)
	}
}

func TestAUsernameGoesOnlyWhereItBelongs(t *testing.T) { // AT-004, AT-007
	d := open(t)
	number := d.plan.names["anna"].MemberNumber
	s := d.recover("find-username", number, "email").is("code")
	if shown := fmt.Sprint(s.body); strings.Contains(shown, "anna") || strings.Contains(shown, "•") {
		t.Errorf("the screen says %s", shown)
	}
	for _, m := range d.ask("GET", "/mock/outbox", "").list("messages") {
		if m["to"] != "anna@mail.example.org" {
			t.Errorf("%v went to %v", m["subject"], m["to"])
		}
	}
	s = d.recover("recover-password", number, "sms").typed(d.mailed("anna", "sms")).is("choose-authenticator")
	for _, o := range s.part()["options"].([]any) {
		if hint, _ := o.(map[string]any)["hint"].(string); strings.Contains(hint, "mail") || strings.Contains(hint, "0110") {
			t.Errorf("after one proof the hint is %s", hint)
		}
	}
}

func TestWrongSecondProofsAreCountedOverAllRecoveries(t *testing.T) { // AT-010
	d := open(t)
	for n := range 3 {
		s := d.recover("recover-password", "grace", "email").typed(d.mailed("grace", "email")).pick("totp").is("code").typed("000001")
		if want := string(problem.CodeWrong); n < 2 && s.code() != want || n == 2 && s.code() != string(problem.LockedMFA) {
			t.Fatalf("miss %d: %v", n+1, s.body)
		}
		d.clock.Advance(31 * time.Second)
	}
	s := d.recover("recover-password", "grace", "email").typed(d.mailed("grace", "email"))
	s.pick("totp").says(string(problem.LockedMFA)).pick("recovery").is("recovery-code") // the other ways stay open
	d.begin().name("grace", d.password("grace")).is("choose-authenticator")             // and so does signing in
}

func TestSendAgainAThousandTimes(t *testing.T) { // AT-028
	d := open(t)
	s := d.recover("recover-password", "anna", "email")
	for range 1000 {
		s = s.answer("code.resend", nil)
		if s.number()%10 == 0 {
			s = d.beginFor("recover-password").names([]string{"anna", "anna@mail.example.org", "(202) 555-0110"}[s.number()/10%3]).pick("email")
		}
		if s.now()["kind"] != "code" {
			s = s.pick("sms")
		}
	}
	if n := len(d.ask("GET", "/mock/outbox?to=anna", "").list("messages")); n > 2 {
		t.Errorf("%d messages went out at once", n)
	}
	for range 100 {
		d.clock.Advance(6 * time.Second)
		d.recover("recover-password", "anna", "email")
		d.recover("recover-password", "anna@mail.example.org", "email")
		d.recover("recover-password", "(202) 555-0110", "sms")
	}
	if n := len(d.ask("GET", "/mock/outbox?to=anna", "").list("messages")); n > 10 {
		t.Errorf("%d messages went out in ten minutes", n)
	}
}

func TestNoSecurityQuestionAndNoNumberOfTheState(t *testing.T) { // AT-052, S181
	for _, policy := range Policies() {
		d := open(t)
		d.rules(`"` + policy + `"`)
		s := d.recover("recover-password", "anna", "identity").is("prove-identity")
		for _, f := range s.part()["fields"].([]any) {
			switch name := f.(map[string]any)["name"]; name {
			case "member-number", "family-name", "former-name", "birth-date":
			default:
				t.Errorf("under %s it is asked for %v", policy, name)
			}
		}
	}
}

func TestSomebodyElsesCardProvesNothing(t *testing.T) {
	d := open(t)
	s := d.recover("recover-password", "anna", "identity").cardOf("beth").says(string(problem.IdentityMismatch)).is("prove-identity")
	other := d.recover("recover-password", "nobody", "identity").cardOf("beth").says(string(problem.IdentityMismatch))
	if a, b := faceless(t, s), faceless(t, other); a != b {
		t.Errorf("told apart:\n%s\n%s", a, b)
	}
	s.cardOf("anna", "member-number", "tm 44OO-1o7O", "family-name", "LINDQVIST").is("choose-authenticator") // as people write it
	d.recover("recover-password", "julia", "identity").cardOf("julia", "family-name", "weber").is("choose-authenticator")
	d.recover("recover-password", "julia", "identity").cardOf("julia", "family-name", "", "former-name", "").says(string(problem.MissingField))
}

// TestWhereMessagesGoWrong: the other ways stay open whatever becomes of a message.
func TestWhereMessagesGoWrong(t *testing.T) { // S038 to S043, S119
	for knob, state := range map[string]string{`"outbox.delay":{"member":"anna","seconds":180}`: stateQueued, `"outbox.drop":{"member":"anna"}`: stateDropped,
		`"outbox.spam":{"member":"anna"}`: stateSpam, `"contact.email_stale":{"member":"anna"}`: stateStale, `"outbox.reorder":{"member":"anna"}`: stateQueued} {
		d := open(t)
		d.turn("{" + knob + "}")
		s := d.recover("recover-password", "anna", "email").is("code")
		if m := d.newest("anna"); m["state"] != state {
			t.Errorf("%s: the mail is %v", knob, m["state"])
		}
		d.turn(`{}`)
		s = s.answer("code.another-way", nil).is("choose-authenticator").pick("sms")
		s.typed(d.mailed("anna", "sms")).is("choose-authenticator")
	}
	d := open(t)
	d.turn(`{"contact.none_reachable":{"member":"grace"}}`)
	s := d.recover("recover-password", "grace", "email").is("code") // nothing is said of it here
	if s.code() != "" {
		t.Errorf("told %v", s.code())
	}
	s = s.answer("code.another-way", nil).pick("identity").cardOf("grace")
	s.pick("sms").says(string(problem.CodeNotSent)).is("code").answer("code.another-way", nil).pick("totp").typed(d.totp("grace", 0)).is("new-password")
}
