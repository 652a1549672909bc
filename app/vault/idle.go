package vault

import "time"

// The usual times of a lock timer.
const (
	IdleAfter = 15 * time.Minute
	IdleWarn  = 150 * time.Second
	IdleGap   = 90 * time.Second
)

// IdlePhase is where a lock timer stands.
type IdlePhase uint8

// The phases.
const (
	IdleOpen   IdlePhase = iota // nothing to do
	IdleWarned                  // the member should be told how long is left
	IdleDue                     // the vault is to be locked
)

// Idle tells when an open vault is to be locked: After without a touch, and at once when the device slept. It asks no clock:
// tell it the time at every touch and at least every Gap by Standing, because what it takes for sleep is that nobody asked
// for longer than that. The times are read as a clock on the wall shows them, since others stand still while a device
// sleeps; one that is set back takes nothing away and gives nothing. Not safe for concurrent use.
type Idle struct {
	After, Warn, Gap time.Duration

	last  time.Time     // when the time was last told
	still time.Duration // how long nobody touched anything, until last
	due   bool
}

// NewIdle gives a timer with the usual times that begins now.
func NewIdle(now time.Time) *Idle {
	i := &Idle{After: IdleAfter, Warn: IdleWarn, Gap: IdleGap}
	i.Begin(now)
	return i
}

// Begin starts it anew, after the vault was opened.
func (i *Idle) Begin(now time.Time) { i.last, i.still, i.due = now.Round(0), 0, false }

// Touch says that the member is there. It comes too late for a vault that is due.
func (i *Idle) Touch(now time.Time) {
	i.pass(now)
	i.still = 0
}

// Standing tells where it stands, and how long is left until it is due.
func (i *Idle) Standing(now time.Time) (IdlePhase, time.Duration) {
	i.pass(now)
	left := i.After - i.still
	switch {
	case i.due:
		return IdleDue, 0
	case left <= i.Warn:
		return IdleWarned, left
	}
	return IdleOpen, left
}

// pass lets the time pass. Round(0) takes the clock that stands still during sleep off it.
func (i *Idle) pass(now time.Time) {
	now = now.Round(0)
	passed := max(now.Sub(i.last), 0)
	i.last = now
	i.still += passed
	i.due = i.due || passed > i.Gap || i.still >= i.After
}
