package wire

import "vestibule/app/plan"

// Done ends a conversation with a session.
type Done struct {
	Session Session `json:"session"`
	Account Account `json:"account"`
	Trust   Secret  `json:"trust,omitzero"`
}

func fromDone(s plan.Done) *Done {
	return &Done{FromSession(s.Session), FromAccount(s.Account), Secret{s.Trust}}
}

func (w Done) step(h plan.Head, c *check) plan.Step {
	return plan.Done{Head: h, Session: w.Session.session(c), Account: w.Account.account(c), Trust: w.Trust.Bytes}
}
