package client

import (
	"context"
	"errors"
	"slices"
	"sync"

	"vestibule/app/clock"
	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/client/keystore"
	"vestibule/client/store"
)

// Memory is what this device keeps of its members: for each a vault in a file of its own, whose key rests under an account of
// its own in the system's keychain. A vault is opened when it is first asked for, because a keychain may have to ask its
// owner, and stays the same one from then on. Its calls take seconds at worst and are safe for concurrent use.
type Memory struct {
	// Dir is the folder that was asked for; empty: the system's place.
	Dir   string
	Clock clock.Clock
	// KDF stretches what members type; nil: Deriver.
	KDF kdf.Deriver
	// Keys gives the place of a key; nil: the system's keychain.
	Keys func(account string) vault.KeyStore

	mu    sync.Mutex
	known map[vault.HolderID]*kept
	last  vault.HolderID // the one that was opened last
	// told: that the browser has cleared what was kept was said.
	told bool
}

// kept is a vault and what it rests on. They are for the life of the program: while a keychain hangs, no second call is made
// for the same key.
type kept struct {
	vault *vault.Vault
	file  vault.Storage
	close func()
	use   func() // tells that it is in use now
	keys  vault.KeyStore
}

// Vaults gives the vaults of this device, the one used last first. One that cannot be read has no name and no ways.
func (m *Memory) Vaults(context.Context) ([]vault.Holder, error) {
	folder, err := store.Folder(m.Dir)
	if err != nil {
		return nil, err
	}
	files, err := store.List(folder)
	if err != nil {
		return nil, err
	}
	out := make([]vault.Holder, 0, len(files))
	for _, f := range files {
		out = append(out, peek(folder, f.Name))
	}
	return out, nil
}

// peek reads what a file tells anybody.
func peek(folder, name string) vault.Holder {
	versions, _ := store.Read(folder, name) // why it cannot be read is told when it is opened
	for _, data := range versions {
		if h, err := vault.Peek(data); err == nil {
			h.ID = vault.HolderID(name)
			return h
		}
	}
	return vault.Holder{ID: vault.HolderID(name)}
}

// Open gives a vault; without an ID the one used last, or a fresh one where there is none. It always gives one unless the
// system has no place for it: what cannot be opened or kept says so itself (Rest). One that found nothing to rest on, and
// holds nothing yet, is opened anew.
func (m *Memory) Open(ctx context.Context, id vault.HolderID) (*vault.Vault, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	folder, err := store.Folder(m.Dir)
	if err != nil {
		return nil, err
	}
	if id == "" {
		if id, err = m.usual(folder); err != nil {
			return nil, err
		}
	}
	return m.open(ctx, folder, id)
}

// usual gives the vault that is meant where none is named; evicted where the browser has cleared it and that was not said yet.
func (m *Memory) usual(folder string) (vault.HolderID, error) {
	if m.last != "" && m.last != evicted {
		return m.last, nil
	}
	files, err := store.List(folder)
	switch {
	case err == nil && len(files) > 0:
		return vault.HolderID(files[0].Name), nil
	case err == nil && store.Evicted(folder) && !m.told:
		m.told = true
		return evicted, nil
	}
	return fresh() // that the folder cannot be read is told by the vault
}

// New gives a fresh vault for one more member, which makes its file when it is first saved.
func (m *Memory) New(ctx context.Context) (*vault.Vault, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	folder, err := store.Folder(m.Dir)
	if err != nil {
		return nil, err
	}
	id, err := fresh()
	if err != nil {
		return nil, err
	}
	return m.open(ctx, folder, id)
}

