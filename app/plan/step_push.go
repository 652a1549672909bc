package plan

import "time"

// Push waits for an approval on another device, where the member types the number shown here (NIST SP 800-63B,
// section 3.1.3: a bare approve button is not enough). It offers no Trust: an approval comes without an answer of this
// device that could take the offer.
type Push struct {
	Head
	Authenticator Authenticator
	Number        string // the number to match
	Expires       time.Time
	PollEvery     time.Duration
	Others        bool
}

// Kind is KindPush.
func (Push) Kind() Kind { return KindPush }

// Accepts reports whether a is a PushAnswer.
func (Push) Accepts(a Answer) bool { _, ok := a.(PushAnswer); return ok }

// PushAnswer is what Push takes besides waiting.
type PushAnswer interface {
	Answer
	push()
}

// PushResend sends a new request with a new number.
type PushResend struct{ plain }

func (PushResend) push() {}

// PushAnotherWay goes back to choosing.
type PushAnotherWay struct{ plain }

func (PushAnotherWay) push() {}
