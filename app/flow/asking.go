package flow

func (s Asking) on(e Event) (State, []Effect) {
	switch e := e.(type) {
	case Answer:
		return s.answer(e)
	case Arrive:
		return s.arrive(e)
	case Due:
		return s.poll()
	case Reply:
		return s.polled(e)
	case Back:
		return s.back()
	case Stop:
		s.Confirm = false
		return s, nil
	case Leave:
		return s.leave(s.Step)
	case Part:
		return s.part(s.Step)
	case StartOver:
		return s.restart(s.Step)
	case Obstructed:
		return s.obstruct(e)
	}
	return s, nil
}

// answer sends what fits, and asks before the last try: the plan would lock after it. What was typed stays on the page.
func (s Asking) answer(e Answer) (State, []Effect) {
	if !s.takes(e) {
		return s, erase(e)
	}
	if e.Answer.SpendsTry() && tries(s.Step).Last(s.WarnAt) && !e.Confirmed {
		s.Confirm = true
		return s, erase(e)
	}
	return s.submit(s.Step, e.Answer)
}

// takes reports whether an answer is to the step on screen. Behind the lock nobody answers.
func (s Asking) takes(e Answer) bool {
	return !s.Covered && e.Number == s.Step.At().Number && s.Step.Accepts(e.Answer)
}

// arrive sends the address that the step in the browser ends with. It counts even behind the app's lock: the lock may
// well fall while the member is in the browser.
func (s Asking) arrive(e Arrive) (State, []Effect) {
	if answer, ok := arrival(s.Step, e.Address); ok {
		return s.submit(s.Step, answer)
	}
	return s, erase(e)
}

// poll asks about a step that waits, behind the page's back: a page that went busy every few seconds could not be used.
func (s Asking) poll() (State, []Effect) {
	if _, waits := pollEvery(s.Step); !waits || s.Poll != 0 {
		return s, nil
	}
	s.Last++
	s.Poll = s.Last
	return s, []Effect{Ask{s.Poll, s.Step}}
}

// polled takes the answer to a poll. News moves the conversation; no news keeps the page as it is, with what it said.
func (s Asking) polled(e Reply) (State, []Effect) {
	s.Poll = 0
	switch {
	case passing(e.Problem):
		s.Problem = e.Problem
	case again(s.Step, e.Step) && e.Problem == nil:
		s.Step = e.Step
		if passing(s.Problem) {
			s.Problem = nil
		}
	default:
		return s.meet(s.Step, e)
	}
	return s, pollLater(s.Step)
}

func (s Asking) back() (State, []Effect) {
	if s.Confirm || len(s.Trail) == 0 {
		s.Confirm = false
		return s, nil
	}
	return s.Talk.back(s.Step)
}

func (s Asking) obstruct(e Obstructed) (State, []Effect) {
	if e.Problem == nil {
		return s, nil
	}
	return s.pause(s.Step, e.Problem)
}
