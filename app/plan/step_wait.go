package plan

import "time"

// Wait says that the plan is at work and should be asked again.
type Wait struct {
	Head
	For       WaitFor
	Until     time.Time // when it will be over at the latest; zero: not told
	PollEvery time.Duration
	// Told are the masked contacts that were told how to stop it.
	Told []string
	// Leave reports that the member can close the app: the conversation is kept until then.
	Leave bool
}

// WaitFor is what is waited for, in the words of the wire.
type WaitFor string

// What is waited for.
const (
	// WaitForReview waits for a person at the plan to look.
	WaitForReview WaitFor = "review"
	// WaitForObjection waits for the member to stop it, should it be somebody else (S119).
	WaitForObjection WaitFor = "objection"
)

// Kind is KindWait.
func (Wait) Kind() Kind { return KindWait }

// Accepts is false: a Wait is polled.
func (Wait) Accepts(Answer) bool { return false }
