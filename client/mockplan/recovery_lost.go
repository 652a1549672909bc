package mockplan

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// answerLostIt goes on with other proofs: who has typed the password is asked for it no more, also while the second factor
// is locked (S011, S036), and where nothing is left to sign in with.
func (p *Plan) answerLostIt(f *flow) *problem.Problem {
	switch {
	case f.recovery != nil && f.recovery.asked != nil:
		return p.lostRoute(f)
	case f.recovery != nil || f.session != nil || f.member == nil || f.adding != nil:
		return problem.New(problem.FlowConflict)
	}
	f.recovery, f.of = besides(f), nil
	clear(f.asked)
	return p.askRoute(f)
}

// besides is a recovery by other proofs than the password, which was right, and what is lost.
func besides(f *flow) *recovery {
	return &recovery{of: f.member, number: f.member.recoveries, proved: []route{byPassword}, lost: lostWith(f.using)}
}

// lostWith tells what is lost with an authenticator: the number with all that it is good for, else the device itself.
func lostWith(a *authenticator) func(plan.Authenticator) bool {
	if a == nil {
		return nil
	}
	return func(o plan.Authenticator) bool {
		phone := a.kind == plan.SMS || a.kind == plan.Voice
		return o.ID == a.id || phone && routeOf(o.Kind) == byPhone
	}
}

// lostRoute leaves a route out that the member no longer has, once that can be known of them.
func (p *Plan) lostRoute(f *flow) *problem.Problem {
	r := f.recovery
	if r.of != nil {
		before, gone := r.lost, r.asked.shown.ID
		r.lost = func(o plan.Authenticator) bool { return o.ID == gone || before != nil && before(o) }
	}
	return p.askRoute(f)
}
