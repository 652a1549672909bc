package mockplan

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

// retime leaves out what an answer says of its own time and request.
func retime(t *testing.T, s step) string {
	t.Helper()
	text := chanceless(s.body)
	out, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(s.status, string(out))
}

// chanceless drops server_time, and the request's id that stands in for a missing reference.
func chanceless(v map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range v {
		if inner, ok := v.(map[string]any); ok {
			v = chanceless(inner)
		}
		if k != "server_time" && k != "reference" {
			out[k] = v
		}
	}
	return out
}

func TestRepeatedAnswerGetsTheSameResult(t *testing.T) {
	d := open(t)
	s := d.begin()
	first := s.name("anna", "wrong")
	d.clock.Advance(59 * time.Second)
	again := s.name("anna", "wrong")
	if retime(t, first) != retime(t, again) || d.spent("anna").Password != 1 {
		t.Errorf("the repeated miss was counted, or answered otherwise: %+v\n%s\n%s", d.spent("anna"), retime(t, first), retime(t, again))
	}
	s = again.name("anna", d.password("anna")).is("code")
	code := d.sent("anna")
	done := s.typed(code).is("done")
	repeated := s.typed(code).is("done")
	if done.token() == "" || done.token() != repeated.token() || retime(t, done) != retime(t, repeated) {
		t.Error("a repeated right answer did not get the same session")
	}
	if polled := s.poll().is("done"); polled.token() != done.token() {
		t.Error("a poll did not get the session")
	}
	d.clock.Advance(61 * time.Second)
	if late := s.typed(code); late.status != http.StatusConflict || late.body["step"] != nil {
		t.Errorf("after a minute a repeated answer got %d %v", late.status, late.body)
	}
	if late := s.poll().says(string(problem.FlowExpired)); late.status != http.StatusGone {
		t.Errorf("after a minute a poll got %d", late.status)
	}
}

func TestGoingBack(t *testing.T) {
	d := open(t)
	first := d.begin()
	if first.now()["back"] != false {
		t.Error("the first step leads back")
	}
	choose := first.name("grace", d.password("grace")).is("choose-authenticator")
	code := choose.pick("sms").is("code")
	if code.now()["back"] != true {
		t.Error("the code step leads nowhere back")
	}
	voice := code.answerAs(choose.number(), "choose.pick", map[string]any{"authenticator": "voice"}).is("code")
	if kind := voice.part()["authenticator"].(map[string]any)["kind"]; kind != "voice" {
		t.Errorf("after going back to choose: %v", kind)
	}
	anna := voice.answerAs(first.number(), "credentials.submit", map[string]any{"name": "anna", "password": d.password("anna")}).is("code")
	stale := anna.answerAs(code.number(), "code.submit", map[string]any{"code": d.sent("grace")}).says(string(problem.FlowConflict)).is("code")
	if stale.status != http.StatusConflict || stale.number() != anna.number() || d.spent("anna").MFA+d.spent("grace").MFA != 0 {
		t.Errorf("an answer to an old code step got %d %v", stale.status, stale.body)
	}
	done := anna.typed(d.sent("anna")).is("done")
	if name := done.part()["account"].(map[string]any)["name"]; name != "Anna Lindqvist" {
		t.Errorf("signed in as %v", name)
	}
	late := done.answerAs(first.number(), "credentials.submit", map[string]any{"name": "grace", "password": "x"})
	if late.status != http.StatusConflict || late.body["step"] != nil {
		t.Errorf("after done an answer got %d %v", late.status, late.body)
	}
}

// A choice that was offered to one member must not be answered for another, whose account may be closed.
func TestChoiceIsNotCarriedToAnotherMember(t *testing.T) {
	d := open(t)
	first := d.begin()
	choose := first.name("grace", d.password("grace")).is("choose-authenticator")
	closed := choose.answerAs(first.number(), "credentials.submit", map[string]any{"name": "dmitri", "password": d.password("dmitri")}).is("refer")
	closed.answerAs(choose.number(), "choose.pick", map[string]any{"authenticator": "sms"}).says(string(problem.FlowConflict)).is("refer")
}

func TestBackOnTheSameCodeSendsNoSecond(t *testing.T) {
	d := open(t)
	choose := d.known("grace")
	code := choose.pick("sms").is("code")
	choose = code.answer("code.another-way", nil).is("choose-authenticator")
	choose.pick("sms").is("code").typed(d.sent("grace")).is("done")
	if d.spent("grace").Sends != 1 {
		t.Errorf("%d codes went out", d.spent("grace").Sends)
	}
}

