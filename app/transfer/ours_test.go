package transfer

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// nowhere is a device that keeps nothing: a vault on it works in memory.
type nowhere struct{}

func (nowhere) Load(context.Context) (secret.Bytes, error) { return secret.Bytes{}, vault.ErrNoKey }
func (nowhere) Save(context.Context, secret.Bytes) error   { return problem.New(problem.StoreDenied) }
func (nowhere) Delete(context.Context) error               { return nil }
func (nowhere) Probe(context.Context) error                { return problem.New(problem.StoreDenied) }

// drawer keeps one file.
type drawer struct{ data []byte }

func (d *drawer) Load() ([][]byte, error) {
	if d.data == nil {
		return nil, nil
	}
	return [][]byte{d.data}, nil
}
func (d *drawer) Save(data []byte) error { d.data = data; return nil }
func (d *drawer) Remove() error          { d.data = nil; return nil }

// emptyVault is a vault of ours in memory.
func emptyVault(t testing.TB, d *drawer) *vault.Vault {
	t.Helper()
	return vault.Open(t.Context(), vault.Config{Keys: nowhere{}, Storage: d, Chance: rand.NewChaCha8([32]byte{7}), KDF: quick{}})
}

// place is where an import puts its entries.
var place = vault.Place{}

// store puts entries into a vault.
func store(t testing.TB, v *vault.Vault, entries []Entry) (added int) {
	t.Helper()
	for _, e := range entries {
		_, err := v.AddCode(vault.Code{Place: place, Group: e.Group, Unusable: e.Reason}, e.Key)
		if err == nil {
			added++
		} else if !errors.Is(err, vault.ErrAlready) {
			t.Fatal(err)
		}
	}
	return added
}

func TestOursByPassphrase(t *testing.T) {
	v := emptyVault(t, &drawer{})
	entries, err := openWith(t, []byte(aliceAddress+"\n"+bobAddress+"\notpauth://totp/a:b?algorithm=MD5&secret=JBSWY3DPEHPK3PXP"), "")
	if err != nil {
		t.Fatal(err)
	}
	entries[0].Group = "Work"
	store(t, v, entries)
	data, err := v.Backup(t.Context(), secret.Of([]byte("pw")), time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	opens(t, data, "pw", Ours, aliceSaid+"|in Work", bobSaid, "totp|a|b|JBSWY3DPEHPK3PXP|MD5|6|30s|0|but algorithm-unknown")
	refuses(t, data, "wrong", ErrPassword)
	refuses(t, data[:len(data)-1], "pw", ErrBroken)
	refuses(t, data[:20], "pw", ErrBroken)
}

func TestOursByRecoveryCode(t *testing.T) {
	d := &drawer{}
	v := emptyVault(t, d)
	store(t, v, []Entry{address([]byte(aliceAddress), labels{})})
	if err := v.SetPassphrase(t.Context(), secret.Of([]byte("pw"))); err != nil {
		t.Fatal(err)
	}
	code, err := v.RecoveryCode()
	if err != nil {
		t.Fatal(err)
	}
	if err := v.SetRecoveryCode(t.Context(), code); err != nil {
		t.Fatal(err)
	}
	opens(t, d.data, string(code.Reveal()), Ours, aliceSaid)
	opens(t, d.data, "pw", Ours, aliceSaid)
}

// A file may have many slots, and each may ask all that the limits allow: together they get what one gets.
func TestOursDerivesWithinOneBudget(t *testing.T) {
	costly := kdf.Params{Function: kdf.PBKDF2SHA256, Iterations: 5_000_000}
	b := &budget{of: &counting{}, left: kdf.Usual.Work}
	calls := 0
	for ; calls < 99; calls++ {
		var cost *kdf.Cost
		if _, err := b.Derive(t.Context(), costly, secret.Bytes{}, nil, 32, kdf.Usual); errors.As(err, &cost) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if calls != 1 || b.of.(*counting).calls != 1 {
		t.Errorf("%d derivations of %v within %v", calls, costly.Cost(32).Work, kdf.Usual.Work)
	}
}

// TestABackupKeepsWhatACodeIsFor: a code that was moved must still be known for what it signs in to.
func TestABackupKeepsWhatACodeIsFor(t *testing.T) {
	v, at := emptyVault(t, &drawer{}), vault.Place{Plan: "https://plan.example.org", Subject: "dana"}
	brought, err := openWith(t, []byte(aliceAddress), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.AddCode(vault.Code{Place: at, Authenticator: "app-1", Issuer: "Plan"}, brought[0].Key); err != nil {
		t.Fatal(err)
	}
	data, err := v.Backup(t.Context(), secret.Of([]byte("pw")), time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	got, err := openWith(t, data, "pw")
	if err != nil || len(got) != 1 || got[0].Place != at || got[0].Authenticator != "app-1" {
		t.Fatalf("%+v %v", got, err)
	}
}
