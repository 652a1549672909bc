package wire

import (
	"slices"
	"time"

	"vestibule/app/plan"
)

// NewPassword asks for a new password in place.
type NewPassword struct {
	Reason  string        `json:"reason"`
	Rules   PasswordRules `json:"rules"`
	Changed time.Time     `json:"changed,omitzero"`
	Name    string        `json:"name"`
	Others  int           `json:"others,omitempty"`
}

func fromNewPassword(s plan.NewPassword) *NewPassword {
	return &NewPassword{string(s.Reason), fromPasswordRules(s.Rules), s.Changed, s.Name, s.Others}
}

// reasons are those that the page has words for.
var reasons = []plan.Reason{plan.PasswordIsExpired, plan.PasswordIsTemporary, plan.PasswordIsForgotten, plan.PasswordIsFirst,
	plan.PasswordIsLeaked, plan.PasswordIsChanged}

// mostSessions is how many open sessions of one member are believed.
const mostSessions = 1000

func (w NewPassword) step(h plan.Head, c *check) plan.Step {
	reason := plan.Reason(w.Reason)
	c.that(slices.Contains(reasons, reason), "reason")
	c.within(int64(w.Others), 0, mostSessions, "others")
	return plan.NewPassword{Head: h, Reason: reason, Rules: w.Rules.rules(c), Changed: w.Changed, Name: w.Name, Others: w.Others}
}
