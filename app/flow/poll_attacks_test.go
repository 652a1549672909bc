package flow_test

import (
	"testing"
	"time"

	"vestibule/app/flow"
	"vestibule/app/problem"
)

// TestAHundredPollsASecondAreOne: however often somebody asks, one poll is on its way at most, and a plan that wants to be
// left alone is asked again when it says.
func TestAHundredPollsASecondAreOne(t *testing.T) { // AT-040, RFC 8628 section 3.5
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.does(r.as("push"))
		let := r.holds("poll")
		r.plan.polls = make([]result, 10)
		for range 100 {
			r.does(flow.Due{})
		}
		let()
		if n := len(r.plan.polls); n != 9 {
			t.Fatalf("%d polls were sent", 10-n)
		}
		r.wants(t, "asking push after credentials")
	})
}

func TestAPlanThatIsTooBusyIsLeftAlone(t *testing.T) { // AT-040
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.does(r.as("push"))
		busy := problem.New(problem.TooBusy)
		busy.Until = r.clock.Now().Add(2 * time.Minute)
		r.plan.polls = append([]result{{nil, busy}}, make([]result, 20)...)
		r.passes(push.PollEvery)
		asked := len(r.plan.polls)
		r.passes(2*time.Minute - push.PollEvery - time.Second)
		if n := asked - len(r.plan.polls); asked != 20 || n != 0 {
			t.Fatalf("it is asked %d times meanwhile", n)
		}
		r.passes(time.Second)
		if n := asked - len(r.plan.polls); n != 1 {
			t.Fatalf("it is asked %d times after that", n)
		}
	})
}
