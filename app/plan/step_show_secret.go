package plan

import (
	"time"

	"vestibule/app/secret"
)

// ShowSecret hands out the secret of a new authenticator app (RFC 6238). The plan takes no code of it, and forgets it
// after Expires, unless the member has typed one: an authenticator that was scanned badly must not lock anybody out.
type ShowSecret struct {
	Head
	// Authenticator names what is being added; a Code step carries the same name once it is bound.
	Authenticator AuthenticatorID
	// Issuer and Account are what an authenticator app shows beside its codes.
	Issuer, Account string
	// Secret is the key of the HMAC itself, not its letters. It is cleared when the conversation leaves the step: whoever
	// wants to keep it takes a copy.
	Secret secret.Bytes
	// Algorithm is SHA1, SHA256 or SHA512.
	Algorithm string
	Digits    int
	// Period is in whole seconds.
	Period time.Duration
	// Expires is when the secret is forgotten, by the plan's clock.
	Expires time.Time
	Tries   Tries
}

// Kind is KindShowSecret.
func (ShowSecret) Kind() Kind { return KindShowSecret }

// Accepts reports whether a is a ShowSecretAnswer.
func (ShowSecret) Accepts(a Answer) bool { _, ok := a.(ShowSecretAnswer); return ok }

// ShowSecretAnswer is what ShowSecret takes.
type ShowSecretAnswer interface {
	Answer
	showSecret()
}

// ShowSecretConfirmed is a code made with the secret: it binds the authenticator.
type ShowSecretConfirmed struct {
	Code secret.Bytes
	// Label is what the member calls the device; empty: the plan names it.
	Label string
}

// SpendsTry is true: a wrong code counts.
func (ShowSecretConfirmed) SpendsTry() bool { return true }

// Clear erases the code.
func (a ShowSecretConfirmed) Clear()    { a.Code.Clear() }
func (ShowSecretConfirmed) answer()     {}
func (ShowSecretConfirmed) showSecret() {}
