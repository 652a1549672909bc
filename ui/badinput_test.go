package ui_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/uitest"
)

// nonsense is an answer that no app can use, and the sentence it gets.
type nonsense struct {
	name   string
	says   problem.Code
	answer func(testing.TB) *http.Response
}

const jsonType = "application/json"

func nonsenses() []nonsense {
	fixed := func(kind, body string) func(testing.TB) *http.Response {
		return func(testing.TB) *http.Response { return answering(http.StatusOK, kind, body) }
	}
	return []nonsense{
		{"no JSON", problem.Malformed, fixed(jsonType, `{"flow":"abc","number":oops}`)},
		{"a text", problem.Malformed, fixed("text/plain", "All is well.")},
		{"null", problem.Malformed, fixed(jsonType, "null")},
		{"a list", problem.Malformed, fixed(jsonType, `[[[]]]`)},
		{"10 MB", problem.TooLarge, fixed(jsonType, `{"filler":"`+strings.Repeat("x", 10<<20)+`"}`)},
		{"cut, and the line knows", problem.NetDropped, func(testing.TB) *http.Response {
			res := answering(http.StatusOK, jsonType, "")
			res.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"flow":"a`), broken{io.ErrUnexpectedEOF}))
			return res
		}},
		{"cut, and the line does not know", problem.NetDropped, fixed(jsonType, `{"flow":"a`)},
		{"a guest network's page", problem.NetCaptive, portal},
		{"a step of an unknown kind", problem.UnknownStep,
			fixed(jsonType, `{"kind":"palm-reading","flow":"abc","number":2,"server_time":"2026-03-02T12:00:00Z"}`)},
		{"an unknown problem", "unknown", func(testing.TB) *http.Response {
			return answering(http.StatusUnprocessableEntity, "application/problem+json",
				`{"code":"moon.phase","title":"The moon is not right","detail":"Sign-in waits for the full moon.","status":422,"reference":"TM-MOON-7"}`)
		}},
	}
}

// portal is the page of a guest network: a real one where the test data is, else one like it.
func portal(testing.TB) *http.Response {
	page, err := os.ReadFile("../../shared/data/http/captive-portal.html")
	if err != nil {
		page = []byte(`<!DOCTYPE html><html><head><title>Guest Wi-Fi</title></head><body><form action="/login">Accept the terms</form></body></html>`)
	}
	return answering(http.StatusOK, "text/html", string(page))
}

// instead answers in the plan's place; the plan hears nothing.
func instead(r *rig, n nonsense) func(*http.Request) *http.Response {
	return func(q *http.Request) *http.Response {
		if !toAStep(q) {
			return nil
		}
		return n.answer(r.t)
	}
}

// after lets the plan take the answer, and loses what it says.
func after(r *rig, n nonsense) func(*http.Request) *http.Response {
	return func(q *http.Request) *http.Response {
		if !toAStep(q) {
			return nil
		}
		if res, err := r.line.next.RoundTrip(q); err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
		}
		return n.answer(r.t)
	}
}

// TestNonsenseLosesNothing: whatever comes for an answer, it gets its sentence, what was typed is still there, no try was
// spent, and once sense comes again the same press goes on, even where the plan had taken the answer.
func TestNonsenseLosesNothing(t *testing.T) {
	ways := map[string]func(*rig, nonsense) func(*http.Request) *http.Response{"instead of the answer": instead, "after the answer": after}
	for _, n := range nonsenses() {
		for name, way := range ways {
			t.Run(n.name+"/"+name, func(t *testing.T) {
				r := newRig(t, uitest.Phone)
				r.see(`button "Sign in"`)
				r.line.fake = way(r, n)
				r.signIn("anna", annaPassword)
				r.told(n, `"Username, e-mail, phone or member number" = "anna"`, `textbox "Password" [password 14 characters]`)
				r.line.fake = nil
				r.goOn("Sign in")
				r.see(`heading 1 "Enter the code we texted"`)

				code := r.code()
				r.line.fake = way(r, n)
				r.must(r.Type("Code", code))
				r.must(r.Press("Continue"))
				r.told(n, `textbox "Code" = "`+code+`"`)
				r.line.fake = nil
				r.goOn("Continue")
				r.see("Hello, Anna")
				if spent := r.seed("anna").Tries; spent.Password+spent.MFA != 0 || spent.Sends != 1 {
					t.Errorf("spent %+v", spent)
				}
			})
		}
	}
}

// told looks for the sentence, and for what was typed.
func (r *rig) told(n nonsense, typed ...string) {
	r.t.Helper()
	words, _ := assets.Load("en")
	r.see(append(typed, words.Say("problem."+string(n.says)+".title"))...)
	if n.says == "unknown" {
		r.see("moon.phase", "Sign-in waits for the full moon.", "TM-MOON-7")
	}
	if tries := r.settle(); strings.Contains(tries, "left") {
		r.t.Errorf("a try is said to be spent:\n%s", tries)
	}
}

// goOn presses the page's button, by whichever of its names it has now.
func (r *rig) goOn(usual string) {
	r.t.Helper()
	label := usual
	if strings.Contains(r.settle(), `button "Try again"`) && !strings.Contains(r.settle(), fmt.Sprintf("button %q", usual)) {
		label = "Try again"
	}
	r.must(r.Press(label))
}

// TestNonsenseAtTheDoor: a plan whose document is nonsense is not opened, says so, and is opened once it makes sense.
func TestNonsenseAtTheDoor(t *testing.T) {
	document := func(change func(policy map[string]any)) func(*rig) string {
		return func(r *rig) string {
			var d map[string]any
			r.must(json.Unmarshal([]byte(r.backstage("GET", "/.well-known/member-client", "")), &d))
			change(d["policy"].(map[string]any))
			body, err := json.Marshal(d)
			r.must(err)
			return string(body)
		}
	}
	part := func(policy map[string]any, name string) map[string]any { return policy[name].(map[string]any) }
	for name, say := range map[string]func(*rig) string{
		"a lock after -3 tries":   document(func(p map[string]any) { part(p, "lockout")["max_failures"] = -3 }),
		"codes of no digits":      document(func(p map[string]any) { part(p, "otp")["digits"] = 0 }),
		"codes of 1e300 digits":   document(func(p map[string]any) { part(p, "otp")["digits"] = 1e300 }),
		"a lock of a text":        document(func(p map[string]any) { part(p, "lockout")["lock_seconds"] = "soon" }),
		"a session without end":   document(func(p map[string]any) { part(p, "session")["absolute_s"] = -1 }),
		"a warning after the end": document(func(p map[string]any) { part(p, "session")["warn_s"] = 1 << 40 }),
		"an unknown algorithm":    document(func(p map[string]any) { part(p, "totp")["algo"] = "ROT13" }),
		"a store of another kind": document(func(p map[string]any) { part(p, "app")["store_urls"] = map[string]any{"linux": "javascript:alert(1)"} }),
		"no policy":               document(func(p map[string]any) { clear(p) }),
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Phone, func(r *rig) {
				body := say(r)
				r.line.fake = func(q *http.Request) *http.Response {
					if q.URL.Path != "/.well-known/member-client" {
						return nil
					}
					return answering(http.StatusOK, jsonType, body)
				}
			})
			r.see("We could not open this plan", "Nothing you typed was lost, and no try was used.", "Your plan's rules make no sense to us")
			r.line.fake = nil
			r.must(r.Press("Try again"))
			r.see(`textbox "Password"`)
		})
	}
}
