package plan

// Purpose is what a conversation is for, in the words of the wire.
type Purpose string

// The purposes that need no session. Each ends signed in, waiting, or with a Told, and none is a dead end.
const (
	SignIn Purpose = "sign-in"
	// FindUsername sends the name by which a member signs in to a contact that is proven to be theirs (S001), and goes on
	// to the password.
	FindUsername Purpose = "find-username"
	// RecoverPassword proves who the member is and takes a new password (S002).
	RecoverPassword Purpose = "recover-password"
	// Unlock lifts a lock by proofs, without waiting for its end (S010); the password stays.
	Unlock Purpose = "unlock"
	// CheckStatus sends how an account stands to the member's own contact, and says nothing here (S117).
	CheckStatus Purpose = "check-status"
	// ReplaceAuthenticator is for who no longer has the phone or app (S036). Who has typed the password already gets there
	// with LostIt instead, and is asked for nothing twice.
	ReplaceAuthenticator Purpose = "replace-authenticator"
	// Register makes an account for who has a card and none yet (S110).
	Register Purpose = "register"
	// Activate finishes an account that was begun (S045, S111).
	Activate Purpose = "activate"
	// Reactivate brings an account back that lapsed (S046).
	Reactivate Purpose = "reactivate"
)

// The purposes that are begun in a session. Their Done carries that session as it now stands.
const (
	// StepUp asks for one more proof in a session that is open already: its Done has a new time of proof.
	StepUp Purpose = "step-up"
	// Bind adds an authenticator app to the member's ways of signing in.
	Bind Purpose = "bind-authenticator"
	// ChangePassword takes a new password in place.
	ChangePassword Purpose = "change-password"
	// AddContact adds an e-mail address or a phone number, which counts once a code sent to it came back (S139).
	AddContact Purpose = "add-contact"
	// ConfirmContact sends a code to the first contact on file that was never confirmed, which counts once it came back
	// (S039). Where there is none it is done at once.
	ConfirmContact Purpose = "confirm-contact"
	// NewRecoveryCodes makes a new set; the old one ends when the new one is confirmed.
	NewRecoveryCodes Purpose = "new-recovery-codes"
)

// Purposes is every purpose.
func Purposes() []Purpose {
	return []Purpose{SignIn, FindUsername, RecoverPassword, Unlock, CheckStatus, ReplaceAuthenticator, Register, Activate,
		Reactivate, StepUp, Bind, ChangePassword, AddContact, ConfirmContact, NewRecoveryCodes}
}

// NeedsSession reports whether a conversation is begun in a session. Such a conversation opens none and ends none: what
// its Done carries is the session that was there before, as it now stands.
func (p Purpose) NeedsSession() bool {
	switch p {
	case StepUp, Bind, ChangePassword, AddContact, ConfirmContact, NewRecoveryCodes:
		return true
	}
	return false
}
