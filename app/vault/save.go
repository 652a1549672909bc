package vault

import (
	"context"
	"errors"

	"vestibule/app/problem"
	"vestibule/app/secret"
)

// errKeySize is the cause where the keychain holds something that is no key of ours.
var errKeySize = errors.New("vault: the keychain holds no key of 32 bytes")

// Save makes what is remembered last: when it returns without an error, it does. What cannot be kept stays in memory;
// the error is, or holds, the *problem.Problem that Rest tells too, or one of the storage, after which Save can be tried
// again. What was forgotten is also taken out of the version that is kept back.
func (v *Vault) Save(ctx context.Context) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.rest.Kept {
		return v.rest.Why
	}
	if v.key.Empty() {
		if len(v.body.entries) == 0 {
			return nil
		}
		if err := v.found(ctx); err != nil {
			return err
		}
	}
	if v.forgot {
		if err := v.write(); err != nil {
			return err
		}
	}
	if err := v.write(); err != nil {
		return err
	}
	v.forgot = false
	return nil
}

// found makes the vault: its id, its key, and the slot for the keychain's key.
func (v *Vault) found(ctx context.Context) error {
	wrapping, err := v.wrapping(ctx)
	if err != nil {
		p := problem.Of(err)
		v.inMemory(p)
		return p
	}
	defer wrapping.Clear()
	id, err := random(v.config.Chance, idSize)
	if err != nil {
		return problem.Of(err)
	}
	raw, err := random(v.config.Chance, keySize)
	if err != nil {
		return problem.Of(err)
	}
	key := secret.Of(raw)
	slot, err := wrap(v.config.Chance, wrapping, key, id, slotKeychain)
	if err != nil {
		key.Clear()
		return problem.Of(err)
	}
	v.header, v.key = newHeader(id, slotKeychain, slot), key
	return nil
}

// wrapping gives the keychain's key. One that is there already is another vault's too, and is used: it is never replaced.
// A new one is read back before anything rests on it.
func (v *Vault) wrapping(ctx context.Context) (secret.Bytes, error) {
	key, err := v.config.Keys.Load(ctx)
	if errors.Is(err, ErrNoKey) {
		key, err = v.newWrapping(ctx)
	}
	if err != nil {
		return secret.Bytes{}, err
	}
	if key.Len() != keySize {
		key.Clear()
		return secret.Bytes{}, problem.New(problem.StoreCorrupt).Because(errKeySize)
	}
	return key, nil
}

func (v *Vault) newWrapping(ctx context.Context) (secret.Bytes, error) {
	raw, err := random(v.config.Chance, keySize)
	if err != nil {
		return secret.Bytes{}, err
	}
	key := secret.Of(raw)
	defer key.Clear()
	if err := v.config.Keys.Save(ctx, key); err != nil {
		return secret.Bytes{}, err
	}
	back, err := v.config.Keys.Load(ctx)
	if errors.Is(err, ErrNoKey) {
		return secret.Bytes{}, problem.New(problem.KeyringUnavailable).Because(err)
	}
	return back, err
}

// write seals the body anew and hands it to the storage.
func (v *Vault) write() error {
	nonce, err := random(v.config.Chance, nonceSize)
	if err != nil {
		return problem.Of(err)
	}
	v.body.generation++
	plain := v.body.encode()
	defer clear(plain)
	head := v.header.encode()
	sealed, err := sealTo(nonce, v.key, plain, head)
	if err != nil {
		return problem.Of(err)
	}
	return v.config.Storage.Save(append(head, sealed...))
}
