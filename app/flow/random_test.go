package flow_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// journey is one random life of a conversation, with what must add up at its end.
type journey struct {
	t     *rapid.T
	state flow.State
	// newest is the highest request number seen; alarm tells whether a Wake is set.
	newest flow.RequestID
	alarm  bool
	// settled has the sessions that replies brought, by token, and whether each was entered or given back. That is for
	// good, however often a plan repeats its answer.
	settled map[string]bool
	// shown has the secrets that replies brought, and whether each was erased.
	shown map[secret.Bytes]bool
}

func TestRandomEventsNeverBreakWhatIsPromised(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		j := &journey{t: t, state: flow.Idle{}, settled: map[string]bool{}, shown: map[secret.Bytes]bool{}}
		for range rapid.IntRange(1, 60).Draw(t, "length") {
			j.happens(j.draw())
		}
		j.happens(flow.Leave{})
		for token, settled := range j.settled {
			if !settled {
				t.Fatalf("the session %s was neither entered nor given back", token)
			}
		}
	})
}

// draw picks an event that can happen; every tenth or so is a reply to whatever request, with a session of its own.
func (j *journey) draw() flow.Event {
	if rapid.IntRange(0, 9).Draw(j.t, "stray") == 0 {
		return j.stray()
	}
	for {
		e := rapid.SampledFrom(events).Draw(j.t, "event").make(j.state)
		if _, due := e.(flow.Due); e == nil || due && !j.alarm {
			continue
		}
		return e
	}
}

func (j *journey) stray() flow.Event {
	d := done
	d.Session.Token = secret.Of(fmt.Appendf(nil, "session-%d", len(j.settled)))
	id := rapid.IntRange(1, int(j.state.In().Last)+1).Draw(j.t, "request")
	return flow.Reply{Request: flow.RequestID(id), Step: d}
}

func (j *journey) happens(e flow.Event) {
	from := j.state
	to, effects := flow.Next(from, e)
	j.state = to
	if r, ok := e.(flow.Reply); ok {
		j.settle(r.Step, false)
		if s, ok := r.Step.(plan.ShowSecret); ok {
			j.shown[s.Secret] = false
		}
	}
	if _, ok := e.(flow.Due); ok {
		j.alarm = false
	}
	for _, effect := range effects {
		j.carriesOut(effect)
	}
	j.signedInOnlyByThePlan(from, e)
	j.nothingUnexpected(from, e, effects)
	j.answerIsUsedOrErased(e, effects)
	j.alarmBelongsToTheState()
	j.secretsAreHeldOrErased()
	j.thereIsAWayOut()
	if found := find(reflect.ValueOf(to), typed); found != "" {
		j.t.Fatalf("%T holds what was typed: %s", to, found)
	}
}

func (j *journey) settle(step plan.Step, now bool) {
	if d, ok := step.(plan.Done); ok {
		token := string(d.Session.Token.Reveal())
		j.settled[token] = j.settled[token] || now
	}
}

func (j *journey) carriesOut(effect flow.Effect) {
	switch effect := effect.(type) {
	case flow.Open:
		j.numbered(effect.Request)
	case flow.TakeUp:
		j.numbered(effect.Request)
	case flow.Submit:
		j.numbered(effect.Request)
	case flow.Ask:
		j.numbered(effect.Request)
	case flow.Wake:
		j.alarm = true
	case flow.Hush:
		j.alarm = false
	case flow.Abandon:
		j.settle(effect.Step, true)
	case flow.Enter:
		j.settle(effect.Done, true)
	case flow.Erase:
		if s, ok := effect.Step.(plan.ShowSecret); ok {
			j.shown[s.Secret] = true
		}
	}
}

// secretsAreHeldOrErased: what a step shows is erased as soon as the conversation lets go of the step, and not before.
func (j *journey) secretsAreHeldOrErased() {
	held := map[secret.Bytes]bool{}
	for _, step := range append(slices.Clone(j.state.In().Trail), flow.StepOf(j.state)) {
		if s, ok := step.(plan.ShowSecret); ok {
			held[s.Secret] = true
		}
	}
	for s, erased := range j.shown {
		if held[s] == erased {
			j.t.Fatalf("a secret is held: %v, erased: %v, in %s", held[s], erased, describe(j.state))
		}
	}
}

func (j *journey) numbered(id flow.RequestID) {
	if id <= j.newest {
		j.t.Fatalf("request %d after %d: an old reply could be taken for its own", id, j.newest)
	}
	j.newest = id
}

func (j *journey) signedInOnlyByThePlan(from flow.State, e flow.Event) {
	to, ended := j.state.(flow.Ended)
	if was, already := from.(flow.Ended); !ended || to.Done == nil || already && was.Done != nil {
		return
	}
	reply, ok := e.(flow.Reply)
	if !ok || reply.Request != awaited(from) || awaited(from) == 0 || !reflect.DeepEqual(reply.Step, *to.Done) {
		j.t.Fatalf("signed in by %#v in %s", e, describe(from))
	}
}

