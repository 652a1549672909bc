package plan

import "context"

// Helpdesk is Services that takes what a member wants a person at the plan to know.
type Helpdesk interface {
	// SendPacket gives the lines over as they were shown, each a label and a text, and gets a reference to read out. The
	// session is nil where nobody is signed in. What was not taken is problem.PacketNotSent.
	SendPacket(ctx context.Context, session *Session, lines []PacketLine) (reference string, err error)
}

// PacketLine is one line of a support packet as the member saw it.
type PacketLine struct{ Label, Text string }
