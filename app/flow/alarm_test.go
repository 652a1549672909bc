package flow_test

import (
	"strings"
	"testing"
	"time"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
)

func TestPushIsPolledWithoutThePageGoingBusy(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.does(r.as("push"))
		r.shown = nil
		r.plan.polls = []result{{}, {nil, problem.New(problem.NetOffline)}, {}, {r.plan.signIn("maria"), nil}}
		for range 3 {
			r.passes(push.PollEvery)
		}
		for _, s := range r.shown {
			if !strings.HasPrefix(s, "asking push") {
				t.Fatalf("the page went to %q", s)
			}
		}
		r.passes(push.PollEvery)
		r.wants(t, "ended done")
	})
}

func TestPollAboutAStepNoLongerShownIsDropped(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.does(r.as("push"))
		let := r.holds("poll")
		r.plan.polls = []result{{newPassword, nil}}
		r.passes(push.PollEvery)
		r.does(flow.Back{})
		let()
		r.wants(t, "asking credentials")
	})
}

func TestApprovalThatComesAfterBackLeavesNoSessionOpen(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.does(r.as("push"))
		let := r.holds("poll")
		r.plan.polls = []result{{r.plan.signIn("maria"), nil}}
		r.passes(push.PollEvery)
		r.does(flow.Back{})
		let()
		if open := r.plan.open(); open != "" {
			t.Fatalf("open at the plan: %q", open)
		}
	})
}

func TestLockEndsWhenThePlanSaysSo(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.does(r.as("locked"))
		still := result{plan.Credentials{Head: head(2)}, lock}
		for range 59 {
			r.plan.polls = append(r.plan.polls, still)
		}
		r.passes(15*time.Minute - time.Second)
		r.wants(t, "paused credentials (locked.password) until 12:15:00")
		r.plan.polls = []result{{}}
		r.passes(time.Second)
		r.wants(t, "asking credentials")
	})
}

func TestLockLiftedEarlyIsNoticedWithinFifteenSeconds(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.does(r.as("locked"))
		r.plan.polls = []result{{}}
		r.passes(15 * time.Second)
		r.wants(t, "asking credentials")
	})
}

func TestLockThatIsOverByOurCountIsNotAskedAboutWithoutPause(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.device.Advance(20 * time.Minute)
		r.begins()
		r.does(r.as("locked"))
		for range 9 {
			r.plan.polls = append(r.plan.polls, result{plan.Credentials{Head: head(2)}, lock})
		}
		for range 30 {
			r.passes(100 * time.Millisecond)
		}
		if asked := 9 - len(r.plan.polls); asked != 3 {
			t.Fatalf("asked %d times in three seconds", asked)
		}
	})
}

func TestEndOfAnOutageFollowsThePlansClock(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.does(flow.Begin{Purpose: plan.SignIn, Obstacle: outage})
		behind := r.device.Now()
		r.clock.Observe(behind.Add(-10*time.Minute), behind, behind)
		r.passes(time.Hour)
		r.wants(t, "paused unopened (service.outage) until 13:00:00")
		r.passes(10 * time.Minute)
		r.wants(t, "asking credentials")
	})
}

func TestAlarmThatWasReplacedAfterItWentOffIsNotHeard(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.does(flow.Begin{Purpose: plan.SignIn, Obstacle: outage})
		r.device.Advance(time.Hour)
		r.does(flow.Obstructed{Problem: until(problem.New(problem.Outage), 2*time.Hour)})
		r.wants(t, "paused unopened (service.outage) until 14:00:00")
	})
}

func TestAlarmGoesOffInItsTimeOnly(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.does(flow.Begin{Purpose: plan.SignIn, Obstacle: outage})
		if r.device.Advance(time.Hour - 1); len(r.posted) != 0 {
			t.Fatal("before the outage is over")
		}
		r.does(flow.Leave{})
		if r.device.Advance(time.Hour); len(r.posted) != 0 {
			t.Fatal("for a conversation that was left")
		}
	})
}

func TestLockIsNotAskedAboutEverySecondWhileThePlanIsOutOfReach(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.does(r.as("locked"))
		for range 120 {
			r.plan.polls = append(r.plan.polls, result{nil, problem.New(problem.NetOffline)})
		}
		for range 16 * 60 {
			r.passes(time.Second)
		}
		if asked := 120 - len(r.plan.polls); asked != 16*60/15 {
			t.Fatalf("asked %d times in sixteen minutes", asked)
		}
		r.plan.polls = []result{{}}
		r.passes(15 * time.Second)
		r.wants(t, "asking credentials")
	})
}
