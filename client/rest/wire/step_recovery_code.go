package wire

import "vestibule/app/plan"

// RecoveryCode asks for one of the codes handed out beforehand.
type RecoveryCode struct {
	Tries  *Tries `json:"tries,omitempty"`
	Others bool   `json:"others"`
}

func fromRecoveryCode(s plan.RecoveryCode) *RecoveryCode {
	return &RecoveryCode{fromTries(s.Tries), s.Others}
}

func (w RecoveryCode) step(h plan.Head, c *check) plan.Step {
	return plan.RecoveryCode{Head: h, Tries: w.Tries.tries(c, "tries"), Others: w.Others}
}
