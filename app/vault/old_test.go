package vault

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// firstVault was written by the first app there was: two plans, the keychain's slot, no codes. Its keychain holds 32 times
// 0x2a.
//
//go:embed testdata/first.vault
var firstVault []byte

func firstKey() []byte { return bytes.Repeat([]byte{0x2a}, 32) }

func TestAVaultOfTheFirstAppOpensAndGrows(t *testing.T) {
	d := newDevice()
	d.key, d.versions = firstKey(), [][]byte{firstVault}
	v := d.open()
	other, ok := v.Lookup("https://other.example.org")
	if e, there := v.Lookup(here); !there || !ok || !same(e, entry()) || other.Name != "sam" || !v.Rest().Kept || v.Rest().Bad != 0 {
		t.Fatalf("%+v", v.Rest())
	}
	id := add(t, v, Code{Place: dana}, key())
	if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
		t.Fatal(err)
	}
	v = d.open()
	if _, err := v.Show(id, noon); err != nil {
		t.Fatal(err)
	}
	if e, _ := v.Lookup(here); !same(e, entry()) {
		t.Fatal(e)
	}
}

// firstApp is what the first app does to a file when it saves: it opens it by the keychain's slot and by no other, knows the
// records 1 and 2 of a header and of a body, and writes back all others as they are. The program itself was tried with such
// files when this was written; here it stands as the rule that a change of the format must not break.
func firstApp(t *testing.T, d *device, name string) []byte {
	t.Helper()
	f, err := parse(d.versions[0])
	if err != nil || f.version != 1 {
		t.Fatal("the first app would not write it:", err)
	}
	slots := f.slots(1)
	if len(slots) != 1 {
		return nil
	}
	vaultKey, err := unwrap(slots[0], secret.Copy(d.key), f.id, 1)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := open(f.nonce, f.sealed, vaultKey, f.authenticated)
	if err != nil {
		t.Fatal(err)
	}
	list, err := records(plain)
	if err != nil {
		t.Fatal(err)
	}
	out := binary.BigEndian.AppendUint64(appendFrame(nil, 1, 8), binary.BigEndian.Uint64(list[0].data)+1)
	for _, r := range list[1:] {
		if r.tag == 2 {
			out = appendRecord(out, 2, r.data)
		}
	}
	out = appendRecord(out, 2, appendRecord(appendRecord(nil, tagKey, []byte("https://third.example.org")), tagName, []byte(name)))
	for _, r := range list {
		if r.tag > 2 {
			out = appendRecord(out, r.tag, r.data)
		}
	}
	out = append(out, make([]byte, padding-len(out)%padding)...)
	sealed, err := d.open().forge.seal(vaultKey, out, f.authenticated)
	if err != nil {
		t.Fatal(err)
	}
	return append(slices.Clone(f.authenticated), sealed...)
}

func TestTheFirstAppKeepsWhatItDoesNotKnow(t *testing.T) {
	d, v := withCode(t)
	code, err := recoveryCode(t.Context(), v)
	backup := func() error { _, err := v.Backup(t.Context(), phrase(), noon); return err }
	if err := errors.Join(err, v.SetPassphrase(t.Context(), phrase()), v.SetHolder("Dana"), v.Remember(here, plan.Session{}, entry()), backup(), v.Save(t.Context())); err != nil {
		t.Fatal(err)
	}
	was, rest := v.Codes(), v.Rest()
	d.versions = append([][]byte{firstApp(t, d, "by the first app")}, d.versions...)
	w := d.open()
	if got := w.Rest(); !slices.Equal(w.Codes(), was) || got.Holder != "Dana" || !got.Backup.Equal(rest.Backup) || got.Bad != 0 || len(got.Ways) != 3 {
		t.Fatalf("%+v", got)
	}
	if e, _ := w.Lookup("https://third.example.org"); e.Name != "by the first app" {
		t.Fatal("what the first app wrote is lost")
	}
	if err := w.SetPassphrase(t.Context(), pin()); err != nil {
		t.Fatal(err)
	}
	if err := opens(t, d, Proof{RecoveryCode, code}); err != nil {
		t.Fatal("the links are lost:", err)
	}
}

