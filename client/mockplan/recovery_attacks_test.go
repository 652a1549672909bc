package mockplan

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

// These are attacks on getting back in, each with what must be true after it. The numbers are those of the project's list
// of attacks.

func TestReplayedAndSupersededCodes(t *testing.T) { // AT-019
	d := open(t)
	s := d.recover("recover-password", "anna", "email")
	old, oldLink := d.mailed("anna", "email"), d.linked("anna")
	d.clock.Advance(31 * time.Second)
	s = s.answer("code.resend", nil).is("code")
	s = s.typed(old).says(string(problem.CodeSuperseded)).typed(oldLink).says(string(problem.LinkUsed))
	newest, link := d.mailed("anna", "email"), d.linked("anna")
	s.typed(newest).is("choose-authenticator")

	again := d.recover("recover-password", "anna", "email") // what opened one conversation opens no other
	again.typed(newest).says(string(problem.CodeWrong)).typed(link).says(string(problem.LinkUsed)).is("code")

	d.clock.Advance(30 * time.Minute)
	late := d.recover("recover-password", "henry", "email")
	code := d.mailed("henry", "email")
	d.rules(`{"recovery_rules":{"life_s":300}}`)
	d.clock.Advance(14 * time.Minute)
	late.poll().is("code")
	d.clock.Advance(14 * time.Minute)
	late.poll()
	d.clock.Advance(14 * time.Minute)
	late.poll()
	d.clock.Advance(14 * time.Minute)
	late.poll()
	d.clock.Advance(14 * time.Minute)
	late.typed(code).says(string(problem.CodeExpired)).is("code")
}

func TestProofsThatWorkOnceWorkOnce(t *testing.T) { // AT-019
	d := open(t)
	code := d.way("grace", 3)
	d.recover("recover-password", "grace", "recovery-code").recoveryCode(code).is("choose-authenticator")
	d.recover("recover-password", "grace", "recovery-code").recoveryCode(code).says(string(problem.RecoveryUsed)).is("recovery-code")
	d.known("grace").pick("recovery").recoveryCode(code).says(string(problem.RecoveryUsed))
	totp := d.totp("grace", 0)
	d.recover("recover-password", "grace", "totp").typed(totp).is("choose-authenticator")
	d.recover("recover-password", "grace", "totp").typed(totp).says(string(problem.CodeReplayed)).is("code")
	d.known("grace").pick("totp").typed(totp).says(string(problem.CodeReplayed))
}

func TestRecoveryRacedFromTwoDevices(t *testing.T) {
	d := open(t)
	one, two := d.recover("recover-password", "anna", "email"), d.recover("recover-password", "anna", "sms")
	one = one.typed(d.mailed("anna", "email")).is("choose-authenticator")
	two = two.typed(d.mailed("anna", "sms")).is("choose-authenticator").pick("email")
	two = two.typed(d.mailed("anna", "email")).is("new-password")
	one.pick("sms").says(string(problem.RecoveryElsewhere)) // half a proof is worth nothing any more
	d.clock.Advance(11 * time.Second)                       // two messages in ten seconds are as many as there are
	three := d.recover("recover-password", "anna", "sms")
	three = three.typed(d.mailed("anna", "sms")).pick("identity").cardOf("anna").is("new-password")
	two.newPassword("Stolen-walnut7").says(string(problem.RecoveryElsewhere))
	two.poll().says(string(problem.RecoveryElsewhere))
	three.newPassword(freshPassword).is("done")
	d.begin().name("anna", "Stolen-walnut7").says(string(problem.BadCredentials))
	d.begin().name("anna", freshPassword).is("code")
}

// TestALockShutsNobodyOut: a stranger misses at everything that can be missed at under a name; its owner still gets in.
func TestALockShutsNobodyOut(t *testing.T) {
	d := open(t)
	for range 4 {
		d.begin().name("grace", "wrong")
	}
	for _, route := range []string{"recovery-code", "totp", "email", "sms", "letter"} {
		s := d.recover("recover-password", "grace", route)
		for range 4 {
			switch route {
			case "recovery-code":
				s = s.recoveryCode("VEST-0000-0000-0000")
			case "letter":
				s = s.typed("00000001")
			default:
				s = s.typed("000001")
			}
		}
		if s.code() != string(problem.LockedMFA) {
			t.Errorf("%s: four misses got %v", route, s.body)
		}
	}
	d.begin().name("grace", d.password("grace")).says(string(problem.AccountLocked)) // until when is told, and that it can be lifted
	d.clock.Advance(11 * time.Second)                                                // what the stranger sent for is counted too
	s := d.recover("recover-password", "grace", "email").typed(d.mailed("grace", "email")).is("choose-authenticator")
	s = s.pick("recovery").recoveryCode(d.way("grace", 0)).is("new-password")
	s.newPassword(freshPassword).is("done")
	d.begin().name("grace", freshPassword).is("choose-authenticator")
}

