package plan

import (
	"context"

	"vestibule/app/secret"
)

// Renewer is an Identity whose sessions can be taken up again by a token that rests on this device (RFC 6749, section 6).
// A plan may give another with every use, and end everything when an old one is used once more (RFC 9700, section 4.14.2):
// so a new one rests before it is used, and one Shelf is used by one running copy of the app at a time.
type Renewer interface {
	// Renew opens a session by the token on a shelf. problem.SessionRevoked is the one error after which that token is
	// worthless; after any other it stays.
	Renew(ctx context.Context, shelf Shelf) (Done, error)
	// Rest puts a session's token on a shelf, and each one that follows it until the session ends. A session that has none
	// leaves the shelf as it is.
	Rest(ctx context.Context, session Session, shelf Shelf) error
}

// Shelf is a place on this device for the token of one member at one plan. Safe for concurrent use.
type Shelf interface {
	// Load gives a copy that is the caller's to clear; empty: there is none.
	Load(ctx context.Context) (secret.Bytes, error)
	// Save has a copy rest, in the place of the one before, when it returns without an error. An empty one takes it away.
	Save(ctx context.Context, token secret.Bytes) error
}
