package plan

import (
	"context"
	"time"

	"vestibule/app/problem"
)

// Handoffs is the port for going on at another device: what was begun here is left at the plan, and a short code, by picture
// or typed, takes it up there, once. Nothing in it opens anything: no name, no password, no code, no token and no handle, so
// whoever else reads the code learns what went wrong and not for whom.
type Handoffs interface {
	// Leave leaves it. The session is nil where nobody is signed in.
	Leave(ctx context.Context, session *Session, what Handoff) (Ticket, error)
	// Take takes it up, by the code or link as it was typed, and only once: after that, and after its time, it is
	// problem.HandoffGone.
	Take(ctx context.Context, typed string) (Handoff, error)
}

// Handoff is what is carried.
type Handoff struct {
	Purpose Purpose      // the conversation to begin there; empty: none
	Stood   Kind         // the step it stood at, for the words; empty: none
	Verdict problem.Code // what stood in the way; empty: nothing
	Lines   []PacketLine // the diagnosis as it was shown; nothing secret is in it (package support)
	Asks    HandoffAsk   // what is asked of who takes it up; empty: nothing but to go on
	Asker   string       // who asks, as the plan calls them: it fills this in from the session
	Device  string       // where it was left, as that device is called
}

// HandoffAsk is what one person asks of another by a hand-off.
type HandoffAsk string

// AskCode asks for a code that the plan sent to who takes it up, and not to who asks.
const AskCode HandoffAsk = "code"

// Ticket is what takes something up: a hand-off, an invitation. Code is to be read out and typed, Link is for a picture or to
// be sent. Good once, until Until by the plan's clock.
type Ticket struct {
	Code, Link string
	Until      time.Time
}
