package plan

import "time"

// Wait says that the plan is at work and should be asked again.
type Wait struct {
	Head
	For       WaitFor
	Until     time.Time // when it will be over at the latest; zero: not told
	PollEvery time.Duration
}

// WaitFor is what is waited for, in the words of the wire.
type WaitFor string

// WaitForReview waits for a person at the plan to look.
const WaitForReview WaitFor = "review"

// Kind is KindWait.
func (Wait) Kind() Kind { return KindWait }

// Accepts is false: a Wait is polled.
func (Wait) Accepts(Answer) bool { return false }
