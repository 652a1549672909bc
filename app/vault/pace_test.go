package vault

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"vestibule/app/clock"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// TestAThousandWrongPassphrases: each waits longer than the one before, half a minute at most; nobody is locked out for
// ever, and no file tells that somebody tried.
func TestAThousandWrongPassphrases(t *testing.T) { // AT-103
	synctest.Test(t, func(t *testing.T) {
		d, v := withCode(t)
		if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
			t.Fatal(err)
		}
		v.Lock()
		c := d.config()
		c.Clock = wall{}
		v = Open(t.Context(), c)
		v.Lock()
		saves, began, last := d.drawer.saves, time.Now(), time.Duration(0)
		for n := range 1000 {
			at := time.Now()
			if err := v.Unlock(t.Context(), Proof{Passphrase, secret.Of([]byte("wrong"))}); !problem.Is(err, problem.VaultPassphraseWrong) {
				t.Fatal(n, err)
			}
			waited := time.Since(at)
			if waited < last || waited > 30*time.Second || n < 3 && waited > 0 {
				t.Fatalf("try %d waits %v after %v", n, waited, last)
			}
			last = waited
		}
		if all := time.Since(began); all < 8*time.Hour || d.drawer.saves != saves {
			t.Fatalf("a thousand tries take %v and are written down %d times", all, d.drawer.saves-saves)
		}
		hurried, stop := context.WithCancel(t.Context())
		stop()
		if err := v.Unlock(hurried, Proof{Passphrase, phrase()}); !errors.Is(err, context.Canceled) {
			t.Fatal("whoever has no time waits all the same:", err)
		}
		if err := v.Unlock(t.Context(), Proof{Passphrase, phrase()}); err != nil {
			t.Fatal(err)
		}
		v.Lock()
		at := time.Now()
		if err := v.Unlock(t.Context(), Proof{Passphrase, phrase()}); err != nil || time.Since(at) > 0 {
			t.Fatal("what was missed is not forgiven", err)
		}
	})
}

// wall is the time of a bubble.
type wall struct{}

func (wall) Now() time.Time { return time.Now() }

func (wall) AfterFunc(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, f)
	return func() { timer.Stop() }
}

var _ clock.Clock = wall{}
