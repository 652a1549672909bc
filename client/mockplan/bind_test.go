package mockplan

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

func TestAnAppIsAddedBesideWhatThereIs(t *testing.T) {
	d := open(t)
	token := d.known("tomas").typed(d.totp("tomas", 0)).is("done").token()
	s := d.beginIn(token, "bind-authenticator").is("show-secret")
	part := s.part()
	if s.status != 201 || part["issuer"] != planName || part["account"] != "tomas" || part["algorithm"] != "SHA1" || part["digits"] != 6.0 ||
		part["period_s"] != 30.0 || part["expires"] != opening.Add(10*time.Minute).Format(time.RFC3339) || s.now()["back"] != false {
		t.Fatalf("%d %v", s.status, s.body)
	}
	code := s.shown(0)
	done := s.confirm(code, " Tomás's laptop ").is("done")
	if done.token() != token || done.session()["proved"] != opening.Format(time.RFC3339) {
		t.Errorf("the session is now %v", done.session())
	}
	choose := d.known("tomas").is("choose-authenticator")
	options := choose.part()["options"].([]any)
	added := options[1].(map[string]any)
	if len(options) != 2 || added["id"] != part["authenticator"] || added["hint"] != "Tomás's laptop" || added["added"] != opening.Format(time.RFC3339) {
		t.Fatalf("the ways are %v", options)
	}
	ask := choose.pick(added["id"].(string)).is("code")
	if ask.part()["authenticator"].(map[string]any)["id"] != part["authenticator"] {
		t.Errorf("the code step is of %v", ask.part()["authenticator"])
	}
	ask = ask.typed(code).says(string(problem.CodeReplayed)) // it confirmed the app
	d.clock.Advance(30 * time.Second)
	next := s.shown(0)
	ask.typed(d.totp("tomas", 0)).says(string(problem.CodeWrong)).typed(next).is("done")
	again := d.known("tomas").pick(added["id"].(string)).typed(next).says(string(problem.CodeReplayed))
	again.answer("code.another-way", nil).pick("totp").typed(d.totp("tomas", 0)).is("done")
}

func TestAppsOfOneNameAreToldApart(t *testing.T) {
	d := open(t)
	token := d.known("tomas").typed(d.totp("tomas", 0)).is("done").token()
	for range 2 {
		s := d.beginIn(token, "bind-authenticator")
		if s.part()["tries"] != nil {
			t.Error("the misses of an app that was added still count")
		}
		s = s.confirm(s.shown(400), "")
		s.confirm(s.shown(0), "").is("done")
	}
	var names []any
	for _, o := range d.known("tomas").part()["options"].([]any) {
		names = append(names, o.(map[string]any)["hint"])
	}
	if want := []any{"Authenticator app", "Authenticator app 2", "Authenticator app 3"}; !slices.Equal(names, want) {
		t.Errorf("they are called %v", names)
	}
}

func TestTheMemberIsToldOfANewApp(t *testing.T) {
	for name, want := range map[string]string{"anna": "sms email", "walter": "email", "henry": "sms email"} {
		d := open(t)
		d.clock.Advance(time.Second)
		token := d.into(name)
		d.clock.Advance(time.Minute)
		s := d.beginIn(token, "bind-authenticator").is("show-secret")
		s.confirm(s.shown(0), "").is("done")
		var channels []string
		for _, m := range d.ask("GET", "/mock/outbox?to="+name, "").list("messages") {
			if subject, _ := m["subject"].(string); strings.HasPrefix(subject, "Security change") {
				channels = append(channels, m["channel"].(string))
			}
		}
		if got := strings.Join(channels, " "); got != want && got != "email sms" {
			t.Errorf("%s was told by %q, want %q", name, got, want)
		}
	}
}