// TestAMailboxIsNotEnough: who reads the mail of a member with a second factor gets nowhere by it alone, at any door.
func TestAMailboxIsNotEnough(t *testing.T) { // AT-043
	for _, policy := range []string{`"seeds"`, `"nist"`} {
		for _, purpose := range []string{"recover-password", "unlock", "replace-authenticator"} {
			d := open(t)
			d.rules(policy)
			s := d.recover(purpose, "anna", "email").typed(d.mailed("anna", "email")).is("choose-authenticator")
			if strings.Contains(s.offers(), "email") {
				t.Errorf("%s under %s: mail is offered twice: %s", purpose, policy, s.offers())
			}
			s.pick("email").says(string(problem.AuthenticatorOff)).is("choose-authenticator")
			s.newPassword(freshPassword).says(string(problem.FlowConflict))
			s.answer("contact.submit", map[string]any{"kind": "phone", "value": "(202) 555-0188"}).says(string(problem.FlowConflict))
			s.answerAs(1, "identify.submit", map[string]any{"names": []string{"anna"}}).says(string(problem.FlowConflict))
			d.noSession()
			d.begin().name("anna", d.password("anna")).is("code") // nothing was changed
		}
		d := open(t)
		d.rules(policy)
		s := d.recover("find-username", "anna", "email").typed(d.mailed("anna", "email")).is("credentials")
		s.answer("lost-it", nil).says(string(problem.FlowConflict)).is("credentials") // a name is no password
		d.noSession()
	}
}

// noSession checks that nobody is signed in.
func (d *door) noSession() {
	d.t.Helper()
	d.plan.mu.Lock()
	defer d.plan.mu.Unlock()
	if len(d.plan.sessions) != 0 {
		d.t.Error("a session was opened")
	}
}

func TestCancelLinkUsedLate(t *testing.T) {
	d := open(t)
	d.rules(`"nist"`)
	s := d.recover("recover-password", "anna", "email").typed(d.mailed("anna", "email")).pick("identity").cardOf("anna").is("wait")
	link := d.linked("anna")
	d.clock.Advance(24 * time.Hour)
	s = s.poll().is("new-password")
	for _, method := range []string{"GET", "POST"} {
		if page := d.visit(method, link); !strings.Contains(page, "too late") || strings.Contains(page, "<button") {
			t.Errorf("%s shows %s", method, page)
		}
	}
	s.newPassword(freshPassword).is("done")
	if page := d.visit("POST", "https://"+host+"/cancel/nonsense"); !strings.Contains(page, "does not work") {
		t.Errorf("a link that was never sent shows %s", page)
	}
}

func TestAWaitEndsWithANewerRecovery(t *testing.T) {
	d := open(t)
	d.rules(`"nist"`)
	thief := d.recover("recover-password", "anna", "email").typed(d.mailed("anna", "email")).pick("identity").cardOf("anna").is("wait")
	link := d.linked("anna")
	owner := d.recover("recover-password", "anna", "sms").typed(d.mailed("anna", "sms")).pick("identity").cardOf("anna").is("new-password")
	owner.newPassword("a walnut for every day").is("done")
	d.clock.Advance(25 * time.Hour)
	thief.poll().says(string(problem.RecoveryElsewhere))
	if page := d.visit("POST", link); !strings.Contains(page, "too late") {
		t.Errorf("the page says %s", page)
	}
}

func TestNoSessionOutlivesARecovery(t *testing.T) { // AT-055
	d := open(t)
	thief, trust := d.signIn("anna").token(), d.trustFor("anna")
	half := d.known("anna").is("code") // stands behind the old password
	halfCode := d.sent("anna")
	s := d.recover("recover-password", "anna", "email").typed(d.mailed("anna", "email")).pick("identity").cardOf("anna").is("new-password")
	s.newPassword(freshPassword).is("done")
	if r := d.as(thief, "GET", "/v1/account"); r.status != 401 || r.body["reason"] != "password_changed" {
		t.Errorf("the session before answers %d %v", r.status, r.body)
	}
	half.typed(halfCode).says(string(problem.FlowExpired))
	d.begin().answer("credentials.submit", map[string]any{"name": "anna", "password": freshPassword, "trust": trust}).is("code")
	for _, m := range d.ask("GET", "/mock/outbox?to=anna", "").list("messages") {
		if m["subject"] == "Your password was changed" && m["channel"] == "email" {
			return
		}
	}
	t.Error("nobody was told")
}

