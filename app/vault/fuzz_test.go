package vault

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// capped is a Deriver that fails the test where it is asked for more than the limits, or for what the bounds of a slot
// forbid.
type capped struct {
	t *testing.T
	quick
}

func (c *capped) Derive(ctx context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, limits kdf.Limits) (secret.Bytes, error) {
	if cost := p.Cost(size); p.Memory > 256<<10 || p.Passes > 64 || limits.Memory > kdf.Usual.Memory || cost.Memory > 1<<28 {
		c.t.Fatalf("asked to derive %+v", p)
	}
	return c.quick.Derive(ctx, p, password, salt, size, limits)
}

// FuzzBackup feeds what reads a file somebody was handed: whatever it is, it ends with a problem, in bounds.
func FuzzBackup(f *testing.F) {
	d := newDevice()
	v := d.open()
	if _, err := v.AddCode(Code{Place: dana}, key()); err != nil {
		f.Fatal(err)
	}
	data, err := v.Backup(context.Background(), phrase(), noon)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(firstVault)
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = Peek(data)
		for _, p := range []Proof{{Passphrase, pin()}, {RecoveryCode, writeRecovery(secret.Of(make([]byte, recoveryBytes)))}} {
			items, err := ReadBackup(t.Context(), data, p, &capped{t: t}, kdf.Usual)
			var cost *kdf.Cost
			var why *problem.Problem
			if err == nil || items != nil || !errors.As(err, &why) && !errors.As(err, &cost) {
				t.Fatal("opened with a proof it was not made with, or no problem:", err)
			}
		}
	})
}

// FuzzContents feeds what reads the codes of a section: what it takes it writes, and reads again.
func FuzzContents(f *testing.F) {
	h := &held{Code: Code{ID: nameOf(make([]byte, idSize)), Issuer: "x", Added: noon, Pending: true}, secret: key().Secret, unknown: []record{{77, []byte("y")}}}
	f.Add(h.append(appendFrame(nil, tagCode, h.size())))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		read := func(data []byte) (*section, bool) {
			s := newSection(dana, secret.Bytes{})
			list, err := records(data)
			for _, r := range list {
				s.take(r)
			}
			return s, err == nil
		}
		first, ok := read(data)
		if !ok {
			return
		}
		raw := first.contents()
		again, ok := read(raw)
		if !ok || !bytes.Equal(again.contents(), raw) || len(again.codes) != len(first.codes) || len(again.bad) != len(first.bad) {
			t.Fatalf("%x is not read back", raw)
		}
	})
}

// FuzzSlot feeds what reads a slot: one that is taken is written as it was, and opens with no key of another.
func FuzzSlot(f *testing.F) {
	s, _, err := (&forge{newDevice()}).newSlot(slotPassphrase, wrappingKey(), testKey, testID, costRecords(kdf.Passphrase, make([]byte, saltSize)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(s.encode())
	f.Add([]byte{0, 2})
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := readSlot(data)
		if err != nil {
			return
		}
		if !bytes.Equal(s.encode(), data) {
			t.Fatal("not written as it was read")
		}
		if p, _, err := s.costs(); err == nil && (p.Memory > 256<<10 || p.Memory < 8<<10) {
			t.Fatalf("%+v", p)
		}
		if _, err := s.open(testKey, testID); err == nil {
			t.Fatal("opened with another key")
		}
	})
}
