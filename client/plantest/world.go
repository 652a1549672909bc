package plantest

import (
	"context"
	"testing"
	"time"

	"vestibule/app/plan"
)

// World is one plan of some kind with its backstage. The plan is opened as the program opens it; everything else goes round
// the app.
type World interface {
	// Plan opens the plan, as on a device that knows nothing of it.
	Plan(t testing.TB) *plan.Plan
	// Member makes a member who signs in by a password and these ways, nil where this kind of plan has no such members.
	Member(t testing.TB, ways ...plan.AuthenticatorKind) *Member
	// Codes gives every code sent to a member so far, the newest last, once there are at least n, or ctx ends.
	Codes(ctx context.Context, m *Member, n int) ([]string, error)
	// Pass lets time pass for the plan and this device; false: only the real time does.
	Pass(by time.Duration) bool
	// Visit is the member at a page in the browser, until it sends them back.
	Visit(ctx context.Context, m *Member, step plan.OpenBrowser) (plan.Arrived, error)
}

// Member is an invented one, with what only they know.
type Member struct {
	// ID is the plan's own name for them, for the backstage.
	ID             string
	Name, Password string
	Email, Phone   string
	// Ways are what they sign in by besides the password.
	Ways []plan.AuthenticatorKind
	// App is the secret of their authenticator app (SHA-1, six digits, thirty seconds); empty: they have none.
	App []byte
	// Recovery are the recovery codes that are left.
	Recovery []string
}

// patience is how long what a real server does on its own may take: a busy machine sends a mail late.
const patience = 2 * time.Minute
