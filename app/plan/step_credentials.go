package plan

import "vestibule/app/secret"

// Credentials asks for a name and a password on one page.
type Credentials struct {
	Head
	// Identifiers are the kinds of name the one field takes.
	Identifiers []Identifier
	// Tries are told from the first miss on, the same for known and unknown names.
	Tries Tries
	// For is the masked name that this conversation is about already: only the password is asked for, and the answer has no
	// name. Empty: the name is asked for too.
	For string
	// SharedDevice reports whether the member may mark this device as shared.
	SharedDevice bool
}

// Identifier is a kind of name.
type Identifier string

// The four kinds of name (S081).
const (
	Username     Identifier = "username"
	Email        Identifier = "email"
	Phone        Identifier = "phone"
	MemberNumber Identifier = "member-number"
)

// Kind is KindCredentials.
func (Credentials) Kind() Kind { return KindCredentials }

// Accepts reports whether a is a CredentialsAnswer.
func (Credentials) Accepts(a Answer) bool { _, ok := a.(CredentialsAnswer); return ok }

// CredentialsAnswer is what Credentials takes.
type CredentialsAnswer interface {
	Answer
	credentials()
}

// NameAndPassword signs in; the name is empty where the step says whom it is for. The name is trimmed and in NFC; the password is as typed, in NFC (NIST SP 800-63B,
// section 3.1.1.2: each code point is one character).
type NameAndPassword struct {
	Name     string
	Password secret.Bytes
	Shared   bool         // this is a shared device: no trust, nothing kept
	Trust    secret.Bytes // what this device was given when it was trusted; empty: nothing
}

// SpendsTry is true: a wrong password counts.
func (NameAndPassword) SpendsTry() bool { return true }

// Clear erases the password and this copy of the trust token.
func (a NameAndPassword) Clear() { a.Password.Clear(); a.Trust.Clear() }

func (NameAndPassword) answer()      {}
func (NameAndPassword) credentials() {}
