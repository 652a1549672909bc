package flow_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

func TestSignInFromBeginToDone(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.does(r.as("maria"))
		r.does(r.types("123456"))
		want := []string{"waiting opening", "asking credentials", "waiting checking credentials",
			"asking code after credentials", "waiting checking code after credentials", "ended done"}
		if !slices.Equal(r.shown, want) {
			t.Fatalf("shown: %q", r.shown)
		}
		if len(r.entered) != 1 || r.entered[0] != "maria" {
			t.Fatalf("entered: %v", r.entered)
		}
	})
}

func TestSubmitRunsOnAfterLeaveForThirtySecondsAtMost(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.holds("sam")
		r.does(r.as("sam"), flow.Leave{})
		r.passes(30*time.Second - 1)
		if len(r.plan.ended) != 0 {
			t.Fatal("cancelled: what it opened at the plan is now nobody's")
		}
		r.passes(1)
		if len(r.plan.ended) != 1 || !errors.Is(r.plan.ended[0], context.DeadlineExceeded) {
			t.Fatalf("after half a minute: %v", r.plan.ended)
		}
	})
}

func TestPlanThatDoesNotAnswerIsAProblemOfTheWay(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		let := r.holds("begin")
		r.begins()
		r.passes(30 * time.Second)
		r.wants(t, "paused unopened (net.timeout)")
		let()
		r.does(flow.Connected{})
		r.wants(t, "asking credentials")
	})
}

func TestOpeningThatWasLeftIsCancelled(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.holds("begin")
		r.begins()
		r.does(flow.Leave{})
		if len(r.plan.ended) != 1 || !errors.Is(r.plan.ended[0], context.Canceled) {
			t.Fatalf("cancelled: %v", r.plan.ended)
		}
	})
}

func TestOpeningGoesOnBehindTheLock(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		let := r.holds("begin")
		r.begins()
		r.does(flow.Cover{})
		let()
		r.wants(t, "asking credentials covered")
	})
}

func TestAnswersAreClearedWhateverBecomesOfThem(t *testing.T) {
	cases := map[string]func(*rig, flow.Answer){
		"checked":   func(r *rig, a flow.Answer) { r.does(a) },
		"late":      func(r *rig, a flow.Answer) { let := r.holds("sam"); r.does(a, flow.Back{}); let() },
		"cut off":   func(r *rig, a flow.Answer) { r.holds("sam"); r.does(a); r.passes(30 * time.Second) },
		"misplaced": func(r *rig, a flow.Answer) { a.Number = 99; r.does(a) },
		"covered":   func(r *rig, a flow.Answer) { r.does(flow.Cover{}, a) },
		"address": func(r *rig, a flow.Answer) {
			r.does(flow.Arrive{Address: a.Answer.(plan.NameAndPassword).Password})
		},
		"closed":    func(r *rig, a flow.Answer) { r.Close(); r.does(a) },
		"panicking": func(r *rig, a flow.Answer) { r.plan.panics = "oh"; r.does(a) },
	}
	for name, send := range cases {
		conversation(t, func(t *testing.T, r *rig) {
			r.begins()
			typed := password()
			raw := typed.Reveal()
			send(r, flow.Answer{Number: 1, Answer: plan.NameAndPassword{Name: "sam", Password: typed}})
			if !typed.Empty() || strings.Trim(string(raw), "\x00") != "" {
				t.Fatalf("%s: the password is still there", name)
			}
		})
	}
}

func TestAnswerIsNotClearedBeforeThePlanHasSeenIt(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		let := r.holds("sam")
		a := r.as("sam")
		r.does(a, flow.Back{})
		if a.Answer.(plan.NameAndPassword).Password.Empty() {
			t.Fatal("cleared while on its way")
		}
		let()
	})
}

