package plan

import (
	"bytes"
	"unicode"

	"vestibule/app/secret"
)

// RecoveryCode asks for one of the codes that were handed out beforehand (NIST: look-up secret).
type RecoveryCode struct {
	Head
	Tries  Tries
	Others bool
	// Exact reports that letters which look like digits are letters in the plan's codes: only spaces and dashes are taken out
	// of what is typed.
	Exact bool
}

// Clean tidies what was typed, which it erases, as this plan's codes are read.
func (s RecoveryCode) Clean(typed secret.Bytes) secret.Bytes {
	if !s.Exact {
		return CleanRecoveryCode(typed)
	}
	defer typed.Clear()
	return secret.Of(bytes.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, typed.Reveal()))
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

// RecoveryCodeTyped is the code as RecoveryCode.Clean leaves it.
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
