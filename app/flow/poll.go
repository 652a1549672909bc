package flow

import (
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

const (
	// pollLocked is how often a lock is asked about. A lock that a person lifts early should open within the time that
	// one call to the plan takes to end, and each answer carries the plan's time, which keeps the countdown right on a
	// device whose clock is not. A lock of a quarter of an hour costs sixty small requests.
	pollLocked = 15 * time.Second
	// pollWaiting is for a plan that does not say how often to ask about a step that waits. RFC 8628, section 3.5,
	// has 5 seconds for the same case.
	pollWaiting = 5 * time.Second
)

// pollEvery tells whether a step waits for something that happens elsewhere, and how often to ask.
func pollEvery(s plan.Step) (every time.Duration, waits bool) {
	switch s := s.(type) {
	case plan.Push:
		every, waits = s.PollEvery, true
	case plan.Wait:
		every, waits = s.PollEvery, true
	case plan.OpenBrowser:
		every, waits = s.Device.PollEvery, s.Device.Given()
	}
	if waits && every <= 0 {
		every = pollWaiting
	}
	return every, waits
}

// pollLater sets the alarm for the next question about a step that waits.
func pollLater(s plan.Step) []Effect {
	if every, waits := pollEvery(s); waits {
		return []Effect{Wake{After: every}}
	}
	return nil
}

// locked reports whether a problem ends at the plan, by its clock or by a person, so that asking helps.
func locked(p *problem.Problem) bool { return p.Kind == problem.Locked || p.Kind == problem.Throttled }

// passing reports whether a problem is of the way to the plan and says nothing about the step.
func passing(p *problem.Problem) bool {
	return p != nil && (p.Kind == problem.Offline || p.Kind == problem.Unavailable || p.Kind == problem.Internal)
}
