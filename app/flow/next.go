package flow

import (
	"slices"

	"vestibule/app/plan"
)

// Next is the machine. What holds in every state is decided here: the app's lock, replies that nobody waits for any
// more, sessions to be given back, and that no alarm outlives the state that set it. The rest is the state's own.
func Next(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case Cover:
		return cover(s, true), nil
	case Uncover:
		return cover(s, false), nil
	case Reply:
		if e.Request != awaits(s) {
			to, effects := late(s, e)
			return to, append(effects, letGo(s, e, to)...)
		}
	}
	to, effects := s.on(e)
	effects = append(effects, giveBack(s, to)...)
	effects = append(effects, letGo(s, e, to)...)
	if timed(s) && !timed(to) {
		effects = append(effects, Hush{})
	}
	return to, effects
}

// awaits is the request whose reply a state listens to; -1 for none.
func awaits(s State) RequestID {
	var id RequestID
	switch s := s.(type) {
	case Asking:
		id = s.Poll
	case Waiting:
		id = s.Request
	case Paused:
		id = s.Poll
	}
	if id == 0 {
		return -1
	}
	return id
}

// timed reports whether a state has a Wake outstanding.
func timed(s State) bool {
	switch s := s.(type) {
	case Asking:
		_, waits := pollEvery(s.Step)
		return waits
	case Paused:
		return s.wake() != nil
	}
	return false
}

// cover sets the app's lock. What was typed is cleared with it, so that there is no last try left to agree to.
func cover(s State, on bool) State {
	switch s := s.(type) {
	case Idle:
		s.Covered = on
		return s
	case Asking:
		s.Covered, s.Confirm = on, s.Confirm && !on
		return s
	case Waiting:
		s.Covered = on
		return s
	case Paused:
		s.Covered = on
		return s
	case Ended:
		s.Covered = on
		return s
	}
	return s
}

// late is the guard: a reply that nobody waits for changes nothing on screen, and what it brings is given back to the
// plan. Without it an answer that was left with Back could sign the wrong name in, or leave a session open that nobody
// holds.
func late(s State, e Reply) (State, []Effect) {
	done, signedIn := e.Step.(plan.Done)
	if w, waiting := s.(Waiting); waiting && signedIn && w.For != Opening {
		w.Late = append(slices.Clip(w.Late), done)
		return w, nil
	}
	if signedIn && !holds(s, done) || e.Step != nil && !signedIn && orphans(s) {
		return s, []Effect{Abandon{e.Step}}
	}
	return s, nil
}

// holds reports whether a session is the one that the member is to keep: the one just entered, or the one the purpose
// was begun with.
func holds(s State, done plan.Done) bool {
	if own := s.In().Session; own != nil && own.Same(done.Session) {
		return true
	}
	ended, ok := s.(Ended)
	return ok && ended.Done != nil && ended.Done.Session.Same(done.Session)
}

// orphans reports whether a late step can only be of a conversation that nobody will answer. Steps of a conversation that
// goes on must not be given back: that would end it.
func orphans(s State) bool {
	switch s := s.(type) {
	case Waiting:
		return s.For == Opening
	case Ended:
		return s.Done == nil && !s.Parted
	}
	return false
}

// giveBack abandons what came late to a Waiting that is over, but for the session that the member now has.
func giveBack(s, to State) []Effect {
	w, ok := s.(Waiting)
	if !ok || awaits(to) == w.Request {
		return nil
	}
	var out []Effect
	for _, done := range w.Late {
		if !holds(to, done) {
			out = append(out, Abandon{done})
		}
	}
	return out
}
