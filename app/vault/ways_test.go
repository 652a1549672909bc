package vault

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

func phrase() secret.Bytes { return secret.Of([]byte("correct horse")) }
func pin() secret.Bytes    { return secret.Of([]byte("4711")) }

// withCode gives a device with a vault that holds one code, opened.
func withCode(t *testing.T) (*device, *Vault) {
	t.Helper()
	d := newDevice()
	v := d.open()
	add(t, v, Code{Place: dana}, key())
	return d, reopened(t, d, v)
}

// opens reports with which error a proof opens what the device has.
func opens(t *testing.T, d *device, p Proof) error {
	t.Helper()
	v := d.open()
	v.Lock()
	err := v.Unlock(t.Context(), p)
	if r := v.Rest(); err == nil && (r.Phase != Opened || len(v.Codes()) != 1) {
		t.Fatalf("%+v", r)
	}
	return err
}

func TestEachWayOpens(t *testing.T) {
	d, v := withCode(t)
	code, err := recoveryCode(t.Context(), v)
	if err := errors.Join(err, v.SetPassphrase(t.Context(), phrase())); err != nil {
		t.Fatal(err)
	}
	lower := secret.Of(bytes.ToLower(bytes.ReplaceAll(code.Reveal(), []byte("-"), []byte(" "))))
	for _, p := range []Proof{{Way: Keychain}, {Passphrase, phrase()}, {RecoveryCode, code}, {RecoveryCode, lower}} {
		if err := opens(t, d, p); err != nil {
			t.Errorf("%s: %v", p.Way, err)
		}
	}
	if r := d.open().Rest(); r.Phase != Opened || !slices.Equal(r.Ways, []Way{Keychain, Passphrase, RecoveryCode}) {
		t.Errorf("%+v", r)
	}
}

func TestAWrongProofIsNamed(t *testing.T) {
	d, v := withCode(t)
	other, err := recoveryCode(t.Context(), v)
	if err := errors.Join(err, v.SetPassphrase(t.Context(), phrase())); err != nil {
		t.Fatal(err)
	}
	if _, err := recoveryCode(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	slip := slices.Clone(other.Reveal())
	slip[3] = alphabet[(bytes.IndexByte([]byte(alphabet), slip[3])+1)%32]
	for _, c := range []struct {
		Proof
		want problem.Code
	}{
		{Proof{Passphrase, secret.Of([]byte("Correct horse"))}, problem.VaultPassphraseWrong},
		{Proof{Passphrase, secret.Bytes{}}, problem.VaultPassphraseWrong},
		{Proof{RecoveryCode, other}, problem.VaultRecoveryWrong},
		{Proof{RecoveryCode, secret.Of(slip)}, problem.VaultRecoveryTypo},
		{Proof{PIN, pin()}, problem.VaultPINWrong},
	} {
		if err := opens(t, d, c.Proof); !problem.Is(err, c.want) {
			t.Errorf("%s: %v", c.want, err)
		}
	}
}

func TestAFreshVaultRestsOnceAPassphraseIsSet(t *testing.T) {
	d := newDevice()
	d.keychain.fault = broken(problem.KeyringUnavailable)
	v := d.open()
	add(t, v, Code{}, key())
	if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
		t.Fatal(err)
	}
	if r := v.Rest(); r.Phase != Opened || !r.Kept || !slices.Equal(r.Ways, []Way{Passphrase}) || len(d.versions) != 1 {
		t.Fatalf("%+v", r)
	}
	add(t, v, Code{}, keyOf(2))
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	w := d.open()
	if r := w.Rest(); r.Phase != Shut || r.Kept || !problem.Is(r.Why, problem.VaultLocked) {
		t.Fatalf("%+v", r)
	}
	if err := w.Unlock(t.Context(), Proof{Passphrase, phrase()}); err != nil || len(w.Codes()) != 2 || !w.Rest().Kept {
		t.Fatal(err)
	}
}

