package vault

import (
	"context"
	"errors"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// slow is a Storage whose calls stand still until they are let go.
type slow struct {
	*drawer
	begun, on chan struct{}
}

func newSlow(d *drawer) *slow { return &slow{d, make(chan struct{}, 8), make(chan struct{})} }

func (s *slow) Save(data []byte) error {
	s.begun <- struct{}{}
	<-s.on
	return s.drawer.Save(data)
}

// slowKDF stretches only when it is let go.
type slowKDF struct {
	*quick
	begun, on chan struct{}
}

func (s *slowKDF) Derive(ctx context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, limits kdf.Limits) (secret.Bytes, error) {
	s.begun <- struct{}{}
	<-s.on
	return s.quick.Derive(ctx, p, password, salt, size, limits)
}

// begin starts f and gives what will be its error.
func begin(f func() error) <-chan error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	return done
}

func TestNobodyWaitsForADiskOrAStretching(t *testing.T) {
	d := newDevice()
	disk := newSlow(&d.drawer)
	stretching := &slowKDF{&d.quick, make(chan struct{}, 8), make(chan struct{})}
	c := d.config()
	c.Storage, c.KDF = disk, stretching
	v := Open(t.Context(), c)
	id := add(t, v, Code{}, key())
	cheap := func() {
		if _, err := v.Show(id, noon); err != nil || len(v.Codes()) != 1 || v.Rest().Bad != 0 {
			t.Error(err)
		}
		if err := v.Change(id, func(c *Code) { c.Uses++ }); err != nil {
			t.Error(err)
		}
	}
	saved := begin(func() error { return v.Save(t.Context()) })
	<-disk.begun
	cheap()
	close(disk.on)
	if err := <-saved; err != nil {
		t.Fatal(err)
	}
	set := begin(func() error { return v.SetPassphrase(t.Context(), phrase()) })
	<-stretching.begun
	cheap()
	close(stretching.on)
	if err := <-set; err != nil {
		t.Fatal(err)
	}
}

