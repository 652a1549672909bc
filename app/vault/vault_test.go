package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

const here plan.Key = "https://plan.example.org"

func entry() Entry {
	return Entry{Name: "dana", Trust: secret.Of([]byte("trust-canary")), Password: secret.Of([]byte("pass-canary"))}
}

func same(a, b Entry) bool {
	return a.Name == b.Name && a.Trust.Equal(b.Trust) && a.Password.Equal(b.Password)
}

// remembered gives a device on which one entry is kept.
func remembered(t *testing.T) *device {
	t.Helper()
	d := newDevice()
	save(t, d, here, entry())
	return d
}

func save(t *testing.T, d *device, key plan.Key, e Entry) {
	t.Helper()
	v := d.open()
	if err := errors.Join(v.Remember(key, plan.Session{}, e), v.Save(context.Background())); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsRememberedIsThereTheNextTime(t *testing.T) {
	d := remembered(t)
	v := d.open()
	if e, ok := v.Lookup(here); !ok || !same(e, entry()) || !v.Rest().Kept || v.Rest().Older {
		t.Fatal(e, ok, v.Rest())
	}
	if _, ok := v.Lookup("https://other.example.org"); ok {
		t.Fatal("of another plan")
	}
}

func TestNothingIsReadableInTheFileAndItsSizeTellsNothing(t *testing.T) {
	d := remembered(t)
	one := len(d.versions[0])
	save(t, d, "https://other.example.org", Entry{Name: "sam"})
	file := d.versions[0]
	for _, word := range []string{"canary", "dana", "example"} {
		if bytes.Contains(file, []byte(word)) {
			t.Errorf("%q is in the file", word)
		}
	}
	if len(file) != one || bytes.Equal(file, d.versions[1]) {
		t.Error("the size shows a second entry")
	}
}

func TestTheKeychainHoldsNothingButAKey(t *testing.T) { // AT-088
	d := remembered(t)
	if len(d.key) != 32 || d.keychain.saves != 1 {
		t.Fatal(len(d.key), d.keychain.saves)
	}
	if bytes.Contains(d.versions[0], d.key) {
		t.Fatal("the wrapping key is in the file")
	}
}

func TestNoKeyIsMadeBeforeSomethingIsKept(t *testing.T) {
	d := newDevice()
	v := d.open()
	if err := v.Save(t.Context()); err != nil || d.keychain.key != nil || d.drawer.saves != 0 || !v.Rest().Kept {
		t.Fatal(err, d.keychain.saves, d.drawer.saves)
	}
}

func TestAKeyThatIsThereIsUsedAndNotReplaced(t *testing.T) {
	d := newDevice()
	d.key = bytes.Repeat([]byte{7}, 32)
	save(t, d, here, entry())
	if d.keychain.saves != 0 {
		t.Fatal("another vault's key was replaced")
	}
	if _, ok := d.open().Lookup(here); !ok {
		t.Fatal("lost")
	}
}

func TestAVaultWhoseKeyIsLostIsLeftAsItIs(t *testing.T) {
	for name, c := range map[string]struct {
		lose func(*device)
		why  problem.Code
	}{
		"lost":    {func(d *device) { d.key = nil }, problem.VaultKeyLost},
		"changed": {func(d *device) { d.key = bytes.Repeat([]byte{7}, 32) }, problem.StoreCorrupt},
		"garbage": {func(d *device) { d.key = []byte("short") }, problem.StoreCorrupt},
	} {
		d := remembered(t)
		c.lose(d)
		key, file := slices.Clone(d.key), slices.Clone(d.versions[0])
		v := d.open()
		if r := v.Rest(); r.Kept || !problem.Is(r.Why, c.why) {
			t.Errorf("%s: %+v", name, r)
		}
		if err := errors.Join(v.Remember(here, plan.Session{}, Entry{Name: "sam"}), v.Save(t.Context())); !problem.Is(err, c.why) {
			t.Errorf("%s: saved (%v)", name, err)
		}
		if !bytes.Equal(d.key, key) || !bytes.Equal(d.versions[0], file) {
			t.Errorf("%s: a new key was laid over the vault", name)
		}
		if _, ok := v.Lookup(here); ok || v.Rest().Phase != Shut {
			t.Errorf("%s: something is kept under a vault that is shut", name)
		}
	}
}

func TestALostKeyIsNamed(t *testing.T) {
	d := remembered(t)
	d.key = nil
	if why := d.open().Rest().Why; !problem.Is(why, problem.VaultKeyLost) || errors.Is(why, ErrNoKey) {
		t.Fatal(why)
	}
}

func TestWhereNothingCanBeKeptItWorksInMemoryAndSaysWhy(t *testing.T) {
	for _, code := range []problem.Code{problem.KeyringUnavailable, problem.KeyringLocked, problem.KeyringDenied, problem.KeyringHanging} {
		for _, d := range []*device{newDevice(), remembered(t)} {
			files := len(d.versions)
			d.keychain.fault = broken(code)
			v := d.open()
			err := errors.Join(v.Remember(here, plan.Session{}, entry()), v.Save(t.Context()))
			if !problem.Is(err, code) || v.Rest().Kept || !problem.Is(v.Rest().Why, code) || len(d.versions) != files {
				t.Errorf("%s: %v %+v", code, err, v.Rest())
			}
			if e, ok := v.Lookup(here); ok != (files == 0) || ok && !same(e, entry()) {
				t.Errorf("%s: in memory: %v", code, ok)
			}
		}
	}
	d := newDevice()
	d.drawer.fault = broken(problem.StoreDenied)
	if r := d.open().Rest(); r.Kept || !problem.Is(r.Why, problem.StoreDenied) {
		t.Errorf("%+v", r)
	}
}

func TestAKeychainThatFailsOnlyWhenItMatters(t *testing.T) {
	d := newDevice()
	v := d.open()
	_ = v.Remember(here, plan.Session{}, entry())
	d.keychain.fault = broken(problem.KeyringDenied)
	if err := v.Save(t.Context()); !problem.Is(err, problem.KeyringDenied) || v.Rest().Kept || len(d.versions) != 0 {
		t.Fatal(err, v.Rest())
	}
}

func TestAFullDiskCanBeTriedAgain(t *testing.T) {
	d := remembered(t)
	v := d.open()
	_ = v.Remember(here, plan.Session{}, Entry{Name: "sam"})
	d.drawer.fault = broken(problem.StoreFull)
	if err := v.Save(t.Context()); !problem.Is(err, problem.StoreFull) || !v.Rest().Kept {
		t.Fatal(err, v.Rest())
	}
	d.drawer.fault = nil
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e, _ := d.open().Lookup(here); e.Name != "sam" {
		t.Fatal(e.Name)
	}
}

func TestNothingOfASharedDeviceIsKept(t *testing.T) {
	d := newDevice()
	v := d.open()
	if err := v.Remember(here, plan.Session{Shared: true}, entry()); !errors.Is(err, ErrShared) {
		t.Fatal(err)
	}
	if _, ok := v.Lookup(here); ok || v.Save(t.Context()) != nil || len(d.versions) != 0 {
		t.Fatal("kept")
	}
}

func TestWhatIsForgottenIsInNoVersion(t *testing.T) {
	for name, forget := range map[string]func(*Vault){
		"forgotten": func(v *Vault) { v.Forget(here) },
		"without the password": func(v *Vault) {
			_ = v.Remember(here, plan.Session{}, Entry{Name: "dana", Trust: secret.Of([]byte("trust-canary"))})
		},
	} {
		d := remembered(t)
		v := d.open()
		forget(v)
		if err := v.Save(t.Context()); err != nil {
			t.Fatal(err)
		}
		for i, file := range d.versions {
			one := &device{keychain: d.keychain, drawer: drawer{versions: [][]byte{file}}, chance: d.chance}
			if e, _ := one.open().Lookup(here); !e.Password.Empty() {
				t.Errorf("%s: version %d still holds it", name, i)
			}
		}
	}
}

func TestALockErasesEverything(t *testing.T) {
	d := remembered(t)
	v := d.open()
	held, key := v.body.entries[here], v.key
	raw := held.Password.Reveal()
	v.Lock()
	if !held.Password.Empty() || !key.Empty() || strings.Contains(string(raw), "canary") {
		t.Fatal("left in memory")
	}
	if _, ok := v.Lookup(here); ok || v.Rest().Kept {
		t.Fatal("still open")
	}
}

func TestWhatIsLookedUpIsACopy(t *testing.T) {
	v := remembered(t).open()
	e, _ := v.Lookup(here)
	e.Clear()
	if again, _ := v.Lookup(here); !same(again, entry()) {
		t.Fatal("cleared in the vault")
	}
}

func TestAVaultDoesNotPrintItsSecrets(t *testing.T) {
	v := remembered(t).open()
	e, _ := v.Lookup(here)
	if out := fmt.Sprintf("%+v %#v %v", v.body, v.key, e); strings.Contains(out, "canary") {
		t.Fatal(out)
	}
}