func TestAPINOpensOnlyWithTheKeychain(t *testing.T) {
	d, v := withCode(t)
	if err := errors.Join(v.SetPassphrase(t.Context(), phrase()), v.SetPIN(t.Context(), pin())); err != nil {
		t.Fatal(err)
	}
	if r := d.open().Rest(); r.Phase != Shut || !slices.Equal(r.Ways, []Way{PIN, Passphrase}) {
		t.Fatalf("%+v", r)
	}
	if err := opens(t, d, Proof{PIN, pin()}); err != nil {
		t.Fatal(err)
	}
	d.key = bytes.Repeat([]byte{9}, 32)
	if err := opens(t, d, Proof{PIN, pin()}); !problem.Is(err, problem.VaultPINWrong) {
		t.Fatal(err)
	}
	d.key = nil
	if err := opens(t, d, Proof{PIN, pin()}); !problem.Is(err, problem.VaultKeyLost) {
		t.Fatal(err)
	}
	if err := opens(t, d, Proof{Passphrase, phrase()}); err != nil {
		t.Fatal(err)
	}
}

// A forgotten PIN, or a keychain that has lost its key, must not lock the owner out for ever.
func TestAPINIsNeverTheOnlyWay(t *testing.T) {
	_, v := withCode(t)
	if err := v.SetPIN(t.Context(), pin()); !problem.Is(err, problem.VaultLastWay) {
		t.Fatal(err)
	}
	if err := errors.Join(v.SetPassphrase(t.Context(), phrase()), v.SetPIN(t.Context(), pin())); err != nil {
		t.Fatal(err)
	}
	if err := v.RemoveWay(t.Context(), Passphrase); !problem.Is(err, problem.VaultLastWay) || len(v.Rest().Ways) != 2 {
		t.Fatal(err, v.Rest().Ways)
	}
}

func TestFiveWrongPINsAndItTakesAnotherWay(t *testing.T) {
	d, v := withCode(t)
	if err := errors.Join(v.SetPassphrase(t.Context(), phrase()), v.SetPIN(t.Context(), pin())); err != nil {
		t.Fatal(err)
	}
	v = d.open()
	for left := mostPINs - 1; left > 0; left-- {
		err := v.Unlock(t.Context(), Proof{PIN, secret.Of([]byte("0000"))})
		if !problem.Is(err, problem.VaultPINWrong) || *problem.Of(err).Facts.Left != left {
			t.Fatal(left, err)
		}
	}
	if err := v.Unlock(t.Context(), Proof{PIN, secret.Of([]byte("0000"))}); !problem.Is(err, problem.VaultPINSpent) {
		t.Fatal(err)
	}
	calls := d.quick.calls
	if err := v.Unlock(t.Context(), Proof{PIN, pin()}); !problem.Is(err, problem.VaultPINSpent) || d.quick.calls != calls {
		t.Fatal("the right PIN is tried still", err)
	}
	if err := v.Unlock(t.Context(), Proof{Passphrase, phrase()}); err != nil {
		t.Fatal(err)
	}
	v.Lock()
	if err := v.Unlock(t.Context(), Proof{PIN, pin()}); err != nil {
		t.Fatal("the tries do not begin anew:", err)
	}
}

func TestTheLastWayStays(t *testing.T) {
	d, v := withCode(t)
	if err := v.RemoveWay(t.Context(), Keychain); !problem.Is(err, problem.VaultLastWay) {
		t.Fatal(err)
	}
	if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
		t.Fatal(err)
	}
	d.keychain.fault = broken(problem.KeyringLocked)
	if err := v.RemoveWay(t.Context(), Passphrase); !problem.Is(err, problem.VaultLastWay) {
		t.Fatal("the keychain cannot be asked, so its slot is not to be counted on:", err)
	}
	d.keychain.fault = nil
	if err := errors.Join(opens(t, d, Proof{Passphrase, phrase()}), opens(t, d, Proof{Way: Keychain})); err != nil {
		t.Fatal(err)
	}
}

