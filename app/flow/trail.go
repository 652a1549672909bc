package flow

import (
	"slices"

	"vestibule/app/plan"
)

// after is the trail once a step was followed by another. The same question asked again takes its own place, one that
// was met before cuts the trail there (so that "another way" and back do not make it longer and longer), and a step that
// only waits is not remembered: there is nothing in it to answer again.
func (t Talk) after(from, to plan.Step) []plan.Step {
	for i, met := range t.Trail {
		if again(met, to) {
			return t.Trail[:i]
		}
	}
	if _, waits := pollEvery(from); from == nil || waits || again(from, to) {
		return t.Trail
	}
	return append(slices.Clip(t.Trail), from) // clipped, because states are values and may share a trail
}

// again reports whether two steps ask the same thing, whatever their numbers.
func again(a, b plan.Step) bool {
	return a != nil && b != nil && a.Kind() == b.Kind() && authenticator(a) == authenticator(b)
}

func authenticator(s plan.Step) plan.AuthenticatorID {
	switch s := s.(type) {
	case plan.Code:
		return s.Authenticator.ID
	case plan.Push:
		return s.Authenticator.ID
	}
	return ""
}

// tries tells how many are left at a step, where the plan told.
func tries(s plan.Step) plan.Tries {
	switch s := s.(type) {
	case plan.Credentials:
		return s.Tries
	case plan.Code:
		return s.Tries
	case plan.RecoveryCode:
		return s.Tries
	case plan.ShowSecret:
		return s.Tries
	}
	return plan.Tries{}
}
