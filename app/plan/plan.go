package plan

import (
	"context"

	"vestibule/app/clock"
	"vestibule/app/secret"
)

// Plan is one open plan: what it says of itself, its time, and its ports. Records, Approvals, Security, Grants, Handoffs and Demo
// are nil where there are none.
type Plan struct {
	Key       Key
	Server    Server
	Document  Document
	Clock     *clock.Plan
	Identity  Identity
	Services  Services
	Records   Records
	Approvals Approvals
	Security  Security
	Grants    Grants
	Handoffs  Handoffs
	Demo      Demo
}

// Key tells plans apart on this device: the origin of the address the plan was opened by.
type Key string

// Finder opens the plan at an address, or says with a *problem.Problem why there is none. An empty address is the
// bundled plan.
type Finder interface {
	Find(ctx context.Context, address string) (*Plan, error)
}

// Identity is the port for conversations and sessions. Every error is, or holds, a *problem.Problem. A refusal answers
// with the step as it now stands and the problem; the step is nil only when nothing can be answered any more. Safe for
// concurrent use. No method keeps a secret of an answer after it returns.
type Identity interface {
	// Begin opens a conversation for a purpose; the session is nil where the purpose needs none.
	Begin(ctx context.Context, purpose Purpose, session *Session) (Step, error)
	// Submit answers a step. Repeated for the same step with the same answer within a minute it gets the same result.
	Submit(ctx context.Context, step Step, answer Answer) (Step, error)
	// Poll asks again about a step that waits, or that is locked.
	Poll(ctx context.Context, step Step) (Step, error)
	// Resume takes a conversation up again after the app was closed.
	Resume(ctx context.Context, handle Handle) (Step, error)
	// Abandon ends the conversation of a step that nobody will answer. For a Done it ends the session too that the
	// conversation opened; one that it was begun with goes on (Purpose.NeedsSession).
	Abandon(ctx context.Context, step Step) error

	// Account tells who is signed in.
	Account(ctx context.Context, session Session) (Account, error)
	// SignOut ends the session at the plan. browser is a page to open where the plan needs one, else empty.
	SignOut(ctx context.Context, session Session) (browser string, err error)
}

// Extender is an Identity whose sessions can be kept alive while the member is there.
type Extender interface {
	// Extend starts the idle time anew and gives the session as it now stands.
	Extend(ctx context.Context, session Session) (Session, error)
}

// Services is the port for what a health plan knows beyond identity. More of it comes with each issue.
type Services interface {
	// Status tells what is out of service and what maintenance is announced; asked before and during sign-in.
	Status(ctx context.Context) (Status, error)
}

// Records is the port for what members come for.
type Records interface {
	// List gives one kind of entry of one person, newest first.
	List(ctx context.Context, as As, kind RecordKind) ([]Record, error)
}

// Demo is what only an invented plan has: a look at what it "sent", so that a newcomer finds the code.
type Demo interface {
	// Outbox gives what was sent, newest first.
	Outbox(ctx context.Context) ([]Message, error)
	// Members gives the invented members that can be signed in, with their passwords.
	Members(ctx context.Context) ([]DemoMember, error)
}

// As says on whose behalf a call about a person is made (RFC 8693: the session's actor acts for the subject). It has no
// useful zero: make it with For.
type As struct {
	Session Session
	Subject MemberID
}

// For gives the As of a session about a subject.
func For(session Session, subject MemberID) As { return As{session, subject} }

// Handle takes up a conversation again: a secret that opens it. It rests in the vault, on a shared device nowhere.
type Handle struct{ secret.Bytes }
