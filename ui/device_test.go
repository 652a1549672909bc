package ui_test

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// This file is a device in memory: real vaults over a keychain and files that can fail.

// memory is what a device keeps. It outlives the program: restart forgets what was open.
type memory struct {
	t     testing.TB
	mu    sync.Mutex
	files []*drawer // the one used last first
	chain keychain
	quick quick
	why   error // that there is no place for files at all
}

// drawer is one file, and the vault that is open over it.
type drawer struct {
	mu       sync.Mutex
	id       vault.HolderID
	versions [][]byte
	fault    error
	readOnly *problem.Problem
	vault    *vault.Vault
}

func (d *drawer) Load() ([][]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.versions), d.fault
}

func (d *drawer) Save(data []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fault == nil {
		d.versions = append([][]byte{slices.Clone(data)}, d.versions...)[:min(2, len(d.versions)+1)]
	}
	return d.fault
}

func (d *drawer) Remove() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.versions = nil
	return d.fault
}

func (d *drawer) ReadOnly() *problem.Problem { return d.readOnly }

// keychain keeps one key; fault is what every call answers while it is set.
type keychain struct {
	mu    sync.Mutex
	key   []byte
	fault error
}

func (k *keychain) Load(context.Context) (secret.Bytes, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.fault != nil:
		return secret.Bytes{}, k.fault
	case k.key == nil:
		return secret.Bytes{}, vault.ErrNoKey
	}
	return secret.Copy(k.key), nil
}

func (k *keychain) Save(_ context.Context, key secret.Bytes) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fault == nil {
		k.key = slices.Clone(key.Reveal())
	}
	return k.fault
}

func (k *keychain) Delete(context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.key = nil
	return k.fault
}

func (k *keychain) Probe(context.Context) error { return k.fault }

// quick derives keys in no time; while it is held, it waits for its context.
type quick struct{ held atomic.Bool }

func (q *quick) hold()    { q.held.Store(true) }
func (q *quick) release() { q.held.Store(false) }

// Derive implements kdf.Deriver.
func (q *quick) Derive(ctx context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, limits kdf.Limits) (secret.Bytes, error) {
	if err := p.Check(size, limits); err != nil {
		return secret.Bytes{}, err
	}
	if q.held.Load() {
		<-ctx.Done()
		return secret.Bytes{}, ctx.Err()
	}
	raw, err := hkdf.Key(sha256.New, password.Reveal(), salt, fmt.Sprint(p), size)
	return secret.Of(raw), err
}

// chance is good enough for tests, and the same in each.
type chance struct {
	mu sync.Mutex
	of *rand.ChaCha8
}

func (c *chance) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.of.Read(p)
}

func (m *memory) config(d *drawer) vault.Config {
	seed := [32]byte{byte(len(m.files))}
	return vault.Config{Keys: &m.chain, Storage: d, Chance: &chance{of: rand.NewChaCha8(seed)}, KDF: &m.quick}
}

// Vaults implements ui.Memory.
func (m *memory) Vaults(context.Context) ([]vault.Holder, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []vault.Holder
	for _, d := range m.files {
		if versions, err := d.Load(); err == nil && len(versions) > 0 {
			h, err := vault.Peek(versions[0])
			if err != nil {
				return nil, err
			}
			h.ID = d.id
			all = append(all, h)
		}
	}
	return all, m.why
}

// Open implements ui.Memory.
func (m *memory) Open(ctx context.Context, id vault.HolderID) (*vault.Vault, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.why != nil {
		return nil, m.why
	}
	at := slices.IndexFunc(m.files, func(d *drawer) bool { return id == "" || d.id == id })
	if at < 0 {
		return m.fresh(ctx), nil
	}
	d := m.files[at]
	m.files = slices.Insert(slices.Delete(m.files, at, at+1), 0, d)
	switch rest := (vault.Rest{}); {
	case d.vault == nil:
		d.vault = vault.Open(ctx, m.config(d))
	default:
		if rest = d.vault.Rest(); rest.Phase == vault.Shut && rest.Why.Code != problem.VaultLocked {
			_ = d.vault.Unlock(ctx, vault.Proof{Way: vault.Keychain})
		} else if rest.Phase == vault.Fresh && rest.Why != nil {
			d.vault = vault.Open(ctx, m.config(d))
		}
	}
	return d.vault, nil
}

// New implements ui.Memory.
func (m *memory) New(ctx context.Context) (*vault.Vault, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.fresh(ctx), m.why
}

func (m *memory) fresh(ctx context.Context) *vault.Vault {
	d := &drawer{id: vault.HolderID(fmt.Sprint("vault ", len(m.files)+1))}
	m.files = slices.Insert(m.files, 0, d)
	d.vault = vault.Open(ctx, m.config(d))
	return d.vault
}

// EraseAll implements ui.Memory.
func (m *memory) EraseAll(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	var err error
	for _, d := range m.files {
		if d.vault != nil {
			err = errors.Join(err, d.vault.Erase(ctx))
			continue
		}
		err = errors.Join(err, d.Remove())
	}
	m.files = nil
	return errors.Join(err, m.chain.Delete(ctx))
}

// restart forgets what was open, as the end of the program does.
func (m *memory) restart() {
	for _, d := range m.files {
		d.vault = nil
	}
}

// entry gives what rests on the device for the rig's plan, in the vault used last.
func (m *memory) entry() (vault.Entry, bool) {
	if len(m.files) == 0 {
		return vault.Entry{}, false
	}
	v := vault.Open(context.Background(), m.config(m.files[0]))
	return v.Lookup(key)
}

// put has the device keep something before the program starts, and gives the open vault to add to it.
func (m *memory) put(e vault.Entry) *vault.Vault {
	m.t.Helper()
	v, err := m.Open(context.Background(), "")
	if err == nil {
		err = v.Remember(key, plan.Session{}, e)
	}
	if err == nil {
		err = v.Save(context.Background())
	}
	if err != nil {
		m.t.Fatal(err)
	}
	return v
}
