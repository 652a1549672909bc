package mockplan

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vestibule/app/problem"
)

// faceless gives what is left of an answer without what differs for everybody: ids, references and times.
func faceless(t testing.TB, s step) string {
	body := map[string]any{}
	for k, v := range s.body {
		body[k] = v
	}
	if inner, ok := body["step"].(map[string]any); ok {
		copied := map[string]any{}
		for k, v := range inner {
			copied[k] = v
		}
		delete(copied, "flow")
		delete(copied, "server_time")
		body["step"] = copied
	}
	for _, k := range []string{"flow", "server_time", "reference", "until"} {
		delete(body, k)
	}
	out, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	header := s.header.Clone()
	for _, k := range []string{"Request-Id", "Date"} {
		header.Del(k)
	}
	return fmt.Sprint(s.status, string(out), header)
}

func TestKnownAndUnknownNamesAreAnsweredAlike(t *testing.T) {
	for _, pair := range [][2]string{{"anna", "nobody"}, {"anna@mail.example.org", "no@mail.example.org"},
		{"(202) 555-0110", "(202) 555-0199"}, {"TM-4400-1070", "TM-4400-9999"}, {"dmitri", "dimitri"}, {"henry", "henri"},
		{"beth", "bethany"}, {"mina", "minna"}, {"nadia", "nadja"}} {
		known, unknown := open(t).begin(), open(t).begin()
		for miss := range 5 {
			known, unknown = known.name(pair[0], "wrong"), unknown.name(pair[1], "wrong")
			if a, b := faceless(t, known), faceless(t, unknown); a != b {
				t.Fatalf("miss %d: %s and %s are told apart:\n%s\n%s", miss+1, pair[0], pair[1], a, b)
			}
		}
		known.says(string(problem.AccountLocked))
	}
}

func TestNothingOfTheSecondFactorBeforeThePassword(t *testing.T) { // S101
	d := open(t)
	for _, m := range d.plan.members {
		s := d.begin().name(m.Username, "wrong")
		text := fmt.Sprint(s.body)
		for _, hint := range []string{"sms", "totp", "push", "recovery", "•••", "authenticator"} {
			if strings.Contains(text, hint) {
				t.Errorf("%s: a wrong password was answered with %q: %s", m.Username, hint, text)
			}
		}
	}
}

// TestNoSessionWithoutBothProofs lets chance answer, with all that can be answered wrongly, and never with both right
// proofs: no session may come of it.
func TestNoSessionWithoutBothProofs(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := open(t)
		victims := []string{"anna", "grace", "tomas", "priya", "samuel", "olga", "rosa", "dmitri"}
		s := d.begin()
		for range rapid.IntRange(1, 25).Draw(rt, "answers") {
			who := rapid.SampledFrom(victims).Draw(rt, "who")
			s = anyWrongAnswer(rt, s, who)
			d.plan.mu.Lock()
			open := len(d.plan.sessions)
			d.plan.mu.Unlock()
			if open != 0 || s.now()["kind"] == "done" {
				rt.Fatalf("a session appeared: %v", s.body)
			}
			if s.number() == 0 {
				s = d.begin()
			}
		}
	})
}

// anyWrongAnswer may give the right password, but then no right second proof. Most answers fit the step that is asked, so
// that chance gets far; the others are to any step, of any kind.
func anyWrongAnswer(rt *rapid.T, s step, who string) step {
	number, kind := s.number(), fitting[fmt.Sprint(s.now()["kind"])]
	if kind == "" || rapid.IntRange(0, 3).Draw(rt, "astray") == 0 {
		number = rapid.IntRange(1, s.number()+1).Draw(rt, "number")
		kind = rapid.SampledFrom(slices.Sorted(maps.Keys(answerFields))).Draw(rt, "kind")
	}
	if rapid.IntRange(0, 4).Draw(rt, "poll") == 0 {
		return s.poll()
	}
	return s.answerAs(number, kind, wrongFields(rt, s, kind, who))
}

// fitting is a kind of answer for each kind of step.
var fitting = map[string]string{"credentials": "credentials.submit", "choose-authenticator": "choose.pick", "code": "code.submit",
	"push": "push.resend", "recovery-code": "recovery-code.submit", "new-password": "new-password.submit"}

// wrongFields are what an answer says. A wrong password is as likely as the right one.
func wrongFields(rt *rapid.T, s step, kind, who string) map[string]any {
	code := rapid.SampledFrom([]string{"000000", "123", "abcdef", "999999", "VEST-0000-0000-0000"}).Draw(rt, "code")
	switch kind {
	case "credentials.submit":
		if rapid.IntRange(0, 3).Draw(rt, "wrong password") == 0 {
			return map[string]any{"name": who, "password": "wrong"}
		}
		return map[string]any{"name": who, "password": s.password(who), "trust": code}
	case "choose.pick":
		id := rapid.SampledFrom([]string{"sms", "totp", "push", "recovery", "email", "nonsense"}).Draw(rt, "way")
		return map[string]any{"authenticator": id}
	case "code.submit":
		return map[string]any{"code": unlikely(s, who, code), "trust": true}
	case "recovery-code.submit":
		return map[string]any{"code": code}
	case "new-password.submit":
		return map[string]any{"password": "Brisk-walnut7"}
	case "open-browser.arrived":
		return map[string]any{"address": "https://example.org"}
	}
	return nil
}

// unlikely gives a code that is surely wrong: chance must not hit the right one.
func unlikely(s step, who, code string) string {
	for _, m := range s.ask("GET", "/mock/outbox?to="+who, "").list("messages") {
		if m["code"] == code {
			return "000001"
		}
	}
	return code
}
