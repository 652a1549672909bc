// Package problem is everything that can go wrong between a member and a plan, as facts.
//
// Come here to name a new trouble or to ask what kind one is. A Problem has a stable code, a kind, what the member can
// do, and the facts a sentence needs. It has no words: those are in assets/text under problem.<code>. Only the adapters
// in client make problems out of answers and failures; only ui's notice turns them into words.
package problem

import (
	"errors"
	"fmt"
	"time"
)

// Code names one trouble for ever, such as "code.expired". A code that the app does not know is kept and shown whole.
type Code string

// Kind is what sort of trouble it is, which decides how the conversation goes on.
type Kind uint8

// The kinds. The zero value is Internal, so that what nobody sorted is treated as a fault of ours.
const (
	Internal    Kind = iota // our own fault
	Input                   // a field can be mended
	Credential              // what was proved was not right
	Expired                 // it was right once
	Throttled               // too often; may go on at Until
	Locked                  // may go on at Until, or only a person can lift it (Until zero)
	Reauth                  // prove it again first
	Forbidden               // not for this member
	Conflict                // the plan's conversation stands elsewhere
	Offline                 // the plan was not reached
	Unavailable             // the plan was reached and cannot
	Outdated                // this app is too old
	Device                  // this device cannot
)

// Remedy is a way on that a button can offer.
type Remedy string

// The remedies. A page draws only those it can carry out.
const (
	TryAgain      Remedy = "try-again"
	Resend        Remedy = "resend"
	AnotherWay    Remedy = "another-way"
	StartOver     Remedy = "start-over"
	WaitForIt     Remedy = "wait"
	CallThePlan   Remedy = "call"
	UpdateTheApp  Remedy = "update"
	CheckTheClock Remedy = "check-clock"
	UseMemoryOnly Remedy = "memory-only"
	Unlock        Remedy = "unlock"
	SetPassphrase Remedy = "set-passphrase"
	ImportBackup  Remedy = "import-backup"

	// Recover, UnlockNow, LostDevice, Activate and Reactivate begin a conversation, or go on with this one.
	Recover    Remedy = "recover"
	UnlockNow  Remedy = "unlock-now"
	LostDevice Remedy = "lost-device"
	Activate   Remedy = "activate"
	Reactivate Remedy = "reactivate"

	// What helps where a grant does not go far enough.
	RequestAccess Remedy = "request-access"
	RenewAccess   Remedy = "renew-access"
	UploadPapers  Remedy = "upload-papers"
	AskMember     Remedy = "ask-member"
	OwnRecord     Remedy = "own-record" // back to oneself
)

// Facts are what the words of a problem may need. Zero means unknown.
type Facts struct {
	Left    *int          // tries left before a lock; nil: not told
	Skew    time.Duration // how far the clock that made the code was ahead of the plan's
	Feature string        // which feature is out: sign-in, messages …
	Reason  string        // what the plan says of its own act, shown as the plan's words
	Version string        // the app version needed
	URL     string        // where to go on, already checked to be the plan's
	Rules   []string      // which rules of a new password are not met, by their names in the policy
	Sent    time.Time     // when the newest code went out
	Who     string        // the person it is about, by name: not the member who reads it
	To      string        // where something went, masked
}

// Problem is one trouble. It is an error. Never keep a secret in it.
type Problem struct {
	Code      Code
	Kind      Kind
	Field     string    // the field it is about, by its name on the wire; empty: the page
	Until     time.Time // when it ends, by the plan's clock; zero: not by itself
	From      time.Time // when it begins, for what is announced ahead
	Reference string    // to read out to a person
	Status    int       // the status line it came with, 0 if none
	Facts     Facts
	Remedies  []Remedy
	Cause     error // for the log only
}

// New gives a problem of a known code with its usual kind and remedies.
func New(code Code) *Problem {
	t, known := table[code]
	if !known {
		return &Problem{Code: code, Remedies: []Remedy{TryAgain, CallThePlan}}
	}
	return &Problem{Code: code, Kind: t.kind, Remedies: t.remedies}
}

// Error is for logs: code and cause, never words for members.
func (p *Problem) Error() string {
	if p.Cause != nil {
		return fmt.Sprintf("%s: %v", p.Code, p.Cause)
	}
	return string(p.Code)
}

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.Cause }

// Of gives the problem in err; an error that holds none is an Unexpected one. Nil stays nil.
func Of(err error) *Problem {
	if err == nil {
		return nil
	}
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	return New(Unexpected).Because(err)
}

// Is reports whether err holds a problem of this code.
func Is(err error, code Code) bool {
	var p *Problem
	return errors.As(err, &p) && p.Code == code
}

// Because adds the cause for the log.
func (p *Problem) Because(err error) *Problem {
	p.Cause = err
	return p
}

// Known reports whether the app has words for this code.
func Known(code Code) bool {
	_, ok := table[code]
	return ok
}

// Offers reports whether r is among the ways on.
func (p *Problem) Offers(r Remedy) bool {
	for _, o := range p.Remedies {
		if o == r {
			return true
		}
	}
	return false
}
