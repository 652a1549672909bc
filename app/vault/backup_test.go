package vault

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// backedUp gives a vault with two codes, one that was removed, and a backup of it.
func backedUp(t *testing.T) (*device, *Vault, []byte) {
	t.Helper()
	d, v := withCode(t)
	add(t, v, Code{Issuer: "Other", Group: "g", Uses: 4}, keyOf(2))
	gone := add(t, v, Code{}, keyOf(3))
	if err := errors.Join(v.Remove(gone, noon), v.Remember(here, plan.Session{}, entry()), v.SetHolder("Dana")); err != nil {
		t.Fatal(err)
	}
	data, err := v.Backup(t.Context(), phrase(), noon)
	if err != nil {
		t.Fatal(err)
	}
	return d, v, data
}

func TestABackupGivesEveryCodeBack(t *testing.T) {
	d, v, data := backedUp(t)
	items, err := ReadBackup(t.Context(), data, Proof{Passphrase, phrase()}, &d.quick, kdf.Usual)
	if err != nil || len(items) != 2 {
		t.Fatal(err, len(items))
	}
	for i, c := range v.Codes() {
		k, err := v.Reveal(c.ID)
		if err != nil || items[i].Code != c || !items[i].Key.Secret.Equal(k.Secret) || items[i].Key.Digits != k.Digits || items[i].Key.Issuer != c.Issuer {
			t.Errorf("%+v %v", items[i].Code, err)
		}
		items[i].Clear()
		if !items[i].Key.Secret.Empty() {
			t.Error("not cleared")
		}
	}
	if h, err := Peek(data); err != nil || h.Name != "Dana" || len(h.Ways) != 1 || h.Ways[0] != Passphrase || !Recognise(data) {
		t.Error(h, err)
	}
}

func TestABackupHoldsNothingElseAndNoKeyOfTheVault(t *testing.T) {
	d, v, data := backedUp(t)
	f, err := parse(data)
	if err != nil {
		t.Fatal(err)
	}
	o := opener{deriver: &d.quick, proof: Proof{Passphrase, phrase()}, limits: kdf.Usual}
	vaultKey, err := o.key(t.Context(), f.header)
	if err != nil {
		t.Fatal(err)
	}
	b, err := f.body(vaultKey)
	if err != nil || len(b.entries)+len(b.links) != 0 || len(b.codes) != 2 {
		t.Fatal(err, len(b.entries), len(b.links), len(b.codes))
	}
	if vaultKey.Equal(v.key) || bytes.Equal(f.id, v.header.id) || b.sections[dana].key.Equal(v.body.sections[dana].key) {
		t.Error("shares a key or a name with the vault")
	}
}

func TestABackupThatDoesNotOpenSaysWhy(t *testing.T) {
	d, _, data := backedUp(t)
	torn := bytes.Clone(data)
	torn[len(torn)-1] ^= 1
	var cost *kdf.Cost
	for name, c := range map[string]struct {
		data   []byte
		proof  Proof
		limits kdf.Limits
		want   problem.Code
	}{
		"another passphrase": {data, Proof{Passphrase, pin()}, kdf.Usual, problem.VaultPassphraseWrong},
		"a recovery code":    {data, Proof{RecoveryCode, writeRecovery(secret.Of(make([]byte, recoveryBytes)))}, kdf.Usual, problem.VaultRecoveryWrong},
		"the keychain":       {data, Proof{Way: Keychain}, kdf.Usual, problem.StoreCorrupt},
		"damaged":            {torn, Proof{Passphrase, phrase()}, kdf.Usual, problem.StoreCorrupt},
		"no backup":          {[]byte("{}"), Proof{Passphrase, phrase()}, kdf.Usual, problem.StoreCorrupt},
	} {
		if _, err := ReadBackup(t.Context(), c.data, c.proof, &d.quick, c.limits); !problem.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ReadBackup(t.Context(), data, Proof{Passphrase, phrase()}, &d.quick, kdf.Limits{}); !errors.As(err, &cost) {
		t.Error("beyond the limits:", err)
	}
}

func TestTheReminderKnowsWhenAndHowManySince(t *testing.T) {
	d, v, _ := backedUp(t)
	if r := v.Rest(); !r.Backup.Equal(noon) || r.Unsaved != 0 {
		t.Fatalf("%+v", r)
	}
	add(t, v, Code{}, keyOf(10))
	v = reopened(t, d, v)
	if r := v.Rest(); !r.Backup.Equal(noon) || r.Unsaved != 1 {
		t.Fatalf("%+v", r)
	}
	if _, err := v.Backup(t.Context(), secret.Bytes{}, noon.Add(time.Hour)); !problem.Is(err, problem.MissingField) || !v.Rest().Backup.Equal(noon) {
		t.Fatal(err)
	}
}

func TestABackupThatWentNowhereIsNone(t *testing.T) {
	_, v, _ := backedUp(t)
	add(t, v, Code{}, keyOf(10))
	before := v.Rest()
	if _, err := v.Backup(t.Context(), phrase(), noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	add(t, v, Code{}, keyOf(11))
	v.Unbacked(before)
	if r := v.Rest(); !r.Backup.Equal(noon) || r.Unsaved != 2 {
		t.Fatalf("%+v", r)
	}
}

func TestErasingLeavesNothing(t *testing.T) {
	d, v := withCode(t)
	add(t, v, Code{}, keyOf(5)) // not saved
	v.Lock()
	if err := v.Erase(t.Context()); err != nil || len(d.versions) != 0 || d.key != nil {
		t.Fatal(err)
	}
	if r := v.Rest(); r.Phase != Fresh || !r.Kept || len(r.Ways) != 0 || len(v.Codes()) != 0 {
		t.Fatalf("%+v", r)
	}
	if err := v.Save(t.Context()); err != nil || len(d.versions) != 0 {
		t.Fatal("something was pending", err)
	}
	add(t, v, Code{}, key())
	reopened(t, d, v)
	d.drawer.fault = broken(problem.StoreDenied)
	if err := v.Erase(t.Context()); !problem.Is(err, problem.StoreDenied) || d.key != nil {
		t.Fatal("the key stays because the file does:", err)
	}
}

func TestAHolderIsToldWithoutOpening(t *testing.T) {
	d, v := withCode(t)
	if err := v.SetHolder("Dana"); err != nil {
		t.Fatal(err)
	}
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	if h, err := Peek(d.versions[0]); err != nil || h.Name != "Dana" || h.Ways[0] != Keychain {
		t.Fatal(h, err)
	}
	d.key = nil
	if r := d.open().Rest(); r.Holder != "Dana" || r.Phase != Shut {
		t.Fatal(r)
	}
	long := bytes.Repeat([]byte("é"), 150)
	if err := v.SetHolder(string(long)); err != nil || v.Rest().Holder != string(long[:200]) {
		t.Fatal(err, v.Rest().Holder)
	}
	if err := v.SetHolder(""); err != nil || v.Rest().Holder != "" {
		t.Fatal(err)
	}
}