func TestAbandonRevokes(t *testing.T) {
	d := open(t)
	done := d.signIn("anna")
	bearer := "Bearer " + done.token()
	if r := d.ask("GET", "/v1/account", "", "Authorization", bearer); r.status != 200 {
		t.Fatalf("before: %d", r.status)
	}
	if r := d.ask("DELETE", "/v1/flows/"+done.id(), ""); r.status != http.StatusNoContent {
		t.Errorf("abandon answered %d", r.status)
	}
	if r := d.ask("GET", "/v1/account", "", "Authorization", bearer); r.status != http.StatusUnauthorized {
		t.Errorf("the session of an abandoned conversation answers %d", r.status)
	}
	if s := done.poll(); s.status != http.StatusGone {
		t.Errorf("an abandoned conversation answers %d", s.status)
	}
	if r := d.ask("DELETE", "/v1/flows/"+done.id(), ""); r.status != http.StatusNoContent {
		t.Errorf("abandoning again answered %d", r.status)
	}
}

func TestAbandonForgetsTheTrustItGave(t *testing.T) {
	d := open(t)
	done := d.known("anna").answer("code.submit", map[string]any{"code": d.sent("anna"), "trust": true}).is("done")
	token, _ := done.part()["trust"].(string)
	d.ask("DELETE", "/v1/flows/"+done.id(), "")
	d.withTrust("anna", token).is("code")
}

func TestConversationsEnd(t *testing.T) {
	d := open(t)
	s := d.known("anna")
	d.clock.Advance(15*time.Minute + time.Second)
	if s = s.typed(d.sent("anna")); s.status != http.StatusGone || s.body["step"] != nil || d.spent("anna").MFA != 0 {
		t.Errorf("an old conversation answered %d %v", s.status, s.body)
	}
	if s := (step{d, d.ask("GET", "/v1/flows/AAAAAAAAAAAAAAAAAAAAAA", "")}); s.status != http.StatusGone {
		t.Errorf("an unknown conversation answered %d", s.status)
	}
}

func TestRequestsAreReadStrictly(t *testing.T) {
	d := open(t)
	s := d.begin()
	for body, field := range map[string]string{
		`{"step":1,"type":"credentials.submit","name":"anna","password":"x","extra":1}`: "extra",
		`{"step":1,"type":"credentials.submit","name":"  ","password":"x"}`:             "name",
		`{"step":1,"type":"credentials.submit","name":"anna","password":""}`:            "password",
		`{"step":1,"type":"palm.read"}`:                                                 "type",
		`{"step":0,"type":"code.resend"}`:                                               "step",
		`{"step":1,"type":"code.resend","code":"1"}`:                                    "code",
		`not json`: "type",
		`{"step":1,"type":"credentials.submit","name":"anna","password":7}`:  "",
		`{"step":1,"type":"credentials.submit","name":"a","password":"x"} {`: "type",
	} {
		got := step{d, d.ask("POST", "/v1/flows/"+s.id(), body)}
		if got.status != http.StatusUnprocessableEntity || got.body["step"] == nil {
			t.Errorf("%s answered %d %v", body, got.status, got.body)
		}
		if f, _ := got.body["field"].(string); f != field {
			t.Errorf("%s is said to be about %q, want %q", body, f, field)
		}
	}
	if r := d.ask("POST", "/v1/flows/"+s.id(), `{"x":"`+strings.Repeat("x", largestBody)+`"}`); r.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a request of more than 64 KiB answered %d", r.status)
	}
	for _, body := range []string{``, `{}`, `{"purpose":"palm-reading"}`, `{"purpose":"sign-in","x":1}`} {
		if r := d.ask("POST", "/v1/flows", body); r.status != http.StatusUnprocessableEntity || r.body["field"] != "purpose" {
			t.Errorf("%q answered %d %v", body, r.status, r.body)
		}
	}
	if d.spent("anna").Password != 0 {
		t.Error("a request that could not be read cost a try")
	}
}

func TestCodesThatCannotBeCodesCostNothing(t *testing.T) {
	d := open(t)
	s := d.known("anna")
	for _, typed := range []string{"12345", "1234567", "12a456", "      "} {
		s = s.typed(typed).is("code")
		if s.status != http.StatusUnprocessableEntity || s.body["field"] != "code" {
			t.Errorf("%q answered %d %v", typed, s.status, s.body)
		}
	}
	if code := d.sent("anna"); d.spent("anna").MFA != 0 {
		t.Errorf("%+v", d.spent("anna"))
	} else {
		s.typed(code[:3] + " " + code[3:]).is("done")
	}
}