func TestALockMeanwhileLetsASaveEndWell(t *testing.T) {
	for name, first := range map[string]bool{"the first save": true, "a later one": false} {
		t.Run(name, func(t *testing.T) {
			d := newDevice()
			if !first {
				v := d.open()
				add(t, v, Code{}, keyOf(0))
				if err := v.Save(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			disk := newSlow(&d.drawer)
			c := d.config()
			c.Storage = disk
			v := Open(t.Context(), c)
			id := add(t, v, Code{}, keyOf(1))
			saved := begin(func() error { return v.Save(t.Context()) })
			<-disk.begun
			v.Lock()
			if _, err := v.Show(id, noon); err == nil {
				t.Error("shown after a lock")
			}
			close(disk.on)
			if err := <-saved; err != nil || v.Rest().Phase != Shut || v.Rest().Kept {
				t.Fatal(err, v.Rest())
			}
			if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil {
				t.Fatal(err)
			}
			if _, err := v.Show(id, noon); err != nil {
				t.Fatal("what was saved is lost:", err)
			}
		})
	}
}

func TestALockMeanwhileMakesAnUnlockingComeToNothing(t *testing.T) {
	d, v := withCode(t)
	if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
		t.Fatal(err)
	}
	stretching := &slowKDF{&d.quick, make(chan struct{}, 8), make(chan struct{})}
	c := d.config()
	c.KDF = stretching
	v = Open(t.Context(), c)
	v.Lock()
	done := begin(func() error { return v.Unlock(t.Context(), Proof{Passphrase, phrase()}) })
	<-stretching.begun
	v.Lock()
	close(stretching.on)
	if err := <-done; !problem.Is(err, problem.VaultLocked) || v.Rest().Phase != Shut || !v.key.Empty() || len(v.body.codes) != 0 {
		t.Fatal(err, v.Rest())
	}
}

func TestALockMeanwhileMakesAChangeOfWaysComeToNothing(t *testing.T) {
	d, v := withCode(t)
	stretching := &slowKDF{&d.quick, make(chan struct{}, 8), make(chan struct{})}
	c := d.config()
	c.KDF = stretching
	v = Open(t.Context(), c)
	done := begin(func() error { return v.SetPassphrase(t.Context(), phrase()) })
	<-stretching.begun
	v.Lock()
	close(stretching.on)
	if err := <-done; !problem.Is(err, problem.VaultLocked) || v.Rest().Phase != Shut || !v.key.Empty() {
		t.Fatal(err, v.Rest())
	}
	if err := opens(t, d, Proof{Way: Keychain}); err != nil {
		t.Fatal(err)
	}
}

func TestWhoeverWaitsForATurnCanGiveUp(t *testing.T) {
	d := newDevice()
	disk := newSlow(&d.drawer)
	c := d.config()
	c.Storage = disk
	v := Open(t.Context(), c)
	add(t, v, Code{}, key())
	saved := begin(func() error { return v.Save(t.Context()) })
	<-disk.begun
	ctx, cancel := context.WithCancel(t.Context())
	waiting := begin(func() error { return v.SetPassphrase(ctx, phrase()) })
	cancel()
	if err := <-waiting; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	close(disk.on)
	if err := <-saved; err != nil {
		t.Fatal(err)
	}
}

func TestALockLosesNothingThatWasNotSaved(t *testing.T) {
	for name, first := range map[string]bool{"of a vault with no file yet": true, "of one that rests": false} {
		t.Run(name, func(t *testing.T) {
			d, v := withCode(t)
			if first {
				d = newDevice()
				v = d.open()
			}
			d.drawer.fault = broken(problem.StoreFull)
			id := add(t, v, Code{}, keyOf(7))
			if err := v.Save(t.Context()); !problem.Is(err, problem.StoreFull) {
				t.Fatal(err)
			}
			for range 2 {
				v.Lock()
				if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil {
					t.Fatal(err)
				}
				if _, err := v.Show(id, noon); err != nil {
					t.Fatal(err)
				}
			}
			v.Lock()
			if err := v.Save(t.Context()); !problem.Is(err, problem.StoreFull) {
				t.Fatal(err)
			}
			d.drawer.fault = nil
			if err := v.Save(t.Context()); err != nil || v.Rest().Phase != Shut {
				t.Fatal(err)
			}
			saves := d.drawer.saves
			if err := v.Save(t.Context()); err != nil || d.drawer.saves != saves {
				t.Fatal("there is nothing left to save:", err)
			}
			if _, err := d.open().Show(id, noon); err != nil {
				t.Fatal("lost:", err)
			}
		})
	}
}

func TestWhatWasTakenOutAndPendingIsInNoVersion(t *testing.T) {
	d, v := withCode(t)
	if err := v.DropPlace(dana); err != nil {
		t.Fatal(err)
	}
	v.Lock()
	if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil {
		t.Fatal(err)
	}
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, data := range d.versions {
		one := &device{keychain: d.keychain, drawer: drawer{versions: [][]byte{data}}, chance: d.chance}
		if n := len(one.open().Codes()); n != 0 {
			t.Error(i, n)
		}
	}
}

func TestALockWhileTheFirstFileIsMadeLeavesItShut(t *testing.T) {
	d := newDevice()
	disk := newSlow(&d.drawer)
	c := d.config()
	c.Storage = disk
	v := Open(t.Context(), c)
	set := begin(func() error { return v.SetPassphrase(t.Context(), phrase()) })
	<-disk.begun
	v.Lock()
	close(disk.on)
	if err := <-set; err != nil || v.Rest().Phase != Shut {
		t.Fatal(err, v.Rest())
	}
	if err := v.Unlock(t.Context(), Proof{Passphrase, phrase()}); err != nil {
		t.Fatal(err)
	}
}

// At a lock every secret is erased where it stood, not merely let go.
func TestALockErasesEverySecretWhereItStood(t *testing.T) {
	_, v := withCode(t)
	if err := errors.Join(v.SetPassphrase(t.Context(), phrase()), v.Remember(here, plan.Session{}, entry())); err != nil {
		t.Fatal(err)
	}
	v.body.sections[dana].bad = [][]byte{[]byte("bad-canary")}
	v.body.sections[dana].inner = []record{{99, []byte("inner-canary")}}
	v.body.unknown = []record{{99, []byte("outer-canary")}}
	v.body.codes[v.Codes()[0].ID].unknown = []record{{99, []byte("field-canary")}}
	all := [][]byte{v.key.Reveal(), v.body.sections[dana].key.Reveal(), v.body.sections[dana].codes[0].secret.Reveal(), v.body.links[0].shared.Reveal(),
		v.body.entries[here].Password.Reveal(), v.body.entries[here].Trust.Reveal(), v.body.sections[dana].bad[0], v.body.sections[dana].inner[0].data,
		v.body.unknown[0].data, v.body.sections[dana].codes[0].unknown[0].data}
	v.Lock()
	for i, raw := range all {
		for _, b := range raw {
			if b != 0 {
				t.Fatalf("%d: %q is left", i, raw)
			}
		}
		if len(raw) == 0 {
			t.Fatal("looks at nothing", i)
		}
	}
}
