package transfer

import (
	"time"

	"vestibule/app/otp"
)

// Tried is what an import would make of one entry, for people who script: never the secret. Which of Period and Counter is
// there depends on the type; an entry that cannot be used has what is known of it.
type Tried struct {
	Issuer    string        `json:"issuer"`
	Account   string        `json:"account"`
	Type      otp.Type      `json:"type"`
	Algorithm otp.Algorithm `json:"algorithm"`
	Digits    int           `json:"digits"`
	// Period is in seconds.
	Period  int     `json:"period,omitempty"`
	Counter *uint64 `json:"counter,omitempty"`
	// Code is the one at the time asked for; with a counter, the next one.
	Code   string     `json:"code,omitempty"`
	Status string     `json:"status"` // "new" or "unusable"
	Reason otp.Reason `json:"reason,omitempty"`
}

// Try tells what an import would make of an entry, with its code at a time. It stores nothing.
func Try(e Entry, at time.Time) Tried {
	t := Tried{Issuer: e.Key.Issuer, Account: e.Key.Account, Type: e.Key.Type, Algorithm: e.Key.Algorithm, Digits: e.Key.Digits,
		Period: int(e.Key.Period / time.Second), Status: "unusable", Reason: e.Reason}
	if e.Key.Type == otp.HOTP {
		t.Counter, t.Period = &e.Key.Counter, 0
	}
	if e.Reason != "" {
		return t
	}
	code, err := e.Key.Code(at)
	if err != nil {
		t.Reason = otp.ReasonOf(err)
		return t
	}
	t.Code, t.Status = code.Text, "new"
	return t
}
