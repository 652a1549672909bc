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
	// Providers are who else can say who the member is, to be picked instead (ByProvider); nil: nobody.
	Providers []Provider
	// Joins is the name of the provider that is joined to the account with this sign-in: the member has been there, and no
	// account goes with that yet. Empty: none is.
	Joins string
}

// Provider is one with whom the member can sign in instead: an identity provider.
type Provider struct{ ID, Name string }

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

// ByProvider signs in with one of the Providers, in the browser: an OpenBrowser step follows. Redirect is the address that the
// browser is to come back to; who asks on screen leaves it empty, and the client that speaks with the plan opens a door
// and fills it in (client/redirect).
type ByProvider struct {
	plain
	ID, Redirect string
	Shared       bool // this is a shared device: no trust, nothing kept
}

func (ByProvider) credentials() {}
