package plan

import (
	"context"
	"time"

	"vestibule/app/secret"
)

// Approvals is the port for sign-ins elsewhere that wait for the member's word in a session that is open already. A
// request that is over (answered, expired, or followed by a newer one) is problem.ApprovalGone.
type Approvals interface {
	// Pending gives what waits, newest first. Asking is no use of the session: its idle time goes on.
	Pending(ctx context.Context, session Session) ([]Approval, error)
	// Approve lets a sign-in in by the number that its page shows (NIST SP 800-63B, section 3.1.3). Another number is
	// problem.ApprovalNumber with how many tries are left; after the last the plan denies.
	Approve(ctx context.Context, session Session, id ApprovalID, number secret.Bytes) error
	// Deny turns a sign-in away. notMe says that somebody else is at it: the plan ends that sign-in, looks at the account
	// and tells the member so.
	Deny(ctx context.Context, session Session, id ApprovalID, notMe bool) error
}

// ApprovalID names one request. It is no secret: it opens nothing without the session.
type ApprovalID string

// Approval is a sign-in elsewhere that waits. It never carries the number: the member reads that off the other page.
type Approval struct {
	ID ApprovalID
	// Place and Device are the plan's words for where the sign-in is made and with what; empty where it does not know.
	Place, Device string
	// Asked and Expires are by the plan's clock.
	Asked, Expires time.Time
	// Digits is how long the number is.
	Digits int
}