func TestPanicOfAnAdapterIsAProblemAndTellsNothingTyped(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.plan.panics = "cannot send " + typed
		r.does(r.as("sam"))
		r.wants(t, "asking credentials (unexpected)")
		p := r.State().(flow.Asking).Problem
		if strings.Contains(p.Error(), typed) {
			t.Fatal("the panic's words reached the log: ", p.Error())
		}
	})
}

func TestSendFromOnStateWaitsItsTurn(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		var order []string
		var runner *flow.Runner
		runner = flow.New(flow.Config{Identity: r.plan, Clock: r.clock, Post: func(f func()) { r.posted <- f },
			OnState: func(s flow.State) {
				order = append(order, describe(s))
				if a, ok := s.(flow.Asking); ok && !a.Covered {
					runner.Send(flow.Cover{})
					order = append(order, "sent")
				}
			}})
		runner.Send(flow.Begin{Purpose: plan.SignIn})
		r.rest()
		if want := []string{"waiting opening", "asking credentials", "sent", "asking credentials covered"}; !slices.Equal(order, want) {
			t.Fatalf("%q", order)
		}
	})
}

func TestCloseGivesBackWhatIsOnItsWayAndTellsNobody(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		let := r.holds("sam")
		r.does(r.as("sam"))
		shown := len(r.shown)
		r.Close()
		let()
		r.does(flow.Begin{Purpose: plan.SignIn})
		r.wants(t, "ended")
		if r.plan.open() != "" || len(r.entered) > 0 || len(r.shown) != shown {
			t.Fatalf("open %q, entered %v, shown %q", r.plan.open(), r.entered, r.shown[shown:])
		}
	})
}

func TestSessionIsGivenBackOnceThePlanCanBeReachedAgain(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		let := r.holds("sam")
		r.does(r.as("sam"), flow.Back{})
		r.plan.refuse = 2
		let()
		if r.plan.open() != "sam" {
			t.Fatal("the plan was not to be reached yet")
		}
		r.passes(10 * time.Second)
		if open := r.plan.open(); open != "" {
			t.Fatalf("open at the plan: %q", open)
		}
	})
}

func TestWhatThePlanRefusesToTakeBackIsNotTriedAgain(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.plan.refuse, r.plan.refusal = 3, problem.New(problem.FlowExpired)
		r.does(flow.Leave{})
		r.passes(time.Minute)
		if tried := 3 - r.plan.refuse; tried != 1 {
			t.Fatalf("tried %d times", tried)
		}
	})
}

func TestPlanThatAnswersNothingIsMalformed(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		r.does(r.as("nothing"))
		r.wants(t, "asking credentials (service.malformed)")
	})
}

func TestConversationOfAnEarlierRunIsTakenUp(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.does(flow.Resume{Purpose: plan.SignIn, Handle: head(1).Handle})
		r.wants(t, "asking code")
	})
}

func TestConversationThatThePlanForgotBeginsAnewAndSaysSo(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.does(flow.Resume{Purpose: plan.SignIn, Handle: plan.Handle{Bytes: secret.Of([]byte("old"))}})
		r.wants(t, "asking credentials (flow.expired)")
		if r.plan.begun != 1 {
			t.Fatalf("opened %d times", r.plan.begun)
		}
	})
}

func TestASessionThatWasGivenBackLeavesNoTokenBehind(t *testing.T) {
	conversation(t, func(t *testing.T, r *rig) {
		r.begins()
		let := r.holds("sam")
		r.does(r.as("sam"), flow.Back{})
		r.plan.refuse, r.plan.refusal = 1, problem.New(problem.NetOffline)
		let()
		for _, given := range r.plan.results {
			if given.step.(plan.Done).Session.Token.Empty() {
				t.Fatal("cleared before the plan was told")
			}
		}
		r.passes(10 * time.Second)
		for _, given := range r.plan.results {
			if !given.step.(plan.Done).Session.Token.Empty() {
				t.Error("still there")
			}
		}
		if len(r.plan.results) != 1 || r.plan.open() != "" {
			t.Error(len(r.plan.results), r.plan.open())
		}
	})
}
