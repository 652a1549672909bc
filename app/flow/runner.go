package flow

import (
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
)

// Config is what a Runner is handed. All of it is needed but OnState and OnEnter.
type Config struct {
	Identity plan.Identity
	Clock    *clock.Plan
	// Post brings a function onto the thread that Send is called on; it may be called from any goroutine.
	Post func(func())
	// OnState is called on that thread after every event, also when nothing changed.
	OnState func(State)
	// OnEnter is called on that thread with the session of a conversation that signed the member in, before OnState.
	OnEnter func(plan.Done)
}

// Runner carries one conversation after the other: it feeds events to the machine, does what the machine wants done, and
// brings results back as events. Its methods are to be called on one thread only, that of Post.
type Runner struct {
	config Config
	state  State
	queue  []Event
	busy   bool
	closed bool
	// opening is the only request that is cancelled: all others may open a session, which only their reply can name.
	opening request
	alarm   alarm
	given   given
}

// request is one that can be cancelled.
type request struct {
	id     RequestID
	cancel func()
}

// New gives a Runner before its first conversation.
func New(c Config) *Runner {
	if c.OnState == nil {
		c.OnState = func(State) {}
	}
	if c.OnEnter == nil {
		c.OnEnter = func(plan.Done) {}
	}
	return &Runner{config: c, state: Idle{}, given: given{}}
}

// State is where the conversation stands.
func (r *Runner) State() State { return r.state }

// Send tells what happened. Called from within OnState or OnEnter, it waits for its turn.
func (r *Runner) Send(e Event) {
	r.queue = append(r.queue, e)
	if r.busy {
		return
	}
	r.busy = true
	defer func() { r.busy = false }()
	for len(r.queue) > 0 {
		next := r.queue[0]
		r.queue = r.queue[1:]
		r.step(next)
	}
}

// Close leaves the conversation. What is on its way is still waited for, without anybody being told, so that a session it
// brings is given back; nothing else happens any more.
func (r *Runner) Close() {
	r.closed = true
	r.Send(Leave{})
}

func (r *Runner) step(e Event) {
	if r.closed && !ending(e) {
		r.performAll(erase(e))
		return
	}
	var effects []Effect
	r.state, effects = Next(r.state, r.given.dead(e))
	if r.opening.cancel != nil && r.opening.id != awaits(r.state) {
		r.opening.cancel()
		r.opening = request{}
	}
	r.performAll(effects)
	if !r.closed {
		r.config.OnState(r.state)
	}
}

// ending reports whether an event still counts after Close.
func ending(e Event) bool {
	switch e.(type) {
	case Leave, Reply:
		return true
	}
	return false
}

// alarm is the one Wake that is set. Its number tells an alarm that was replaced after it went off.
type alarm struct {
	number int
	stop   func()
}

// shortestWake keeps a lock whose end has just passed by our count, but not by the plan's, from being asked about
// without a pause.
const shortestWake = time.Second

func (r *Runner) wake(w Wake) {
	r.hush()
	number := r.alarm.number
	r.alarm.stop = r.config.Clock.AfterFunc(r.after(w), func() {
		r.config.Post(func() { r.ring(number, w) })
	})
}

// after is how long a Wake is away.
func (r *Runner) after(w Wake) time.Duration {
	d := w.After
	if !w.At.IsZero() {
		until := r.config.Clock.Until(w.At)
		if d == 0 || until < d {
			d = until
		}
	}
	return max(d, shortestWake)
}

// ring sends the Due; or sets the alarm again when we have learned meanwhile that the plan's clock is behind.
func (r *Runner) ring(number int, w Wake) {
	switch {
	case number != r.alarm.number:
	case w.After == 0 && r.config.Clock.Until(w.At) > 0:
		r.wake(w)
	default:
		r.Send(Due{})
	}
}

func (r *Runner) hush() {
	r.alarm.number++
	if r.alarm.stop != nil {
		r.alarm.stop()
		r.alarm.stop = nil
	}
}
