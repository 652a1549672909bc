package plan

import (
	"context"

	"vestibule/app/secret"
)

// Doer is Records in which something can be done, for oneself or for somebody else.
type Doer interface {
	// Do does it and gives the entry as it now stands. Repeated with the same Once it is done once. What the grant does not
	// allow is a problem of the family of grants; problem.GrantMemberActs: the subject's own code is wanted, and went to
	// Facts.To, which is theirs and not the actor's.
	Do(ctx context.Context, as As, deed Deed) (Record, error)
}

// DeedKind is something that can be done with an entry, in the words of the wire. One that the app does not know is not drawn.
type DeedKind string

// The kinds.
const (
	Refill      DeedKind = "refill"       // a prescription, once more
	CancelVisit DeedKind = "cancel-visit" // an appointment
	Reply       DeedKind = "reply"        // to a message, with a text
)

// DeedKinds is every kind.
func DeedKinds() []DeedKind { return []DeedKind{Refill, CancelVisit, Reply} }

// Deed is one of them, as it is asked for.
type Deed struct {
	Kind  RecordKind
	ID    string // of the entry
	What  DeedKind
	Text  string       // of a Reply
	Once  string       // tells a repetition from another deed; drawn by chance
	Their secret.Bytes // the code that went to the subject, where one is wanted; the caller's to clear
}
