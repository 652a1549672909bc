package flow_test

import (
	"reflect"
	"testing"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// asked plays a conversation up to some step, each earlier one answered.
func asked(t *testing.T, steps ...plan.Step) flow.State {
	t.Helper()
	s := play("begin")
	for i, step := range steps {
		if i > 0 {
			s = happen(s, flow.Answer{Number: number(s), Answer: fitting(flow.StepOf(s)), Confirmed: true})
		}
		s = happen(s, flow.Reply{Request: awaited(s), Step: step})
	}
	if !reflect.DeepEqual(flow.StepOf(s), steps[len(steps)-1]) {
		t.Fatalf("stands at %s", describe(s))
	}
	return s
}

func happen(s flow.State, e flow.Event) flow.State {
	s, _ = flow.Next(s, e)
	return s
}

func TestEveryKindOfStateIsReached(t *testing.T) {
	reached := map[string]bool{}
	for _, scene := range scenes {
		s := play(scene.path...)
		reached[kindOf(s)] = true
		switch s := s.(type) {
		case flow.Asking:
			reached["confirm"] = reached["confirm"] || s.Confirm
			reached["polling"] = reached["polling"] || s.Poll != 0
		case flow.Waiting:
			reached[[...]string{"opening", "checking", "resuming"}[s.For]] = true
			reached["late"] = reached["late"] || len(s.Late) > 0
		case flow.Ended:
			reached["done"] = reached["done"] || s.Done != nil
		}
	}
	for _, want := range []string{"idle", "asking", "waiting", "paused", "ended", "confirm", "polling", "opening",
		"checking", "resuming", "late", "done"} {
		if !reached[want] {
			t.Errorf("no scene is %s", want)
		}
	}
}

func TestScenesAreDifferent(t *testing.T) {
	seen := map[string]string{}
	for _, scene := range scenes {
		d := describe(play(scene.path...))
		if other, twice := seen[d]; twice {
			t.Errorf("%q and %q are both %s", scene.name, other, d)
		}
		seen[d] = scene.name
	}
}

func TestTheLastTryIsConfirmedOnEveryStepThatCounts(t *testing.T) {
	last := plan.Tries{Known: true, Left: 1}
	for _, step := range []plan.Step{
		plan.Credentials{Head: head(1), Tries: last},
		plan.Code{Head: head(1), Tries: last},
		plan.RecoveryCode{Head: head(1), Tries: last},
	} {
		a := fitting(step)
		if step.Kind() == plan.KindRecoveryCode {
			a = plan.RecoveryCodeTyped{Code: password()}
		}
		s := happen(asked(t, step), flow.Answer{Number: 1, Answer: a})
		if at, ok := s.(flow.Asking); !ok || !at.Confirm {
			t.Errorf("%s: %s", step.Kind(), describe(s))
		}
	}
}

func TestBackAndStopTakeTheQuestionAboutTheLastTryBack(t *testing.T) {
	last := plan.Code{Head: head(3), Tries: plan.Tries{Known: true, Left: 1}}
	s := happen(asked(t, credentials, last), flow.Answer{Number: 3, Answer: fitting(last)})
	for _, e := range []flow.Event{flow.Back{}, flow.Stop{}} {
		if got := describe(happen(s, e)); got != "asking code after credentials" {
			t.Errorf("%T: %s", e, got)
		}
	}
}

func TestWhatSpendsNoTryIsNotConfirmed(t *testing.T) {
	s := asked(t, plan.Code{Head: head(3), Tries: plan.Tries{Known: true, Left: 1}})
	s = happen(s, flow.Answer{Number: 3, Answer: plan.CodeResend{}})
	if kindOf(s) != "waiting" {
		t.Fatal(describe(s))
	}
}

func TestBackLeadsThroughTheAnsweredSteps(t *testing.T) {
	s := asked(t, credentials, choose, code, newPassword)
	for _, want := range []string{"code", "choose-authenticator", "credentials", "credentials"} {
		s = happen(s, flow.Back{})
		if got := stepName(flow.StepOf(s)); got != want {
			t.Fatalf("Back leads to %s, not %s", got, want)
		}
	}
}

func TestBackWhileCheckingShowsTheStepBefore(t *testing.T) {
	s := asked(t, credentials, choose, code)
	s = happen(s, flow.Answer{Number: 3, Answer: fitting(code)})
	if got := describe(happen(s, flow.Back{})); got != "asking choose-authenticator after credentials" {
		t.Error(got)
	}
	if got := describe(happen(s, flow.Stop{})); got != "asking code after credentials, choose-authenticator" {
		t.Error(got)
	}
}

func TestAnotherWayDoesNotMakeTheTrailLonger(t *testing.T) {
	s := asked(t, credentials, choose, code)
	for range 5 {
		s = happen(s, flow.Answer{Number: number(s), Answer: plan.CodeAnotherWay{}})
		s = happen(s, flow.Reply{Request: awaited(s), Step: choose})
		s = happen(s, flow.Answer{Number: number(s), Answer: fitting(choose)})
		s = happen(s, flow.Reply{Request: awaited(s), Step: code})
	}
	if got := describe(s); got != "asking code after credentials, choose-authenticator" {
		t.Fatal(got)
	}
}

func TestSameQuestionAgainTakesItsOwnPlaceInTheTrail(t *testing.T) {
	s := asked(t, credentials, code)
	s = happen(s, flow.Answer{Number: number(s), Answer: plan.CodeResend{}})
	fresh := code
	fresh.Number = 4
	s = happen(s, flow.Reply{Request: awaited(s), Step: fresh})
	if got := describe(s); got != "asking code after credentials" || number(s) != 4 {
		t.Fatal(got)
	}
}

func TestTwoCodesFromTwoAuthenticatorsAreTwoSteps(t *testing.T) {
	second := code
	second.Number, second.Authenticator.ID = 4, "app"
	if got := describe(asked(t, credentials, code, second)); got != "asking code after credentials, code" {
		t.Fatal(got)
	}
}

func TestBackDoesNotLeadToAStepThatOnlyWaits(t *testing.T) {
	s := asked(t, credentials, push)
	s = happen(happen(s, flow.Due{}), flow.Reply{Request: s.In().Last + 1, Step: newPassword})
	if got := describe(s); got != "asking new-password after credentials" {
		t.Fatal(got)
	}
}

// States are values: what happens after Back must not write into the trail of the state before it.
func TestFuturesOfOneStateAreIndependent(t *testing.T) {
	s := asked(t, credentials, choose, code, newPassword)
	other := happen(s, flow.Back{})
	other = happen(other, flow.Answer{Number: 3, Answer: plan.CodeResend{}})
	fresh := code
	fresh.Number = 4
	other = happen(other, flow.Reply{Request: awaited(other), Step: fresh})
	other = happen(other, flow.Answer{Number: 4, Answer: fitting(code)})
	other = happen(other, flow.Reply{Request: awaited(other), Step: newPassword})
	if was, is := s.In().Trail[2].At().Number, other.In().Trail[2].At().Number; was != 3 || is != 4 {
		t.Fatalf("Back leads to code %d in one future, and to %d in the other", was, is)
	}
}

func TestFuturesOfOneStateGiveBackTheirOwnSessions(t *testing.T) {
	s := play("begin", "reply: credentials", "answer", "late reply: done", "late reply: done", "late reply: done")
	one := happen(s, flow.Reply{Request: -7, Step: otherDone})
	_ = happen(s, flow.Reply{Request: -7, Step: done})
	if _, effects := flow.Next(one, flow.Leave{}); !reflect.DeepEqual(effects[len(effects)-1], flow.Abandon{Step: otherDone}) {
		t.Fatal("another future's session is given back, and this one's is not")
	}
}

func TestWhatWasTypedBehindTheLockIsNeitherSentNorAskedAbout(t *testing.T) {
	s := happen(asked(t, lastTry), flow.Answer{Number: 9, Answer: fitting(lastTry)})
	s = happen(happen(s, flow.Cover{}), flow.Answer{Number: 9, Answer: fitting(lastTry), Confirmed: true})
	if got := describe(happen(s, flow.Uncover{})); got != "asking credentials one try left" {
		t.Fatal(got)
	}
}

func TestReplyBehindTheLockIsTaken(t *testing.T) {
	s := happen(play("begin", "reply: credentials", "answer"), flow.Cover{})
	if got := describe(happen(s, flow.Reply{Request: awaited(s), Step: code})); got != "asking code after credentials covered" {
		t.Fatal(got)
	}
}

// A step-up may prove the session that the member is in. Giving it back for being late would sign the member out.
func TestLateProofOfTheMembersOwnSessionDoesNotEndIt(t *testing.T) {
	own := plan.Session{Token: secret.Of([]byte("token-1"))}
	s, _ := flow.Next(flow.Idle{}, flow.Begin{Purpose: plan.StepUp, Session: &own})
	s = happen(s, flow.Leave{})
	if _, effects := flow.Next(s, flow.Reply{Request: 1, Step: done}); len(effects) != 0 {
		t.Fatal(effectNames(effects))
	}
	if _, effects := flow.Next(s, flow.Reply{Request: 1, Step: otherDone}); len(effects) != 1 {
		t.Fatal("another's session stays open")
	}
}

func TestConversationThatCannotBeOpenedDoesNotTurnInCircles(t *testing.T) {
	s := play("begin", "reply: expired")
	if got := describe(s); got != "paused unopened (flow.expired)" {
		t.Fatal(got)
	}
}

func TestReasonForBeginningAnewIsShownOnce(t *testing.T) {
	s := play("begin", "reply: credentials", "answer", "reply: expired", "reply: credentials")
	if got := describe(s); got != "asking credentials (flow.expired)" {
		t.Fatal(got)
	}
	s = happen(happen(s, flow.Answer{Number: 1, Answer: fitting(credentials)}), flow.Reply{Request: s.In().Last + 1, Step: code})
	if got := describe(s); got != "asking code after credentials" {
		t.Fatal(got)
	}
}

func TestConflictWithoutAStepOfAnotherSortKeepsTheStep(t *testing.T) {
	s := play("begin", "reply: credentials", "answer")
	s = happen(s, flow.Reply{Request: awaited(s), Problem: problem.New(problem.AuthenticatorOff)})
	if got := describe(s); got != "asking credentials (authenticator.unavailable)" {
		t.Fatal(got)
	}
}

func TestReplyWithNothingInItIsOurOwnFault(t *testing.T) {
	s := play("begin", "reply: credentials", "answer")
	s = happen(s, flow.Reply{Request: awaited(s)})
	if got := describe(s); got != "asking credentials (unexpected)" {
		t.Fatal(got)
	}
}

func TestHandleIsForgottenOnceThereIsAStep(t *testing.T) {
	s := play("resume")
	if s.In().Handle.Empty() {
		t.Fatal("nothing to take up with")
	}
	for _, event := range []string{"reply: code", "reply: credentials, locked", "leave"} {
		if to := play("resume", event); !to.In().Handle.Empty() {
			t.Errorf("after %q it is still there", event)
		}
	}
}

func TestPollOfAPlanThatNamesNoIntervalIsUnhurried(t *testing.T) {
	for want, step := range map[string]plan.Step{"wake after 3s": wait, "wake after 5s": plan.Wait{Head: head(1)}} {
		s := play("begin")
		_, effects := flow.Next(s, flow.Reply{Request: awaited(s), Step: step})
		if len(effects) != 1 || effectName(effects[0]) != want {
			t.Errorf("%s", effectNames(effects))
		}
	}
}

// A plan may give a step-up a new token for the same session.
func TestLateProofOfTheSameSessionWithANewTokenDoesNotEndIt(t *testing.T) {
	own := plan.Session{ID: "s-1", Token: secret.Of([]byte("token-0"))}
	proved := plan.Done{Head: head(10), Session: plan.Session{ID: "s-1", Token: secret.Of([]byte("token-9"))}}
	for _, begin := range []flow.Event{flow.Begin{Purpose: plan.StepUp, Session: &own},
		flow.Resume{Handle: plan.Handle{Bytes: secret.Of([]byte("h"))}, Purpose: plan.StepUp, Session: &own}} {
		s := happen(happen(flow.Idle{}, begin), flow.Leave{})
		if _, effects := flow.Next(s, flow.Reply{Request: 1, Step: proved}); len(effects) != 0 {
			t.Errorf("%T: %s", begin, effectNames(effects))
		}
	}
}
