// Package clock is the one source of time: what the device says, and what the plan says.
//
// Come here for countdowns, codes, locks and anything else that ends. A member's clock may be wrong by a minute or a
// day; the plan's word counts, so everything that a plan has dated is compared with Plan.Now. The package never reads
// the wall clock itself (main passes one in) and starts no goroutine.
package clock

import (
	"sync"
	"time"
)

// A Clock tells the time of one device and calls back later. Now should carry a monotonic reading where the platform
// has one. AfterFunc calls f once, on any goroutine, unless stop was called first; d <= 0 means at once.
type Clock interface {
	Now() time.Time
	AfterFunc(d time.Duration, f func()) (stop func())
}

// Plan is a plan's time as far as we know it: the device's clock and the offset measured on each answer. Safe for
// concurrent use.
type Plan struct {
	device Clock

	mu     sync.Mutex
	known  bool
	server time.Time // the plan's time …
	local  time.Time // … when the device's clock said this
}

// ForPlan gives a plan's time that equals the device's until the first Observe.
func ForPlan(device Clock) *Plan { return &Plan{device: device} }

// Observe takes the time a plan put in an answer, with the device's time when the request left and when the answer
// came. The plan's word is taken to be half a round trip old (RFC 5905, section 8, with one exchange).
func (p *Plan) Observe(server, sent, received time.Time) {
	rtt := received.Sub(sent)
	if server.IsZero() || rtt < 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known, p.server, p.local = true, server.Add(rtt/2), received
}

// Now is the plan's time. It moves with the device's monotonic clock, so that a member who sets the wall clock in the
// middle of a lock does not move its end.
func (p *Plan) Now() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.device.Now()
	if !p.known {
		return now
	}
	return p.server.Add(now.Sub(p.local))
}

// Skew is how far the device's wall clock is ahead of the plan's (negative: behind), and whether it was ever measured.
func (p *Plan) Skew() (ahead time.Duration, known bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.known {
		return 0, false
	}
	return p.local.Round(0).Sub(p.server), true
}

// mostSkew is how far from the device's clock a plan may move the codes that are made here.
const mostSkew = 24 * time.Hour

// ForCodes is the time that codes are made by: the plan's, or the device's where those are further than a day apart. A plan
// that says it is next week would be handed next week's codes, of other places too.
func (p *Plan) ForCodes() time.Time {
	now := p.Now()
	if device := p.device.Now(); now.Sub(device).Abs() > mostSkew {
		return device
	}
	return now
}

// Until is how long from now, by the plan's time, t is away; never negative.
func (p *Plan) Until(t time.Time) time.Duration { return max(0, t.Sub(p.Now())) }

// AfterFunc calls f once the device has waited d.
func (p *Plan) AfterFunc(d time.Duration, f func()) (stop func()) { return p.device.AfterFunc(d, f) }
