package flow_test

import (
	"testing"

	"vestibule/app/flow"
	"vestibule/app/plan"
)

// TestWhatIsPartedGoesOnAtThePlan: nothing is given back, and it can be taken up again. Seen to fail with the effects of
// Leave.
func TestWhatIsPartedGoesOnAtThePlan(t *testing.T) {
	for _, scene := range [][]string{
		{"begin", "reply: credentials", "answer", "reply: code"},
		{"begin", "reply: credentials", "answer", "reply: code", "answer"},
		{"begin", "reply: credentials", "answer", "reply: code", "answer", "reply: offline"},
		{"resume"},
	} {
		s, effects := flow.Next(play(scene...), flow.Part{})
		for _, e := range effects {
			if _, gone := e.(flow.Abandon); gone {
				t.Errorf("%v: %s", scene, effectNames(effects))
			}
		}
		if ended, ok := s.(flow.Ended); !ok || !ended.Parted || ended.Done != nil {
			t.Errorf("%v: %s", scene, describe(s))
		}
		if again, effects := flow.Next(s, flow.Resume{Purpose: plan.SignIn, Handle: head(3).Handle}); kindOf(again) != "waiting" || effectNames(effects) != " ‖ takeup" {
			t.Errorf("%v: %s%s", scene, describe(again), effectNames(effects))
		}
	}
}

// TestAStepThatComesAfterPartingIsNotGivenBack: that would end the conversation that is to be taken up. Seen to fail with
// orphans of before.
func TestAStepThatComesAfterPartingIsNotGivenBack(t *testing.T) {
	checking := play("begin", "reply: credentials", "answer", "reply: code", "answer")
	request := awaited(checking)
	parted, _ := flow.Next(checking, flow.Part{})
	if _, effects := flow.Next(parted, flow.Reply{Request: request, Step: newPassword}); len(effects) != 0 {
		t.Error(effectNames(effects))
	}
	if _, effects := flow.Next(parted, flow.Reply{Request: request, Step: done}); effectNames(effects) != " ‖ abandon done" {
		t.Error("a session that nobody holds:", effectNames(effects))
	}
}

// TestWhatIsOnlyBeingOpenedIsLeft: nobody could take it up.
func TestWhatIsOnlyBeingOpenedIsLeft(t *testing.T) {
	opening := play("begin")
	request := awaited(opening)
	s, _ := flow.Next(opening, flow.Part{})
	if ended := s.(flow.Ended); ended.Parted {
		t.Fatal(describe(s))
	}
	if _, effects := flow.Next(s, flow.Reply{Request: request, Step: credentials}); effectNames(effects) != " ‖ abandon credentials" {
		t.Error(effectNames(effects))
	}
}

// TestWhatWasNeverOpenedIsLeft, where something is in the way from the start: an earlier conversation can be taken up, a new
// one cannot. Seen to fail with all of them parted.
func TestWhatWasNeverOpenedIsLeft(t *testing.T) {
	for scene, parted := range map[string]bool{"begin": false, "resume": true} {
		s, effects := flow.Next(play(scene, "reply: offline"), flow.Part{})
		if ended, ok := s.(flow.Ended); !ok || ended.Parted != parted || len(effects) != 0 {
			t.Errorf("%s: %s%s", scene, describe(s), effectNames(effects))
		}
	}
}
