//go:build js

package store

import (
	"errors"
	"syscall/js"

	"vestibule/client/browser"
)

// take makes the file ours, if it is not: by a lock of the browser's, which ends with the page. A browser without locks
// still lays nothing over what was not read here (seen).
func (s *Store) take() error {
	if s.held != nil {
		return nil
	}
	s.held, s.why = lock("vestibule/" + s.db + "/" + s.name)
	return s.why
}

// lock gives what lets the lock go, or ErrInUse where another tab has it.
func lock(name string) (release func(), err error) {
	locks, err := browser.Global("navigator", "locks")
	if errors.Is(err, browser.ErrMissing) {
		return func() {}, nil
	}
	if err != nil {
		return nil, err
	}
	ctx, cancel := bounded()
	defer cancel()
	granted, ended := make(chan bool, 1), make(chan js.Value, 1)
	keep := js.FuncOf(func(_ js.Value, resolve []js.Value) any { ended <- resolve[0]; return nil })
	asked := js.FuncOf(func(_ js.Value, lock []js.Value) any {
		if lock[0].IsNull() {
			granted <- false
			return nil
		}
		held := js.Global().Get("Promise").New(keep) // the lock is ours until this is kept
		granted <- true
		return held
	})
	over, err := browser.Try(func() js.Value { return locks.Call("request", name, map[string]any{"ifAvailable": true}, asked) })
	if err != nil {
		return nil, err
	}
	select {
	case ok := <-granted:
		if !ok {
			return nil, ErrInUse
		}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	resolve := <-ended
	return func() {
		resolve.Invoke()
		ctx, cancel := bounded()
		defer cancel()
		_, _ = browser.Await(ctx, over)
	}, nil
}

// Close lets another tab save.
func (s *Store) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held != nil {
		s.held()
	}
	s.held, s.why = nil, ErrInUse
}
