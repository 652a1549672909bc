package diagnose

import (
	"context"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Probe measures what only the plan can tell, and spends no try. plan.Services is one.
type Probe interface {
	// Status tells how the plan's services stand. Every error is, or holds, a *problem.Problem.
	Status(ctx context.Context) (plan.Status, error)
}

// Facts are what is known without asking the member anything. The zero value knows nothing.
type Facts struct {
	// Now is the plan's time as far as it is known.
	Now time.Time
	// Status is what the plan says of its service, Deaf why it could not be had; nil: it was, or nobody asked.
	Status plan.Status
	Deaf   *problem.Problem
	// Old is what is said of an app that the plan works with no more; nil: it does.
	Old *problem.Problem
	// Met are the problems that stood on screen since the app was opened, the newest last.
	Met []*problem.Problem
	// Last is the last good sign-in on this device, zero where none is known; Here is what it would be now.
	Last, Here Seen
}

// Measure asks the plan how it stands.
func (f *Facts) Measure(ctx context.Context, p Probe) {
	status, err := p.Status(ctx)
	f.Status, f.Deaf = status, problem.Of(err)
}

// Measured gives the verdict that needs no question; false: somebody has to be asked. What lies furthest from the member goes
// first: with the service down nothing else can be told.
func Measured(f Facts) (Verdict, bool) {
	for _, look := range []func(Facts) (Verdict, bool){unreached, outOfService, outdated, lastMet, passwordNewer} {
		if v, found := look(f); found {
			return v, true
		}
	}
	return Verdict{}, false
}

// unreached: a plan that answers nonsense was reached, so it is not the network.
func unreached(f Facts) (Verdict, bool) {
	switch {
	case f.Deaf == nil || f.Deaf.Code == problem.StatusUnknown:
		return Verdict{}, false
	case f.Deaf.Kind == problem.Offline:
		return Of(NotReached), true
	}
	return Of(Trouble).until(f.Deaf), true
}

func outOfService(f Facts) (Verdict, bool) {
	p := f.Status.Blocking(f.Now)
	switch {
	case p == nil:
		return Verdict{}, false
	case p.Code == problem.Maintenance:
		return Of(Maintenance).until(p), true
	}
	return Of(Outage).until(p), true
}

func outdated(f Facts) (Verdict, bool) { return Of(AppTooOld), f.Old != nil }

// told is what a plan has told so plainly that nothing is left to ask.
var told = map[problem.Code]Cause{
	problem.AccountLocked: Locked, problem.LockedMFA: LockedCodes, problem.LockedRequests: LateCode,
	problem.LockedManually: Held, problem.AccountHeld: Held, problem.AccountDisabled: Held, problem.AccountFrozen: Held,
	problem.AccountInactive: Asleep, problem.AccountUnready: NotActivated, problem.OtherLogin: OtherPage,
	problem.CodeClock: ClockWrong,
	problem.Malformed: Trouble, problem.ServerError: Trouble, problem.TooLarge: Trouble, problem.TooBusy: Trouble,
}

// lastMet judges by the newest problem. One that has ended since says nothing any more.
func lastMet(f Facts) (Verdict, bool) {
	if len(f.Met) == 0 {
		return Verdict{}, false
	}
	p := f.Met[len(f.Met)-1]
	if !p.Until.IsZero() && !f.Now.Before(p.Until) {
		return Verdict{}, false
	}
	if cause, plain := told[p.Code]; plain {
		return Of(cause).until(p), true
	}
	if p.Kind == problem.Offline {
		return Of(NotReached), true
	}
	return Verdict{}, false
}

// passwordNewer: what was typed does not match, and since the last good sign-in the password was changed elsewhere.
func passwordNewer(f Facts) (Verdict, bool) {
	refused := len(f.Met) > 0 && f.Met[len(f.Met)-1].Code == problem.BadCredentials
	return Of(PasswordNewer), refused && f.Last.PasswordGone
}
