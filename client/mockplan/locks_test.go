package mockplan

import (
	"fmt"
	"testing"
	"time"

	"vestibule/app/problem"
)

func TestThirdMissLocksForFifteenMinutes(t *testing.T) { // S150, S151
	d := open(t)
	s := d.begin()
	if s.part()["tries"] != nil {
		t.Error("tries are told before the first miss")
	}
	for _, left := range []float64{2, 1} {
		s = s.name("anna", "wrong").says(string(problem.BadCredentials)).is("credentials")
		if s.body["left"] != left || s.part()["tries"].(map[string]any)["left"] != left {
			t.Errorf("%v and %v left, want %v", s.body["left"], s.part()["tries"], left)
		}
	}
	s = s.name("anna", "wrong").says(string(problem.AccountLocked))
	if s.status != 423 || s.header.Get("Retry-After") != "900" {
		t.Errorf("the third miss answered %d, Retry-After %s", s.status, s.header.Get("Retry-After"))
	}
	s = s.name("anna", d.password("anna")).says(string(problem.AccountLocked)) // the right one is no better now
	d.clock.Advance(15*time.Minute - time.Second)
	s = s.poll().says(string(problem.AccountLocked))
	d.clock.Advance(time.Second)
	if s = s.poll().is("credentials"); s.code() != "" || s.part()["tries"] != nil {
		t.Errorf("after the lock: %v", s.body)
	}
	s.name("anna", d.password("anna")).is("code")
}

func TestLockFollowsThePolicy(t *testing.T) { // S152
	for _, most := range []int{3, 5, 10} {
		d := open(t)
		d.rules(fmt.Sprintf(`{"lockout":{"max_failures":%d,"lock_seconds":60}}`, most))
		s := d.begin()
		for range most - 1 {
			s = s.name("anna", "wrong").says(string(problem.BadCredentials))
		}
		s.name("anna", "wrong").says(string(problem.AccountLocked))
	}
	d := open(t)
	d.rules(`{"lockout":{"scope":["mfa"]}}`)
	s := d.begin()
	for range 8 {
		s = s.name("anna", "wrong").says(string(problem.BadCredentials))
	}
	if s.body["left"] != nil {
		t.Error("tries are told though nothing locks")
	}
}

func TestLockIsOneForAllNamesOfAMember(t *testing.T) {
	d := open(t)
	d.begin().name("anna", "wrong").name("ANNA@mail.example.org", "wrong").says(string(problem.BadCredentials))
	d.begin().name("202-555-0110", "wrong").says(string(problem.AccountLocked))
	d.begin().name("TM 4400 1070", d.password("anna")).says(string(problem.AccountLocked))
	d.known("sachiko").is("code")
	if d.spent("anna").Password != 3 {
		t.Errorf("%+v counted, want 3", d.spent("anna"))
	}
}

func TestUnknownNamesLockLikeKnownOnes(t *testing.T) {
	d := open(t)
	d.begin().name("who@example.org", "wrong").name(" WHO@example.org", "wrong").says(string(problem.BadCredentials))
	d.begin().name("who@example.org", "wrong").says(string(problem.AccountLocked))
	d.begin().name("other@example.org", "wrong").says(string(problem.BadCredentials))
	d.clock.Advance(15 * time.Minute)
	d.begin().name("who@example.org", "wrong").says(string(problem.BadCredentials))
}

func TestRightPasswordBeginsTheCountAnew(t *testing.T) {
	d := open(t)
	d.begin().name("anna", "wrong").name("anna", "wrong")
	d.signIn("anna")
	if s := d.begin().name("anna", "wrong"); s.body["left"] != 2.0 {
		t.Errorf("%v left after a success, want 2", s.body["left"])
	}
}