// nothingUnexpected holds the machine to its promise with a list of its own of what each state expects.
func (j *journey) nothingUnexpected(from flow.State, e flow.Event, effects []flow.Effect) {
	if expected(from, e) {
		return
	}
	if !reflect.DeepEqual(withoutLate(from), withoutLate(j.state)) {
		j.t.Fatalf("%T is not expected in %q, and made it %q", e, describe(from), describe(j.state))
	}
	for _, effect := range effects {
		switch effect.(type) {
		case flow.Erase, flow.Abandon:
		default:
			j.t.Fatalf("%T is not expected in %q, and did %s", e, describe(from), effectName(effect))
		}
	}
}

func withoutLate(s flow.State) flow.State {
	if w, ok := s.(flow.Waiting); ok {
		w.Late = nil
		return w
	}
	return s
}

func expected(s flow.State, e flow.Event) bool {
	idle, asking, waiting, paused, ended := kinds(s)
	switch e := e.(type) {
	case flow.Begin, flow.Resume:
		return idle || ended
	case flow.Answer:
		return (asking || paused) && e.Number == number(s)
	case flow.Arrive:
		return asking && flow.StepOf(s).Kind() == plan.KindOpenBrowser
	case flow.Back, flow.Stop:
		return asking || waiting || paused
	case flow.Reply:
		return awaited(s) != 0 && e.Request == awaited(s)
	case flow.Due:
		return alarmed(s)
	case flow.Connected, flow.Cleared:
		return paused
	case flow.Obstructed:
		return asking || paused
	case flow.Leave:
		return !ended
	case flow.StartOver:
		return !idle
	}
	return true
}

func kinds(s flow.State) (idle, asking, waiting, paused, ended bool) {
	k := kindOf(s)
	return k == "idle", k == "asking", k == "waiting", k == "paused", k == "ended"
}

// alarmed reports whether a state is to be woken, by its meaning.
func alarmed(s flow.State) bool {
	switch s := s.(type) {
	case flow.Asking:
		return s.Step.Kind() == plan.KindPush || s.Step.Kind() == plan.KindWait
	case flow.Paused:
		return !s.Until.IsZero() || s.Problem.Kind == problem.Locked || s.Problem.Kind == problem.Throttled
	}
	return false
}

// answerIsUsedOrErased: what was typed goes to the plan or is cleared, once.
func (j *journey) answerIsUsedOrErased(e flow.Event, effects []flow.Effect) {
	times := 0
	for _, effect := range effects {
		switch effect := effect.(type) {
		case flow.Submit:
			times++
		case flow.Erase:
			if effect.Answer != nil || !effect.Address.Empty() {
				times++
			}
		}
	}
	want := 0
	switch e.(type) {
	case flow.Answer, flow.Arrive:
		want = 1
	}
	if times != want {
		j.t.Fatalf("%T was used or erased %d times", e, times)
	}
}

// alarmBelongsToTheState: a state that waits for its time is woken, unless it is just asking; no other is.
func (j *journey) alarmBelongsToTheState() {
	if wants := alarmed(j.state); j.alarm && !wants || wants && !j.alarm && awaited(j.state) == 0 {
		j.t.Fatalf("alarm %v in %s", j.alarm, describe(j.state))
	}
}

// thereIsAWayOut: Leave ends every conversation, and Back and Stop never leave a member waiting.
func (j *journey) thereIsAWayOut() {
	if left, _ := flow.Next(j.state, flow.Leave{}); kindOf(left) != "ended" {
		j.t.Fatalf("Leave leads to %s", describe(left))
	}
	for _, e := range []flow.Event{flow.Back{}, flow.Stop{}} {
		if to, _ := flow.Next(j.state, e); kindOf(to) == "waiting" {
			j.t.Fatalf("%T leaves the member waiting: %s", e, describe(to))
		}
	}
}

// find looks for a text in everything a value holds, fields that are not exported among them.
func find(v reflect.Value, text string) string {
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(v.String(), text) {
			return v.Type().String()
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return find(v.Elem(), text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if in := find(v.Field(i), text); in != "" {
				return v.Type().Field(i).Name + "." + in
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			if strings.Contains(string(v.Bytes()), text) {
				return v.Type().String()
			}
			return ""
		}
		for i := range v.Len() {
			if in := find(v.Index(i), text); in != "" {
				return in
			}
		}
	}
	return ""
}

// TestFindSeesSecrets: a test that looks for secrets is worth what its eyes are.
func TestFindSeesSecrets(t *testing.T) {
	holding := flow.Asking{Step: plan.OpenBrowser{State: password()}}
	if find(reflect.ValueOf(holding), typed) == "" {
		t.Fatal("a secret in a step's field was not found")
	}
}
