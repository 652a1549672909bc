package vault

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// opener opens slots with one proof. What was stretched once is kept for the next version of the file, until clear.
type opener struct {
	deriver kdf.Deriver
	keys    KeyStore
	proof   Proof
	limits  kdf.Limits

	keychain  secret.Bytes
	stretched secret.Bytes
	by        kdf.Params
	salt      string
}

// clear erases every key that was made on the way.
func (o *opener) clear() {
	o.keychain.Clear()
	o.stretched.Clear()
}

// key opens a slot of the proof's way. errSealed: none opens. Other errors mean that it could not be tried.
func (o *opener) key(ctx context.Context, h header) (secret.Bytes, error) {
	if o.proof.Way == Keychain {
		return o.byKeychain(ctx, h)
	}
	for _, r := range h.list {
		if r.kind() == 0 || r.kind() != kindOf(o.proof.Way) {
			continue
		}
		s, err := readSlot(r.data)
		if err != nil {
			continue
		}
		wrapping, err := o.wrapping(ctx, s, h.id)
		if err != nil {
			return secret.Bytes{}, err
		}
		key, err := s.open(wrapping, h.id)
		wrapping.Clear()
		if err == nil {
			return key, nil
		}
	}
	return secret.Bytes{}, errSealed
}

func (o *opener) byKeychain(ctx context.Context, h header) (secret.Bytes, error) {
	wrapping, err := o.fromKeychain(ctx)
	if err != nil {
		return secret.Bytes{}, err
	}
	for _, data := range h.slots(slotKeychain) {
		if key, err := unwrap(data, wrapping, h.id, slotKeychain); err == nil {
			return key, nil
		}
	}
	return secret.Bytes{}, errSealed
}

// fromKeychain loads the keychain's key, once. A keychain that has none lost it: there is a slot for it.
func (o *opener) fromKeychain(ctx context.Context) (secret.Bytes, error) {
	if !o.keychain.Empty() {
		return o.keychain, nil
	}
	key, err := o.keys.Load(ctx)
	switch {
	case errors.Is(err, ErrNoKey):
		return secret.Bytes{}, problem.New(problem.VaultKeyLost)
	case err != nil:
		return secret.Bytes{}, problem.Of(err)
	}
	o.keychain = key
	return key, nil
}

// wrapping makes the wrapping key of a slot out of the proof.
func (o *opener) wrapping(ctx context.Context, s slot, id []byte) (secret.Bytes, error) {
	if s.kind == slotRecovery {
		raw, err := readRecovery(o.proof.Secret)
		if err != nil {
			return secret.Bytes{}, problem.New(problem.VaultRecoveryTypo).Because(err)
		}
		defer raw.Clear()
		return derive(raw, secret.Bytes{}, id, "vestibule recovery code")
	}
	stretched, err := o.stretch(ctx, s)
	if err != nil {
		return secret.Bytes{}, err
	}
	if s.kind == slotPassphrase {
		return derive(stretched, secret.Bytes{}, id, "vestibule passphrase")
	}
	keychain, err := o.fromKeychain(ctx)
	if err != nil {
		return secret.Bytes{}, err
	}
	return derive(keychain, stretched, id, "vestibule pin")
}

// stretch stretches what was typed by the slot's parameters.
func (o *opener) stretch(ctx context.Context, s slot) (secret.Bytes, error) {
	p, salt, err := s.costs()
	if err != nil {
		return secret.Bytes{}, problem.New(problem.StoreCorrupt).Because(err)
	}
	if !o.stretched.Empty() && o.by == p && o.salt == string(salt) {
		return o.stretched, nil
	}
	key, err := stretch(ctx, o.deriver, p, o.proof.Secret, salt, o.limits)
	if err != nil {
		return secret.Bytes{}, err
	}
	o.stretched.Clear()
	o.stretched, o.by, o.salt = key, p, string(salt)
	return key, nil
}

// stretch derives a key of 32 bytes. Errors of ctx and of too high a cost come through.
func stretch(ctx context.Context, d kdf.Deriver, p kdf.Params, typed secret.Bytes, salt []byte, limits kdf.Limits) (secret.Bytes, error) {
	if d == nil {
		return secret.Bytes{}, problem.New(problem.Unexpected).Because(errNoKDF)
	}
	return d.Derive(ctx, p, typed, salt, keySize, limits)
}

// derive makes a wrapping key out of one secret or two (HKDF, RFC 5869). Two are told apart because the first has 32 bytes.
func derive(a, b secret.Bytes, id []byte, info string) (key secret.Bytes, err error) {
	secret.Do(func() {
		material := append(append(make([]byte, 0, a.Len()+b.Len()), a.Reveal()...), b.Reveal()...)
		defer clear(material)
		raw, failed := hkdf.Key(sha256.New, material, id, info, keySize)
		key, err = secret.Of(raw), failed
	})
	return key, err
}
