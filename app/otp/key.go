package otp

import (
	"time"

	"vestibule/app/secret"
)

// Type is how a code moves on.
type Type string

// The types that codes are made for. Others may be kept (Key.Check says they cannot be used).
const (
	TOTP  Type = "totp"  // with time, RFC 6238
	HOTP  Type = "hotp"  // with a counter, RFC 4226
	Steam Type = "steam" // with time, five letters of Steam's own alphabet
)

// Algorithm is the hash of the HMAC.
type Algorithm string

// The algorithms (RFC 6238, section 1.2).
const (
	SHA1   Algorithm = "SHA1"
	SHA256 Algorithm = "SHA256"
	SHA512 Algorithm = "SHA512"
)

// Key is everything a code is made of, and what it is called. Issuer and Account are as they were given, cleaned of what
// cannot be seen; either may be empty.
type Key struct {
	Type            Type
	Issuer, Account string
	// LabelIssuer is what the label of an address calls the issuer, where the parameter says otherwise (IssuersDiffer): both
	// are shown when the key is added. Empty: they agree.
	LabelIssuer string
	Algorithm   Algorithm
	// Digits is 4 to 10; 5 letters for Steam.
	Digits int
	// Period is of TOTP and Steam, in whole seconds. Counter is of HOTP: the one the next code is made with.
	Period  time.Duration
	Counter uint64
	// Secret is the key of the HMAC, decoded.
	Secret secret.Bytes
}

// Clear erases the secret.
func (k Key) Clear() { k.Secret.Clear() }

// Clone gives a key whose secret can be cleared without this one's.
func (k Key) Clone() Key {
	k.Secret = k.Secret.Clone()
	return k
}
