package faults

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"vestibule/app/problem"
)

// needs asks for a token as pages do: several at a time, of which some are left before the answer has come. After a start the
// session is taken up from the shelf first. An error is a *problem.Problem.
func (r *renewal) needs() error {
	if r.session == nil {
		done, err := r.id.Renew(context.Background(), r.shelf)
		r.tell("opened", err)
		if err != nil {
			return err
		}
		r.session = &done.Session
	}
	errs := make([]error, 1+r.chance.IntN(3))
	var all sync.WaitGroup
	for i := range errs {
		ctx, leave := context.WithCancel(context.Background())
		left := time.AfterFunc(time.Duration(1+r.chance.IntN(60))*time.Second, leave)
		all.Go(func() {
			defer leave()
			defer left.Stop()
			token, err := r.id.Bearer(ctx, *r.session)
			token.Clear()
			errs[i] = err
		})
	}
	all.Wait()
	err := errs[0]
	for _, e := range errs {
		if e != nil && dropped(problem.Of(e).Code) {
			err = e
		}
	}
	r.tell("asked", err)
	return err
}

// tell notes what came of something.
func (r *renewal) tell(what string, err error) {
	if err != nil {
		what += " (" + string(problem.Of(err).Code) + ")"
	}
	r.told = append(r.told, what)
}

// isOver holds the end of a session to its one reason. The member signs in anew.
func (r *renewal) isOver(why error) error {
	if !r.ledger.over() {
		return fmt.Errorf("dropped, and nobody has said that the grant is worth nothing: %w", why)
	}
	if len(r.shelf.rests()) > 0 {
		return errors.New("dropped, and its token still rests")
	}
	return r.signsIn()
}

// atLast: on a good line there is a token, or the grant has ended and the member gets in anew.
func (r *renewal) atLast() error {
	pass(10 * time.Minute)
	err := r.needs()
	if err != nil && dropped(problem.Of(err).Code) {
		err = r.isOver(err)
	}
	if err != nil {
		return fmt.Errorf("on a good line at last: %w", err)
	}
	return nil
}

// pass lets time pass.
func pass(d time.Duration) { <-time.NewTimer(d).C }
