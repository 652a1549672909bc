package wire

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Refer says that only a person can help.
type Refer struct {
	Why         string `json:"why"`
	Reference   string `json:"reference"`
	Explanation string `json:"explanation,omitempty"`
	Lost        bool   `json:"lost,omitempty"`
}

func fromRefer(s plan.Refer) *Refer {
	return &Refer{string(s.Why), s.Reference, s.Explanation, s.Lost}
}

func (w Refer) step(h plan.Head, c *check) plan.Step {
	c.that(w.Why != "", "why")
	return plan.Refer{Head: h, Why: problem.Code(w.Why), Reference: w.Reference, Explanation: w.Explanation, Lost: w.Lost}
}
