package wire

import (
	"slices"

	"vestibule/app/plan"
)

// Credentials asks for a name and a password.
type Credentials struct {
	Identifiers  []string `json:"identifiers"`
	Tries        *Tries   `json:"tries,omitempty"`
	SharedDevice bool     `json:"shared_device"`
}

func fromCredentials(s plan.Credentials) *Credentials {
	w := &Credentials{Tries: fromTries(s.Tries), SharedDevice: s.SharedDevice}
	for _, k := range s.Identifiers {
		w.Identifiers = append(w.Identifiers, string(k))
	}
	return w
}

// step leaves out the kinds of name that the app has no word for: the field takes them all the same.
func (w Credentials) step(h plan.Head, c *check) plan.Step {
	known := []plan.Identifier{plan.Username, plan.Email, plan.Phone, plan.MemberNumber}
	s := plan.Credentials{Head: h, Tries: w.Tries.tries(c, "tries"), SharedDevice: w.SharedDevice}
	for _, k := range w.Identifiers {
		if slices.Contains(known, plan.Identifier(k)) {
			s.Identifiers = append(s.Identifiers, plan.Identifier(k))
		}
	}
	c.that(len(s.Identifiers) > 0, "identifiers")
	return s
}
