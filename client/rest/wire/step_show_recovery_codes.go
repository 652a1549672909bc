package wire

import (
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// ShowRecoveryCodes hands out look-up secrets, once.
type ShowRecoveryCodes struct {
	Codes    []Secret `json:"codes"`
	Replaces int      `json:"replaces,omitempty"`
}

func fromShowRecoveryCodes(s plan.ShowRecoveryCodes) *ShowRecoveryCodes {
	w := &ShowRecoveryCodes{Replaces: s.Replaces}
	for _, code := range s.Codes {
		w.Codes = append(w.Codes, Secret{code})
	}
	return w
}

// The bounds of a set: as many as fit on one printed page, each of at least 20 bits (NIST SP 800-63B, section 3.1.2.2),
// which is four letters of base 32, and short enough to be typed.
const (
	mostCodes    = 50
	shortestCode = 4
	longestCode  = 64
)

func (w ShowRecoveryCodes) step(h plan.Head, c *check) plan.Step {
	c.within(int64(len(w.Codes)), 1, mostCodes, "codes")
	c.within(int64(w.Replaces), 0, mostCodes, "replaces")
	codes := make([]secret.Bytes, 0, len(w.Codes))
	for _, code := range w.Codes {
		c.within(int64(code.Len()), shortestCode, longestCode, "codes")
		codes = append(codes, code.Bytes)
	}
	return plan.ShowRecoveryCodes{Head: h, Codes: codes, Replaces: w.Replaces}
}