func TestAWayNobodyKnowsIsNotTakenOff(t *testing.T) {
	d, v := withCode(t)
	if err := errors.Join(v.SetHolder("Dana"), v.RemoveWay(t.Context(), "face"), opens(t, d, Proof{Way: Keychain})); err != nil {
		t.Fatal(err)
	}
	if r := v.Rest(); r.Holder != "Dana" || len(r.Ways) != 1 {
		t.Fatal(r)
	}
}

func TestAnOlderFileThanWasSeenIsTold(t *testing.T) {
	d, v := withCode(t)
	old := d.versions[0]
	add(t, v, Code{}, keyOf(2))
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	v.Lock()
	d.versions = [][]byte{old}
	if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil || !v.Rest().Older || len(v.Codes()) != 1 {
		t.Fatal(err, v.Rest())
	}
}

func TestALostKeychainIsMended(t *testing.T) {
	d, v := withCode(t)
	if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
		t.Fatal(err)
	}
	d.key = nil
	v = d.open()
	if r := v.Rest(); r.Phase != Shut || !problem.Is(r.Why, problem.VaultKeyLost) || d.key != nil {
		t.Fatalf("%+v", r)
	}
	if err := errors.Join(v.Unlock(t.Context(), Proof{Passphrase, phrase()}), v.UseKeychain(t.Context())); err != nil {
		t.Fatal(err)
	}
	w := d.open()
	if r := w.Rest(); r.Phase != Opened || len(w.Codes()) != 1 {
		t.Fatalf("%+v", r)
	}
	d.key = bytes.Repeat([]byte{1}, 32)
	if r := d.open().Rest(); !problem.Is(r.Why, problem.VaultKeyLost) {
		t.Fatal("another key in the keychain:", r.Why)
	}
}

func TestAChangeOfWaysThatIsNotSavedIsNone(t *testing.T) {
	d, v := withCode(t)
	if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
		t.Fatal(err)
	}
	d.drawer.fault = broken(problem.StoreFull)
	before := fmt.Sprint(v.Rest())
	if _, err := recoveryCode(t.Context(), v); !problem.Is(err, problem.StoreFull) {
		t.Fatal(err)
	}
	if err := v.SetPassphrase(t.Context(), pin()); !problem.Is(err, problem.StoreFull) {
		t.Fatal(err)
	}
	if after := fmt.Sprint(v.Rest()); after != before {
		t.Fatal(before, after)
	}
	d.drawer.fault = nil
	add(t, v, Code{}, keyOf(2))
	if err := errors.Join(v.Save(t.Context()), v.Remove(v.Codes()[0].ID, noon), v.Save(t.Context())); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(opens(t, d, Proof{Passphrase, phrase()}), opens(t, d, Proof{Way: Keychain})); err != nil {
		t.Fatal(err)
	}
}

func TestAnOpenVaultChecksAProofAndStaysAsItIs(t *testing.T) {
	_, v := withCode(t)
	if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
		t.Fatal(err)
	}
	add(t, v, Code{}, keyOf(2)) // not saved
	if err := v.Unlock(t.Context(), Proof{Passphrase, pin()}); !problem.Is(err, problem.VaultPassphraseWrong) {
		t.Fatal(err)
	}
	if err := v.Unlock(t.Context(), Proof{Passphrase, phrase()}); err != nil || len(v.Codes()) != 2 {
		t.Fatal(err, len(v.Codes()))
	}
}

func TestTheRealStretchingOpens(t *testing.T) {
	d := newDevice()
	c := d.config()
	c.KDF = kdf.Native{}
	v := Open(t.Context(), c)
	if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
		t.Fatal(err)
	}
	v.Lock()
	if err := v.Unlock(t.Context(), Proof{Passphrase, pin()}); !problem.Is(err, problem.VaultPassphraseWrong) {
		t.Fatal(err)
	}
	if err := v.Unlock(t.Context(), Proof{Passphrase, phrase()}); err != nil {
		t.Fatal(err)
	}
}
