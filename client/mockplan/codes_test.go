package mockplan

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

func TestCodeLivesAsLongAsThePolicySays(t *testing.T) { // S158
	for _, c := range []struct {
		after time.Duration
		code  problem.Code
	}{{10*time.Minute - time.Second, ""}, {10 * time.Minute, problem.CodeExpired}} {
		d := open(t)
		s := d.known("anna")
		d.clock.Advance(c.after)
		if s = s.typed(d.sent("anna")); s.code() != string(c.code) {
			t.Errorf("after %v: %q, want %q", c.after, s.code(), c.code)
		}
		if c.code != "" && (s.body["sent"] == nil || s.status != 410) {
			t.Errorf("an expired code answered %d without when it was sent: %v", s.status, s.body)
		}
	}
}

func TestOlderCodeIsSuperseded(t *testing.T) {
	d := open(t)
	s := d.known("anna")
	old := d.sent("anna")
	d.clock.Advance(31 * time.Second)
	s = s.answer("code.resend", nil)
	s = s.typed(old).says(string(problem.CodeSuperseded))
	s.typed(d.sent("anna")).is("done")
	if d.spent("anna").MFA != 1 {
		t.Errorf("an older code cost %+v", d.spent("anna"))
	}

	d = open(t)
	d.rules(`{"otp":{"supersede":false}}`)
	s = d.known("anna")
	old = d.sent("anna")
	d.clock.Advance(31 * time.Second)
	s.answer("code.resend", nil).typed(old).is("done")
}

func TestUsedCodeIsReplayed(t *testing.T) {
	d := open(t)
	code := ""
	done := d.known("anna").is("code")
	code = d.sent("anna")
	done.typed(code).is("done")
	s := d.known("anna")
	if d.sent("anna") == code {
		t.Skip("chance gave the same code twice")
	}
	s.typed(code).says(string(problem.CodeReplayed))
}

func TestTOTPVectors(t *testing.T) { // RFC 6238, appendix B
	secrets := map[string]string{
		"SHA1":   "3132333435363738393031323334353637383930",
		"SHA256": "3132333435363738393031323334353637383930313233343536373839303132",
		"SHA512": "31323334353637383930313233343536373839303132333435363738393031323334353637383930313233343536373839303132333435363738393031323334",
	}
	for _, c := range []struct {
		at   int64
		want map[string]string
	}{
		{59, map[string]string{"SHA1": "94287082", "SHA256": "46119246", "SHA512": "90693936"}},
		{1111111109, map[string]string{"SHA1": "07081804", "SHA256": "68084774", "SHA512": "25091201"}},
		{20000000000, map[string]string{"SHA1": "65353130", "SHA256": "77737706", "SHA512": "47863826"}},
	} {
		for algorithm, want := range c.want {
			secret, _ := hex.DecodeString(secrets[algorithm])
			rules := plan.TOTPRules{Period: 30 * time.Second, Digits: 8, Algorithm: algorithm}
			if got := totpCode(secret, totpStep(time.Unix(c.at, 0), rules), rules); got != want {
				t.Errorf("%s at %d: %s, want %s", algorithm, c.at, got, want)
			}
		}
	}
}

func TestTOTPAcceptsOneStepAndTellsTheRest(t *testing.T) { // AT-022
	const day = 2880 // steps
	for _, c := range []struct {
		ahead int64
		code  problem.Code
	}{{0, ""}, {-1, ""}, {1, ""}, {-2, problem.CodeClock}, {2, problem.CodeClock}, {6, problem.CodeClock}, {-20, problem.CodeClock},
		{day, problem.CodeClock}, {-day - 7, problem.CodeClock}, {400, problem.CodeWrong}} {
		d := open(t)
		s := d.known("tomas").is("code")
		if s.part()["period_s"] != 30.0 || s.part()["sent"] != nil || s.part()["sends"] != nil {
			t.Fatalf("the step is %v", s.part())
		}
		s = s.typed(d.totp("tomas", c.ahead))
		if s.code() != string(c.code) {
			t.Errorf("%d steps ahead: %q, want %q", c.ahead, s.code(), c.code)
		}
		if c.code == problem.CodeClock && s.body["skew_s"] != float64(30*c.ahead) {
			t.Errorf("%d steps ahead is told as %v s", c.ahead, s.body["skew_s"])
		}
		if want := map[bool]int{true: 1}[c.code != ""]; d.spent("tomas").MFA != want {
			t.Errorf("%d steps ahead cost %+v", c.ahead, d.spent("tomas"))
		}
	}
}

