package wire

import (
	"time"

	"vestibule/app/plan"
)

// ShowSecret hands out the secret of a new authenticator app; Secret is in base 32, as people type it.
type ShowSecret struct {
	Authenticator string    `json:"authenticator"`
	Issuer        string    `json:"issuer"`
	Account       string    `json:"account"`
	Secret        Key       `json:"secret"`
	Algorithm     string    `json:"algorithm"`
	Digits        int       `json:"digits"`
	PeriodS       int64     `json:"period_s"`
	Expires       time.Time `json:"expires"`
	Tries         *Tries    `json:"tries,omitempty"`
}

func fromShowSecret(s plan.ShowSecret) *ShowSecret {
	return &ShowSecret{string(s.Authenticator), s.Issuer, s.Account, Key{s.Secret}, s.Algorithm, s.Digits,
		inSeconds(s.Period), s.Expires, fromTries(s.Tries)}
}

// The bounds of a secret in bytes: RFC 4226, section 4, asks for 128 bits at least; the longest is the block of SHA-512,
// beyond which an HMAC hashes its key (RFC 2104, section 2).
const (
	shortestKey = 16
	longestKey  = 128
)

// step holds a secret to what its codes can be made with; the numbers have the bounds of the policy's totp.
func (w ShowSecret) step(h plan.Head, c *check) plan.Step {
	c.that(w.Authenticator != "", "authenticator")
	c.that(w.Issuer != "", "issuer")
	c.within(int64(w.Secret.Len()), shortestKey, longestKey, "secret")
	c.that(w.Algorithm == "SHA1" || w.Algorithm == "SHA256" || w.Algorithm == "SHA512", "algorithm")
	c.within(int64(w.Digits), 6, 10, "digits")
	c.within(w.PeriodS, 1, 3600, "period_s")
	c.that(!w.Expires.IsZero(), "expires")
	return plan.ShowSecret{
		Head: h, Authenticator: plan.AuthenticatorID(w.Authenticator), Issuer: w.Issuer, Account: w.Account,
		Secret: w.Secret.Bytes, Algorithm: w.Algorithm, Digits: w.Digits, Period: c.seconds(w.PeriodS, 1, "period_s"),
		Expires: w.Expires, Tries: w.Tries.tries(c, "tries"),
	}
}