func TestAMailScannerUsesNothingUp(t *testing.T) { // AT-046
	d := open(t)
	s := d.recover("recover-password", "henry", "email")
	link, code := d.linked("henry"), d.mailed("henry", "email")
	for range 2 {
		if page := d.visit("GET", link); strings.Contains(page, code) || !strings.Contains(page, `<form method="post">`) {
			t.Errorf("looking shows %s", page)
		}
	}
	if page := d.visit("POST", link); !strings.Contains(page, code) {
		t.Errorf("the button shows %s", page)
	}
	d.noSession()
	s.poll().is("code")
	s.typed(link).is("new-password")
	for _, method := range []string{"GET", "POST"} {
		if page := d.visit(method, link); strings.Contains(page, code) || !strings.Contains(page, "does not work any more") {
			t.Errorf("used up, %s shows %s", method, page)
		}
	}
	if entries := fmt.Sprint(d.ask("GET", "/mock/journal", "").body["requests"]); strings.Contains(entries, link[len(link)-16:]) {
		t.Error("the journal holds the link")
	}
}

func TestNoStepOfARecoveryIsSkipped(t *testing.T) { // AT-025, AT-043
	d := open(t)
	s := d.known("maria").pick("sms").is("code").answer("lost-it", nil).is("choose-authenticator")
	for kind, fields := range map[string]map[string]any{"contact.skip": nil, "new-password.submit": {"password": freshPassword},
		"contact.submit": {"kind": "phone", "value": "(202) 555-0188"}, "lost-it": nil, "code.submit": {"code": "000000"}} {
		if got := s.answer(kind, fields); got.code() != string(problem.FlowConflict) && got.now()["kind"] != "choose-authenticator" {
			t.Errorf("%s got %v", kind, got.body)
		}
	}
	if r := d.as(s.id(), "GET", "/v1/account"); r.status != http.StatusUnauthorized {
		t.Errorf("the conversation's id answers %d as a session", r.status)
	}
	d.noSession()
}

func TestAWizardKilledAtEachStep(t *testing.T) { // AT-049
	d := open(t)
	resumed := func(s step) step { // another program, which knows the handle only
		d.t.Helper()
		again := s.poll()
		if again.now()["kind"] != s.now()["kind"] || again.number() != s.number() {
			t.Errorf("resumed at %v, was at %v", again.body, s.body)
		}
		return again
	}
	s := resumed(d.beginFor("replace-authenticator")).names("anna")
	s = resumed(s).pick("email")
	s = resumed(s).typed(d.mailed("anna", "email"))
	s = resumed(s).pick("identity")
	s = resumed(s).cardOf("anna").is("contact")
	d.signIn("anna") // the old number still signs in
	s = resumed(s).answer("contact.submit", map[string]any{"kind": "phone", "value": "(202) 555-0179"}).is("code")
	newCode := d.mailed("anna", "sms")
	d.clock.Advance(31 * time.Second)
	d.signIn("anna") // until the new one is proved
	resumed(s).typed(newCode).is("done")
	d.clock.Advance(31 * time.Second)
	d.signIn("anna")
	if m := d.newest("anna"); m["to"] != "(202) 555-0179" {
		t.Errorf("the code went to %v", m["to"])
	}
}

func TestAWaitIsKeptForItsWholeTime(t *testing.T) { // AT-049, S119
	d := open(t)
	d.rules(`"nist"`)
	s := d.recover("unlock", "anna", "email").typed(d.mailed("anna", "email")).pick("identity").cardOf("anna").is("wait")
	for range 5 {
		d.clock.Advance(20 * time.Hour)
		d.begin() // others come and go
	}
	s.poll().is("credentials").answer("credentials.submit", map[string]any{"password": d.password("anna")}).is("done")
	d.clock.Advance(day)

	s = d.recover("unlock", "anna", "email").typed(d.mailed("anna", "email")).pick("identity").cardOf("anna").is("wait")
	d.clock.Advance(9 * day)
	s.poll().says(string(problem.FlowExpired))
}
