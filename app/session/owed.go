package session

import (
	"slices"

	"vestibule/app/clock"
	"vestibule/app/plan"
)

// Owed is a sign-out that a plan has not been told of. It is kept in memory only; without a connection it waits there.
type Owed struct {
	Plan    plan.Key
	Session plan.Session
	clock   *clock.Plan
}

// Owed gives the sign-outs to tell the plans of: call it after every end and whenever a connection is back, make the
// calls, and Settle what went through. The tokens are copies, the caller's to clear. Sessions that their plan has ended
// by itself meanwhile are dropped.
func (k *Keeper) Owed() []Owed {
	k.dropOwed(Owed.ended)
	out := slices.Clone(k.owed)
	for i := range out {
		out[i].Session.Token = out[i].Session.Token.Clone()
	}
	return out
}

// Settle takes a sign-out as told, and clears its token everywhere.
func (k *Keeper) Settle(told Owed) {
	k.dropOwed(func(o Owed) bool { return o.Plan == told.Plan && o.Session.Token.Equal(told.Session.Token) })
	told.Session.Token.Clear()
}

func (k *Keeper) dropOwed(when func(Owed) bool) {
	k.owed = slices.DeleteFunc(k.owed, func(o Owed) bool {
		if !when(o) {
			return false
		}
		o.Session.Token.Clear()
		return true
	})
}

func (o Owed) ended() bool { return !o.Session.Ends.IsZero() && !o.clock.Now().Before(o.Session.Ends) }

// owe takes over the session of an entry.
func (k *Keeper) owe(e Entry) {
	if !e.Session.Token.Empty() {
		k.owed = append(k.owed, Owed{e.Plan, e.Session, e.Clock})
	}
}
