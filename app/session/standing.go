package session

import (
	"time"

	"vestibule/app/plan"
)

// Phase is how far along a session is.
type Phase uint8

// The phases, in their order.
const (
	None   Phase = iota // nobody signed in
	Active              // in use
	Warned              // about to end unless the member does something, or about to end for good
	Over                // ended; Standing.Why tells why
)

// Why is what ends, or ended, a session.
type Why string

// The reasons.
const (
	Idle     Why = "idle"     // not used for as long as the plan allows
	Absolute Why = "absolute" // over by the plan's rule, however much it was used
	Revoked  Why = "revoked"  // the plan ended it
	// PasswordChanged and Elsewhere are Revoked where the plan says why: the password was changed elsewhere, or the member
	// ended it from another device.
	PasswordChanged Why = "password-changed"
	Elsewhere       Why = "elsewhere"
	SignedOut       Why = "signed-out" // the member ended it
	Frozen          Why = "frozen"     // the member froze the account, and the plan ended every session of it
)

// Standing is where a session stands at one moment.
type Standing struct {
	Phase Phase
	// Why is what will end the session next, or what ended it. Only an Idle end can be put off with Touch.
	Why Why
	// Ends is when, by the plan's clock; zero: never by itself.
	Ends time.Time
	// Next is when the phase changes by itself; zero: it does not.
	Next time.Time
}

// At tells where a session stands that was last used then. It is over from the second it ends on, and the warning begins
// Warn before the earlier of its two ends (NIST SP 800-63B, section 5.2: an inactivity and an overall limit).
func At(s plan.Session, used, now time.Time) Standing {
	ends, why, warn := s.Ends, Absolute, s.Warn
	if idle := used.Add(s.Idle); s.Idle > 0 && (ends.IsZero() || idle.Before(ends)) {
		// A warning longer than the idle time would never go away; half of it is the most that can be meant.
		ends, why, warn = idle, Idle, min(s.Warn, s.Idle/2)
	}
	warns := ends.Add(-warn)
	switch {
	case ends.IsZero():
		return Standing{Phase: Active}
	case !now.Before(ends):
		return Standing{Phase: Over, Why: why, Ends: ends}
	case !now.Before(warns):
		return Standing{Phase: Warned, Why: why, Ends: ends, Next: ends}
	}
	return Standing{Phase: Active, Why: why, Ends: ends, Next: warns}
}
