package clock

import (
	"slices"
	"sync"
	"time"
)

// Manual is a clock moved by hand: for tests, and for a mock plan whose time can be advanced. Safe for concurrent use.
type Manual struct {
	mu    sync.Mutex
	now   time.Time
	calls []*call
}

type call struct {
	at time.Time
	f  func()
}

// At gives a manual clock that stands at t.
func At(t time.Time) *Manual { return &Manual{now: t} }

// Now is where the clock was last moved to.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// AfterFunc calls f from within the Advance that reaches its time.
func (m *Manual) AfterFunc(d time.Duration, f func()) (stop func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := &call{m.now.Add(d), f}
	m.calls = append(m.calls, c)
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.calls = slices.DeleteFunc(m.calls, func(o *call) bool { return o == c })
	}
}

// Advance moves the clock by d, and calls what falls due on the way in order of time, each at its own time.
func (m *Manual) Advance(d time.Duration) {
	m.mu.Lock()
	end := m.now.Add(d)
	m.mu.Unlock()
	for {
		m.mu.Lock()
		due := m.nextDue(end)
		if due == nil {
			m.now = end
			m.mu.Unlock()
			return
		}
		if due.at.After(m.now) {
			m.now = due.at
		}
		m.mu.Unlock()
		due.f()
	}
}

// nextDue takes out the earliest call up to end.
func (m *Manual) nextDue(end time.Time) *call {
	slices.SortStableFunc(m.calls, func(a, b *call) int { return a.at.Compare(b.at) })
	if len(m.calls) == 0 || m.calls[0].at.After(end) {
		return nil
	}
	due := m.calls[0]
	m.calls = m.calls[1:]
	return due
}

// Shifted is another clock moved by a fixed or growing amount: a plan whose clock was advanced, a device set wrong.
// Safe for concurrent use.
type Shifted struct {
	Clock
	mu sync.Mutex
	by time.Duration
}

// Shift gives base moved by d.
func Shift(base Clock, d time.Duration) *Shifted { return &Shifted{Clock: base, by: d} }

// Advance adds d to the shift.
func (s *Shifted) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.by += d
}

// Reset takes the shift away.
func (s *Shifted) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.by = 0
}

// Now is base's time, shifted.
func (s *Shifted) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Clock.Now().Add(s.by)
}