func (m *Memory) open(ctx context.Context, folder string, id vault.HolderID) (*vault.Vault, error) {
	k := m.known[id]
	if k == nil {
		var err error
		if k, err = m.rest(folder, id); err != nil {
			return nil, err
		}
	}
	if m.KDF == nil {
		m.KDF = Deriver()
	}
	switch {
	case k.vault == nil || idle(k.vault):
		k.vault = vault.Open(ctx, vault.Config{Keys: k.keys, Storage: k.file, Chance: Chance(), KDF: m.KDF, Clock: Device{}})
	case lent(k.vault):
		// Another copy of the app had the file and may have changed it: what is in memory is old.
		k.vault.Lock()
		_ = k.vault.Unlock(ctx, vault.Proof{Way: vault.Keychain}) // where that does not open it, its owner is asked
	case waiting(k.vault):
		_ = k.vault.Unlock(ctx, vault.Proof{Way: vault.Keychain}) // what came of it, Rest tells
	}
	k.use()
	m.last = id
	return k.vault, nil
}

// idle reports whether a vault rests on nothing and holds no codes: nothing is lost if it is opened anew.
func idle(v *vault.Vault) bool {
	rest := v.Rest()
	return rest.Phase == vault.Fresh && rest.Why != nil && len(v.Codes()) == 0 && len(v.Removed()) == 0
}

// waiting reports whether a vault is shut only because its keychain could not be asked. One that somebody has locked is not.
func waiting(v *vault.Vault) bool {
	rest := v.Rest()
	return rest.Phase == vault.Shut && rest.Why != nil && rest.Why.Code != problem.VaultLocked && slices.Contains(rest.Ways, vault.Keychain)
}

// lent reports whether a vault is read only because another copy of the app has its file.
func lent(v *vault.Vault) bool {
	rest := v.Rest()
	return rest.Phase == vault.Opened && rest.ReadOnly && problem.Is(rest.Why, problem.StoreInUse)
}

// rest makes what a vault rests on.
func (m *Memory) rest(folder string, id vault.HolderID) (*kept, error) {
	account, err := accountOf(id)
	if err != nil {
		return nil, err
	}
	k := &kept{file: cleared{}, close: func() {}, use: func() {}, keys: m.keyStore(account)}
	if id != evicted {
		file := store.Open(folder, string(id))
		k.file, k.close, k.use = file, file.Close, file.Use
	}
	if m.known == nil {
		m.known = map[vault.HolderID]*kept{}
	}
	m.known[id] = k
	return k, nil
}

func (m *Memory) keyStore(account string) vault.KeyStore {
	if m.Keys != nil {
		return m.Keys(account)
	}
	return keystore.New(m.Clock, account)
}

// EraseAll removes every vault of this device: what is in memory, the files in every version, and their keys. It goes on
// where one cannot be removed; the errors are joined.
func (m *Memory) EraseAll(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	folder, err := store.Folder(m.Dir)
	if err != nil {
		return err
	}
	files, err := store.List(folder)
	for _, f := range files {
		if id := vault.HolderID(f.Name); m.known[id] == nil {
			_, failed := m.rest(folder, id)
			err = errors.Join(err, failed)
		}
	}
	for id, k := range m.known {
		if failed := k.erase(ctx); failed != nil {
			err = errors.Join(err, failed)
			continue
		}
		k.close()
		delete(m.known, id)
	}
	if m.last = ""; err == nil {
		store.Forget(folder)
	}
	return err
}

// erase removes a vault, opened or not. A key that cannot be removed opens nothing any more, and is said.
func (k *kept) erase(ctx context.Context) error {
	if k.vault != nil {
		return k.vault.Erase(ctx)
	}
	return errors.Join(k.file.Remove(), k.keys.Delete(ctx))
}

// Close locks every vault and lets other copies of the app have the files.
func (m *Memory) Close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, k := range m.known {
		if k.vault != nil {
			k.vault.Lock()
		}
		k.close()
		delete(m.known, id)
	}
	m.last = ""
}

// cleared is the storage of a vault that the browser has taken away: it says so, and keeps nothing.
type cleared struct{}

func (cleared) Load() ([][]byte, error) { return nil, problem.New(problem.StoreEvicted) }
func (cleared) Save([]byte) error       { return problem.New(problem.StoreEvicted) }
func (cleared) Remove() error           { return nil }