// A vault that the keychain alone does not open is left alone by the first app, which opens no other slot.
func TestTheFirstAppLeavesAVaultWithAPINAlone(t *testing.T) {
	d, v := withCode(t)
	if err := errors.Join(v.SetPassphrase(t.Context(), phrase()), v.SetPIN(t.Context(), pin())); err != nil {
		t.Fatal(err)
	}
	if firstApp(t, d, "x") != nil {
		t.Fatal("it opens it")
	}
}

func TestTheCodesOfANewerAppAreShownAndNotChanged(t *testing.T) {
	d, v := withCode(t)
	id := v.Codes()[0].ID
	v.header.version = format + 1
	if err := v.write(); err != nil {
		t.Fatal(err)
	}
	file := d.versions[0]
	v = d.open()
	if r := v.Rest(); r.Phase != Opened || !r.ReadOnly || r.Kept || !problem.Is(r.Why, problem.VaultNewer) {
		t.Fatalf("%+v", r)
	}
	if _, err := v.Show(id, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Backup(t.Context(), phrase(), noon); err != nil {
		t.Fatal("a way out of it:", err)
	}
	_, added := v.AddCode(Code{}, keyOf(2))
	for name, err := range map[string]error{"add": added, "remove": v.Remove(id, noon), "way": v.SetPassphrase(t.Context(), phrase()), "save": v.Save(t.Context()),
		"advance": v.Advance(id), "drop": v.DropPlace(dana), "holder": v.SetHolder("x"), "purge": v.Purge(noon)} {
		if !problem.Is(err, problem.VaultNewer) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !bytes.Equal(d.versions[0], file) || len(v.Codes()) != 1 {
		t.Fatal("changed")
	}
	v.Lock()
	if err := v.Unlock(t.Context(), Proof{Way: Keychain}); err != nil || !v.Rest().ReadOnly {
		t.Fatal(err)
	}
}

// A newer app may seal in another way: then all there is to say is that it is newer.
func TestAVaultOfANewerAppThatDoesNotOpenIsNamed(t *testing.T) {
	d, v := withCode(t)
	v.header.version = format + 1
	if err := v.write(); err != nil {
		t.Fatal(err)
	}
	d.versions = d.versions[:1]
	d.versions[0][len(d.versions[0])-1] ^= 1
	if r := d.open().Rest(); r.Phase != Shut || !problem.Is(r.Why, problem.VaultNewer) {
		t.Fatalf("%+v", r)
	}
}

// What tomorrow's app adds to codes and sections, and its slots, are kept; and its slots are given a new vault key.
func TestWhatANewerAppHasAddedToCodesIsKept(t *testing.T) {
	d, v := withCode(t)
	h := v.body.codes[v.Codes()[0].ID]
	h.unknown = []record{{200, []byte("a field")}, {203, nil}}
	v.body.sections[dana].inner, v.body.sections[dana].outer = []record{{201, []byte("inside")}}, []record{{202, []byte("outside")}}
	wrapping := secret.Of(bytes.Repeat([]byte{8}, keySize))
	s, l, err := v.forge.newSlot(77, wrapping, v.key, v.header.id, []record{{99, []byte("of tomorrow")}})
	if err != nil {
		t.Fatal(err)
	}
	v.header = v.header.with(s.encode()).with([]byte{0, 78, 1, 2, 3})
	v.body.links = append(v.body.links, l)
	if err := errors.Join(v.SetPassphrase(t.Context(), phrase()), v.SetPassphrase(t.Context(), pin())); err != nil {
		t.Fatal(err)
	}
	v = reopened(t, d, v)
	h, section := v.body.codes[h.ID], v.body.sections[dana]
	if len(h.unknown) != 2 || string(h.unknown[0].data) != "a field" || string(section.inner[0].data) != "inside" || string(section.outer[0].data) != "outside" {
		t.Fatal("not kept")
	}
	s, err = readSlot(append([]byte{0, 77}, v.header.slots(77)[0]...))
	if err != nil || string(s.get(99)) != "of tomorrow" {
		t.Fatal(err)
	}
	if vaultKey, err := s.open(wrapping, v.header.id); err != nil || !vaultKey.Equal(v.key) {
		t.Fatal("tomorrow's slot does not open the new key:", err)
	}
	if raw := v.header.slots(78); len(raw) != 1 || !bytes.Equal(raw[0], []byte{1, 2, 3}) {
		t.Fatal("a slot of another form was changed")
	}
}
