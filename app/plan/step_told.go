package plan

// Told ends a conversation without a session: what was done, and what to go on with.
type Told struct {
	Head
	What ToldWhat
	// Next is the purpose to go on with; empty: none.
	Next Purpose
	// Reference is for a person at the plan; empty: none.
	Reference string
}

// ToldWhat is what a Told says, in the words of the wire.
type ToldWhat string

// What is told.
const (
	// StatusSent: how the account stands was sent to its contacts, if there is such an account.
	StatusSent ToldWhat = "status-sent"
	// AccountExists: there is an account for this card already, and its name was sent to its contacts.
	AccountExists ToldWhat = "account-exists"
	// RequestCancelled: somebody used the cancel link.
	RequestCancelled ToldWhat = "request-cancelled"
	// LetterSent: a letter with a code is on its way to the address on file.
	LetterSent ToldWhat = "letter-sent"
	// UsernameSent: the name by which a member signs in was sent to a contact that is proven to be theirs.
	UsernameSent ToldWhat = "username-sent"
	// AccountOpen: the account can be signed in to again, or for the first time.
	AccountOpen ToldWhat = "account-open"
)

// ToldAll is everything that is told.
func ToldAll() []ToldWhat {
	return []ToldWhat{StatusSent, AccountExists, RequestCancelled, LetterSent, UsernameSent, AccountOpen}
}

// Kind is KindTold.
func (Told) Kind() Kind { return KindTold }

// Accepts is false: there is nothing to answer.
func (Told) Accepts(Answer) bool { return false }
