package vault

import (
	"context"
	"errors"
	"slices"
	"testing"

	"vestibule/app/kdf"
)

// stale reports whether an old copy of the file and a proof open anything of what was saved after it: the file's key is
// taken out of the old copy, and tried on the new one.
func stale(t *testing.T, d *device, old []byte, p Proof) bool {
	t.Helper()
	f, err := parse(old)
	if err != nil {
		t.Fatal(err)
	}
	o := opener{deriver: &d.quick, keys: &d.keychain, proof: p, limits: kdf.Usual}
	key, err := o.key(t.Context(), f.header)
	if err != nil {
		t.Fatal("the old copy does not open:", err)
	}
	oldBody, err := f.body(key)
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range d.versions {
		g, err := parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := g.body(key); err == nil {
			return true
		}
		for _, l := range oldBody.links {
			for _, r := range g.list {
				if s, err := readSlot(r.data); err == nil && slices.Equal(s.get(tagPublic), l.public) {
					if _, err := s.open(l.shared, g.id); err == nil {
						return true
					}
				}
			}
		}
	}
	return false
}

func TestAWayThatGoesOpensNothingNew(t *testing.T) {
	for name, c := range map[string]struct {
		change func(context.Context, *Vault) error
		with   Proof
	}{
		"removed":    {func(ctx context.Context, v *Vault) error { return v.RemoveWay(ctx, Passphrase) }, Proof{Passphrase, phrase()}},
		"replaced":   {func(ctx context.Context, v *Vault) error { return v.SetPassphrase(ctx, pin()) }, Proof{Passphrase, phrase()}},
		"a PIN":      {func(ctx context.Context, v *Vault) error { return v.SetPIN(ctx, pin()) }, Proof{Way: Keychain}},
		"no keyring": {func(ctx context.Context, v *Vault) error { return v.RemoveWay(ctx, Keychain) }, Proof{Way: Keychain}},
	} {
		t.Run(name, func(t *testing.T) {
			d, v := withCode(t)
			code, err := recoveryCode(t.Context(), v)
			if err := errors.Join(err, v.SetPassphrase(t.Context(), phrase())); err != nil {
				t.Fatal(err)
			}
			v = d.open() // so that no way's secret is at hand
			old := d.versions[0]
			if err := c.change(t.Context(), v); err != nil {
				t.Fatal(err)
			}
			if stale(t, d, old, c.with) {
				t.Error("the old key opens the new file")
			}
			if err := opens(t, d, Proof{RecoveryCode, code}); err != nil {
				t.Error("the recovery code was lost:", err)
			}
			if err := opens(t, d, c.with); err == nil {
				t.Error("the way still opens it")
			}
		})
	}
}
