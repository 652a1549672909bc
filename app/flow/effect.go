package flow

import (
	"time"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// Effect is what the machine wants done: a closed set, carried out by the Runner.
type Effect interface{ effect() }

// Open begins a conversation at the plan.
type Open struct {
	Request RequestID
	Purpose plan.Purpose
	Session *plan.Session
}

// TakeUp resumes one.
type TakeUp struct {
	Request RequestID
	Handle  plan.Handle
}

// Submit sends an answer. It is never cancelled, because it may open a session: when the member has moved on it runs on
// detached, at most 30 s, and what it yields goes to Abandon. The Runner clears the answer when the reply is there.
type Submit struct {
	Request RequestID
	Step    plan.Step
	Answer  plan.Answer
}

// Ask polls a step that waits or is locked.
type Ask struct {
	Request RequestID
	Step    plan.Step
}

// Abandon gives back to the plan what nobody will answer: a step's conversation, or the session of a Done.
type Abandon struct{ Step plan.Step }

// Wake asks for a Due: at a time of the plan's clock, after a while, or when both are set at the earlier. A new Wake
// replaces the old.
type Wake struct {
	At    time.Time
	After time.Duration
}

// Hush takes the Wake back.
type Hush struct{}

// Erase clears secrets that will not be sent (an answer refused by the machine, an address nobody waits for) or are shown
// no more (on a step that the conversation let go of).
type Erase struct {
	Answer  plan.Answer
	Address secret.Bytes
	Step    plan.Step
}

// Enter hands a session over to who keeps it.
type Enter struct{ Done plan.Done }

func (Open) effect()    {}
func (TakeUp) effect()  {}
func (Submit) effect()  {}
func (Ask) effect()     {}
func (Abandon) effect() {}
func (Wake) effect()    {}
func (Hush) effect()    {}
func (Erase) effect()   {}
func (Enter) effect()   {}
