package account_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// guarded is a plan that wants a proof before it does anything, and writes down what it was asked for.
type guarded struct {
	proved bool
	// wants is how many calls it refuses all the same.
	wants int
	asked []string
	fails error
}

func (g *guarded) remove(id plan.ContactID) account.Call {
	return func(_ context.Context, s plan.Session) error {
		g.asked = append(g.asked, string(id)+" with "+string(s.Token.Reveal()))
		if !g.proved || g.wants > 0 {
			g.wants--
			return problem.New(problem.NeedsReauth)
		}
		return g.fails
	}
}

// member is the desk's other side, driven by hand: calls rest until they are let go, a step-up until it is answered.
type member struct {
	plan    guarded
	token   string
	out     bool // signed out
	calls   []func()
	stopped int
	steps   []func(bool)
	tokens  []secret.Bytes
	told    []string
}

func (m *member) desk() account.Desk {
	return account.Desk{
		Session: func() (plan.Session, bool) {
			token := secret.Of([]byte(m.token))
			m.tokens = append(m.tokens, token)
			return plan.Session{Token: token}, !m.out
		},
		Work: func(call func(context.Context) error, came func(*problem.Problem)) func() {
			m.calls = append(m.calls, func() { came(problem.Of(call(context.Background()))) })
			return func() { m.stopped++ }
		},
		StepUp: func(proved func(bool)) { m.steps = append(m.steps, proved) },
	}
}

func (m *member) does() *account.Errand {
	return m.desk().Do(m.plan.remove("c1"), func(p *problem.Problem) {
		if p == nil {
			m.told = append(m.told, "done")
			return
		}
		m.told = append(m.told, string(p.Code))
	})
}

// lets lets everything that is on its way come back.
func (m *member) lets() {
	for len(m.calls) > 0 {
		call := m.calls[0]
		m.calls = m.calls[1:]
		call()
	}
}

// proves answers the step-up: the session has another token then.
func (m *member) proves(t *testing.T, did bool) {
	t.Helper()
	if len(m.steps) != 1 {
		t.Fatalf("%d step-ups were asked for", len(m.steps))
	}
	m.plan.proved, m.token = did, "second"
	m.steps[0](did)
}

func (m *member) holds(t *testing.T, asked, told []string) {
	t.Helper()
	if !slices.Equal(m.plan.asked, asked) || !slices.Equal(m.told, told) {
		t.Errorf("asked %q, told %q; want %q and %q", m.plan.asked, m.told, asked, told)
	}
	for _, token := range m.tokens {
		if slices.ContainsFunc(token.Reveal(), func(b byte) bool { return b != 0 }) {
			t.Error("a token was not erased")
		}
	}
}

func TestWhatThePlanTakesIsDoneOnce(t *testing.T) {
	m := &member{token: "first", plan: guarded{proved: true}}
	m.does()
	if len(m.told) > 0 {
		t.Error("told before Do has returned")
	}
	m.lets()
	m.holds(t, []string{"c1 with first"}, []string{"done"})
}

func TestAProofIsAskedForAndTheActRepeatedOnce(t *testing.T) {
	m := &member{token: "first"}
	m.does()
	m.lets()
	m.holds(t, []string{"c1 with first"}, nil)
	m.proves(t, true)
	m.lets()
	m.holds(t, []string{"c1 with first", "c1 with second"}, []string{"done"})
}

func TestWithoutTheProofNothingIsRepeated(t *testing.T) {
	m := &member{token: "first"}
	m.does()
	m.lets()
	m.proves(t, false)
	m.lets()
	m.holds(t, []string{"c1 with first"}, []string{string(problem.NeedsReauth)})
}

func TestAPlanThatIsNeverSatisfiedAsksOnce(t *testing.T) {
	m := &member{token: "first", plan: guarded{wants: 5}}
	m.does()
	m.lets()
	m.proves(t, true)
	m.lets()
	m.holds(t, []string{"c1 with first", "c1 with second"}, []string{string(problem.NeedsReauth)})
	if len(m.steps) != 1 {
		t.Errorf("%d step-ups", len(m.steps))
	}
}

func TestAProofToldTwiceCountsOnce(t *testing.T) {
	m := &member{token: "first"}
	m.does()
	m.lets()
	m.proves(t, true)
	m.lets()
	m.steps[0](true)
	m.steps[0](false)
	m.lets()
	m.holds(t, []string{"c1 with first", "c1 with second"}, []string{"done"})
}

func TestWhoHasLeftIsToldNothing(t *testing.T) {
	late := map[string]func(*member, *account.Errand){
		"before the answer":   func(m *member, e *account.Errand) { e.Leave(); m.lets() },
		"during the step-up":  func(m *member, e *account.Errand) { m.lets(); e.Leave(); m.steps[0](true) },
		"after a proof":       func(m *member, e *account.Errand) { m.lets(); m.steps[0](true); e.Leave(); m.lets() },
		"and proved nothing":  func(m *member, e *account.Errand) { m.lets(); e.Leave(); m.steps[0](false) },
		"more than once":      func(m *member, e *account.Errand) { e.Leave(); e.Leave(); m.lets() },
		"and the plan is mum": func(m *member, e *account.Errand) { m.plan.proved = true; e.Leave(); m.lets() },
	}
	for when, do := range late {
		t.Run(when, func(t *testing.T) {
			m := &member{token: "first"}
			do(m, m.does())
			m.lets()
			if len(m.told) > 0 || m.stopped != 1 {
				t.Errorf("told %q, stopped %d times", m.told, m.stopped)
			}
		})
	}
}

// TestLeavingBeforeTheAnswerAsksForNoProof: whoever went back is not led to a page of codes.
func TestLeavingBeforeTheAnswerAsksForNoProof(t *testing.T) {
	m := &member{token: "first"}
	m.does().Leave()
	m.lets()
	if len(m.steps) > 0 {
		t.Error("a proof was asked for")
	}
}

func TestNobodySignedInCallsNothing(t *testing.T) {
	m := &member{token: "first", out: true}
	m.does()
	m.lets()
	m.holds(t, nil, []string{string(problem.SessionRevoked)})
}

func TestWhatGoesWrongIsTold(t *testing.T) {
	m := &member{token: "first", plan: guarded{proved: true, fails: problem.New(problem.LastContact)}}
	m.does()
	m.lets()
	m.plan.fails = errors.New("no problem of ours")
	m.does()
	m.lets()
	m.holds(t, []string{"c1 with first", "c1 with first"}, []string{string(problem.LastContact), string(problem.Unexpected)})
}
