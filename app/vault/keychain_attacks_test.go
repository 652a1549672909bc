package vault

import (
	"bytes"
	"errors"
	"testing"

	"vestibule/app/problem"
	"vestibule/app/secret"
)

// TestTheKeychainsItemAloneOpensNothingOnceAPassphraseIsAskedEachTime: another program of the same user has read the item,
// and copied the file.
func TestTheKeychainsItemAloneOpensNothingOnceAPassphraseIsAskedEachTime(t *testing.T) { // AT-088
	d, v := withCode(t)
	stolen := bytes.Clone(d.key)
	if len(stolen) != 32 {
		t.Fatalf("the item has %d bytes", len(stolen))
	}
	if err := errors.Join(v.SetPassphrase(t.Context(), phrase()), v.RemoveWay(t.Context(), Keychain)); err != nil {
		t.Fatal(err)
	}
	d.key = stolen
	thief := d.open()
	if r := thief.Rest(); r.Phase != Shut || len(thief.Codes()) != 0 {
		t.Fatalf("the item opens it: %+v", r)
	}
	for _, p := range []Proof{{Keychain, secret.Bytes{}}, {Passphrase, secret.Copy(stolen)}, {RecoveryCode, secret.Copy(stolen)}, {PIN, secret.Copy(stolen)}} {
		if err := thief.Unlock(t.Context(), p); err == nil || thief.Rest().Phase != Shut {
			t.Errorf("%v: %v", p.Way, err)
		}
	}
	for _, version := range d.versions { // nor does a version that was kept back
		if _, err := openFile(version, secret.Copy(stolen)); err == nil {
			t.Error("an older version is opened by the item")
		}
	}
	if err := thief.Unlock(t.Context(), Proof{Passphrase, phrase()}); err != nil {
		t.Fatal(problem.Of(err))
	}
}
