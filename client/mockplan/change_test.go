package mockplan

import (
	"strings"
	"testing"

	"vestibule/app/problem"
)

func codesOf(s step) (codes []string) {
	list, _ := s.part()["codes"].([]any)
	for _, c := range list {
		codes = append(codes, c.(string))
	}
	return codes
}

func TestNewRecoveryCodesReplaceTheOldOnesWhenTheyAreKept(t *testing.T) { // S213
	d := open(t)
	d.rules(`{"otp":{"max_requests":50}}`)
	old := d.back("samuel")["recovery_codes"].([]any)[0].(string)
	token := d.signIn("samuel").token()
	abandoned := d.beginIn(token, "new-recovery-codes").is("show-recovery-codes")
	if len(codesOf(abandoned)) != 10 || abandoned.part()["replaces"] != 8.0 {
		t.Fatalf("%v", abandoned.part())
	}
	d.ask("DELETE", "/v1/flows/"+abandoned.id(), "")
	signIn := func(code string) step {
		s := d.known("samuel").is("code").answer("code.another-way", nil).is("choose-authenticator").pick("recovery")
		return s.answer("recovery-code.submit", map[string]any{"code": code})
	}
	signIn(codesOf(abandoned)[0]).says(string(problem.RecoveryWrong))
	signIn(old).is("done")

	s := d.beginIn(token, "new-recovery-codes").is("show-recovery-codes")
	codes := codesOf(s)
	for _, c := range codes {
		if bits := 5 * len(strings.ReplaceAll(c, "-", "")); bits < 64 {
			t.Errorf("%s has %d bits", c, bits)
		}
	}
	if done := s.answer("show-recovery-codes.kept", nil).is("done"); done.token() != token {
		t.Error("another session")
	}
	signIn(d.plan.names["samuel"].MemberNumber).says(string(problem.RecoveryWrong))
	signIn(strings.ToLower(codes[3])).is("done")
	signIn(codes[3]).says(string(problem.RecoveryUsed))
	if len(d.noticesTo("new recovery codes")) != 2 {
		t.Errorf("told were %v", d.noticesTo("new recovery codes"))
	}
	for _, c := range d.plan.names["samuel"].recovery {
		if c.code != "" || len(c.hash) != 32 {
			t.Error("a code is kept as it is")
		}
	}
	if d.back("samuel")["recovery_codes"] != nil {
		t.Error("the backstage tells codes that are shown once")
	}
}

func TestAPasswordIsChangedInASession(t *testing.T) {
	for _, end := range []bool{false, true} {
		d := open(t)
		other := d.trustFor("anna")
		elsewhere := d.signIn("anna").token()
		token := d.signIn("anna").token()
		s := d.beginIn(token, "change-password").is("new-password")
		if s.part()["reason"] != "changed" || s.part()["others"] != 2.0 {
			t.Errorf("%v", s.part())
		}
		s = s.answer("new-password.submit", map[string]any{"password": "short"}).says(string(problem.PasswordRefused))
		done := s.answer("new-password.submit", map[string]any{"password": "Brisk-walnut7", "end_others": end}).is("done")
		if done.token() != token {
			t.Error("another session")
		}
		want := 200
		if end {
			want = 401
		}
		if r := d.as(elsewhere, "GET", "/v1/account"); r.status != want {
			t.Errorf("others end %v: the other session answers %d", end, r.status)
		}
		kept := d.begin().answer("credentials.submit", map[string]any{"name": "anna", "password": "Brisk-walnut7", "trust": other})
		if got := kept.now()["kind"]; end != (got == "code") {
			t.Errorf("others end %v: the trusted device meets %v", end, got)
		}
		d.begin().name("anna", "Harbor-Light-7").says(string(problem.BadCredentials))
	}
}

func TestRecoveryCodesAreNoSecondFactorByThemselves(t *testing.T) {
	d := open(t)
	token := d.known("henry").is("done").token()
	d.beginIn(token, "new-recovery-codes").answer("show-recovery-codes.kept", nil).is("done")
	d.known("henry").is("done")
}

func TestWhoHasNoContactIsToldByLetter(t *testing.T) { // E15: neither e-mail nor mobile
	d := open(t)
	codes := d.back("edith")["recovery_codes"].([]any)
	token := d.known("edith").is("recovery-code").answer("recovery-code.submit", map[string]any{"code": codes[0]}).is("done").token()
	d.beginIn(token, "new-recovery-codes").answer("show-recovery-codes.kept", nil).is("done")
	if m := d.newest("edith"); m["channel"] != "letter" || !strings.Contains(m["to"].(string), "Edith Vandermeer") {
		t.Errorf("she was told by %v", m)
	}
}
