package plan

import (
	"time"

	"vestibule/app/secret"
)

// Code asks for a one-time code: by text, voice or e-mail, or from an authenticator app.
type Code struct {
	Head
	Authenticator Authenticator
	Digits        int
	// Sent, Expires and ResendAt are by the plan's clock; zero for an authenticator app, whose codes are not sent.
	Sent, Expires, ResendAt time.Time
	// Period is an authenticator app's (RFC 6238); zero for codes that are sent.
	Period   time.Duration
	Delivery Delivery
	Tries    Tries
	// Sends is how many more codes may be asked for before the plan locks that; Known false: not told.
	Sends Tries
	Trust Trust
	// Others reports whether there is another way to choose.
	Others bool
	// Neutral: the plan sends the code if it knows the name, and does not say here whether it does. There is no hint then
	// but what was typed.
	Neutral bool
	// Link reports that the message holds a link too: the one box takes either (S094).
	Link bool
	// From and Subject are what to look for among the spam (S040), Usually how long the message takes (S041); zero: not
	// told.
	From, Subject string
	Usually       time.Duration
}

// Delivery is what became of a code that was sent (S031).
type Delivery string

// The states of a delivery. Empty is unknown.
const (
	Accepted  Delivery = "accepted"
	Delivered Delivery = "sent"
	NotSent   Delivery = "failed"
	Landline  Delivery = "landline"
	OptedOut  Delivery = "opted-out"
)

// Kind is KindCode.
func (Code) Kind() Kind { return KindCode }

// Accepts reports whether a is a CodeAnswer.
func (Code) Accepts(a Answer) bool { _, ok := a.(CodeAnswer); return ok }

// CodeAnswer is what Code takes.
type CodeAnswer interface {
	Answer
	code()
}

// CodeTyped is the code, digits only; where the step takes a link, a whole link as it was pasted.
type CodeTyped struct {
	Code  secret.Bytes
	Trust bool // ask for less on this device next time
}

// SpendsTry is true: a wrong code counts.
func (CodeTyped) SpendsTry() bool { return true }

// Clear erases the code.
func (a CodeTyped) Clear() { a.Code.Clear() }
func (CodeTyped) answer()  {}
func (CodeTyped) code()    {}

// CodeResend asks for a new code; the older ones die where the plan says so.
type CodeResend struct{ plain }

func (CodeResend) code() {}

// CodeAnotherWay goes back to choosing.
type CodeAnotherWay struct{ plain }

func (CodeAnotherWay) code() {}
