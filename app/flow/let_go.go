package flow

import (
	"slices"

	"vestibule/app/plan"
	"vestibule/app/secret"
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
		if slices.ContainsFunc(secrets(s), func(b secret.Bytes) bool { return !b.Empty() && !held(b, has) }) {
			out = append(out, Erase{Step: s})
		}
	}
	return out
}

// held reports whether one of the steps shows the same memory, not just the same bytes.
func held(b secret.Bytes, steps []plan.Step) bool {
	return slices.ContainsFunc(steps, func(s plan.Step) bool { return slices.Contains(secrets(s), b) })
}

// shown gives the steps with a secret that a state holds.
func shown(s State) []plan.Step {
	out := appendShown(nil, StepOf(s))
	for _, step := range s.In().Trail {
		out = appendShown(out, step)
	}
	return out
}

func appendShown(to []plan.Step, s plan.Step) []plan.Step {
	if len(secrets(s)) > 0 {
		return append(to, s)
	}
	return to
}

// secrets gives what a step shows that is to be seen once: nobody but the page has a use for it.
func secrets(s plan.Step) []secret.Bytes {
	switch s := s.(type) {
	case plan.ShowSecret:
		return []secret.Bytes{s.Secret}
	case plan.ShowRecoveryCodes:
		return s.Codes
	}
	return nil
}