func TestWrongCodesLockWhateverIsSent(t *testing.T) {
	d := open(t)
	s := d.known("anna").typed("000000")
	d.clock.Advance(31 * time.Second)
	s = s.answer("code.resend", nil).is("code")
	if left := s.part()["tries"].(map[string]any)["left"]; left != 2.0 {
		t.Errorf("a new code left %v tries, want 2", left)
	}
	d.known("anna").typed("000000").says(string(problem.CodeWrong)).typed("000000").says(string(problem.LockedMFA)).is("code")
	s = s.typed(d.sent("anna")).says(string(problem.LockedMFA))
	s.poll().says(string(problem.LockedMFA))
	d.known("anna").says(string(problem.LockedMFA)).is("credentials")
	d.begin().name("anna", "wrong").says(string(problem.BadCredentials)) // without the password: no word of it
	d.clock.Advance(15 * time.Minute)
	d.signIn("anna")
}

func TestSixthCodeIsTooMany(t *testing.T) { // S012, S159
	d := open(t)
	s := d.known("anna")
	for left := 4.0; left > 0; left-- {
		if got := s.part()["sends"].(map[string]any)["left"]; got != left {
			t.Fatalf("%v sends left, want %v", got, left)
		}
		d.clock.Advance(31 * time.Second)
		s = s.answer("code.resend", nil).is("code")
	}
	d.clock.Advance(31 * time.Second)
	s = s.answer("code.resend", nil).says(string(problem.CodeTooMany)).is("code")
	if s.status != 429 || s.header.Get("Retry-After") != "900" || d.spent("anna").Sends != 5 || d.spent("anna").MFA != 0 {
		t.Errorf("answered %d, Retry-After %s, %+v", s.status, s.header.Get("Retry-After"), d.spent("anna"))
	}
	waits := d.known("anna").says(string(problem.LockedRequests)).is("credentials").poll().says(string(problem.LockedRequests))
	s.typed(d.sent("anna")).is("done") // the newest code is still good
	d.clock.Advance(15 * time.Minute)
	if waits = waits.poll().is("credentials"); waits.code() != "" {
		t.Errorf("after the lock: %v", waits.body)
	}
}

func TestResendWaits(t *testing.T) {
	d := open(t)
	s := d.known("anna").answer("code.resend", nil).says(string(problem.CodeTooSoon)).is("code")
	if s.header.Get("Retry-After") != "30" || d.spent("anna").Sends != 1 {
		t.Errorf("Retry-After %s, %+v", s.header.Get("Retry-After"), d.spent("anna"))
	}
	d.clock.Advance(30 * time.Second)
	if s = s.answer("code.resend", nil).is("code"); s.code() != "" || d.spent("anna").Sends != 2 {
		t.Errorf("after the wait: %v, %+v", s.body, d.spent("anna"))
	}
}

// TestALockHoldsAtEveryStepBehindThePassword, in conversations that stood there before it fell.
func TestALockHoldsAtEveryStepBehindThePassword(t *testing.T) {
	d := open(t)
	choosing, code, recovery := d.known("grace"), d.known("grace").pick("sms").is("code"), d.known("grace").pick("recovery").is("recovery-code")
	d.clock.Advance(31 * time.Second)
	guess := d.known("grace").pick("totp").is("code")
	for range 3 {
		guess = guess.typed("000000")
	}
	guess.says(string(problem.LockedMFA))
	right := recoveryCodeOf(d.plan.names["grace"], 5)
	for name, s := range map[string]step{
		"choosing":      choosing.pick("totp"),
		"another code":  code.answer("code.resend", nil),
		"recovery code": recovery.answer("recovery-code.submit", map[string]any{"code": right}),
	} {
		if s.code() != string(problem.LockedMFA) || s.status != 423 {
			t.Errorf("%s: answered %d %v", name, s.status, s.body)
		}
	}
	d.clock.Advance(15 * time.Minute)
	d.known("grace").pick("recovery").answer("recovery-code.submit", map[string]any{"code": right}).is("done")
}

// TestAnApprovalIsOfOneConversation: whoever else knows the password must not be let in by the number of another.
func TestAnApprovalIsOfOneConversation(t *testing.T) {
	d := open(t)
	stranger := d.known("priya").pick("push").is("push")
	own := d.known("priya").pick("push").is("push")
	number := own.part()["number"].(string)
	if r := d.ask("POST", "/mock/push", `{"member":"priya","number":"`+number+`"}`); r.status != 200 {
		t.Fatal(r.status, r.body)
	}
	stranger.poll().says(string(problem.PushExpired)).is("push")
	own.poll().is("done")
}
