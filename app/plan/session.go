package plan

import (
	"time"

	"vestibule/app/secret"
)

// AAL is the assurance a session has reached (NIST SP 800-63B, section 2). Levels are compared as numbers.
type AAL uint8

// The levels.
const (
	AAL1 AAL = 1 + iota
	AAL2
	AAL3
)

// MemberID names a member at a plan. It is not the number on the card.
type MemberID string

// SessionID names a session at a plan, whatever its token. It is no secret and opens nothing.
type SessionID string

// Session is from a successful sign-in to its end. It has an actor only: whose record is asked for is said in As.
type Session struct {
	// ID is empty where a session has one token from beginning to end.
	ID      SessionID
	Token   secret.Bytes
	Actor   MemberID
	AAL     AAL
	Methods []string  // what was proved: "password", an AuthenticatorKind, "trusted-device"
	Began   time.Time // by the plan's clock
	// Proved is when the member last proved who they are in this session, at its beginning or in a step-up, by the plan's
	// clock; zero where the plan does not tell.
	Proved time.Time
	// Idle is how long it lasts without use, Warn how long before an end the member is told; Ends is when it is over
	// whatever happens.
	Idle, Warn time.Duration
	Ends       time.Time
	// Shared marks a session on a shared device: nothing of it is kept anywhere.
	Shared bool
}

// Same reports whether two are one session: by its name where the plan gives one, because a plan may renew the token (RFC
// 6749, section 6) and give another with a step-up; else by the token.
func (s Session) Same(t Session) bool {
	if s.ID != "" || t.ID != "" {
		return s.ID == t.ID
	}
	return s.Token.Equal(t.Token)
}

// Account tells who is signed in.
type Account struct {
	Member     MemberID
	Name       string // as the member is called
	Identifier string // the name they signed in with, in full: it is theirs
	Card       Card
	LastSignIn time.Time // the one before this; zero: none
	// PasswordChanged and PasswordExpires are zero where the plan does not tell or passwords do not expire.
	PasswordChanged, PasswordExpires time.Time
	// Contacts and Authenticators are what the home judges by how ready the member is, where the plan tells it with the sign-in;
	// both empty: it does not, and Security.Overview is asked.
	Contacts       []ContactOnFile
	Authenticators []Authenticator
}

// Card is the membership card, readable without a connection once it was seen.
type Card struct {
	Name, MemberNumber, Group, PlanName string
	Since                               time.Time
	// Lines are what else the card says: copays, pharmacy numbers.
	Lines []CardLine
}

// CardLine is one more line of a card.
type CardLine struct{ Label, Value string }
