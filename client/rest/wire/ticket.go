package wire

import (
	"time"

	"vestibule/app/plan"
)

// Ticket is what takes something up, once: a hand-off or an invitation.
type Ticket struct {
	ServerTime time.Time `json:"server_time"`
	Code       string    `json:"code"`
	Link       string    `json:"link,omitempty"`
	Until      time.Time `json:"until"`
}

// FromTicket gives a ticket as it travels; now is the plan's time.
func FromTicket(t plan.Ticket, now time.Time) Ticket { return Ticket{now, t.Code, t.Link, t.Until} }

// longestTicket is how long a code to be read out and typed may be, in bytes.
const longestTicket = 64

// Ticket gives the ticket, or problem.Malformed where there is nothing to read out. A link that cannot be opened safely is left
// out; whether it is the plan's, the caller knows.
func (w Ticket) Ticket() (plan.Ticket, error) {
	var c check
	c.within(int64(len(w.Code)), 1, longestTicket, "code")
	c.that(!w.Until.IsZero(), "until")
	t := plan.Ticket{Code: w.Code, Until: w.Until}
	if SafeURL(w.Link) && len(w.Link) <= longestLink {
		t.Link = w.Link
	}
	return t, c.malformed("ticket")
}

// Typed is a code or link that somebody typed.
type Typed struct {
	Typed string `json:"typed"`
}

// TypedBody gives the request body of what was typed.
func TypedBody(typed string) []byte { return object(field{name: "typed", text: []byte(typed)}) }

// ReadTyped reads the request body of what was typed, as a plan does.
func ReadTyped(body []byte) (string, error) {
	b, err := read[Typed](body)
	return b.Typed, first(err, neededText(b.Typed, "typed", longestLink))
}
