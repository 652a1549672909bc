package flow

import (
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// State is where a conversation stands: Idle, Asking, Waiting, Paused or Ended. States are values: going back needs no
// undo.
type State interface {
	// In gives the conversation the state is in.
	In() Talk
	on(Event) (State, []Effect)
}

// Talk is what every state of one conversation has.
type Talk struct {
	Purpose plan.Purpose
	// Trail is the steps already answered, oldest first: where Back leads.
	Trail []plan.Step
	// Last numbers the newest request; only its reply is listened to.
	Last RequestID
	// Covered: the app is locked and the page must not be shown. The step is kept.
	Covered bool
	// WarnAt is the plan's lockout.warn_at_remaining: a try with so few left is confirmed first.
	WarnAt int
	// Session is the one the purpose needs; nil where it needs none.
	Session *plan.Session
	// Handle takes an earlier conversation up, until its first step is here; empty: a new one is opened.
	Handle plan.Handle
}

// In gives the talk itself.
func (t Talk) In() Talk { return t }

// RequestID numbers what was sent, so that an answer finds the state that asked for it.
type RequestID int

// Idle is before Begin.
type Idle struct{ Talk }

// Asking shows a step and waits for the member.
type Asking struct {
	Talk
	Step plan.Step
	// Problem is what came of the last answer; nil: nothing is wrong.
	Problem *problem.Problem
	// Confirm: the member is asked whether to spend the last try. What was typed is still on the page, not here.
	Confirm bool
	// Poll is the question on its way in the background about a step that waits; 0: none. The page does not show it.
	Poll RequestID
}

// Waiting has an answer on its way.
type Waiting struct {
	Talk
	// Step is the one that was answered or is polled; nil while the conversation is being opened.
	Step    plan.Step
	Request RequestID
	For     Pending
	// Problem is why the conversation is opened anew by itself; the first step takes it along. Else nil.
	Problem *problem.Problem
	// Late is what late replies brought meanwhile. It is given back once we know that this answer did not bring the very
	// same session: a plan that is sent the same answer twice gives the same result twice.
	Late []plan.Done
}

// Pending is what is on its way.
type Pending uint8

// What can be on its way.
const (
	Opening Pending = iota
	Checking
	Resuming
)

// Paused cannot go on now: no connection, a lock, an outage, an app too old.
type Paused struct {
	Talk
	// Step is where it goes on; nil: the conversation was never opened.
	Step    plan.Step
	Problem *problem.Problem
	// Until is when it goes on by itself, by the plan's clock; zero: not by itself.
	Until time.Time
	// Poll is the question on its way whether a lock still holds; 0: none.
	Poll RequestID
}

// Ended is over. Done is nil unless the member is signed in; Problem says why it ended otherwise, nil when the member
// left. Parted: it goes on at the plan, and somebody may take it up again.
type Ended struct {
	Talk
	Parted  bool
	Done    *plan.Done
	Problem *problem.Problem
}

// StepOf gives the step a state shows, nil for none.
func StepOf(s State) plan.Step {
	switch s := s.(type) {
	case Asking:
		return s.Step
	case Waiting:
		return s.Step
	case Paused:
		return s.Step
	}
	return nil
}
