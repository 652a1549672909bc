package wire

import "vestibule/app/plan"

// Credentials asks for a name and a password, or for the password alone of whom it is For, masked.
type Credentials struct {
	Identifiers  []string `json:"identifiers,omitempty"`
	Tries        *Tries   `json:"tries,omitempty"`
	For          string   `json:"for,omitempty"`
	SharedDevice bool     `json:"shared_device"`
}

func fromCredentials(s plan.Credentials) *Credentials {
	return &Credentials{fromIdentifiers(s.Identifiers), fromTries(s.Tries), s.For, s.SharedDevice}
}

func (w Credentials) step(h plan.Head, c *check) plan.Step {
	s := plan.Credentials{Head: h, Identifiers: identifiers(w.Identifiers), Tries: w.Tries.tries(c, "tries"), For: cut(w.For),
		SharedDevice: w.SharedDevice}
	c.that(len(s.Identifiers) > 0 || s.For != "", "identifiers")
	return s
}
