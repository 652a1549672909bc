package oidc

import (
	"crypto/sha256"
	"slices"
	"sync"
	"time"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

const (
	// mostOpen is how many conversations are open at a time; the oldest makes room.
	mostOpen = 4
	// mostGone is how many that were left are remembered.
	mostGone = 64
	// again is how long the same answer gets the same result (plan.Identity).
	again = time.Minute
)

// mark stands for a secret where one is looked up.
type mark [sha256.Size]byte

func marked(s secret.Bytes) mark { return sha256.Sum256(s.Reveal()) }

// talks are the conversations that this program has under way, those that have just ended well, and those that were left or
// went on under another state, by their states.
type talks struct {
	mu    sync.Mutex
	open  []*underway
	ended []ended
	gone  []mark
}

// underway is what a conversation has in this program besides its handle.
type underway struct {
	of    mark
	close func() // closes the door
	// one answer or question at a time.
	one turn
	// asked is when the provider was last asked about a device grant.
	asked time.Time
}

// ended is a conversation that ended with a session.
type ended struct {
	of, answer mark
	session    plan.SessionID
	account    plan.Account
	at         time.Time
}

// enter notes a conversation and the way to close its door.
func (ts *talks) enter(t talk, close func()) *underway {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	u := &underway{of: marked(t.state), close: close, one: make(turn, 1)}
	if len(ts.open) == mostOpen {
		ts.open[0].close()
		ts.open = slices.Delete(ts.open, 0, 1)
	}
	ts.open = append(ts.open, u)
	return u
}

// of gives a conversation that is under way; nil: it is not, here.
func (ts *talks) of(t talk) *underway {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	m := marked(t.state)
	for _, u := range ts.open {
		if u.of == m {
			return u
		}
	}
	return nil
}

// follow has a conversation go on under the state of another: its door stays.
func (ts *talks) follow(old, next talk) {
	if u := ts.of(old); u != nil {
		ts.mu.Lock()
		u.of = marked(next.state)
		ts.mu.Unlock()
	}
	ts.forget(old)
}

// forget has a state open nothing any more.
func (ts *talks) forget(t talk) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	ts.gone = append(ts.gone, marked(t.state))
	if len(ts.gone) > mostGone {
		ts.gone = slices.Delete(ts.gone, 0, 1)
	}
}

// forgotten reports a state that opens nothing any more.
func (ts *talks) forgotten(t talk) bool {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	return slices.Contains(ts.gone, marked(t.state))
}

// leave ends a conversation, and closes its door.
func (ts *talks) leave(t talk) {
	ts.forget(t)
	ts.mu.Lock()
	defer ts.mu.Unlock()
	m := marked(t.state)
	for i, u := range ts.open {
		if u.of == m {
			u.close()
			ts.open = slices.Delete(ts.open, i, i+1)
			return
		}
	}
}

// end ends a conversation well.
func (ts *talks) end(t talk, answer mark, session plan.SessionID, account plan.Account, now time.Time) {
	ts.leave(t)
	ts.mu.Lock()
	defer ts.mu.Unlock()
	ts.ended = append(ts.ended, ended{marked(t.state), answer, session, account, now})
	if len(ts.ended) > mostOpen {
		ts.ended = slices.Delete(ts.ended, 0, 1)
	}
}

// over tells how a conversation ended, and whether it did.
func (ts *talks) over(t talk) (ended, bool) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	m := marked(t.state)
	for _, e := range ts.ended {
		if e.of == m {
			return e, true
		}
	}
	return ended{}, false
}
