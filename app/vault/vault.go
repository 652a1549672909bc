package vault

import (
	"io"
	"sync"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// Config is what a Vault needs from outside.
type Config struct {
	Keys    KeyStore
	Storage Storage
	// Chance is a source good enough for keys.
	Chance io.Reader
}

// Rest tells where what is remembered rests.
type Rest struct {
	// Kept: on this device, sealed. Else in memory only, until the app is closed.
	Kept bool
	// Why nothing is kept; nil when it is.
	Why *problem.Problem
	// Older: the newest version of the file could not be opened, and the one before it was.
	Older bool
	// Bad is how many entries could not be read. They are left as they are.
	Bad int
}

// Vault holds what is remembered for each plan. It is made by Open. Safe for concurrent use.
type Vault struct {
	config Config

	mu     sync.Mutex
	rest   Rest
	header header
	key    secret.Bytes // opens the body; empty: no vault was made yet
	body   body
	// forgot: something was taken out since the last save, so the version kept back must go too.
	forgot bool
}

// Rest tells where what is remembered rests.
func (v *Vault) Rest() Rest {
	v.mu.Lock()
	defer v.mu.Unlock()
	r := v.rest
	r.Bad = len(v.body.bad)
	return r
}

// Lookup gives what is kept for a plan. Its secrets are copies, the caller's to clear.
func (v *Vault) Lookup(key plan.Key) (Entry, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	k, ok := v.body.entries[key]
	return k.clone(), ok
}

// Remember keeps an entry in place of any other for the plan; Save makes it last. It takes copies of the secrets. The
// session is the one the entry comes from: of one on a shared device nothing is kept (ErrShared).
func (v *Vault) Remember(key plan.Key, session plan.Session, e Entry) error {
	if session.Shared {
		return ErrShared
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	old := v.body.entries[key]
	if gone(old.Password, e.Password) || gone(old.Trust, e.Trust) {
		v.forgot = true
	}
	old.Clear()
	v.body.entries[key] = kept{e.clone(), old.unknown}
	return nil
}

// gone reports whether a secret that was kept is not kept any more.
func gone(old, now secret.Bytes) bool { return !old.Empty() && !old.Equal(now) }

// Forget erases what is kept for a plan; Save makes it last.
func (v *Vault) Forget(key plan.Key) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if k, ok := v.body.entries[key]; ok {
		k.Clear()
		delete(v.body.entries, key)
		v.forgot = true
	}
}

// Lock erases the key and everything that was remembered from memory. The file is opened again with Open.
func (v *Vault) Lock() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.key.Clear()
	v.body.clear()
	v.rest = Rest{Why: problem.New(problem.KeyringLocked)}
}
