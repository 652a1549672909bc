package vault

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

func wrappingKey() secret.Bytes { return secret.Of(bytes.Repeat([]byte{7}, keySize)) }

func someSlot(t *testing.T, kind uint16) (slot, link) {
	t.Helper()
	f := &forge{newDevice()}
	s, l, err := f.newSlot(kind, wrappingKey(), testKey, testID, costRecords(kdf.Passphrase, make([]byte, saltSize)))
	if err != nil {
		t.Fatal(err)
	}
	return s, l
}

func TestASlotOpensWithItsWrappingKeyInItsVaultAsItsKind(t *testing.T) {
	s, l := someSlot(t, slotPassphrase)
	if k, err := s.open(wrappingKey(), testID); err != nil || !k.Equal(testKey) {
		t.Fatal(err)
	}
	if _, err := s.open(secret.Of(bytes.Repeat([]byte{8}, keySize)), testID); !errors.Is(err, errSealed) {
		t.Error("with another wrapping key", err)
	}
	if _, err := s.open(wrappingKey(), bytes.Repeat([]byte{1}, idSize)); !errors.Is(err, errSealed) {
		t.Error("in another vault", err)
	}
	if _, err := (slot{slotPIN, s.list}).open(wrappingKey(), testID); !errors.Is(err, errSealed) {
		t.Error("as another kind", err)
	}
	if _, err := s.open(l.shared, testID); !errors.Is(err, errSealed) {
		t.Error("with what the vault keeps of it", err)
	}
}

// X25519 ignores the highest bit of a point (RFC 7748, section 5); since the point is hashed into the key, no bit is ignored
// here.
func TestEveryFlippedBitOfASlotIsRefused(t *testing.T) {
	s, _ := someSlot(t, slotPassphrase)
	for _, tag := range []tag{tagPublic, tagBox} {
		raw := s.get(tag)
		for i := range raw {
			for bit := range 8 {
				raw[i] ^= 1 << bit
				if _, err := s.open(wrappingKey(), testID); err == nil {
					t.Fatalf("bit %d of byte %d of record %d", bit, i, tag)
				}
				raw[i] ^= 1 << bit
			}
		}
	}
}

func TestANewKeyIsSealedWithoutTheWrappingKey(t *testing.T) {
	s, l := someSlot(t, slotRecovery)
	fresh := secret.Of(bytes.Repeat([]byte{42}, keySize))
	f := &forge{newDevice()}
	turned, err := f.box(s, l, fresh, testID)
	if err != nil {
		t.Fatal(err)
	}
	if k, err := turned.open(wrappingKey(), testID); err != nil || !k.Equal(fresh) {
		t.Fatal(err)
	}
	if !bytes.Equal(turned.get(tagSalt), s.get(tagSalt)) || !bytes.Equal(turned.get(tagCosts), s.get(tagCosts)) {
		t.Error("the rest of the slot was changed")
	}
	if k, _ := s.open(wrappingKey(), testID); !k.Equal(testKey) {
		t.Error("the old slot was changed")
	}
	// And the shared secret alone, which an old copy of the vault may give away, opens nothing.
	box, info := turned.get(tagBox), "vestibule slot box\x00\x03"
	half, err := derive(l.shared, secret.Bytes{}, testID, info+string(box[:pointSize])+string(l.public))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := unseal(box[pointSize:], half, slotContext(testID, slotRecovery)); !errors.Is(err, errSealed) {
		t.Error("opened with the shared secret alone", err)
	}
	// Without the shared secret, which nobody has who was never in the vault, nothing can be put into a slot.
	forged, err := f.box(s, link{l.public, fresh}, fresh, testID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := forged.open(wrappingKey(), testID); !errors.Is(err, errSealed) {
		t.Error("a slot was forged", err)
	}
}

func TestNothingIsStretchedOutOfBounds(t *testing.T) { // AT-097
	d, v := withCode(t)
	if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]kdf.Params{
		"little memory": {Memory: 8<<10 - 1, Passes: 3, Lanes: 1}, "much memory": {Memory: 256<<10 + 1, Passes: 3, Lanes: 1}, "no passes": {Memory: 64 << 10, Lanes: 1},
		"many passes": {Memory: 8 << 10, Passes: 65, Lanes: 1}, "no lanes": {Memory: 64 << 10, Passes: 3}, "many lanes": {Memory: 64 << 10, Passes: 3, Lanes: 17},
		"much of both": {Memory: 256 << 10, Passes: 64, Lanes: 1},
	} {
		if _, _, err := (slot{list: costRecords(p, make([]byte, saltSize))}).costs(); (err == nil) != (name == "much of both") {
			t.Errorf("%s: %v", name, err)
		}
		s, _ := someSlot(t, slotPassphrase)
		s.list = slices.DeleteFunc(s.list, func(r record) bool { return r.tag == tagSalt || r.tag == tagCosts })
		s.list = append(s.list, costRecords(p, make([]byte, saltSize))...)
		kept := slices.Clone(d.versions)
		w := d.open()
		w.header = w.header.without(slotPassphrase).with(s.encode())
		if err := w.write(); err != nil {
			t.Fatal(err)
		}
		w.Lock()
		if err := w.Unlock(t.Context(), Proof{Passphrase, phrase()}); name != "much of both" && (err != nil || !w.Rest().Older) {
			t.Errorf("%s: the version before it is whole: %v", name, err)
		}
		w.Lock()
		d.versions = d.versions[:1]
		calls := d.quick.calls
		if err := w.Unlock(t.Context(), Proof{Passphrase, phrase()}); !problem.Is(err, problem.StoreCorrupt) || d.quick.calls != calls {
			t.Errorf("%s: %v", name, err)
		}
		d.versions = kept
	}
	if _, _, err := (slot{list: costRecords(kdf.Passphrase, nil)}).costs(); err == nil {
		t.Error("no salt")
	}
}
