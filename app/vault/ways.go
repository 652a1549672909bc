package vault

import (
	"context"
	"errors"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// The calls of this file change the ways that open the vault, and save it: when they return without an error, it is so;
// with one, nothing was changed. Where a way goes or is replaced, the vault gets a new key, which all other ways open: an
// old copy of the file together with the old way opens nothing that comes after. They are slow.

// SetPassphrase makes a passphrase open the vault, in place of the one there was. A Fresh vault rests from then on.
func (v *Vault) SetPassphrase(ctx context.Context, passphrase secret.Bytes) error {
	return v.redraft(ctx, func(d *draft) error { return d.usePassphrase(ctx, passphrase) })
}

// usePassphrase puts a slot for a passphrase in the place of the one there is.
func (d *draft) usePassphrase(ctx context.Context, passphrase secret.Bytes) error {
	stretched, costs, err := d.stretch(ctx, passphrase)
	if err != nil {
		return err
	}
	defer stretched.Clear()
	wrapping, err := derive(stretched, secret.Bytes{}, d.header.id, "vestibule passphrase")
	if err != nil {
		return err
	}
	defer wrapping.Clear()
	return d.put(slotPassphrase, wrapping, costs)
}

// SetPIN makes a PIN open the vault together with the keychain's key, which from then on does not open it alone. A PIN is
// short: five wrong ones, and Unlock takes only the passphrase or the recovery code until the vault is open again. They are
// counted in memory. That stops somebody at the screen of this device, and nobody who can start the app anew each time or
// has both the file and the keychain's key: who wants to be safe from those takes a passphrase. A PIN is never the only way:
// without a passphrase or a recovery code it is problem.VaultLastWay.
func (v *Vault) SetPIN(ctx context.Context, pin secret.Bytes) error {
	return v.redraft(ctx, func(d *draft) error {
		stretched, costs, err := d.stretch(ctx, pin)
		if err != nil {
			return err
		}
		defer stretched.Clear()
		if err := d.loadKeychain(ctx); err != nil {
			return err
		}
		wrapping, err := derive(d.keychain, stretched, d.header.id, "vestibule pin")
		if err != nil {
			return err
		}
		defer wrapping.Clear()
		d.drop(slotKeychain)
		return d.put(slotPIN, wrapping, costs)
	})
}

// UseKeychain makes the keychain open the vault alone, in place of a PIN, and mends its slot where the keychain lost its
// key.
func (v *Vault) UseKeychain(ctx context.Context) error {
	return v.redraft(ctx, func(d *draft) error {
		d.drop(slotPIN)
		return d.useKeychain(ctx)
	})
}

// RecoveryCode makes a recovery code: 28 letters and figures in groups of four, to be written down. It opens nothing until
// SetRecoveryCode, so that no vault is left with a code that nobody has. It is the caller's to clear. It is cheap.
func (v *Vault) RecoveryCode() (secret.Bytes, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changeable(); err != nil {
		return secret.Bytes{}, err
	}
	random, err := v.forge.random(recoveryBytes)
	if err != nil {
		return secret.Bytes{}, problem.Of(err)
	}
	raw := secret.Of(random)
	defer raw.Clear()
	return writeRecovery(raw), nil
}

// SetRecoveryCode makes a recovery code open the vault, in place of the one there was, which opens it until then.
func (v *Vault) SetRecoveryCode(ctx context.Context, code secret.Bytes) error {
	return v.redraft(ctx, func(d *draft) error {
		raw, err := readRecovery(code)
		if err != nil {
			return problem.New(problem.VaultRecoveryTypo).Because(err)
		}
		defer raw.Clear()
		wrapping, err := derive(raw, secret.Bytes{}, d.header.id, "vestibule recovery code")
		if err != nil {
			return err
		}
		defer wrapping.Clear()
		return d.put(slotRecovery, wrapping, nil)
	})
}

// RemoveWay takes a way off. The last one stays (problem.VaultLastWay). The keychain's key itself is left in the keychain,
// where it opens this vault no more.
func (v *Vault) RemoveWay(ctx context.Context, w Way) error {
	return v.redraft(ctx, func(d *draft) error {
		d.drop(kindOf(w))
		return nil
	})
}

// stretch stretches what was typed as our own vault does, with a new salt.
func (d *draft) stretch(ctx context.Context, typed secret.Bytes) (secret.Bytes, []record, error) {
	if typed.Empty() {
		return secret.Bytes{}, nil, problem.New(problem.MissingField)
	}
	salt, err := d.v.forge.random(saltSize)
	if err != nil {
		return secret.Bytes{}, nil, err
	}
	key, err := stretch(ctx, d.v.config.KDF, kdf.Passphrase, typed, salt, kdf.Usual)
	return key, costRecords(kdf.Passphrase, salt), err
}

// redraft changes the ways and saves; where that fails, everything is as it was.
func (v *Vault) redraft(ctx context.Context, change func(*draft) error) error {
	if err := v.take(ctx); err != nil {
		return err
	}
	defer v.release()
	d, epoch, err := v.draft()
	if err != nil {
		return err
	}
	defer func() { d.clear() }()
	if err := d.finish(ctx, change); err != nil {
		return err
	}
	undo, err := v.adopt(d, epoch)
	if err != nil {
		return err
	}
	if err := v.write(); err != nil {
		undo()
		return err
	}
	return nil
}

// finish makes the change, and a new key where a way went.
func (d *draft) finish(ctx context.Context, change func(*draft) error) error {
	if err := change(d); err != nil {
		return named(err)
	}
	if d.header.lonely() {
		return problem.New(problem.VaultLastWay)
	}
	if !d.rotate {
		return nil
	}
	if err := d.turnKey(ctx); err != nil {
		return named(err)
	}
	if d.header.lonely() {
		return problem.New(problem.VaultLastWay)
	}
	return nil
}

// lonely reports that nothing opens the vault, or a PIN alone: a forgotten one, or a keychain that has lost its key, would lock
// its owner out for ever.
func (h header) lonely() bool {
	ways := h.ways()
	return len(ways) == 0 || len(ways) == 1 && ways[0] == PIN
}

// adopt puts a draft in the place of what is; the draft then holds what was. undo turns that back.
func (v *Vault) adopt(d *draft, epoch uint64) (undo func(), err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.epoch != epoch {
		return nil, problem.New(problem.VaultLocked)
	}
	swap := func() {
		v.header, d.header = d.header, v.header
		v.key, d.key = d.key, v.key
		v.body.links, d.links = d.links, v.body.links
	}
	why := v.why
	swap()
	v.why = nil
	v.revision++
	if d.rotate {
		v.taken++
	}
	return func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		if v.epoch == epoch {
			swap()
			v.why = why
		} else if v.phase == Shut && v.pending == nil {
			v.header = d.header // what it was
		}
	}, nil
}

// named gives the problem in an error; that of an ended context, and of too high a cost, come through.
func named(err error) error {
	var cost *kdf.Cost
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &cost) {
		return err
	}
	return problem.Of(err)
}
