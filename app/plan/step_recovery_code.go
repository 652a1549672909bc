package plan

import "vestibule/app/secret"

// RecoveryCode asks for one of the codes that were handed out beforehand (NIST: look-up secret).
type RecoveryCode struct {
	Head
	Tries  Tries
	Others bool
}

// Kind is KindRecoveryCode.
func (RecoveryCode) Kind() Kind { return KindRecoveryCode }

// Accepts reports whether a is a RecoveryCodeAnswer.
func (RecoveryCode) Accepts(a Answer) bool { _, ok := a.(RecoveryCodeAnswer); return ok }

// RecoveryCodeAnswer is what RecoveryCode takes.
type RecoveryCodeAnswer interface {
	Answer
	recoveryCode()
}

// RecoveryCodeTyped is the code without spaces and dashes, in capitals.
type RecoveryCodeTyped struct{ Code secret.Bytes }

// SpendsTry is true: a wrong code counts.
func (RecoveryCodeTyped) SpendsTry() bool { return true }

// Clear erases the code.
func (a RecoveryCodeTyped) Clear()      { a.Code.Clear() }
func (RecoveryCodeTyped) answer()       {}
func (RecoveryCodeTyped) recoveryCode() {}

// RecoveryCodeAnotherWay goes back to choosing.
type RecoveryCodeAnotherWay struct{ plain }

func (RecoveryCodeAnotherWay) recoveryCode() {}
