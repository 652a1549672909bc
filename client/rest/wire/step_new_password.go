package wire

import (
	"time"

	"vestibule/app/plan"
)

// NewPassword asks for a new password in place.
type NewPassword struct {
	Reason  string        `json:"reason"`
	Rules   PasswordRules `json:"rules"`
	Changed time.Time     `json:"changed,omitzero"`
	Name    string        `json:"name"`
}

func fromNewPassword(s plan.NewPassword) *NewPassword {
	return &NewPassword{string(s.Reason), fromPasswordRules(s.Rules), s.Changed, s.Name}
}

func (w NewPassword) step(h plan.Head, c *check) plan.Step {
	reason := plan.Reason(w.Reason)
	c.that(reason == plan.PasswordIsExpired || reason == plan.PasswordIsTemporary, "reason")
	return plan.NewPassword{Head: h, Reason: reason, Rules: w.Rules.rules(c), Changed: w.Changed, Name: w.Name}
}
