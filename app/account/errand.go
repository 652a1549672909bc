package account

import (
	"context"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Call is one act: one call on a port of the plan, such as plan.Security, with all that it needs but the session. It is
// made again after a step-up.
type Call func(context.Context, plan.Session) error

// Desk takes acts on. All of it is needed, and all of it is used on one thread only.
type Desk struct {
	// Session gives who is signed in, with a copy of the token that is the Desk's to clear; false: nobody.
	Session func() (plan.Session, bool)
	// Work carries a call out off the thread and brings what came of it back onto it, after Work has returned. A call that
	// was stopped need not come back.
	Work func(call func(context.Context) error, came func(*problem.Problem)) (stop func())
	// StepUp asks the member to prove once more who they are, and tells whether they did. The session is new by then.
	StepUp func(proved func(bool))
}

// Errand is one act on its way.
type Errand struct {
	desk   Desk
	call   Call
	told   func(*problem.Problem)
	stop   func()
	proved bool // a step-up was asked for: there is no second one
	over   bool
}

// Do carries an act out and tells what came of it, once, after Do has returned: nil when the plan did it. Where the plan
// wants a fresh proof the member is asked for one, and the same call is made exactly once more. problem.NeedsReauth is
// told where the member gave none, or the plan wants yet another.
func (d Desk) Do(call Call, told func(*problem.Problem)) *Errand {
	e := &Errand{desk: d, call: call, told: told}
	e.send()
	return e
}

// Leave ends the errand for the member: what comes of it changes nothing any more and no proof is asked for. The plan may
// have done it all the same; whoever wants to know looks (plan.Security.Overview). Leaving twice is leaving.
func (e *Errand) Leave() {
	if !e.over {
		e.over = true
		e.stop()
	}
}

func (e *Errand) send() {
	s, in := e.desk.Session()
	e.stop = e.desk.Work(func(ctx context.Context) error {
		defer s.Token.Clear()
		if !in {
			return problem.New(problem.SessionRevoked)
		}
		return e.call(ctx, s)
	}, e.came)
}

// came takes the plan's answer.
func (e *Errand) came(p *problem.Problem) {
	switch {
	case e.over:
	case p != nil && p.Code == problem.NeedsReauth && !e.proved:
		e.proved = true
		e.desk.StepUp(e.again)
	default:
		e.over = true
		e.told(p)
	}
}

// again makes the same call with the session that was proved further.
func (e *Errand) again(proved bool) {
	switch {
	case e.over:
	case proved:
		e.send()
	default:
		e.over = true
		e.told(problem.New(problem.NeedsReauth))
	}
}
