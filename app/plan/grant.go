package plan

import (
	"context"
	"time"

	"vestibule/app/problem"
)

// Person is somebody as a grant names them. Born tells two people of one name apart; 0: the plan does not tell.
type Person struct {
	ID   MemberID
	Name string
	Born int // the year
}

// GrantID names one grant. It is no secret: it opens nothing without the session of its actor or its subject.
type GrantID string

// Grant is the plan's leave for one person, the actor, to see the record of another, the subject (RFC 8693, section 4.1). One
// whose time has not come, or is over, is a Grant too: State tells.
type Grant struct {
	ID             GrantID
	Subject, Actor Person
	Kind           GrantKind
	// State is how it stands now, empty where it counts: one of the problem codes of grants. Nobody works it out from the times
	// below alone: the plan decides, and they are for the words.
	State problem.Code
	// Scope is what it opens; what it does not name it does not.
	Scope map[RecordKind]Access
	// Starts, Ends and Asked are by the plan's clock; zero: at once, without an end, nobody asked.
	Starts, Ends, Asked time.Time
	// Papers are what the plan wants to see, and has seen.
	Papers []Paper
	// AgeChange is when the age rules of the plan will change what it opens; zero: never.
	AgeChange time.Time
	// Renewable reports that Renew may bring it back.
	Renewable bool
	// Explanation is the plan's own sentence about it, shown as that.
	Explanation string
}

// Counts reports whether it opens anything now.
func (g Grant) Counts() bool { return g.State == "" }

// Open reports an invitation that nobody has taken yet: its Actor has the name by which the subject means somebody, and no id.
func (g Grant) Open() bool {
	return g.Kind == GrantInvited && g.State == problem.GrantPending && g.Actor.ID == ""
}

// GrantKind is how a grant came about, in the words of the wire. One that the app does not know is shown as it stands.
type GrantKind string

// The kinds.
const (
	GrantInvited  GrantKind = "invited"           // the subject gave it
	GrantParent   GrantKind = "parent"            // of a child, until the plan's ages end it
	GrantGuardian GrantKind = "guardian"          // by a court
	GrantAttorney GrantKind = "power-of-attorney" // by a signed paper
	GrantEstate   GrantKind = "estate"            // of somebody who has died
)

// GrantKinds is every kind.
func GrantKinds() []GrantKind {
	return []GrantKind{GrantInvited, GrantParent, GrantGuardian, GrantAttorney, GrantEstate}
}

// Access is how far a grant goes in one kind of entry. They are compared as numbers.
type Access uint8

// The three values.
const (
	NoAccess Access = iota
	MayLook
	MayAct
)

// Grants is the port for acting for somebody else, and for letting somebody act for oneself. What a grant does not allow is a
// problem of its family (problem.GrantNone, …), with Facts.Who as the person it is about.
type Grants interface {
	// Received gives the grants in which the session's actor is the actor, whatever their state; Given those in which they are
	// the subject, also what others have asked for and nobody has answered, and the invitations that are out (Grant.Open).
	Received(ctx context.Context, session Session) ([]Grant, error)
	Given(ctx context.Context, session Session) ([]Grant, error)

	// Request asks the plan for a grant that is not there. It comes back pending, or short of papers. That nobody is found by
	// these facts is never said: the request is looked at by a person.
	Request(ctx context.Context, session Session, wish GrantWish) (Grant, error)
	// Renew asks for one that ended to count again.
	Renew(ctx context.Context, session Session, id GrantID) (Grant, error)
	// AskMember has the plan ask the subject, in their own app and by their own contacts, for what the grant does not allow.
	AskMember(ctx context.Context, session Session, id GrantID, ask Ask) (Asked, error)
	// HelpBackIn starts a recovery of the subject's account: what opens it goes to the subject's own contacts, and nothing of
	// it to the actor (S055).
	HelpBackIn(ctx context.Context, session Session, id GrantID) (Asked, error)
	// Upload hands over a paper, piece by piece, from where Paper.Received stands: one that was cut is gone on with. The paper
	// as it stands comes back. Its type and size are refused at the first piece (problem.PaperKind, problem.PaperSize).
	Upload(ctx context.Context, session Session, id GrantID, piece PaperPiece) (Paper, error)

	// Invite has somebody without a grant ask for one by a code that is good once. It changes who may see the account, so it
	// needs a fresh proof (problem.NeedsReauth); so do Allow and a wider scope.
	Invite(ctx context.Context, session Session, offer GrantOffer) (Ticket, error)
	// Invited tells what an invitation offers, by its code or link as it was typed; Accept takes it.
	Invited(ctx context.Context, session Session, typed string) (Grant, error)
	Accept(ctx context.Context, session Session, typed string) (Grant, error)
	// Allow has a grant count with this scope and end, whether it was asked for or counts already; the actor is told.
	Allow(ctx context.Context, session Session, id GrantID, offer GrantOffer) (Grant, error)
	// Revoke ends it, by either side, at once; the other side is told. It needs no fresh proof. An invitation that is out is
	// taken back by it; one that somebody has used by now is problem.InvitationGone.
	Revoke(ctx context.Context, session Session, id GrantID) error
	// Acts tells what was seen and done under a grant, newest first, to either side.
	Acts(ctx context.Context, session Session, id GrantID) ([]Act, error)
}

// GrantWish is what an actor asks the plan for.
type GrantWish struct {
	Kind         GrantKind
	Name         string // the subject's, as it stands on their card
	MemberNumber string
	Born         string // as 2006-01-02
}

// GrantOffer is what a subject lets somebody see, and until when.
type GrantOffer struct {
	Name  string // of who is let in, for the subject's own list; empty where the grant has one
	Scope map[RecordKind]Access
	Ends  time.Time // zero: without an end, where the plan allows that
}

// Ask is what is asked of the subject.
type Ask struct {
	Kind RecordKind // what it is about
	Want Access
}

// Asked tells where the plan asked, masked: "the phone (•••) •••-0134".
type Asked struct{ Hints []string }

// Act is one thing somebody saw or did in a record of somebody else's.
type Act struct {
	At   time.Time
	Who  string // the actor's name
	Kind RecordKind
	What DeedKind // empty: looked
	On   string   // the entry's title; empty: the list
}

// PaperID names a paper of a grant.
type PaperID string

// Paper is one that the plan wants to see before a grant counts, or has seen.
type Paper struct {
	ID PaperID
	// Label is the plan's word for it: "Power of attorney, signed".
	Label string
	// Types are what it may be (RFC 6838), and Most how many bytes.
	Types []string
	Most  int64
	// State is how far it is.
	State PaperState
	// Name, Size and Received are of what is handed over now: Received bytes of Size are there.
	Name           string
	Size, Received int64
	// Explanation is the plan's own sentence, of one it could not accept.
	Explanation string
}

// PaperState is how far a paper is.
type PaperState string

// The states.
const (
	PaperWanted   PaperState = "wanted"
	PaperPartly   PaperState = "partly" // cut in the middle: it can be gone on with
	PaperLookedAt PaperState = "looked-at"
	PaperAccepted PaperState = "accepted"
	PaperRefused  PaperState = "refused" // another is wanted
)

// PaperPiece is a part of a file. Data is at From of Size bytes in all; the sum of a file tells it from another of the same
// name, so that two are never put together.
type PaperPiece struct {
	Paper      PaperID
	Name, Type string
	Sum        [32]byte // SHA-256 of the whole
	Size, From int64
	Data       []byte
}
