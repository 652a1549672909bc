package faults

import (
	"fmt"
	"time"

	"vestibule/app/flow"
)

// settle waits for what is on its way. It must come to an end by itself, while the member can stop waiting at any time.
func (p *play) settle() error {
	late := time.NewTimer(patience)
	defer late.Stop()
	hurry := time.NewTimer(time.Duration(p.chance.Int64N(int64(10 * patience))))
	defer hurry.Stop()
	for {
		if _, waits := p.runner.State().(flow.Waiting); !waits && len(p.posted) == 0 {
			return nil
		}
		select {
		case f := <-p.posted:
			before := p.waitsFor()
			f()
			if p.waitsFor() != before { // another question is on its way
				late.Reset(patience)
			}
		case <-hurry.C:
			p.runner.Send(flow.Stop{})
		case <-late.C:
			return fmt.Errorf("stuck for %v", patience)
		}
	}
}

// waitsFor is the request that the screen waits for.
func (p *play) waitsFor() flow.RequestID {
	if w, waits := p.runner.State().(flow.Waiting); waits {
		return w.Request
	}
	return 0
}

// pass lets time pass, with all that comes.
func (p *play) pass(d time.Duration) {
	over := time.NewTimer(d)
	defer over.Stop()
	for {
		select {
		case f := <-p.posted:
			f()
		case <-over.C:
			return
		}
	}
}
