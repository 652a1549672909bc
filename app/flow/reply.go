package flow

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// meet decides what a reply makes of the conversation; from is the step it is about, nil while it was being opened.
func (t Talk) meet(from plan.Step, e Reply) (State, []Effect) {
	if done, ok := e.Step.(plan.Done); ok {
		return Ended{Talk: t.over(), Done: &done}, []Effect{Enter{done}}
	}
	if e.Step == nil {
		return t.without(from, e.problem())
	}
	t.Trail, t.Handle = t.after(from, e.Step), plan.Handle{}
	if halts(e.Step, e.Problem) {
		return t.pause(e.Step, e.Problem)
	}
	return t.ask(e.Step, e.Problem)
}

// problem is why there is no step. A reply with neither breaks the port's promise.
func (e Reply) problem() *problem.Problem {
	if e.Problem == nil {
		return problem.New(problem.Unexpected)
	}
	return e.Problem
}

// without decides what becomes of a conversation whose plan gave no step.
func (t Talk) without(from plan.Step, p *problem.Problem) (State, []Effect) {
	opened := from != nil || !t.Handle.Empty()
	switch {
	case opened && lost(p):
		return t.anew(p)
	case p.Kind == problem.Forbidden || p.Kind == problem.Reauth:
		return Ended{Talk: t.over(), Problem: p}, nil
	case from == nil || halts(from, p):
		return t.pause(from, p)
	}
	return t.ask(from, p)
}

// lost reports whether the plan has lost or ended the conversation.
func lost(p *problem.Problem) bool {
	return p.Code == problem.FlowExpired || p.Code == problem.FlowConflict
}

// halts reports whether a step cannot be answered now. A throttle that leaves another way is only about sending one more
// code: the code in the member's hands still counts. A Refer has nothing to wait for.
func halts(step plan.Step, p *problem.Problem) bool {
	if p == nil || step.Kind() == plan.KindRefer {
		return false
	}
	switch p.Kind {
	case problem.Offline, problem.Locked:
		return true
	case problem.Throttled:
		return !p.Offers(problem.AnotherWay)
	}
	return false
}
