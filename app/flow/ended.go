package flow

func (s Ended) on(e Event) (State, []Effect) {
	switch e := e.(type) {
	case Begin:
		return s.begin(e)
	case Resume:
		return s.resume(e)
	case StartOver:
		if s.Done == nil && s.Purpose != "" {
			return s.anew(nil)
		}
	}
	return s, erase(e)
}
