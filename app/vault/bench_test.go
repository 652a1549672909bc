package vault

import (
	"testing"

	"vestibule/app/kdf"
)

// filled gives a device whose vault holds n codes in three places, opened.
func filled(tb testing.TB, n int) (*device, *Vault) {
	tb.Helper()
	d := newDevice()
	v := d.open()
	for i := range n {
		place := []Place{{}, dana, {here, "child-2"}}[i%3]
		if _, err := v.AddCode(Code{Place: place, Issuer: "Example Plan", Account: "dana@example.org", Added: noon}, keyOf(i)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := v.SetPassphrase(tb.Context(), phrase()); err != nil {
		tb.Fatal(err)
	}
	return d, v
}

// BenchmarkUnlock is without the stretching, which BenchmarkUnlockWithStretching has.
func BenchmarkUnlock(b *testing.B) {
	for name, n := range map[string]int{"1000": 1000, "10000": 10_000} {
		b.Run(name, func(b *testing.B) {
			_, v := filled(b, n)
			for b.Loop() {
				v.Lock()
				if err := v.Unlock(b.Context(), Proof{Passphrase, phrase()}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkUnlockWithStretching(b *testing.B) {
	v := Open(b.Context(), Config{Keys: &keychain{}, Storage: &drawer{}, Chance: newDevice(), KDF: kdf.Native{}})
	for i := range 1000 {
		if _, err := v.AddCode(Code{}, keyOf(i)); err != nil {
			b.Fatal(err)
		}
	}
	if err := v.SetPassphrase(b.Context(), phrase()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		v.Lock()
		if err := v.Unlock(b.Context(), Proof{Passphrase, phrase()}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSave(b *testing.B) {
	for name, n := range map[string]int{"1000": 1000, "10000": 10_000} {
		b.Run(name, func(b *testing.B) {
			_, v := filled(b, n)
			for b.Loop() {
				if err := v.Save(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPack is the part of a save that cheap calls wait for.
func BenchmarkPack(b *testing.B) {
	_, v := filled(b, 10_000)
	for b.Loop() {
		j, err := v.pack()
		if err != nil {
			b.Fatal(err)
		}
		j.clear()
	}
}

func BenchmarkCodes(b *testing.B) {
	_, v := filled(b, 10_000)
	for b.Loop() {
		if len(v.Codes()) != 10_000 {
			b.Fatal()
		}
	}
}

func BenchmarkShowAll(b *testing.B) {
	_, v := filled(b, 10_000)
	list := v.Codes()
	for b.Loop() {
		for _, c := range list {
			if _, err := v.Show(c.ID, noon); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkAdd is an import: each of 10,000 is looked for among those that are there.
func BenchmarkAdd(b *testing.B) {
	for b.Loop() {
		v := newDevice().open()
		for i := range 10_000 {
			if _, err := v.AddCode(Code{Place: dana}, keyOf(i)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
