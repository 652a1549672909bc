package rest

import (
	"context"
	"errors"
	"sync"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/redirect"
)

// errNoDoor is a fault of ours: a browser that could not come back is not offered.
var errNoDoor = errors.New("rest: no door for a browser to come back to")

// doorway is where the browser comes back to while a member is at an identity provider. One is open at a time: of the
// conversation that went there last.
type doorway struct {
	door redirect.Door

	mu    sync.Mutex
	shuts func() // nil: none is open
}

// open opens it anew and gives its address.
func (d *doorway) open(ctx context.Context) (address string, err error) {
	if d.door == nil {
		return "", problem.New(problem.Unexpected).Because(errNoDoor)
	}
	address, shuts, err := d.door.Open(ctx)
	if err != nil {
		return "", problem.New(problem.BrowserNotOpened).Because(err)
	}
	d.keep(shuts)
	return address, nil
}

// keep holds one open; what was open before is shut. nil: none.
func (d *doorway) keep(shuts func()) {
	d.mu.Lock()
	before := d.shuts
	d.shuts = shuts
	d.mu.Unlock()
	if before != nil {
		before()
	}
}

// through fills in the address that the browser is to come back to, where an answer sends the member away.
func (d *doorway) through(ctx context.Context, answer plan.Answer) (plan.Answer, error) {
	away, ok := answer.(plan.ByProvider)
	if !ok {
		return answer, nil
	}
	address, err := d.open(ctx)
	away.Redirect = address
	return away, err
}

// met shuts the door once the conversation stands elsewhere, and takes the providers off a step where no browser could come back.
func (d *doorway) met(step plan.Step) plan.Step {
	if _, away := step.(plan.OpenBrowser); step != nil && !away {
		d.keep(nil)
	}
	if c, ok := step.(plan.Credentials); ok && d.door == nil {
		c.Providers = nil
		return c
	}
	return step
}
