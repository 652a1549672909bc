package vault

import (
	"context"
	"errors"
	"time"

	"vestibule/app/clock"
	"vestibule/app/problem"
)

// What a wrong passphrase or code costs beside the stretching: the first few nothing, since people mistype, then twice as
// long each time up to longestPace. Nobody is locked out for ever, and nothing is written down: a thief who restarts the
// program wins the few that are free, and still pays the stretching.
const (
	freeTries   = 3
	firstPace   = time.Second
	longestPace = 30 * time.Second
)

// pace slows whoever tries one proof after the other.
type pace struct {
	misses int
	last   time.Time
}

// left is how long the next try has to wait.
func (p pace) left(now time.Time) time.Duration {
	if p.misses < freeTries {
		return 0
	}
	wait := longestPace
	if doublings := p.misses - freeTries; doublings < 5 {
		wait = min(firstPace<<doublings, longestPace)
	}
	return wait - max(0, now.Sub(p.last)) // a clock that is set back gives nothing
}

// slow waits until the next try is due, outside the turn: a save has not to wait for who guesses.
func (v *Vault) slow(ctx context.Context, p Proof) error {
	if v.config.Clock == nil || p.Way == Keychain {
		return nil
	}
	for {
		v.mu.Lock()
		left := v.pace.left(v.config.Clock.Now())
		v.mu.Unlock()
		if left <= 0 {
			return nil
		}
		if err := pause(ctx, v.config.Clock, left); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, c clock.Clock, d time.Duration) error {
	over := make(chan struct{})
	defer c.AfterFunc(d, func() { close(over) })()
	select {
	case <-over:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// guessed counts a proof that was wrong.
func (v *Vault) guessed(err error) {
	var p *problem.Problem
	if v.config.Clock == nil || !errors.As(err, &p) {
		return
	}
	switch p.Code {
	case problem.VaultPassphraseWrong, problem.VaultRecoveryWrong, problem.VaultPINWrong:
		v.pace.misses++
		v.pace.last = v.config.Clock.Now()
	}
}
