package client

import (
	"sync"

	"vestibule/app/secret"
)

// Arrivals hands on the addresses that come to this program from outside, to whoever listens now. The zero value is ready;
// safe for concurrent use.
type Arrivals struct {
	mu     sync.Mutex
	listen func(address secret.Bytes)
	since  int // how often somebody began to listen
}

// Deliver hands an address on, which is the taker's to clear. Where nobody listens it is cleared: it belongs to no
// conversation.
func (a *Arrivals) Deliver(address secret.Bytes) {
	a.mu.Lock()
	listen := a.listen
	a.mu.Unlock()
	if listen == nil {
		address.Clear()
		return
	}
	listen(address)
}

// Listen has a function called with each address, on any goroutine, until stop. One listens at a time: the last.
func (a *Arrivals) Listen(taken func(address secret.Bytes)) (stop func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.since++
	mine := a.since
	a.listen = taken
	return func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		if a.since == mine {
			a.listen = nil
		}
	}
}
