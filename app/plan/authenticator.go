package plan

import (
	"time"

	"vestibule/app/problem"
)

// AuthenticatorID names one authenticator of a member at a plan.
type AuthenticatorID string

// AuthenticatorKind is how control of it is proved, in the words of the wire.
type AuthenticatorKind string

// The kinds.
const (
	SMS           AuthenticatorKind = "sms"
	Voice         AuthenticatorKind = "voice"
	EmailCode     AuthenticatorKind = "email"
	TOTP          AuthenticatorKind = "totp"
	PushApproval  AuthenticatorKind = "push"
	RecoveryCodes AuthenticatorKind = "recovery-code"
	// IdentityProof is the card and what only the member knows. It is a route of recovery, never one of signing in.
	IdentityProof AuthenticatorKind = "identity"
	// LetterCode is a code by post, for who has neither e-mail nor mobile; of recovery too.
	LetterCode AuthenticatorKind = "letter"
)

// AuthenticatorKinds is every kind, strongest first: the order in which they are offered where the plan has none.
func AuthenticatorKinds() []AuthenticatorKind {
	return []AuthenticatorKind{PushApproval, TOTP, SMS, Voice, EmailCode, RecoveryCodes, LetterCode, IdentityProof}
}

// Sent reports whether codes of this kind travel to the member.
func (k AuthenticatorKind) Sent() bool { return k == SMS || k == Voice || k == EmailCode }

// Authenticator is a thing the member controls to prove who they are.
type Authenticator struct {
	ID   AuthenticatorID
	Kind AuthenticatorKind
	// Hint is where codes go, masked by the plan, or what the member called the device.
	Hint string
	// Added and LastUsed are zero where the plan does not tell.
	Added, LastUsed time.Time
	// Unusable says why it cannot be chosen now; empty: it can.
	Unusable problem.Code
	// Remaining is how many recovery codes are left.
	Remaining int
}
