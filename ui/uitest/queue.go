package uitest

import (
	"context"
	"sync"
)

// Queue is the UI thread, driven by hand: what is posted from anywhere waits until the test runs it on its own goroutine.
// (Fyne's test driver runs fyne.Do at once, on whatever goroutine calls it.) The zero Queue is ready.
type Queue struct {
	mu      sync.Mutex
	waiting []func()
	posted  chan struct{} // one token when something came
}

// Post takes a function to be run; any goroutine.
func (q *Queue) Post(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, f)
	select {
	case q.signal() <- struct{}{}:
	default:
	}
}

// Run runs what waits, and what that posts, until nothing waits. It gives how many it ran.
func (q *Queue) Run() int {
	ran := 0
	for f := q.next(); f != nil; f = q.next() {
		f()
		ran++
	}
	return ran
}

// RunUntil runs what waits and what comes until done says so, or ctx ends.
func (q *Queue) RunUntil(ctx context.Context, done func() bool) error {
	for {
		q.Run()
		if done() {
			return nil
		}
		q.mu.Lock()
		posted := q.signal()
		q.mu.Unlock()
		select {
		case <-posted:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (q *Queue) next() func() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		return nil
	}
	f := q.waiting[0]
	q.waiting = q.waiting[1:]
	return f
}

// signal is called with mu held.
func (q *Queue) signal() chan struct{} {
	if q.posted == nil {
		q.posted = make(chan struct{}, 1)
	}
	return q.posted
}
