package keystore

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

var _ vault.KeyStore = (*Store)(nil)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// fake is a provider in memory. Each call that is under way is told on entered; while answer is set, it waits for it.
type fake struct {
	text    string
	fault   error
	code    problem.Code
	none    error
	entered chan struct{}
	answer  chan error
	calls   int
}

func (f *fake) ready() error { return f.none }

func (f *fake) meet() error {
	f.calls++
	if f.answer != nil {
		f.entered <- struct{}{}
		return <-f.answer
	}
	return f.fault
}

func (f *fake) get() (string, error) {
	if err := f.meet(); err != nil {
		return "", err
	}
	if f.text == "" {
		return "", errEmpty
	}
	return f.text, nil
}

func (f *fake) set(text string) error {
	err := f.meet()
	if err == nil {
		f.text = text
	}
	return err
}

func (f *fake) delete() error {
	if err := f.meet(); err != nil {
		return err
	}
	if f.text == "" {
		return errEmpty
	}
	f.text = ""
	return nil
}

func (f *fake) sort(error) problem.Code { return f.code }

func guarded(f *fake) (*Store, *clock.Manual) {
	c := clock.At(noon)
	return &Store{provider: f, clock: c}, c
}

func key() secret.Bytes { return secret.Of(bytes.Repeat([]byte{0, 255}, 16)) }

func TestAKeyIsKeptAndForgotten(t *testing.T) {
	s, _ := guarded(&fake{})
	ctx := t.Context()
	if _, err := s.Load(ctx); !errors.Is(err, vault.ErrNoKey) {
		t.Fatal(err)
	}
	if err := errors.Join(s.Probe(ctx), s.Delete(ctx), s.Save(ctx, key()), s.Probe(ctx)); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Load(ctx); err != nil || !got.Equal(key()) {
		t.Fatal(err)
	}
	if err := s.Delete(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(ctx); !errors.Is(err, vault.ErrNoKey) {
		t.Fatal(err)
	}
}

func TestOnlyNotFoundIsEmpty(t *testing.T) {
	for _, code := range []problem.Code{problem.KeyringUnavailable, problem.KeyringLocked, problem.KeyringDenied, problem.KeyringHanging} {
		s, _ := guarded(&fake{fault: errors.New("something"), code: code})
		_, load := s.Load(t.Context())
		for _, err := range []error{load, s.Probe(t.Context()), s.Save(t.Context(), key()), s.Delete(t.Context())} {
			if !problem.Is(err, code) || errors.Is(err, vault.ErrNoKey) {
				t.Errorf("%s: %v", code, err)
			}
		}
	}
}

func TestASystemWithoutAKeychainIsNotAsked(t *testing.T) {
	f := &fake{none: errors.New("none")}
	s, _ := guarded(f)
	if err := s.Probe(t.Context()); !problem.Is(err, problem.KeyringUnavailable) || f.calls != 0 {
		t.Fatal(err, f.calls)
	}
	if err := s.Delete(t.Context()); !problem.Is(err, problem.KeyringUnavailable) {
		t.Fatal("there may be a key: ", err)
	}
	f.none = errNone
	if err := s.Delete(t.Context()); err != nil || f.calls != 0 {
		t.Fatal("there can be no key: ", err, f.calls)
	}
}

func TestGarbageIsNotAKey(t *testing.T) {
	s, _ := guarded(&fake{text: "hunter2 is not base64"})
	if _, err := s.Load(t.Context()); !problem.Is(err, problem.StoreCorrupt) || errors.Is(err, vault.ErrNoKey) || strings.Contains(err.Error(), "hunter2") {
		t.Fatal(err)
	}
}

func TestAFaultOfTheLibraryIsAnError(t *testing.T) {
	s, _ := guarded(&fake{code: problem.KeyringUnavailable})
	_, err := s.call(t.Context(), func() (string, error) { panic("hunter2") })
	if !problem.Is(err, problem.KeyringUnavailable) || strings.Contains(err.Error(), "hunter2") {
		t.Fatal(err)
	}
	if err := s.Probe(t.Context()); err != nil {
		t.Fatal("the turn was not given back:", err)
	}
}

func TestAHangingKeychainIsGivenUpAfterThreeSeconds(t *testing.T) { // AT-085
	f := &fake{entered: make(chan struct{}), answer: make(chan error)}
	s, c := guarded(f)
	got := make(chan error, 1)
	go func() { got <- s.Probe(context.Background()) }()
	<-f.entered
	c.Advance(3*time.Second - 1)
	select {
	case err := <-got:
		t.Fatal("given up early:", err)
	default:
	}
	c.Advance(1)
	if err := <-got; !problem.Is(err, problem.KeyringHanging) {
		t.Fatal(err)
	}
	f.answer <- nil
}

func TestCallsDoNotPileUpBehindOneThatHangs(t *testing.T) {
	f := &fake{entered: make(chan struct{}), answer: make(chan error)}
	s, c := guarded(f)
	got := make(chan error)
	go func() { got <- s.Probe(context.Background()) }()
	<-f.entered
	c.Advance(3 * time.Second)
	<-got
	for range 20 {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := s.Save(ctx, key()); !problem.Is(err, problem.KeyringHanging) {
			t.Fatal(err)
		}
	}
	if f.calls != 1 {
		t.Fatalf("%d calls are under way", f.calls)
	}
	// The member answers the prompt at last: the next call goes through.
	f.answer <- nil
	go func() { got <- s.Save(context.Background(), key()) }()
	<-f.entered
	f.answer <- nil
	if err := <-got; err != nil || f.text == "" {
		t.Fatal(err)
	}
}

func TestWhoeverLeavesDoesNotWait(t *testing.T) {
	f := &fake{entered: make(chan struct{}), answer: make(chan error)}
	s, _ := guarded(f)
	ctx, cancel := context.WithCancel(context.Background())
	got := make(chan error, 1)
	go func() { got <- s.Probe(ctx) }()
	<-f.entered
	cancel()
	if err := <-got; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	f.answer <- nil
}
