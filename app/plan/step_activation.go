package plan

import (
	"time"

	"vestibule/app/secret"
)

// Activation asks for the code that came with the welcome letter, or that the plan sent since.
type Activation struct {
	Head
	// Sent is when the newest code went out, zero: not told. Hint is where to, masked by the plan; empty before the member
	// has proved anything.
	Sent    time.Time
	Hint    string
	Expires time.Time
	Tries   Tries
	// Fresh reports whether a new code can be asked for here.
	Fresh bool
}

// Kind is KindActivation.
func (Activation) Kind() Kind { return KindActivation }

// Accepts reports whether a is an ActivationAnswer.
func (Activation) Accepts(a Answer) bool { _, ok := a.(ActivationAnswer); return ok }

// ActivationAnswer is what Activation takes.
type ActivationAnswer interface {
	Answer
	activation()
}

// ActivationTyped is the code as CleanRecoveryCode leaves it, or a whole link.
type ActivationTyped struct{ Code secret.Bytes }

// SpendsTry is true: a wrong code counts.
func (ActivationTyped) SpendsTry() bool { return true }

// Clear erases the code.
func (a ActivationTyped) Clear()    { a.Code.Clear() }
func (ActivationTyped) answer()     {}
func (ActivationTyped) activation() {}

// ActivationFresh asks for a new code, sent to the member's own contact.
type ActivationFresh struct{ plain }

func (ActivationFresh) activation() {}
