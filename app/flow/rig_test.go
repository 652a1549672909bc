package flow_test

import (
	"testing"
	"testing/synctest"
	"time"

	"vestibule/app/clock"
	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// rig is a Runner at a fake plan, with a thread and a clock moved by hand.
type rig struct {
	*flow.Runner
	plan    *fakePlan
	device  *clock.Manual
	clock   *clock.Plan
	posted  chan func()
	shown   []string // every state that OnState was told
	entered []plan.MemberID
}

// conversation runs a test with a rig in a bubble, where "everything has come to rest" can be asked for.
func conversation(t *testing.T, do func(*testing.T, *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		device := clock.At(noon)
		r := &rig{plan: newPlan(), device: device, clock: clock.ForPlan(device), posted: make(chan func(), 100)}
		r.Runner = flow.New(flow.Config{
			Identity: r.plan,
			Clock:    r.clock,
			Post:     func(f func()) { r.posted <- f },
			OnState:  func(s flow.State) { r.shown = append(r.shown, describe(s)) },
			OnEnter:  func(d plan.Done) { r.entered = append(r.entered, d.Session.Actor) },
		})
		do(t, r)
	})
}

// rest carries out what was posted until nothing moves any more.
func (r *rig) rest() {
	for {
		synctest.Wait()
		select {
		case f := <-r.posted:
			f()
		default:
			return
		}
	}
}

// does sends events, and rests after each.
func (r *rig) does(events ...flow.Event) {
	for _, e := range events {
		r.Send(e)
		r.rest()
	}
}

// passes lets time pass, second by second.
func (r *rig) passes(d time.Duration) {
	for ; d > 0; d -= time.Second {
		r.device.Advance(min(d, time.Second))
		r.rest()
	}
}

// begins opens a conversation up to its first step.
func (r *rig) begins() { r.does(flow.Begin{Purpose: plan.SignIn, WarnAt: 1}) }

// holds keeps replies to something on their way, until the function it gives is called.
func (r *rig) holds(what string) (release func()) {
	c := make(chan struct{})
	r.plan.mu.Lock()
	defer r.plan.mu.Unlock()
	r.plan.hold[what] = c
	return func() {
		close(c)
		r.rest()
	}
}

// as is the answer of somebody to the step on screen.
func (r *rig) as(name string) flow.Answer {
	return flow.Answer{Number: number(r.State()), Answer: plan.NameAndPassword{Name: name, Password: password()}}
}

// types is a code, typed into the step on screen.
func (r *rig) types(digits string) flow.Answer {
	return flow.Answer{Number: number(r.State()), Answer: plan.CodeTyped{Code: secret.Of([]byte(digits))}}
}

// wants fails the test when the state is another.
func (r *rig) wants(t *testing.T, state string) {
	t.Helper()
	if got := describe(r.State()); got != state {
		t.Fatalf("state is %q, not %q", got, state)
	}
}