func TestAnOldProofIsRenewedBeforeAnAppIsAdded(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	for range 2 { // a reauth window of 20 minutes, an idle time of 15
		d.clock.Advance(10 * time.Minute)
		d.as(token, "GET", "/v1/account")
	}
	d.beginIn(token, "bind-authenticator").is("show-secret") // just within
	d.clock.Advance(time.Second)
	s := d.beginIn(token, "bind-authenticator").is("code")
	if s.part()["trust"] != nil || s.now()["position"] != 1.0 || s.now()["length"] != 2.0 {
		t.Errorf("%v", s.now())
	}
	s = s.typed(d.sent("anna")).is("show-secret")
	if s.now()["position"] != 2.0 || s.now()["back"] != false {
		t.Errorf("%v", s.now())
	}
	done := s.confirm(s.shown(0), "").is("done")
	if done.session()["proved"] != opening.Add(20*time.Minute+time.Second).Format(time.RFC3339) || done.token() != token {
		t.Errorf("the session is now %v", done.session())
	}
}

func TestAWeakSessionProvesMoreBeforeAnAppIsAdded(t *testing.T) {
	d := open(t)
	trust := d.trustFor("anna")
	d.clock.Advance(time.Minute)
	weak := d.withTrust("anna", trust).is("done")
	s := d.beginIn(weak.token(), "bind-authenticator").is("code").typed(d.sent("anna")).is("show-secret")
	done := s.confirm(s.shown(0), "").is("done")
	if done.session()["aal"] != 2.0 || len(done.session()["methods"].([]any)) != 3 {
		t.Errorf("the session is now %v", done.session())
	}
}

func TestAnAppIsTheFirstSecondFactor(t *testing.T) {
	d := open(t)
	token := d.known("henry").is("done").token()
	s := d.beginIn(token, "bind-authenticator").is("show-secret")
	key := s
	s.confirm(s.shown(0), "").is("done")
	d.clock.Advance(30 * time.Second)
	d.known("henry").is("code").typed(key.shown(0)).is("done")
	d.clock.Advance(5 * time.Minute)
	d.rules(`{"session":{"reauth_window_s":60}}`)
	d.beginIn(token, "step-up").is("code")
}

func TestAWrongCodeOfANewAppIsToldAndCounted(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	s := d.beginIn(token, "bind-authenticator")
	first := s.part()["secret"]
	s = s.confirm("12345", "").says(string(problem.BadField)).is("show-secret")
	for _, label := range []string{strings.Repeat("x", 41), "two\nlines", "\u202ebackwards"} {
		if s = s.confirm(s.shown(0), label); s.body["field"] != "label" || d.spent("anna").MFA != 0 {
			t.Errorf("%q: %v, cost %+v", label, s.body, d.spent("anna"))
		}
	}
	s = s.confirm(s.shown(400), "").says(string(problem.CodeWrong)).is("show-secret")
	if s.part()["tries"].(map[string]any)["left"] != 2.0 || s.part()["secret"] != first {
		t.Errorf("%v", s.part())
	}
	s = s.confirm(s.shown(-6), "").says(string(problem.CodeClock)).is("show-secret")
	if s.body["skew_s"] != -180.0 || s.body["left"] != 1.0 {
		t.Errorf("%v", s.body)
	}
	s = s.confirm(s.shown(400), "").says(string(problem.LockedMFA)).is("show-secret")
	d.beginIn(token, "bind-authenticator").says(string(problem.LockedMFA)).is("show-secret")
	d.known("anna").typed(d.sent("anna")).is("done") // signing in goes on
	d.clock.Advance(10 * time.Minute)
	if s = s.poll().says(string(problem.FlowExpired)); s.status != 410 {
		t.Errorf("a secret that has died answers %d", s.status)
	}
}

func TestASecretThatIsNotConfirmedDies(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	s := d.beginIn(token, "bind-authenticator")
	d.clock.Advance(10*time.Minute - time.Second)
	d.beginIn(token, "bind-authenticator").is("show-secret")
	d.clock.Advance(time.Second)
	s.confirm(s.shown(0), "").says(string(problem.FlowExpired))
	if ways := d.plan.names["anna"].authenticators; len(ways) != 1 {
		t.Errorf("%d ways", len(ways))
	}
	d.known("anna").is("code")
}

