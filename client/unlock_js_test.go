//go:build js

package client

import (
	"context"
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// drawer is a file in memory, and no keychain.
type drawer struct{ file []byte }

func (d *drawer) Load() ([][]byte, error) {
	if d.file == nil {
		return nil, nil
	}
	return [][]byte{d.file}, nil
}
func (d *drawer) Save(data []byte) error { d.file = data; return nil }
func (d *drawer) Remove() error          { d.file = nil; return nil }

type keyless struct{}

func (keyless) none() error { return problem.New(problem.KeyringUnavailable) }
func (k keyless) Load(context.Context) (secret.Bytes, error) {
	return secret.Bytes{}, k.none()
}
func (k keyless) Save(context.Context, secret.Bytes) error { return k.none() }
func (k keyless) Delete(context.Context) error             { return k.none() }
func (k keyless) Probe(context.Context) error              { return k.none() }

// timed is a Deriver that tells how long it took.
type timed struct {
	kdf.Deriver
	took *time.Duration
}

func (d timed) Derive(ctx context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, l kdf.Limits) (secret.Bytes, error) {
	began := time.Now()
	defer func() { *d.took += time.Since(began) }()
	return d.Deriver.Derive(ctx, p, password, salt, size, l)
}

// TestAThousandCodesAreUnlocked tells how long it takes in a browser, and how much of it is the stretching.
func TestAThousandCodesAreUnlocked(t *testing.T) {
	inAPage(t)
	var stretching time.Duration
	phrase := func() secret.Bytes { return secret.Of([]byte("four plain words here")) }
	v := vault.Open(t.Context(), vault.Config{Keys: keyless{}, Storage: &drawer{}, Chance: rand.Reader, KDF: timed{Deriver(), &stretching}})
	if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
		t.Fatal(err)
	}
	for i := range 1000 {
		k := otp.Key{Type: otp.TOTP, Issuer: fmt.Sprint("Shop ", i), Algorithm: otp.SHA1, Digits: 6, Period: 30 * time.Second, Secret: secret.Of(fmt.Appendf(nil, "secret of shop %06d", i))}
		if _, err := v.AddCode(vault.Code{Issuer: k.Issuer}, k); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	v.Lock()
	stretching = 0
	began := time.Now()
	if err := v.Unlock(t.Context(), vault.Proof{Way: vault.Passphrase, Secret: phrase()}); err != nil {
		t.Fatal(err)
	}
	n := len(v.Codes())
	t.Logf("1,000 codes unlocked in %v, %v of it stretching (goal 1.5s)", time.Since(began).Round(time.Millisecond), stretching.Round(time.Millisecond))
	if n != 1000 {
		t.Fatal(n)
	}
}
