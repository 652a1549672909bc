package flow

// A Waiting is left by the member at any time: what is on its way goes on without being listened to (see late).
func (s Waiting) on(e Event) (State, []Effect) {
	switch e := e.(type) {
	case Reply:
		return s.reply(e)
	case Back:
		return s.back(s.Step)
	case Stop:
		return s.stop()
	case Leave:
		return s.leave(s.Step)
	case Part:
		return s.part()
	case StartOver:
		return s.restart(s.Step)
	}
	return s, erase(e)
}

// reply takes the awaited answer. The first step of a conversation opened anew says why it was.
func (s Waiting) reply(e Reply) (State, []Effect) {
	if e.Step != nil && e.Problem == nil {
		e.Problem = s.Problem
	}
	return s.meet(s.Step, e)
}

// part leaves what is on its way: what it brings belongs to the conversation, which goes on. What is only being opened has
// nobody to take it up.
func (s Waiting) part() (State, []Effect) {
	if s.For == Opening {
		return s.leave(s.Step)
	}
	return Ended{Talk: s.over(), Parted: true}, nil
}

func (s Waiting) stop() (State, []Effect) {
	if s.Step == nil {
		return s.leave(nil)
	}
	return s.ask(s.Step, nil)
}
