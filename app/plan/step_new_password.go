package plan

import (
	"time"

	"vestibule/app/secret"
)

// NewPassword asks for a new password in place, without mail.
type NewPassword struct {
	Head
	Reason Reason
	Rules  PasswordRules
	// Changed is when the password was last changed; zero: not told.
	Changed time.Time
	// Name is the identifier the new password must not resemble.
	Name string
	// Others is how many other sessions are open: the member is asked whether they are to end.
	Others int
}

// Reason is why a new password is asked for.
type Reason string

// The reasons.
const (
	PasswordIsExpired   Reason = "expired"
	PasswordIsTemporary Reason = "temporary"
	PasswordIsForgotten Reason = "forgotten"
	PasswordIsFirst     Reason = "first"
	PasswordIsLeaked    Reason = "leaked" // somebody else may know it
	PasswordIsChanged   Reason = "changed"
)

// Kind is KindNewPassword.
func (NewPassword) Kind() Kind { return KindNewPassword }

// Accepts reports whether a is a NewPasswordAnswer.
func (NewPassword) Accepts(a Answer) bool { _, ok := a.(NewPasswordAnswer); return ok }

// NewPasswordAnswer is what NewPassword takes.
type NewPasswordAnswer interface {
	Answer
	newPassword()
}

// NewPasswordTyped is the new password, in NFC.
type NewPasswordTyped struct {
	Password secret.Bytes
	// EndOthers ends the other sessions.
	EndOthers bool
}

// SpendsTry is false: a refused new password locks nobody out.
func (NewPasswordTyped) SpendsTry() bool { return false }

// Clear erases the password.
func (a NewPasswordTyped) Clear()     { a.Password.Clear() }
func (NewPasswordTyped) answer()      {}
func (NewPasswordTyped) newPassword() {}
