package vault

import (
	"fmt"
	"io"
	"sync"

	"vestibule/app/clock"
	"vestibule/app/kdf"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// Config is what a Vault needs from outside.
type Config struct {
	Keys    KeyStore
	Storage Storage
	// Chance is a source good enough for keys, safe for concurrent use.
	Chance io.Reader
	// KDF stretches passphrases and PINs; nil: there are none on this device.
	KDF kdf.Deriver
	// Clock is by what wrong tries are slowed; nil: they are not.
	Clock clock.Clock
}

// Vault holds what is remembered for each plan, and the codes. It is made by Open. Safe for concurrent use: what is slow
// (the storage, the keychain, stretching) waits for its turn and never under the lock that the cheap calls take.
type Vault struct {
	config Config
	forge  *forge
	// turn is held by the one slow call that is under way.
	turn chan struct{}

	mu    sync.Mutex
	phase Phase
	// why nothing is kept; nil: it is. barred: for good, since what is in the storage must not be touched.
	why    *problem.Problem
	barred bool
	older  bool
	header header
	key    secret.Bytes // opens the body; empty: no vault was made yet, or it is shut
	body   body
	// epoch counts the locks: what a slow call brings home after a lock is thrown away.
	epoch uint64
	// taken counts what was taken out, and gone is how much of that is out of the version kept back, too.
	taken, gone uint64
	// seen is the highest generation of the file since the program was started.
	seen uint64
	// pins counts wrong PINs since the vault was last opened.
	pins int
	// pace slows who guesses.
	pace pace
	// revision counts the changes, and saved is how far they are saved.
	revision, saved uint64
	pending         *pending
	// lent: it was opened while it could not be changed, so another copy of the app may have changed its file since.
	lent bool
	// late is what came for a shelf while the vault was locked.
	late map[plan.Key]secret.Bytes
	// owed are places that were forgotten while the file could not be changed.
	owed map[Place]bool
}

// Format prints nothing of what the vault holds, whatever the verb.
func (v *Vault) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[vault]") }

// Lookup gives what is kept for a plan. Its secrets are copies, the caller's to clear.
func (v *Vault) Lookup(key plan.Key) (Entry, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	k, ok := v.body.entries[key]
	return k.clone(), ok
}

// Remember keeps an entry in place of any other for the plan; Save makes it last. It takes copies of the secrets, and leaves
// what takes a session up again (Shelf) as it is. The session is the one the entry comes from: of one on a shared device nothing is kept (ErrShared).
func (v *Vault) Remember(key plan.Key, session plan.Session, e Entry) error {
	if session.Shared {
		return ErrShared
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changeable(); err != nil {
		return err
	}
	old := v.body.entries[key]
	if gone(old.Password, e.Password) || gone(old.Trust, e.Trust) {
		v.taken++
	}
	old.Clear()
	v.body.entries[key] = kept{e.clone(), old.renewal, old.unknown}
	v.revision++
	return nil
}

// gone reports whether a secret that was kept is not kept any more.
func gone(old, now secret.Bytes) bool { return !old.Empty() && !old.Equal(now) }

// Forget erases what is kept for a plan, and who was last on screen there; Save makes it last.
func (v *Vault) Forget(key plan.Key) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.changeable() != nil {
		return
	}
	found := v.body.dropLasts(func(l last) bool { return l.plan == key })
	if k, ok := v.body.entries[key]; ok {
		k.clear()
		delete(v.body.entries, key)
		found = true
	}
	if found {
		v.taken++
		v.revision++
	}
}

// changeable gives the problem that keeps what is in memory from being changed: the vault is locked, or it is read only. A
// Fresh one can be changed though it cannot be kept.
func (v *Vault) changeable() error {
	if v.phase != Fresh && v.why != nil {
		return v.why
	}
	return nil
}

// Lock erases the keys and everything that was remembered from memory. It waits for nothing: a save that is under way ends
// well, an unlocking comes to nothing. What was not saved is kept in memory, sealed: the next Save saves it, the next Unlock
// opens it. Of a Fresh vault, which has no key to seal with, it is lost.
func (v *Vault) Lock() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.pending = v.hold()
	v.drop()
	switch {
	case v.phase == Opened || v.phase == Fresh && v.pending != nil:
		v.phase, v.why = Shut, problem.New(problem.VaultLocked)
	case v.phase == Fresh:
		v.header = header{}.named(v.header.holder())
	}
}

// drop erases what is in memory.
func (v *Vault) drop() {
	v.epoch++
	v.revision++
	v.saved = v.revision
	v.key.Clear()
	v.body.clear()
	v.taken, v.gone = 0, 0
}
