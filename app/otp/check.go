package otp

import "time"

// The bounds. What is outside them is made by nobody, or by somebody who means harm.
const (
	longestAddress = 16 << 10 // bytes; a QR code holds 2,953
	longestSecret  = 1 << 10  // bytes, decoded; HMAC hashes what is longer than a block of 128
	leastNew       = 80 / 8   // bytes of a key that nobody uses yet: below that it can be searched for (RFC 4226, section 4, R6 has 128 bits)
	longestLabel   = 1 << 10  // bytes of an issuer or an account; the rest is cut, since no code depends on it
	fewestDigits   = 4
	mostDigits     = 10 // 31 bits have no more (RFC 4226, section 5.3)
	longestPeriod  = 1<<31 - 1
	steamDigits    = 5
	defaultDigits  = 6  // Key URI Format
	defaultPeriod  = 30 // seconds: Key URI Format and RFC 6238, section 5.2
)

// Check reports whether codes can be made, and if not why, as a *Refusal. Nothing is put right in silence: an algorithm that
// is unknown is not SHA1, eleven digits are not six.
func (k Key) Check() error {
	if r := k.refusal(); r != "" {
		return Refuse(r)
	}
	return nil
}

// CheckNew is Check for a key that is to be used from now on. One that another app has used is kept however short it is,
// since refusing it would shut its owner out; a new one can still be made anew.
func (k Key) CheckNew() error {
	if err := k.Check(); err != nil {
		return err
	}
	if k.Secret.Len() < leastNew {
		return Refuse(SecretWeak)
	}
	return nil
}

func (k Key) refusal() Reason {
	switch {
	case k.Type != TOTP && k.Type != HOTP && k.Type != Steam:
		return TypeUnknown
	case k.Secret.Empty():
		return SecretMissing
	case k.Secret.Len() > longestSecret:
		return TooLong
	case !isHash(k.Algorithm):
		return AlgorithmUnknown
	case k.Digits < fewestDigits || k.Digits > mostDigits:
		return DigitsRefused
	case k.Type != HOTP && !wholeSeconds(k.Period):
		return PeriodRefused
	case k.Type == Steam:
		return k.notSteam()
	}
	return ""
}

// notSteam: Steam has one kind of code alone: SHA1, five letters, 30 seconds. A file that says otherwise is wrong about one
// of them, and which one cannot be known.
func (k Key) notSteam() Reason {
	switch {
	case k.Algorithm != SHA1:
		return AlgorithmUnknown
	case k.Digits != steamDigits:
		return DigitsRefused
	case k.Period != defaultPeriod*time.Second:
		return PeriodRefused
	}
	return ""
}

func wholeSeconds(d time.Duration) bool {
	return d >= time.Second && d%time.Second == 0 && d/time.Second <= longestPeriod
}

func isHash(a Algorithm) bool { return a == SHA1 || a == SHA256 || a == SHA512 }
