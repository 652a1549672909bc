package kratos_test

import (
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/kratos"
	"vestibule/client/kratos/kratostest"
)

// agent is what Kratos shows the member of this device.
const agent = "Vestibule/1.2 (Linux; Ana's laptop)"

// began is when the exchanges were recorded.
var began = time.Date(2026, 11, 21, 23, 8, 26, 0, time.UTC)

// rig is a plan over recorded exchanges. At the end of the test each must have been asked for, as it was recorded.
type rig struct {
	*testing.T
	plan   *plan.Plan
	replay *kratostest.Replay
	device *clock.Manual
}

// over opens a plan with a recorded flow of signing in; then the exchanges follow.
func over(t *testing.T, names ...string) *rig {
	t.Helper()
	r := open(t, kratostest.Of().Opened())
	for _, name := range names {
		r.replay.Then(kratostest.Get(name))
	}
	return r
}

func open(t *testing.T, replay *kratostest.Replay) *rig {
	t.Helper()
	r := &rig{T: t, replay: replay, device: clock.At(began)}
	replay.At(r.device.Now)
	p, err := kratos.Open(t.Context(), r.config())
	if err != nil {
		t.Fatal(err)
	}
	r.plan = p
	t.Cleanup(func() {
		if err := replay.Err(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func (r *rig) config() kratos.Config {
	base, _ := url.Parse("http://127.0.0.1:4433/")
	return kratos.Config{Base: base, Key: "k", Transport: r.replay, Clock: r.device, Agent: agent}
}

// session is one that is open, proved just now.
func (r *rig) session() *plan.Session {
	return &plan.Session{ID: "7a9c7fce-1dc7-42e4-875c-27640911d753", Token: text(kratostest.Token), AAL: plan.AAL2, Proved: r.plan.Clock.Now()}
}

func text(s string) secret.Bytes { return secret.Of([]byte(s)) }

// begins opens a conversation, which must ask for something.
func begins[S plan.Step](r *rig, purpose plan.Purpose, in *plan.Session) S {
	r.Helper()
	step, err := r.plan.Identity.Begin(r.Context(), purpose, in)
	return is[S](r, step, err)
}

// leads answers a step, which must lead to another of a kind.
func leads[S plan.Step](r *rig, step plan.Step, answer plan.Answer) S {
	r.Helper()
	next, err := r.plan.Identity.Submit(r.Context(), step, answer)
	return is[S](r, next, err)
}

func is[S plan.Step](r *rig, step plan.Step, err error) S {
	r.Helper()
	got, ok := step.(S)
	if err != nil || !ok {
		r.Fatalf("%T and %v, want %T", step, err, *new(S))
	}
	return got
}

// refused answers a step, which must be refused with a problem and stay a step of a kind.
func refused[S plan.Step](r *rig, step plan.Step, answer plan.Answer, code problem.Code) (S, *problem.Problem) {
	r.Helper()
	next, err := r.plan.Identity.Submit(r.Context(), step, answer)
	got, ok := next.(S)
	if !problem.Is(err, code) || !ok {
		r.Fatalf("%T and %v, want %T and %s", next, err, *new(S), code)
	}
	return got, problem.Of(err)
}

// password is Ana's answer to the first question.
func password() plan.Answer {
	return plan.NameAndPassword{Name: "ana.lee", Password: text("Winter-Meadow-4411")}
}

func code(digits string) plan.Answer { return plan.CodeTyped{Code: text(digits)} }

// way finds an option by its kind.
func way(r *rig, c plan.Choose, kind plan.AuthenticatorKind) plan.Answer {
	r.Helper()
	for _, o := range c.Options {
		if o.Kind == kind {
			return plan.Chosen{Authenticator: o.ID}
		}
	}
	r.Fatalf("no %s among %+v", kind, c.Options)
	return nil
}

// abandoned gives a step back.
func (r *rig) abandoned(step plan.Step) {
	r.Helper()
	if err := r.plan.Identity.Abandon(r.Context(), step); err != nil {
		r.Error(err)
	}
}

// hides fails where a text stands in anything a step would show or print.
func (r *rig) hides(step any, texts ...string) {
	r.Helper()
	printed := printed(reflect.ValueOf(step), 0)
	for _, s := range texts {
		if strings.Contains(printed, s) {
			r.Errorf("%T shows %q: %s", step, s, printed)
		}
	}
}

// printed is every text of a value.
func printed(v reflect.Value, depth int) string {
	if depth > 8 {
		return ""
	}
	switch v.Kind() {
	case reflect.String:
		return v.String() + "\n"
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			return printed(v.Elem(), depth+1)
		}
	case reflect.Slice, reflect.Array:
		out := ""
		for i := range v.Len() {
			out += printed(v.Index(i), depth+1)
		}
		return out
	case reflect.Struct:
		out := ""
		for i := range v.NumField() {
			if v.Field(i).Type() != reflect.TypeFor[secret.Bytes]() {
				out += printed(v.Field(i), depth+1)
			}
		}
		return out
	}
	return ""
}

// answering is one answer of whoever.
func answering(q *http.Request, status int, kind, body string) *http.Response {
	return &http.Response{StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: q, Header: http.Header{"Content-Type": {kind}},
		ContentLength: int64(len(body)), Body: io.NopCloser(strings.NewReader(body))}
}
