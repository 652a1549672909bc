package flow

func (s Idle) on(e Event) (State, []Effect) {
	switch e := e.(type) {
	case Begin:
		return s.begin(e)
	case Resume:
		return s.resume(e)
	case Leave:
		return s.leave(nil)
	}
	return s, erase(e)
}

// erase is for answers and addresses that go nowhere: nothing else comes of them.
func erase(e Event) []Effect {
	switch e := e.(type) {
	case Answer:
		return []Effect{Erase{Answer: e.Answer}}
	case Arrive:
		return []Effect{Erase{Address: e.Address}}
	}
	return nil
}
