package vault

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

func TestEveryFlippedBitIsRefused(t *testing.T) {
	d := remembered(t)
	good, wrapping := d.versions[0], secret.Copy(d.key)
	if _, err := openFile(good, wrapping); err != nil {
		t.Fatal(err)
	}
	for i := range good {
		for bit := range 8 {
			bad := slices.Clone(good)
			bad[i] ^= 1 << bit
			if _, err := openFile(bad, wrapping); err == nil {
				t.Fatalf("bit %d of byte %d was changed and the vault opened", bit, i)
			}
		}
	}
}

func TestATornFileIsRefused(t *testing.T) {
	d := remembered(t)
	wrapping := secret.Copy(d.key)
	for n := range d.versions[0] {
		if _, err := openFile(d.versions[0][:n], wrapping); err == nil {
			t.Fatalf("%d bytes opened", n)
		}
	}
	if _, err := openFile(append(slices.Clone(d.versions[0]), 0), wrapping); err == nil {
		t.Fatal("a byte too many")
	}
}

func TestTheVersionBeforeOpensWhereTheNewestDoesNot(t *testing.T) {
	d := remembered(t)
	save(t, d, here, Entry{Name: "sam", Password: entry().Password, Trust: entry().Trust})
	d.versions[0] = d.versions[0][:100]
	v := d.open()
	if e, _ := v.Lookup(here); e.Name != "dana" || !v.Rest().Older || !v.Rest().Kept {
		t.Fatal(e.Name, v.Rest())
	}
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r := d.open().Rest(); r.Older {
		t.Fatal("not mended")
	}
}

func TestTheHighestGenerationCounts(t *testing.T) {
	d := remembered(t)
	save(t, d, here, Entry{Name: "sam", Password: entry().Password, Trust: entry().Trust})
	slices.Reverse(d.versions)
	if e, _ := d.open().Lookup(here); e.Name != "sam" {
		t.Fatal(e.Name)
	}
}

func TestWhatANewerAppHasAddedIsKept(t *testing.T) {
	d := remembered(t)
	o, err := openFile(d.versions[0], secret.Copy(d.key))
	if err != nil {
		t.Fatal(err)
	}
	later := binary.BigEndian.AppendUint16(nil, 9)
	o.header.list = append(o.header.list, record{tagSlot, append(later, "a slot of tomorrow"...)}, record{77, []byte("a field of tomorrow")})
	k := o.body.entries[here]
	k.unknown = []record{{99, []byte("in the entry")}}
	o.body.entries[here] = k
	o.body.unknown = []record{{88, []byte("in the body")}}
	v := d.open()
	v.install(o)
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	save(t, d, here, Entry{Name: "sam"})
	save(t, d, "https://other.example.org", entry())
	again := d.open()
	if !bytes.Equal(again.header.encode(), o.header.encode()) {
		t.Error("the header was changed")
	}
	if u := again.body.entries[here].unknown; len(u) != 1 || string(u[0].data) != "in the entry" {
		t.Error("the entry's field is gone")
	}
	if u := again.body.unknown; len(u) != 1 || string(u[0].data) != "in the body" {
		t.Error("the body's field is gone")
	}
}

func TestAVaultOfANewerAppIsReadAndNotWritten(t *testing.T) {
	d := remembered(t)
	v := d.open()
	v.header.version = format + 1
	if err := v.write(); err != nil {
		t.Fatal(err)
	}
	file := d.versions[0]
	v = d.open()
	if e, ok := v.Lookup(here); !ok || !same(e, entry()) {
		t.Fatal("not read")
	}
	err := errors.Join(v.Remember(here, plan.Session{}, Entry{Name: "sam"}), v.Save(t.Context()))
	if !problem.Is(err, problem.VaultNewer) || !bytes.Equal(d.versions[0], file) {
		t.Fatal(err)
	}
}

