package otp

import "errors"

// Reason says why a key or an address cannot be used, in a word for words (assets: "code.refused.<reason>") and for scripts.
type Reason string

// The reasons.
const (
	NotAnAddress     Reason = "not-an-address"    // no otpauth address at all
	TypeUnknown      Reason = "type-unknown"      // neither totp, hotp nor steam
	SecretMissing    Reason = "secret-missing"    // none, or empty
	SecretBroken     Reason = "secret-broken"     // no base32
	SecretDigits     Reason = "secret-digits"     // 0, 1, 8 or 9, which base32 has not: O, I or L, B were read wrong
	SecretOdd        Reason = "secret-odd"        // typed: a length that none has, a letter is missing (CheckTyped alone)
	SecretWeak       Reason = "secret-weak"       // under 80 bits, where a key is new here (CheckNew alone)
	SecretTwice      Reason = "secret-twice"      // two secrets: which is meant cannot be known
	AlgorithmUnknown Reason = "algorithm-unknown" // none of SHA1, SHA256, SHA512
	DigitsRefused    Reason = "digits-refused"    // not 4 to 10
	PeriodRefused    Reason = "period-refused"    // not a whole number of seconds above 0
	CounterRefused   Reason = "counter-refused"   // missing or no number
	NameMissing      Reason = "name-missing"      // an address cut off before any name
	TimeRefused      Reason = "time-refused"      // the clock stands before 1970 or after 9999
	MigrationBroken  Reason = "migration-broken"  // no payload of a migration address
	PartMissing      Reason = "part-missing"      // a part of a migration that is not there
	EntryBroken      Reason = "entry-broken"      // an entry of a file that has not the shape it should have
	TooLong          Reason = "too-long"          // longer than anything real
	NoCodes          Reason = "no-codes"          // an entry that holds no codes at all
)

// Refusal is the error of this package: a reason, and nothing of what was refused.
type Refusal struct{ Reason Reason }

// Error gives the reason alone: what was refused may hold a secret.
func (r *Refusal) Error() string { return "otp: " + string(r.Reason) }

// Refuse makes a Refusal.
func Refuse(r Reason) error { return &Refusal{r} }

// ReasonOf gives the reason in an error of this package; another error is EntryBroken, nil is empty.
func ReasonOf(err error) Reason {
	var r *Refusal
	switch {
	case err == nil:
		return ""
	case errors.As(err, &r):
		return r.Reason
	}
	return EntryBroken
}

// Warning is something a member should know about a key that can be used (assets: "code.warning.<warning>").
type Warning string

// The warnings.
const (
	IssuersDiffer  Warning = "issuers-differ"  // the label and the parameter name different issuers: both are shown
	LabelCleaned   Warning = "label-cleaned"   // the label held what cannot be seen, or writes backwards, or was endless
	LabelLookalike Warning = "label-lookalike" // the label mixes alphabets, as names made to deceive do
	NameTaken      Warning = "name-taken"      // another key goes by the same name here: both are kept
	SecretShort    Warning = "secret-short"    // under 128 bits (RFC 4226, section 4, R6)
	SecretCut      Warning = "secret-cut"      // of a length that none has: a letter may be missing
)