func TestAProofGivenAgainShowsTheSameSecret(t *testing.T) {
	d := open(t)
	d.rules(`{"session":{"reauth_window_s":0}}`)
	token := d.into("grace")
	d.clock.Advance(time.Second)
	choose := d.beginIn(token, "bind-authenticator").is("choose-authenticator")
	first := choose.pick("sms").typed(d.sent("grace")).is("show-secret")
	again := first.answerAs(choose.number(), "choose.pick", map[string]any{"authenticator": "email"}).is("code").typed(d.sent("grace")).is("show-secret")
	if again.part()["secret"] != first.part()["secret"] || first.now()["back"] != true {
		t.Errorf("%v, then %v", first.now(), again.now())
	}
	again.confirm(again.shown(0), "").is("done")
}

func TestALateConfirmationIsRepeatedAfterTheSecretsEnd(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	s := d.beginIn(token, "bind-authenticator")
	d.clock.Advance(10*time.Minute - time.Second)
	code := s.shown(0)
	s.confirm(code, "").is("done")
	d.clock.Advance(30 * time.Second)
	s.confirm(code, "").is("done")
}

func TestABindingLivesInItsSession(t *testing.T) {
	d := open(t)
	if s := d.begin(); s.status != 201 {
		t.Fatal(s.status)
	}
	for _, token := range []string{"", "nobody's"} {
		if s := d.beginIn(token, "bind-authenticator").says(string(problem.SessionRevoked)); s.status != 401 {
			t.Errorf("without a session: %d", s.status)
		}
	}
	token := d.signIn("anna").token()
	s := d.beginIn(token, "bind-authenticator").is("show-secret")
	d.as(token, "DELETE", "/v1/session")
	s.poll().says(string(problem.SessionRevoked))
	s.confirm(s.shown(0), "").says(string(problem.SessionRevoked))
	if ways := d.plan.names["anna"].authenticators; len(ways) != 1 {
		t.Errorf("%d ways", len(ways))
	}
}

func TestAbandonedBindingLeavesTheSession(t *testing.T) {
	d := open(t)
	token := d.signIn("anna").token()
	s := d.beginIn(token, "bind-authenticator")
	done := s.confirm(s.shown(0), "").is("done")
	if again := s.confirm(s.shown(0), "").is("done"); again.token() != token || len(d.plan.names["anna"].authenticators) != 2 {
		t.Errorf("a repeated answer: %v", again.session())
	}
	d.ask("DELETE", "/v1/flows/"+done.id(), "")
	if r := d.as(token, "GET", "/v1/account"); r.status != 200 {
		t.Errorf("the session answers %d", r.status)
	}
}

func TestFactorKnobsReachEveryApp(t *testing.T) {
	d := open(t)
	token := d.known("tomas").typed(d.totp("tomas", 0)).is("done").token()
	s := d.beginIn(token, "bind-authenticator")
	s.confirm(s.shown(0), "Laptop").is("done")
	for _, knob := range []string{"factor.totp_missing", "factor.device_gone"} {
		d.turn(`{"` + knob + `":{"member":"tomas"}}`)
		d.known("tomas").is("refer")
		d.turn(`{"` + knob + `":{"member":"tomas","authenticator":"totp"}}`)
		if ask := d.known("tomas").is("code"); ask.part()["authenticator"].(map[string]any)["hint"] != "Laptop" {
			t.Errorf("%s: asks for %v", knob, ask.part()["authenticator"])
		}
		d.turn(`{"` + knob + `":{"authenticator":"Laptop"}}`)
		d.known("tomas").is("code").typed(d.totp("tomas", 0))
	}
}

func TestCodesFollowThePlansClock(t *testing.T) {
	for _, skew := range []string{"45", "-45", "90", "-90", "190", "-190", "86400", "-86400"} {
		d := open(t)
		d.turn(`{"clock.skew":{"seconds":` + skew + `}}`)
		token := d.signIn("anna").token()
		s := d.beginIn(token, "bind-authenticator")
		if at, _ := time.Parse(time.RFC3339, s.now()["server_time"].(string)); at.Equal(opening) {
			t.Error("the plan's time is not off")
		}
		s.confirm(s.shown(0), "").is("done")
		d.clock.Advance(time.Minute)
		ask := d.known("anna").pick(s.part()["authenticator"].(string)).is("code")
		ask.typed(s.shown(0)).is("done")
	}
}
