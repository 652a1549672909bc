package diagnose

import (
	"encoding/json"
	"time"

	"vestibule/app/problem"
)

// Seen is what a good sign-in was like (catalogue S057). Nothing of it is secret, and it names nobody.
type Seen struct {
	// At is when, by the plan's clock; zero: there was none.
	At time.Time `json:"at"`
	// App is this app's version, System what it ran on.
	App    string `json:"app,omitempty"`
	System string `json:"system,omitempty"`
	// Password is when the password had been changed, Expires when it was to run out; zero: the plan did not tell, or never.
	Password time.Time `json:"password,omitzero"`
	Expires  time.Time `json:"expires,omitzero"`
	// PasswordGone reports that the plan ended a session since because the password was changed elsewhere.
	PasswordGone bool `json:"password_gone,omitempty"`
}

// Encode gives it as it rests on the device.
func (s Seen) Encode() []byte {
	text, err := json.Marshal(s)
	if err != nil { // a year beyond 9999
		return nil
	}
	return text
}

// ReadSeen reads what Encode gave; what cannot be read was never seen.
func ReadSeen(text []byte) Seen {
	var s Seen
	if json.Unmarshal(text, &s) != nil {
		return Seen{}
	}
	return s
}

// Change is what is not as it was at the last good sign-in; it is the key of its words.
type Change string

// The changes.
const (
	NewApp      Change = "app"
	NewSystem   Change = "system"
	NewPassword Change = "password"
	RanOut      Change = "ran-out"
	LockedSince Change = "locked"
	LongAgo     Change = "long-ago" // nothing else changed, and it is long ago
)

// Changes is every change.
func Changes() []Change {
	return []Change{NewApp, NewSystem, NewPassword, RanOut, LockedSince, LongAgo}
}

// longAgo is after how long a member may have forgotten what they typed then.
const longAgo = 90 * 24 * time.Hour

// Changed names what is not as it was, nothing where no good sign-in is known.
func Changed(f Facts) []Change {
	if f.Last.At.IsZero() {
		return nil
	}
	var out []Change
	add := func(c Change, is bool) {
		if is {
			out = append(out, c)
		}
	}
	add(NewApp, f.Last.App != f.Here.App)
	add(NewSystem, f.Last.System != f.Here.System)
	add(NewPassword, f.Last.PasswordGone)
	add(RanOut, !f.Last.Expires.IsZero() && !f.Now.Before(f.Last.Expires))
	add(LockedSince, f.locked())
	add(LongAgo, len(out) == 0 && f.Now.Sub(f.Last.At) > longAgo)
	return out
}

// locked reports that the newest problem is a lock that lasts.
func (f Facts) locked() bool {
	if len(f.Met) == 0 {
		return false
	}
	p := f.Met[len(f.Met)-1]
	return p.Kind == problem.Locked && (p.Until.IsZero() || f.Now.Before(p.Until))
}
