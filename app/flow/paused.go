package flow

import (
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

func (s Paused) on(e Event) (State, []Effect) {
	switch e := e.(type) {
	case Answer:
		return s.answer(e)
	case Due:
		return s.due()
	case Reply:
		return s.polled(e)
	case Connected:
		return s.connected()
	case Cleared:
		return s.cleared()
	case Obstructed:
		return s.obstruct(e)
	case Back:
		return s.back()
	case Leave:
		return s.leave(s.Step)
	case Part:
		return s.part(s.Step)
	case StartOver:
		return s.startOver()
	}
	return s, erase(e)
}

// wake sets the alarm: at the end, and for a lock also every now and then before it, so that one lifted early is noticed.
func (s Paused) wake() []Effect {
	switch asks := locked(s.Problem); {
	case asks && s.Step != nil && !s.unasked():
		return []Effect{Wake{At: s.Until, After: pollLocked}}
	case !s.Until.IsZero():
		return []Effect{Wake{At: s.Until}}
	case asks:
		return []Effect{Wake{After: pollLocked}}
	}
	return nil
}

// unasked reports a plan that has too much to do and said until when: it is asked then, and not before (RFC 9110, section
// 10.2.3; RFC 8628, section 3.5).
func (s Paused) unasked() bool { return s.Problem.Code == problem.TooBusy && !s.Until.IsZero() }

// due asks about a lock, at its end too: the plan's word counts, not our arithmetic. What else has an end goes on.
func (s Paused) due() (State, []Effect) {
	switch {
	case !timed(s):
		return s, nil
	case locked(s.Problem) && s.Step != nil:
		return s.poll()
	}
	return s.goOn()
}

func (s Paused) poll() (State, []Effect) {
	if s.Poll != 0 {
		return s, nil
	}
	s.Last++
	s.Poll = s.Last
	return s, []Effect{Ask{s.Poll, s.Step}}
}

// polled takes the answer about a lock. A plan that was not reached has not lifted it, and is left alone for a while: the
// lock's end may have passed, and would wake us at once.
func (s Paused) polled(e Reply) (State, []Effect) {
	if passing(e.Problem) {
		s.Poll = 0
		if s.unasked() { // it was asked when it said, once; now the member may
			s.Until = time.Time{}
		}
		return s, []Effect{Wake{After: pollLocked}}
	}
	return s.meet(s.Step, e)
}

// connected goes on, or asks at once about a lock. An app that is too old does not get younger.
func (s Paused) connected() (State, []Effect) {
	switch {
	case s.Problem.Kind == problem.Outdated:
		return s, nil
	case s.unasked():
		return s, nil
	case locked(s.Problem) && s.Step != nil:
		return s.poll()
	}
	return s.goOn()
}

// startOver opens anew, but for an app that is too old: it would only be turned away one step later.
func (s Paused) startOver() (State, []Effect) {
	if s.Problem.Kind == problem.Outdated {
		return s, nil
	}
	return s.restart(s.Step)
}

// cleared ends an outage, and nothing else.
func (s Paused) cleared() (State, []Effect) {
	if s.Problem.Kind != problem.Unavailable {
		return s, nil
	}
	return s.goOn()
}

// obstruct shows an outage instead of a missing connection, and the newer of two outages. A lock stays: it says more.
func (s Paused) obstruct(e Obstructed) (State, []Effect) {
	if e.Problem == nil || locked(s.Problem) || s.Problem.Kind == problem.Outdated {
		return s, nil
	}
	return s.pause(s.Step, e.Problem)
}

// goOn shows the step again, which the page answers again; or opens what was never opened.
func (s Paused) goOn() (State, []Effect) {
	if s.Step == nil {
		return s.open(nil)
	}
	return s.ask(s.Step, nil)
}

// answer lets a way around a lock through, such as another way than codes that may no longer be asked for. Whatever
// could cost a try is refused while the plan would not look at it.
func (s Paused) answer(e Answer) (State, []Effect) {
	if !s.Takes(e.Answer) || !(Asking{Talk: s.Talk, Step: s.Step}).takes(e) {
		return s, erase(e)
	}
	return s.submit(s.Step, e.Answer)
}

// Takes reports that an answer is not held up by the pause. A button that would give any other is off.
func (s Paused) Takes(a plan.Answer) bool {
	return s.Step != nil && locked(s.Problem) && s.leadsAround(a) && !a.SpendsTry()
}

// leadsAround reports that the problem offers what an answer does. A lock that offers only to replace a lost device (S011)
// takes nothing but that.
func (s Paused) leadsAround(a plan.Answer) bool {
	if _, lost := a.(plan.LostIt); lost && s.Problem.Offers(problem.LostDevice) {
		return true
	}
	return s.Problem.Offers(problem.AnotherWay)
}

// back leads out of a pause to the step before, or to the same one: the member may want another name. Only an app that is
// too old has nothing to answer with.
func (s Paused) back() (State, []Effect) {
	if s.Problem.Kind == problem.Outdated {
		return s.leave(s.Step)
	}
	return s.Talk.back(s.Step)
}
