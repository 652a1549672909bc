package uitest

import (
	"context"
	"sync"

	"vestibule/app/secret"
	"vestibule/app/vault"
)

// Keychain is the system's, in memory, for as long as a test wants a device to keep it. The zero one is empty.
type Keychain struct {
	mu   sync.Mutex
	keys map[string]secret.Bytes
}

// At gives the place of that name in it.
func (k *Keychain) At(name string) vault.KeyStore { return account{k, name} }

type account struct {
	of   *Keychain
	name string
}

// Load gives a copy of the key; vault.ErrNoKey: there is none.
func (a account) Load(context.Context) (secret.Bytes, error) {
	a.of.mu.Lock()
	defer a.of.mu.Unlock()
	if k, ok := a.of.keys[a.name]; ok {
		return k.Clone(), nil
	}
	return secret.Bytes{}, vault.ErrNoKey
}

// Save keeps a copy.
func (a account) Save(_ context.Context, key secret.Bytes) error {
	a.of.mu.Lock()
	defer a.of.mu.Unlock()
	if a.of.keys == nil {
		a.of.keys = map[string]secret.Bytes{}
	}
	a.of.keys[a.name] = key.Clone()
	return nil
}

// Delete forgets the key.
func (a account) Delete(context.Context) error {
	a.of.mu.Lock()
	defer a.of.mu.Unlock()
	delete(a.of.keys, a.name)
	return nil
}

// Probe finds nothing in the way.
func (account) Probe(context.Context) error { return nil }
