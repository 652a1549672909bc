package flow

import (
	"slices"

	"vestibule/app/plan"
)

// letGo erases the secrets on steps that a conversation no longer holds, on the page or to go back to, and on those that
// came too late for it.
func letGo(from State, e Event, to State) []Effect {
	had, has := shown(from), shown(to)
	if r, ok := e.(Reply); ok {
		had = appendShown(had, r.Step)
	}
	var out []Effect
	for _, s := range had {
		same := func(t plan.ShowSecret) bool { return t.Secret == s.Secret } // the same memory, not just the same bytes
		if !s.Secret.Empty() && !slices.ContainsFunc(has, same) {
			out = append(out, Erase{Step: s})
		}
	}
	return out
}

// shown gives the steps with a secret that a state holds.
func shown(s State) []plan.ShowSecret {
	out := appendShown(nil, StepOf(s))
	for _, step := range s.In().Trail {
		out = appendShown(out, step)
	}
	return out
}

func appendShown(to []plan.ShowSecret, s plan.Step) []plan.ShowSecret {
	if secret, ok := s.(plan.ShowSecret); ok {
		return append(to, secret)
	}
	return to
}
