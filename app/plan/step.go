package plan

import "time"

// Kind names a step kind on the wire, in tests and in words.
type Kind string

// The step kinds. Each has a file here, a page in ui, a schema in the mock's openapi.yaml and a line in Kinds.
const (
	KindCredentials       Kind = "credentials"
	KindIdentify          Kind = "identify"
	KindChoose            Kind = "choose-authenticator"
	KindCode              Kind = "code"
	KindPush              Kind = "push"
	KindRecoveryCode      Kind = "recovery-code"
	KindNewPassword       Kind = "new-password"
	KindProveIdentity     Kind = "prove-identity"
	KindRegister          Kind = "register"
	KindActivation        Kind = "activation"
	KindContact           Kind = "contact"
	KindShowRecoveryCodes Kind = "show-recovery-codes"
	KindTold              Kind = "told"
	KindShowSecret        Kind = "show-secret"
	KindOpenBrowser       Kind = "open-browser"
	KindWait              Kind = "wait"
	KindRefer             Kind = "refer"
	KindDone              Kind = "done"
)

// Kinds is every step kind, in the order a member may meet them.
func Kinds() []Kind {
	return []Kind{KindCredentials, KindIdentify, KindChoose, KindCode, KindPush, KindRecoveryCode, KindProveIdentity,
		KindActivation, KindRegister, KindContact, KindNewPassword, KindShowSecret, KindShowRecoveryCodes, KindOpenBrowser,
		KindWait, KindRefer, KindTold, KindDone}
}

// Step is one question of a plan: a closed set of small structs, one a kind. It carries what the page shows, and never
// what the member typed.
type Step interface {
	// At tells where in which conversation the step stands.
	At() Head
	// Kind names the kind.
	Kind() Kind
	// Accepts reports whether an answer is one of this kind's.
	Accepts(Answer) bool
	sealed()
}

// Answer is what a member gives to a step: a closed set, sealed per kind (CredentialsAnswer, CodeAnswer, …).
type Answer interface {
	// SpendsTry reports whether the plan counts the answer as a try when it is wrong.
	SpendsTry() bool
	// Clear erases what was typed in secret.
	Clear()
	answer()
}

// Head is what every step has: which conversation, which number in it, and how far along.
type Head struct {
	Purpose Purpose
	Handle  Handle
	// Number counts the plan's answers in this conversation, from 1. An answer names the number of its step.
	Number int
	// Position and Length place the step among those the plan expects, both 0 where it does not tell.
	Position, Length int
	// Back reports that the plan takes an answer to an earlier step of this conversation.
	Back bool
}

// At gives the head itself.
func (h Head) At() Head { return h }

func (Head) sealed() {}

// Same reports whether two steps are the same question of the same conversation.
func Same(a, b Step) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	x, y := a.At(), b.At()
	return a.Kind() == b.Kind() && x.Number == y.Number && x.Handle.Equal(y.Handle.Bytes)
}

// plain is embedded by answers that hold nothing secret and spend no try.
type plain struct{}

// SpendsTry is false.
func (plain) SpendsTry() bool { return false }

// Clear does nothing: there is no secret.
func (plain) Clear() {}

func (plain) answer() {}

// Tries is how many tries are left before a lock; Known is false where the plan does not tell (always before the first
// proof of an unknown name).
type Tries struct {
	Known bool
	Left  int
}

// Last reports that at most warnAt tries are left, so that the next should be confirmed.
func (t Tries) Last(warnAt int) bool { return t.Known && t.Left > 0 && t.Left <= warnAt }

// Trust is a plan's offer to ask for less on this device next time.
type Trust struct {
	Offered bool
	For     time.Duration
}
