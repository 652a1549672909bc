package keystore

import (
	"context"
	"encoding/base64"
	"errors"
	"sync"
	"time"

	"vestibule/app/clock"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// patience is how long a call may take. A member who is asked for the keychain's password needs longer: they are told so
// and can try again, since the prompt stays.
const patience = 3 * time.Second

// provider is a system's keychain: calls without a context that may never return.
type provider interface {
	// ready tells, without side effects, why there is no keychain; nil: there may be one.
	ready() error
	// get gives what is kept, or errEmpty.
	get() (string, error)
	set(text string) error
	delete() error
	// sort names a failure.
	sort(error) problem.Code
}

// errEmpty is what a provider answers that works and has no key.
var errEmpty = errors.New("keystore: empty")

// Store keeps one key. It implements vault.KeyStore. Safe for concurrent use.
type Store struct {
	provider provider
	clock    clock.Clock

	mu   sync.Mutex
	busy chan struct{} // closed when the call that is under way has come back; nil: none is
}

// New gives the place of one key in the keychain of this system, by its account. Clock is the device's.
func New(c clock.Clock, account string) *Store { return &Store{provider: system(account), clock: c} }

// Load gives the key, or vault.ErrNoKey.
func (s *Store) Load(ctx context.Context) (secret.Bytes, error) {
	text, err := s.call(ctx, s.provider.get)
	if err != nil {
		return secret.Bytes{}, err
	}
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return secret.Bytes{}, problem.New(problem.StoreCorrupt).Because(errGarbage)
	}
	return secret.Of(key), nil
}

// Save keeps a key in place of any other.
func (s *Store) Save(ctx context.Context, key secret.Bytes) error {
	text := base64.StdEncoding.EncodeToString(key.Reveal())
	_, err := s.call(ctx, func() (string, error) { return "", s.provider.set(text) })
	return err
}

// Delete forgets the key. Where there is no keychain at all, there is no key.
func (s *Store) Delete(ctx context.Context) error {
	_, err := s.call(ctx, func() (string, error) { return "", s.provider.delete() })
	if errors.Is(err, vault.ErrNoKey) || errors.Is(err, errNone) {
		return nil
	}
	return err
}

// Probe looks for the key: a keychain that can say whether it has one can be used.
func (s *Store) Probe(ctx context.Context) error {
	_, err := s.call(ctx, s.provider.get)
	if errors.Is(err, vault.ErrNoKey) {
		return nil
	}
	return err
}

// result is what a call came back with.
type result struct {
	text string
	err  error
}

// call runs f where it can hang without harm. Only one call is under way at a time: while one hangs, others wait for it and
// start none of their own, so that an unanswered prompt costs one goroutine, not one a try.
func (s *Store) call(ctx context.Context, f func() (string, error)) (string, error) {
	if err := s.provider.ready(); err != nil {
		return "", problem.New(problem.KeyringUnavailable).Because(err)
	}
	late := make(chan struct{})
	defer s.clock.AfterFunc(patience, func() { close(late) })()
	done, err := s.turn(ctx, late)
	if err != nil {
		return "", err
	}
	back := make(chan result, 1)
	go func() {
		defer s.over(done)
		back <- safely(f)
	}()
	select {
	case r := <-back:
		return r.text, s.named(r.err)
	case <-late:
		return "", hanging(errLate)
	case <-ctx.Done():
		return "", hanging(context.Cause(ctx))
	}
}

// safely keeps a fault of the keychain's library from ending the program: a bus that goes away in the middle of a prompt
// makes one. What it panicked with is not kept.
func safely(f func() (string, error)) (r result) {
	defer func() {
		if recover() != nil {
			r = result{err: errPanic}
		}
	}()
	text, err := f()
	return result{text, err}
}

// turn waits until no call is under way and takes the turn.
func (s *Store) turn(ctx context.Context, late <-chan struct{}) (done chan struct{}, err error) {
	for {
		s.mu.Lock()
		before := s.busy
		if before == nil {
			s.busy = make(chan struct{})
			defer s.mu.Unlock()
			return s.busy, nil
		}
		s.mu.Unlock()
		select {
		case <-before:
		case <-late:
			return nil, hanging(errLate)
		case <-ctx.Done():
			return nil, hanging(context.Cause(ctx))
		}
	}
}

// over gives the turn back.
func (s *Store) over(done chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy = nil
	close(done)
}