func TestABadEntryKeepsNobodyFromTheOthers(t *testing.T) {
	d := remembered(t)
	v := d.open()
	bad := []record{{tagEntry, []byte{1, 2, 3}}, {tagEntry, appendRecord(nil, tagName, []byte("no key"))},
		{tagEntry, appendRecord(appendRecord(nil, tagKey, []byte(here)), tagKey, []byte("twice"))}, {tagEntry, appendRecord(nil, tagKey, []byte(here))},
		{tagSection, []byte("no section")}, {tagLink, []byte("no link")}, {tagBackup, []byte("no time")}}
	v.body.bad = slices.Clone(bad)
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		v = d.open()
		if e, ok := v.Lookup(here); !ok || !same(e, entry()) || v.Rest().Bad != len(bad) {
			t.Fatal(ok, v.Rest())
		}
		for i, raw := range v.body.bad {
			if raw.tag != bad[i].tag || !bytes.Equal(raw.data, bad[i].data) {
				t.Errorf("bad entry %d was changed", i)
			}
		}
		if err := v.Save(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestThereIsNoVersionZero(t *testing.T) {
	data := slices.Clone(remembered(t).versions[0])
	copy(data[len(magic):], []byte{0, 0})
	if _, err := parse(data); !errors.Is(err, errNotAVault) {
		t.Fatal(err)
	}
}

func TestNothingHidesInTheHeader(t *testing.T) {
	h := newHeader(make([]byte, idSize)).with([]byte("\x00\x01slot"))
	for _, hidden := range []string{"\x00", "\x00\x00", "\x00\x00\x00\x00\x00\x01x", "\x00\x05\x00\x00\x00\x09short"} {
		open := append(h.encode(), hidden...)
		binary.BigEndian.PutUint32(open[len(magic)+2:], uint32(len(open)-prefix))
		if _, err := parse(append(open, make([]byte, nonceSize+overhead)...)); !errors.Is(err, errNotAVault) {
			t.Errorf("%q: %v", hidden, err)
		}
	}
}

func TestEveryLengthOfABodyIsReadBack(t *testing.T) {
	for n := range 2 * padding {
		b := newBody()
		b.generation = 1
		b.entries["k"] = kept{Entry: Entry{Name: string(bytes.Repeat([]byte("x"), n))}}
		raw := encoded(t, &b)
		got, err := readBody(raw, testID, testKey)
		if err != nil || len(got.entries["k"].Name) != n || len(raw)%padding != 0 {
			t.Fatal(n, err, len(raw))
		}
	}
}

func TestASlotOfAnotherVaultDoesNotFit(t *testing.T) {
	a, b := remembered(t), newDevice()
	b.key = a.key
	b.chance.Seed([32]byte{2})
	save(t, b, here, entry())
	f, err := parse(a.versions[0])
	if err != nil {
		t.Fatal(err)
	}
	g, err := parse(b.versions[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := unwrap(g.slots(slotKeychain)[0], secret.Copy(a.key), f.id, slotKeychain); !errors.Is(err, errSealed) {
		t.Fatal(err)
	}
	if _, err := unwrap(f.slots(slotKeychain)[0], secret.Copy(a.key), f.id, 2); !errors.Is(err, errSealed) {
		t.Fatal("a slot passes for another kind")
	}
}

// FuzzVaultFile feeds the parser of what is not authenticated yet.
func FuzzVaultFile(f *testing.F) {
	d := newDevice()
	v := d.open()
	_ = v.Remember(here, plan.Session{}, entry())
	if err := v.Save(context.Background()); err != nil {
		f.Fatal(err)
	}
	f.Add(d.versions[0])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := parse(data)
		if err != nil {
			return
		}
		if !bytes.Equal(p.header.encode(), p.authenticated) {
			t.Fatal("a header is not written as it was read")
		}
		if _, err := openFile(data, secret.Copy(bytes.Repeat([]byte{3}, keySize))); err == nil {
			t.Fatal("opened with a key of no vault")
		}
	})
}

// testID and testKey are of no vault.
var testID, testKey = make([]byte, idSize), secret.Of(bytes.Repeat([]byte{5}, keySize))

// encoded gives a body as it is written, sealed with the same chance each time.
func encoded(t testing.TB, b *body) []byte {
	t.Helper()
	out, err := b.encode(&forge{rand.NewChaCha8([32]byte{})}, testID, testKey)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// FuzzVaultBody feeds the reader of an opened body: what it takes it writes, and reads again.
func FuzzVaultBody(f *testing.F) {
	b := newBody()
	b.generation, b.bad, b.unknown = 3, []record{{tagEntry, []byte{1}}}, []record{{9, []byte("x")}}
	b.entries[here] = kept{entry(), secret.Of([]byte("renewal")), []record{{8, []byte("y")}}}
	b.lasts = []last{{plan: here, actor: "carmen", subject: "luis", unknown: []record{{9, []byte("z")}}}}
	f.Add(encoded(f, &b))
	f.Add([]byte{})
	f.Add([]byte{0})
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := readBody(data, testID, testKey)
		if err != nil {
			return
		}
		raw := encoded(t, &first)
		again, err := readBody(raw, testID, testKey)
		if err != nil || !bytes.Equal(encoded(t, &again), raw) {
			t.Fatalf("%x is not read back (%v)", raw, err)
		}
	})
}
