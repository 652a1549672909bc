package ui_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// script is a plan's side of one conversation, step by step, whatever is answered. Everything else the plan does itself.
type script struct {
	r       *rig
	purpose plan.Purpose

	mu    sync.Mutex
	next  []spoken
	shown spoken
	n     int
	heard []map[string]any
}

// spoken is one thing the plan says: a step, with what is wrong or not. No step: the one before, again.
type spoken struct {
	step    plan.Step
	trouble *problem.Problem
}

// scriptFlow is the conversation's handle.
const scriptFlow = "AAAAAAAAAAAAAAAAAAAAAA"

// plays opens the plan anew as one that can do everything in the app, and that says these lines in a conversation for a
// purpose.
func (r *rig) plays(purpose plan.Purpose, lines ...spoken) *script {
	r.t.Helper()
	s := &script{r: r, purpose: purpose, next: lines}
	r.line.fake = s.answer
	r.ui.Start()
	r.see(`button "Sign in"`, "Forgot username", "More ways to get in")
	return s
}

func (s *script) answer(q *http.Request) *http.Response {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case q.URL.Path == "/.well-known/member-client":
		return s.able(q, "app", "")
	case q.Method == http.MethodPost && q.URL.Path == "/v1/flows":
		return s.begin(q)
	case !strings.HasSuffix(q.URL.Path, scriptFlow):
		return nil
	case q.Method == http.MethodDelete:
		return answering(http.StatusNoContent, jsonType, "")
	case q.Method == http.MethodPost:
		s.hear(q)
		return s.say()
	}
	return s.write()
}

// able is the plan's document with every capability of issue 4.
func (s *script) able(q *http.Request, how, url string) *http.Response {
	res, err := s.r.line.next.RoundTrip(q)
	if err != nil {
		return nil
	}
	var d map[string]any
	if json.NewDecoder(res.Body).Decode(&d) != nil {
		return nil
	}
	for _, c := range []plan.Capability{plan.CanFindUsername, plan.CanRecoverPassword, plan.CanUnlock, plan.CanCheckStatus,
		plan.CanReplace, plan.CanRegister, plan.CanActivate} {
		d["capabilities"].(map[string]any)[string(c)] = map[string]any{"how": how, "url": url}
	}
	body, _ := json.Marshal(d)
	return answering(http.StatusOK, jsonType, string(body))
}

// unable opens the plan anew as one that sends members elsewhere for all of that.
func (r *rig) unable(how, url string) {
	r.t.Helper()
	s := &script{r: r}
	r.line.fake = func(q *http.Request) *http.Response {
		if q.URL.Path != "/.well-known/member-client" {
			return nil
		}
		return s.able(q, how, url)
	}
	r.ui.Start()
}

func (s *script) begin(q *http.Request) *http.Response {
	body, _ := io.ReadAll(q.Body)
	if !strings.Contains(string(body), `"`+string(s.purpose)+`"`) {
		q.Body = io.NopCloser(strings.NewReader(string(body)))
		return nil
	}
	return s.say()
}

func (s *script) hear(q *http.Request) {
	var said map[string]any
	if json.NewDecoder(q.Body).Decode(&said) == nil {
		s.heard = append(s.heard, said)
	}
}

// say goes on to the next line; the last one is said over and over.
func (s *script) say() *http.Response {
	if len(s.next) > 0 {
		if s.next[0].step == nil {
			s.next[0].step = s.shown.step
		}
		s.shown, s.next = s.next[0], s.next[1:]
	}
	s.n++
	return s.write()
}

func (s *script) write() *http.Response {
	now := s.r.clock.Now()
	step := wire.FromStep(s.shown.step, now)
	step.Flow, step.Number, step.Purpose = wire.Secret{Bytes: hush(scriptFlow)}, s.n, string(s.purpose)
	if s.shown.trouble == nil {
		body, _ := json.Marshal(step)
		return answering(http.StatusOK, jsonType, string(body))
	}
	p := wire.FromProblem(s.shown.trouble, &step, now)
	p.Reference = "REF-1"
	body, _ := json.Marshal(p)
	return answering(p.Status, wire.ProblemType, string(body))
}

// last gives what was answered last.
func (s *script) last() map[string]any {
	s.r.t.Helper()
	s.r.settle()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.heard) == 0 {
		s.r.t.Fatal("nothing was answered")
	}
	return s.heard[len(s.heard)-1]
}

// The steps that the pages here are about, as the bundled plan makes them.

func whom(most int) spoken {
	return spoken{step: plan.Identify{Most: most, Identifiers: []plan.Identifier{plan.Username, plan.Email, plan.Phone, plan.MemberNumber}}}
}

// waysIn are the routes before anything is proved: no hints, the same for everybody.
func waysIn() spoken {
	var s plan.Choose
	for _, k := range []plan.AuthenticatorKind{plan.EmailCode, plan.SMS, plan.RecoveryCodes, plan.TOTP, plan.PushApproval, plan.IdentityProof, plan.LetterCode} {
		s.Options = append(s.Options, plan.Authenticator{ID: plan.AuthenticatorID(k), Kind: k})
	}
	return spoken{step: s}
}

// waysLeft are the routes once something is proved.
func waysLeft() spoken {
	return spoken{step: plan.Choose{Options: []plan.Authenticator{
		{ID: "recovery", Kind: plan.RecoveryCodes, Remaining: 3},
		{ID: "t", Kind: plan.TOTP, Hint: "My app"},
		{ID: "p", Kind: plan.PushApproval, Hint: "Tablet"},
		{ID: "s", Kind: plan.SMS, Hint: "(•••) •••-0119"},
		{ID: "e", Kind: plan.EmailCode, Hint: "m•••@example.org"},
		{ID: "identity", Kind: plan.IdentityProof},
	}}}
}

// mailed is the code step after an e-mail, before anything is proved.
func (r *rig) mailed(hint string) spoken {
	now := r.clock.Now()
	return spoken{step: plan.Code{Authenticator: plan.Authenticator{ID: "email", Kind: plan.EmailCode, Hint: hint}, Digits: 6,
		Sent: now, Expires: now.Add(time.Hour), ResendAt: now.Add(30 * second), Others: true, Neutral: true, Link: true,
		From: "no-reply@tallowmere.example.org", Subject: "Your code for Tallowmere", Usually: 2 * time.Minute}}
}

func passwordFor(name string) spoken { return spoken{step: plan.Credentials{For: name}} }

func newPassword(why plan.Reason, others int) spoken {
	return spoken{step: plan.NewPassword{Reason: why, Others: others, Name: "maria",
		Rules: plan.PasswordRules{MinLen: 8, MaxLen: 64, RequireUpper: true, RequireLower: true, RequireDigit: true, Blocklist: true, History: 5}}}
}

// begins follows a way in from the sign-in.
func (r *rig) begins(way string) {
	r.t.Helper()
	r.must(r.Press("More ways to get in"))
	r.must(r.Press(way))
}

// pastes puts a link into the one box of a recovery.
func (r *rig) pastes(link string, then ...spoken) {
	r.t.Helper()
	r.plays(plan.RecoverPassword, append([]spoken{r.mailed("")}, then...)...)
	r.must(r.Press("Forgot password"))
	r.see(`textbox "Code or link"`)
	r.must(r.Type("Code or link", link))
	r.must(r.Press("Continue"))
}

// atLink has the plan refuse a link of its own.
func atLink(code problem.Code) provocation {
	return provocation{walk: func(r *rig) {
		r.pastes("https://tallowmere.example.org/r/abc", spoken{trouble: problem.New(code)})
	}}
}
