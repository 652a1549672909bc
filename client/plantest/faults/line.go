package faults

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"vestibule/app/clock"
)

// Line is a transport that harms requests and answers by chance. The same Seed harms the n-th request in the same way. Safe for
// concurrent use.
type Line struct {
	To    http.RoundTripper
	Clock clock.Clock
	Seed  uint64
	// Rate is how many of a hundred requests are harmed.
	Rate int

	mu   sync.Mutex
	n    uint64
	calm bool
	dark int // how many requests more find no network
	met  []string
	rest map[*waiter]bool // requests that wait for time to pass
}

// Calm ends all harm, but for what is on its way.
func (l *Line) Calm() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calm, l.dark = true, 0
}

// Rough begins it, anew after a Calm.
func (l *Line) Rough() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calm = false
}

func (l *Line) calmNow() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.calm
}

// Met tells what was done to which request, in order.
func (l *Line) Met() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.met, "; ")
}

// Harmed is how many requests were harmed.
func (l *Line) Harmed() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.met)
}

// Times is how many requests were harmed in one way.
func (l *Line) Times(kind string) (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, m := range l.met {
		if strings.HasSuffix(m, " "+kind) {
			n++
		}
	}
	return n
}

// waiter is a request that waits for time to pass, for as long as somebody waits for it.
type waiter struct{ ctx context.Context }

// Resting is how many requests wait for time to pass, and for nothing else. One that was let go counts no more, also before
// its goroutine has noticed.
func (l *Line) Resting() (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for w := range l.rest {
		if w.ctx.Err() == nil {
			n++
		}
	}
	return n
}

// resting notes a request that waits; up takes it back, and may be called more than once.
func (l *Line) resting(ctx context.Context) (up func()) {
	w := &waiter{ctx}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rest == nil {
		l.rest = map[*waiter]bool{}
	}
	l.rest[w] = true
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.rest, w)
	}
}

// RoundTrip implements http.RoundTripper.
func (l *Line) RoundTrip(q *http.Request) (*http.Response, error) {
	v := &visit{line: l, ctx: q.Context(), q: q}
	if q.Body != nil {
		body, err := io.ReadAll(q.Body)
		_ = q.Body.Close()
		if err != nil {
			return nil, err
		}
		v.body = body
	}
	do := l.decide(v)
	if do == nil {
		return v.send(v.ctx)
	}
	return do(v)
}

// decide draws what becomes of a request; nil: nothing.
func (l *Line) decide(v *visit) func(*visit) (*http.Response, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n++
	v.chance = rand.New(rand.NewPCG(l.Seed, l.n))
	if l.calm {
		return nil
	}
	if l.dark > 0 {
		l.dark--
		l.met = append(l.met, fmt.Sprintf("%d %s dark", l.n, v.q.Method))
		return offline
	}
	if v.chance.IntN(100) >= l.Rate {
		return nil
	}
	k := Kinds[v.chance.IntN(len(Kinds))]
	l.met = append(l.met, fmt.Sprintf("%d %s %s", l.n, v.q.Method, k.Name))
	return k.do
}

// visit is one request on its way.
type visit struct {
	line   *Line
	ctx    context.Context
	q      *http.Request
	body   []byte
	chance *rand.Rand
}

// send hands the request on. It may be sent again.
func (v *visit) send(ctx context.Context) (*http.Response, error) {
	q := v.q.Clone(ctx)
	q.Body, q.ContentLength = http.NoBody, 0
	if len(v.body) > 0 {
		q.Body, q.ContentLength = io.NopCloser(bytes.NewReader(v.body)), int64(len(v.body))
	}
	return v.line.To.RoundTrip(q)
}

// whole sends it and reads the answer.
func (v *visit) whole(ctx context.Context) (*http.Response, []byte, error) {
	res, err := v.send(ctx)
	if err != nil {
		return nil, nil, err
	}
	body, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	return res, body, err
}

// pause lets time pass, unless nobody waits any more.
func (v *visit) pause(d time.Duration) error {
	over, up := make(chan struct{}), v.line.resting(v.ctx)
	defer v.line.Clock.AfterFunc(d, func() { up(); close(over) })()
	defer up()
	select {
	case <-over:
		return nil
	case <-v.ctx.Done():
		return context.Cause(v.ctx)
	}
}

// up is a time up to most.
func (v *visit) up(most time.Duration) time.Duration {
	return time.Duration(v.chance.Int64N(int64(most)))
}

// with gives an answer another body. length is what its head promises; -1: nothing.
func with(res *http.Response, body io.Reader, length int64) *http.Response {
	res.Body, res.ContentLength = io.NopCloser(body), length
	res.Header.Del("Content-Length")
	return res
}
