package servers_test

import (
	"context"
	"sync"

	"vestibule/app/secret"
	"vestibule/app/vault"
)

// keychain is the system's, in memory.
type keychain struct {
	mu   sync.Mutex
	keys map[string]secret.Bytes
}

// account is one place in it.
type account struct {
	of   *keychain
	name string
}

func (a account) Load(context.Context) (secret.Bytes, error) {
	a.of.mu.Lock()
	defer a.of.mu.Unlock()
	if k, ok := a.of.keys[a.name]; ok {
		return k.Clone(), nil
	}
	return secret.Bytes{}, vault.ErrNoKey
}

func (a account) Save(_ context.Context, key secret.Bytes) error {
	a.of.mu.Lock()
	defer a.of.mu.Unlock()
	a.of.keys[a.name] = key.Clone()
	return nil
}

func (a account) Delete(context.Context) error {
	a.of.mu.Lock()
	defer a.of.mu.Unlock()
	delete(a.of.keys, a.name)
	return nil
}

func (account) Probe(context.Context) error { return nil }
