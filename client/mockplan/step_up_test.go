package mockplan

import (
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

func TestWhoHasNothingToProveWithSignsInAnew(t *testing.T) {
	d := open(t)
	token := d.known("henry").is("done").token()
	d.rules(`{"session":{"reauth_window_s":60}}`)
	d.clock.Advance(61 * time.Second)
	for _, purpose := range []string{"step-up", "bind-authenticator"} {
		if s := d.beginIn(token, purpose).says(string(problem.NeedsReauth)); s.status != 401 || s.body["step"] != nil {
			t.Errorf("%s: %d %v", purpose, s.status, s.body)
		}
	}
	if len(d.plan.flows) != 1 {
		t.Errorf("%d conversations are left", len(d.plan.flows))
	}
}

func TestStepUpProvesOnceMore(t *testing.T) {
	d := open(t)
	token := d.known("grace").pick("sms").typed(d.sent("grace")).is("done").token()
	d.clock.Advance(5 * time.Minute)
	choose := d.beginIn(token, "step-up").is("choose-authenticator")
	if choose.now()["back"] != false || choose.now()["purpose"] != "step-up" {
		t.Errorf("%v", choose.now())
	}
	code := choose.pick("totp").is("code")
	if code.now()["back"] != true || code.now()["position"] != 2.0 || code.now()["length"] != 2.0 {
		t.Errorf("%v", code.now())
	}
	mail := code.answerAs(choose.number(), "choose.pick", map[string]any{"authenticator": "email"}).is("code")
	done := mail.typed(d.sent("grace")).is("done")
	session := done.session()
	if done.token() != token || session["proved"] != opening.Add(5*time.Minute).Format(time.RFC3339) || session["began"] != opening.Format(time.RFC3339) ||
		len(session["methods"].([]any)) != 3 {
		t.Errorf("the session is now %v", session)
	}
	if last := done.part()["account"].(map[string]any)["last_sign_in"]; last == opening.Format(time.RFC3339) {
		t.Errorf("a step-up counts as a sign-in: %v", last)
	}
}

func TestAnswersAreAUseOfTheSessionAndPollsAreNot(t *testing.T) {
	for _, polls := range []bool{false, true} {
		d := open(t)
		token, _ := elsewhere(d)
		s := d.beginIn(token, "step-up").is("choose-authenticator").pick("push").is("push")
		d.clock.Advance(10 * time.Minute)
		if polls {
			s.poll().says(string(problem.PushExpired))
		} else {
			s.answer("push.resend", nil).is("push")
		}
		d.clock.Advance(10 * time.Minute)
		if s = s.poll(); (s.code() == string(problem.SessionIdle)) != polls {
			t.Errorf("polled: %v, and then %q", polls, s.code())
		}
	}
}

func TestStepUpWaitsForALock(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	d.turn(`{"acct.locked":{"member":"anna","kind":"mfa","until":"+5m"}}`)
	s := d.beginIn(token, "step-up").says(string(problem.LockedMFA)).is("choose-authenticator")
	d.clock.Advance(5 * time.Minute)
	s.poll().is("choose-authenticator").pick("sms").typed(d.sent("anna")).is("done")

	d.turn(`{"acct.locked":{"member":"anna","kind":"code_requests","until":"+5m"}}`)
	s = d.beginIn(token, "step-up").says(string(problem.LockedRequests)).is("choose-authenticator")
	d.clock.Advance(5 * time.Minute)
	s.pick("sms").typed(d.sent("anna")).is("done")
}

func TestWhichPurposesNeedASession(t *testing.T) {
	for purpose, needs := range map[plan.Purpose]bool{plan.SignIn: false, plan.StepUp: true, plan.Bind: true} {
		if purpose.NeedsSession() != needs {
			t.Errorf("%s needs a session: %v", purpose, !needs)
		}
	}
}
