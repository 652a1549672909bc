package flow

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// begin starts a conversation. Request numbers go on, so that replies to the conversation before are known as late.
func (t Talk) begin(e Begin) (State, []Effect) {
	t = Talk{Purpose: e.Purpose, Session: e.Session, WarnAt: e.WarnAt, Last: t.Last, Covered: t.Covered}
	if e.Obstacle != nil {
		return t.pause(nil, e.Obstacle)
	}
	return t.open(nil)
}

// resume takes an earlier conversation up.
func (t Talk) resume(e Resume) (State, []Effect) {
	t = Talk{Purpose: e.Purpose, Session: e.Session, Handle: e.Handle, WarnAt: e.WarnAt, Last: t.Last, Covered: t.Covered}
	return t.open(nil)
}

// open gets the first step: of an earlier conversation where there is a handle, else of a new one. Why is the trouble
// that made it necessary; nil: none.
func (t Talk) open(why *problem.Problem) (State, []Effect) {
	t.Last++
	t.Trail = nil
	if !t.Handle.Empty() {
		return Waiting{Talk: t, Request: t.Last, For: Resuming}, []Effect{TakeUp{t.Last, t.Handle}}
	}
	return Waiting{Talk: t, Request: t.Last, For: Opening, Problem: why}, []Effect{Open{t.Last, t.Purpose, t.Session}}
}

// anew opens a new conversation for the same purpose.
func (t Talk) anew(why *problem.Problem) (State, []Effect) {
	t.Handle = plan.Handle{}
	return t.open(why)
}

// restart is anew for a member who asked for it: the old conversation is given back.
func (t Talk) restart(old plan.Step) (State, []Effect) {
	s, effects := t.anew(nil)
	return s, append(effects, abandon(old)...)
}

// ask shows a step.
func (t Talk) ask(step plan.Step, p *problem.Problem) (State, []Effect) {
	return Asking{Talk: t, Step: step, Problem: p}, pollLater(step)
}

// pause stands still at a step; nil: before the first.
func (t Talk) pause(step plan.Step, p *problem.Problem) (State, []Effect) {
	s := Paused{Talk: t, Step: step, Problem: p, Until: p.Until}
	return s, s.wake()
}

// submit sends an answer to a step.
func (t Talk) submit(step plan.Step, a plan.Answer) (State, []Effect) {
	t.Last++
	return Waiting{Talk: t, Step: step, Request: t.Last, For: Checking}, []Effect{Submit{t.Last, step, a}}
}

// back shows the step before one; the first again, when there is none; and leaves what was never opened.
func (t Talk) back(step plan.Step) (State, []Effect) {
	if n := len(t.Trail); n > 0 {
		step, t.Trail = t.Trail[n-1], t.Trail[:n-1]
	}
	if step == nil {
		return t.leave(nil)
	}
	return t.ask(step, nil)
}

// leave ends the conversation for the member and at the plan.
func (t Talk) leave(step plan.Step) (State, []Effect) {
	return Ended{Talk: t.over()}, abandon(step)
}

// part ends the conversation for the member alone. What was never opened is left.
func (t Talk) part(step plan.Step) (State, []Effect) {
	if step == nil && t.Handle.Empty() {
		return t.leave(nil)
	}
	return Ended{Talk: t.over(), Parted: true}, nil
}

// over lets go of what only a conversation under way needs.
func (t Talk) over() Talk {
	t.Trail, t.Handle = nil, plan.Handle{}
	return t
}

func abandon(step plan.Step) []Effect {
	if step == nil {
		return nil
	}
	return []Effect{Abandon{step}}
}
