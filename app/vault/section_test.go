package vault

import (
	"bytes"
	"slices"
	"testing"

	"vestibule/app/secret"
)

func TestABadCodeKeepsNobodyFromTheOthersAndIsKept(t *testing.T) {
	d, v := withCode(t)
	good := v.Codes()
	sound := v.body.codes[good[0].ID].append(nil)
	list, err := records(sound)
	if err != nil {
		t.Fatal(err)
	}
	list = slices.Clone(list)
	list[0] = record{tagCodeID, []byte("another code's: ")}
	short := slices.Clone(list)
	short[0] = record{tagCodeID, []byte("short")}
	digits := append(slices.Clone(list), record{tagUses, []byte{1}})
	bad := [][]byte{{1, 2, 3}, appendAll(nil, list[1:]), appendAll(nil, append(slices.Clone(list), list[2])), appendAll(nil, short),
		appendAll(nil, digits), sound, append(appendAll(nil, list), 0, 0), appendAll(nil, append(slices.Clone(list), record{tagGroup, nil})), nil}
	v.body.sections[dana].bad = slices.Clone(bad)
	for range 2 {
		if err := v.Save(t.Context()); err != nil {
			t.Fatal(err)
		}
		v = d.open()
		if got := v.Codes(); v.Rest().Bad != len(bad) || !slices.Equal(got, good) || v.Rest().Phase != Opened {
			t.Fatal(v.Rest(), got)
		}
		for i, raw := range v.body.sections[dana].bad {
			if !slices.ContainsFunc(bad, func(b []byte) bool { return bytes.Equal(raw, b) }) {
				t.Errorf("%d was changed: %x", i, raw)
			}
		}
		v.revision++
	}
}

// sealed gives a section as it rests in a body, with a change made to its records.
func sealed(t *testing.T, change func([]record) []record) (data []byte) {
	t.Helper()
	f := &forge{newDevice()}
	s := newSection(dana, secret.Of(bytes.Repeat([]byte{6}, keySize)))
	s.codes = []*held{{Code: Code{ID: nameOf(make([]byte, idSize)), Place: dana}, secret: secret.Of([]byte("canary"))}}
	list, err := s.seal(f, testID, testKey)
	if err != nil {
		t.Fatal(err)
	}
	return appendAll(nil, change(list))
}

func TestASectionBelongsToOneVaultAndOnePlace(t *testing.T) {
	same := func(list []record) []record { return list }
	if s, err := openSection(sealed(t, same), testID, testKey); err != nil || len(s.codes) != 1 {
		t.Fatal(err)
	}
	if _, err := openSection(sealed(t, same), bytes.Repeat([]byte{1}, idSize), testKey); err == nil {
		t.Error("in another vault")
	}
	if _, err := openSection(sealed(t, same), testID, secret.Of(bytes.Repeat([]byte{1}, keySize))); err == nil {
		t.Error("with another key")
	}
	for name, change := range map[string]func([]record) []record{
		"for another member": func(l []record) []record { l[1].data = []byte("child-2"); return l },
		"for another plan":   func(l []record) []record { l[0].data = []byte("https://other.example.org"); return l },
		"with bytes moved": func(l []record) []record {
			l[0].data, l[1].data = l[0].data[:3], append(slices.Clone(l[0].data[3:]), l[1].data...)
			return l
		},
		"without its key":      func(l []record) []record { return slices.Delete(l, 2, 3) },
		"without its contents": func(l []record) []record { return slices.Delete(l, 3, 4) },
		"with two keys":        func(l []record) []record { return append(l, l[2]) },
		"with a changed bit":   func(l []record) []record { l[3].data[40] ^= 1; return l },
	} {
		if _, err := openSection(sealed(t, change), testID, testKey); err == nil {
			t.Errorf("%s it opened", name)
		}
	}
}

func TestABadSectionKeepsNobodyFromTheOthersAndIsKept(t *testing.T) {
	d, v := withCode(t)
	raw := sealed(t, func(l []record) []record { return l }) // of another vault
	v.body.bad = []record{{tagSection, raw}}
	add(t, v, Code{}, keyOf(2))
	for range 2 {
		if err := v.Save(t.Context()); err != nil {
			t.Fatal(err)
		}
		v = d.open()
		if v.Rest().Bad != 1 || len(v.Codes()) != 2 || !bytes.Equal(v.body.bad[0].data, raw) {
			t.Fatal(v.Rest())
		}
	}
}

func TestASecondSectionOfAPlaceIsPutAside(t *testing.T) {
	raw := sealed(t, func(l []record) []record { return l })
	b, err := readBody(appendRecord(appendRecord(nil, tagSection, raw), tagSection, raw), testID, testKey)
	if err != nil || len(b.sections) != 1 || len(b.codes) != 1 || b.broken() != 1 {
		t.Fatal(err, len(b.sections), b.broken())
	}
}

func TestEachSectionHasAKeyOfItsOwn(t *testing.T) {
	v := newDevice().open()
	add(t, v, Code{Place: dana}, key())
	add(t, v, Code{}, key())
	a, b := v.body.sections[dana].key, v.body.sections[Place{}].key
	if a.Len() != keySize || b.Len() != keySize || a.Equal(b) {
		t.Fatal(a.Len(), b.Len())
	}
}
