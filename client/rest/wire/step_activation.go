package wire

import (
	"time"

	"vestibule/app/plan"
)

// Activation asks for the code that came with the welcome letter, or was sent since.
type Activation struct {
	Sent    time.Time `json:"sent,omitzero"`
	Hint    string    `json:"hint,omitempty"`
	Expires time.Time `json:"expires,omitzero"`
	Tries   *Tries    `json:"tries,omitempty"`
	Fresh   bool      `json:"fresh"`
}

func fromActivation(s plan.Activation) *Activation {
	return &Activation{s.Sent, s.Hint, s.Expires, fromTries(s.Tries), s.Fresh}
}

func (w Activation) step(h plan.Head, c *check) plan.Step {
	c.that(w.Expires.IsZero() || !w.Expires.Before(w.Sent), "expires")
	return plan.Activation{Head: h, Sent: w.Sent, Hint: cut(w.Hint), Expires: w.Expires, Tries: w.Tries.tries(c, "tries"), Fresh: w.Fresh}
}
