package vault

import (
	"context"
	"errors"

	"vestibule/app/problem"
	"vestibule/app/secret"
)

// Open opens the vault that is in the storage by the keychain alone where that opens it. Else it is Shut and waits for
// Unlock; where there is none it is Fresh, and a key is made at the first Save. It always gives a vault: where nothing can
// be kept it works in memory, touches no file and no key, and Rest says why.
func Open(ctx context.Context, c Config) *Vault {
	v := &Vault{config: c, forge: &forge{c.Chance}, turn: make(chan struct{}, 1), body: newBody()}
	versions, err := c.Storage.Load()
	if err != nil {
		v.why, v.barred = problem.Of(err), true
		return v
	}
	if len(versions) == 0 {
		v.why = problem.Of(c.Keys.Probe(ctx))
		return v
	}
	files, err := parseAll(versions)
	if len(files) == 0 {
		v.why, v.barred = problem.New(problem.StoreCorrupt).Because(err), true
		return v
	}
	v.phase, v.header = Shut, files[0].header.clone()
	v.why = v.byKeychain(ctx, files)
	return v
}

// byKeychain opens the vault with the keychain's key, or says why it stays shut.
func (v *Vault) byKeychain(ctx context.Context, files []file) *problem.Problem {
	if !v.header.has(Keychain) {
		return problem.New(problem.VaultLocked)
	}
	o, err := v.prove(ctx, files, Proof{Way: Keychain})
	if err != nil {
		return problem.Of(err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.install(o)
	return v.why
}

// parseAll takes the versions of a file apart, the current one first; the error is of those that are no vaults. Order is
// the place among the versions.
func parseAll(versions [][]byte) (files []file, err error) {
	for i, data := range versions {
		f, failed := parse(data)
		if failed != nil {
			err = errors.Join(err, failed)
			continue
		}
		f.order = i
		files = append(files, f)
	}
	return files, err
}

// opened is a vault file that was opened.
type opened struct {
	header header
	key    secret.Bytes
	body   body
	// older: a version that is newer could not be opened. why it cannot be saved; nil: it can.
	older bool
	// pending: it was not saved yet.
	pending bool
	why     *problem.Problem
}

func (o opened) clear() {
	o.key.Clear()
	o.body.clear()
}

// install puts what was opened in the place of what was there.
func (v *Vault) install(o opened) {
	v.drop()
	v.phase, v.header, v.key, v.body = Opened, o.header, o.key, o.body
	v.older = o.older || o.body.generation < v.seen
	v.pending = nil
	if o.pending {
		v.revision++
		v.taken++ // it may have been; so the version kept back is written anew as well
	}
	v.seen, v.pins, v.pace = max(v.seen, o.body.generation), 0, pace{}
	v.why, v.lent = o.why, o.why != nil
	v.catchUp()
	v.makeUp()
}

// unkept gives the problem that keeps an open vault of that version from being saved.
func (v *Vault) unkept(version uint16) *problem.Problem {
	if version > format {
		return problem.New(problem.VaultNewer)
	}
	if r, ok := v.config.Storage.(interface{ ReadOnly() *problem.Problem }); ok {
		return r.ReadOnly()
	}
	return nil
}

// body opens and reads the body of a file.
func (f file) body(key secret.Bytes) (body, error) {
	plain, err := open(f.nonce, f.sealed, key, f.authenticated)
	if err != nil {
		return body{}, err
	}
	defer clear(plain)
	return readBody(plain, f.id, key)
}
