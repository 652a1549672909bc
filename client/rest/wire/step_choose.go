package wire

import (
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Authenticator is a thing the member controls.
type Authenticator struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"`
	Hint      string    `json:"hint"`
	Added     time.Time `json:"added,omitzero"`
	LastUsed  time.Time `json:"last_used,omitzero"`
	Unusable  string    `json:"unusable,omitempty"`
	Remaining int       `json:"remaining,omitempty"`
}

func fromAuthenticator(a plan.Authenticator) Authenticator {
	return Authenticator{string(a.ID), string(a.Kind), a.Hint, a.Added, a.LastUsed, string(a.Unusable), a.Remaining}
}

// known reports whether the app can carry the kind out.
func (w Authenticator) known() bool {
	return slices.Contains(plan.AuthenticatorKinds(), plan.AuthenticatorKind(w.Kind))
}

func (w Authenticator) authenticator(c *check, what string) plan.Authenticator {
	c.that(w.ID != "", what+".id")
	c.that(w.known(), what+".kind")
	c.that(w.Remaining >= 0, what+".remaining")
	return plan.Authenticator{
		ID: plan.AuthenticatorID(w.ID), Kind: plan.AuthenticatorKind(w.Kind), Hint: w.Hint,
		Added: w.Added, LastUsed: w.LastUsed, Unusable: problem.Code(w.Unusable), Remaining: w.Remaining,
	}
}

// Choose asks which authenticator to prove.
type Choose struct {
	Options []Authenticator `json:"options"`
}

func fromChoose(s plan.Choose) *Choose {
	w := &Choose{}
	for _, o := range s.Options {
		w.Options = append(w.Options, fromAuthenticator(o))
	}
	return w
}

// step leaves out the options of kinds that the app does not know, so that the others can still be used.
func (w Choose) step(h plan.Head, c *check) plan.Step {
	s := plan.Choose{Head: h}
	seen := map[plan.AuthenticatorID]bool{}
	for _, o := range w.Options {
		if !o.known() {
			continue
		}
		a := o.authenticator(c, "options")
		c.that(!seen[a.ID], "options.id")
		seen[a.ID] = true
		s.Options = append(s.Options, a)
	}
	c.that(len(s.Options) > 0, "options")
	return s
}