func TestTOTPWorksOnce(t *testing.T) { // AT-019
	d := open(t)
	code := d.totp("tomas", 0)
	earlier := d.totp("tomas", -1)
	d.known("tomas").typed(code).is("done")
	d.known("tomas").typed(code).says(string(problem.CodeReplayed)).typed(earlier).says(string(problem.CodeReplayed))
	d.clock.Advance(30 * time.Second)
	d.known("tomas").typed(d.totp("tomas", 0)).is("done")
}

func TestNothingIsSentForAnAuthenticatorApp(t *testing.T) {
	d := open(t)
	d.known("tomas").answer("code.resend", nil).says(string(problem.AuthenticatorOff)).is("code")
	if len(d.plan.outbox) != 0 || d.spent("tomas").Sends != 0 {
		t.Error("something was sent")
	}
}

func TestRecoveryCodes(t *testing.T) {
	d := open(t)
	d.rules(`{"lockout":{"max_failures":10}}`)
	samuel := d.plan.names["samuel"]
	used, fresh := recoveryCodeOf(samuel, 0), recoveryCodeOf(samuel, 5)
	s := d.known("samuel").is("code").answer("code.another-way", nil).is("choose-authenticator").pick("recovery").is("recovery-code")
	try := func(code string) step {
		return s.answer("recovery-code.submit", map[string]any{"code": code})
	}
	s = try(used).says(string(problem.RecoveryUsed)).is("recovery-code")
	s = try("VEST-9999-ZZZZ-ZZZZ").says(string(problem.RecoveryWrong))
	if s.part()["tries"].(map[string]any)["left"] != 8.0 {
		t.Errorf("after two: %v", s.part())
	}
	byHand := strings.NewReplacer("-", " ", "1", "l", "0", "o").Replace(fresh) // letters for the digits they look like
	try(" " + strings.ToLower(byHand)).is("done")
	d.known("samuel").answer("code.another-way", nil).pick("recovery").answer("recovery-code.submit", map[string]any{"code": fresh}).
		says(string(problem.RecoveryUsed))
}

func TestRecoveryCodesAreReadAsPeopleWriteThem(t *testing.T) {
	for typed, want := range map[string]string{"vest-1o1O-il2l": "VEST10101121", " AB CD ": "ABCD", "": ""} {
		if got := plainRecoveryCode(typed); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
	d := open(t)
	victor := d.plan.names["victor"] // only recovery codes: they are asked for at once
	last := recoveryCodeOf(victor, 9)
	d.known("victor").is("recovery-code").answer("recovery-code.submit", map[string]any{"code": last}).is("done")
	d.known("victor").is("refer")
}

func TestPushNeedsTheNumber(t *testing.T) { // AT-037
	d := open(t)
	s := d.known("priya").pick("push").is("push")
	number := s.part()["number"].(string)
	wrong := fmt.Sprintf("%02d", (int(number[0]-'0')*10+int(number[1]-'0')+1)%100)
	if r := d.ask("POST", "/mock/push", fmt.Sprintf(`{"member":"priya","number":%q}`, wrong)); r.status != 422 {
		t.Errorf("a wrong number answered %d", r.status)
	}
	s = s.poll().is("push")
	if r := d.ask("POST", "/mock/push", fmt.Sprintf(`{"member":"priya","number":%q}`, number)); r.status != 200 {
		t.Errorf("the number answered %d %v", r.status, r.body)
	}
	done := s.poll().is("done")
	if again := s.poll().is("done"); again.token() != done.token() || done.number() != s.number()+1 {
		t.Error("a lost poll did not get the same session")
	}
}

func TestPushIsDeniedExpiresAndIsSentAgain(t *testing.T) {
	d := open(t)
	s := d.known("priya").pick("push")
	d.ask("POST", "/mock/push", `{"member":"priya","deny":true}`)
	s = s.poll().says(string(problem.PushDenied)).answer("push.resend", nil).is("push")
	d.clock.Advance(pushLife)
	s = s.poll().says(string(problem.PushExpired)).answer("push.another-way", nil).pick("sms").is("code")
	if s.typed(d.sent("priya")).is("done"); d.spent("priya").MFA != 1 {
		t.Errorf("%+v", d.spent("priya"))
	}
}

func TestDeniedThreeTimesLocks(t *testing.T) {
	d := open(t)
	s := d.known("priya").pick("push")
	for range 2 {
		d.ask("POST", "/mock/push", `{"member":"priya","deny":true}`)
		s = s.answer("push.resend", nil).is("push")
	}
	d.ask("POST", "/mock/push", `{"member":"priya","deny":true}`)
	s.poll().says(string(problem.LockedMFA))
}
