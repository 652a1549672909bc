package client

import (
	"context"
	"sync"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/vault"
	"vestibule/client/keystore"
	"vestibule/client/store"
)

// Memory is what this device keeps of a member: a vault in a file, whose key rests in the system's keychain. It is opened
// when it is first asked, because a keychain may have to ask its owner; where that went wrong it is opened anew the next
// time. Its calls take seconds at worst and are safe for concurrent use.
type Memory struct {
	// Dir is the folder that was asked for; empty: the system's place.
	Dir   string
	Clock clock.Clock

	mu    sync.Mutex
	vault *vault.Vault
	// keys is one for the life of the program: while a keychain hangs, it starts no second call.
	keys *keystore.Store
}

// Recall gives what is kept for a plan. The error is a *problem.Problem that says why nothing can be kept.
func (m *Memory) Recall(ctx context.Context, key plan.Key) (vault.Entry, error) {
	v, err := m.open(ctx)
	if err != nil {
		return vault.Entry{}, err
	}
	e, _ := v.Lookup(key)
	return e, nil
}

// Remember keeps an entry in place of the one that was kept; an empty one is forgotten. Of a session on a shared device
// nothing is kept, nothing that was kept goes, and that is no error. The entry's secrets stay the caller's to clear.
func (m *Memory) Remember(ctx context.Context, key plan.Key, session plan.Session, e vault.Entry) error {
	if session.Shared {
		return nil
	}
	v, err := m.open(ctx)
	if err != nil {
		return err
	}
	if e.Name == "" {
		v.Forget(key)
		return v.Save(ctx)
	}
	if err := v.Remember(key, session, e); err != nil {
		return err
	}
	return v.Save(ctx)
}

// open gives a vault that keeps.
func (m *Memory) open(ctx context.Context) (*vault.Vault, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.vault != nil {
		return m.vault, nil
	}
	folder, err := store.Folder(m.Dir)
	if err != nil {
		return nil, err
	}
	file := store.Open(folder, "vestibule.vault")
	if m.keys == nil {
		m.keys = keystore.New(m.Clock)
	}
	v := vault.Open(ctx, vault.Config{Keys: m.keys, Storage: file, Chance: Chance()})
	if rest := v.Rest(); !rest.Kept {
		v.Lock()
		file.Close()
		return nil, rest.Why
	}
	m.vault = v
	return v, nil
}
