package vault

import (
	"context"
	"errors"

	"vestibule/app/problem"
	"vestibule/app/secret"
)

// Save makes what is remembered last: when it returns without an error, it does. What cannot be kept stays in memory; the
// error is, or holds, the *problem.Problem that Rest tells too, or one of the storage, after which Save can be tried again.
// Of a locked vault it saves what was not saved before. What was forgotten is also taken out of the version that is kept
// back. A Lock meanwhile does not cut it short.
func (v *Vault) Save(ctx context.Context) error {
	if err := v.take(ctx); err != nil {
		return err
	}
	defer v.release()
	v.ask()
	v.mu.Lock()
	why, found, epoch, shut := v.why, v.key.Empty(), v.epoch, v.phase == Shut
	held := v.pending != nil
	nothing := found && v.body.empty()
	v.mu.Unlock()
	switch {
	case shut && held:
		return v.settle()
	case shut && why.Code == problem.VaultLocked:
		return nil // all of it was saved before the lock
	case why != nil:
		return why
	case nothing:
		return nil
	case found:
		if err := v.found(ctx, epoch); err != nil {
			return err
		}
	}
	return v.write()
}

// ask asks the storage anew whether an open vault can be saved.
func (v *Vault) ask() {
	v.mu.Lock()
	opened, version, epoch := v.phase == Opened, v.header.version, v.epoch
	v.mu.Unlock()
	if !opened {
		return
	}
	why := v.unkept(version)
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.epoch == epoch {
		v.why = why
	}
}

// found makes the vault: its id, its key, and the slot for the keychain's key.
func (v *Vault) found(ctx context.Context, epoch uint64) error {
	d, err := v.fresh()
	if err != nil {
		return problem.Of(err)
	}
	if err := d.useKeychain(ctx); err != nil {
		d.clear()
		p := problem.Of(err)
		v.mu.Lock()
		v.why = p
		v.mu.Unlock()
		return p
	}
	defer d.keychain.Clear()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.epoch != epoch {
		d.clear()
		return problem.New(problem.VaultLocked)
	}
	v.header, v.key = d.header.named(v.header.holder()), d.key
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
	key, err := v.forge.key()
	if err != nil {
		return secret.Bytes{}, err
	}
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

// job is one save: what was in memory when it began.
type job struct {
	header      header
	plain, head []byte
	key         secret.Bytes
	generation  uint64
	epoch       uint64
	taken       uint64
	revision    uint64
	twice       bool // so that the version kept back holds nothing that was taken out
}

func (j *job) clear() {
	clear(j.plain)
	j.key.Clear()
}

// write seals what is in memory and hands it to the storage. The turn is held.
func (v *Vault) write() error {
	j, err := v.pack()
	if problem.Is(err, problem.VaultLocked) {
		return v.settle()
	}
	if err != nil {
		return problem.Of(err)
	}
	defer j.clear()
	if j.twice {
		if err := v.put(j); err != nil {
			return err
		}
	}
	if err := v.put(j); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.seen = max(v.seen, j.generation)
	switch {
	case v.epoch == j.epoch:
		v.gone, v.phase, v.saved = j.taken, Opened, j.revision
	case v.phase == Fresh: // locked meanwhile, and now there is a file
		v.drop()
		v.phase, v.header, v.why = Shut, j.header, problem.New(problem.VaultLocked)
	}
	return nil
}

// pack takes a copy of what is to be saved.
func (v *Vault) pack() (*job, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.key.Empty() {
		return nil, problem.New(problem.VaultLocked)
	}
	return v.job()
}

// job makes a job of what is in memory.
func (v *Vault) job() (*job, error) {
	v.body.generation++
	j := &job{header: v.header, head: v.header.encode(), generation: v.body.generation, epoch: v.epoch, taken: v.taken, twice: v.taken > v.gone,
		revision: v.revision}
	var err error
	if j.plain, err = v.body.encode(v.forge, v.header.id, v.key); err == nil {
		j.key = v.key.Clone()
	}
	return j, err
}

// put seals a job anew and hands it to the storage.
func (v *Vault) put(j *job) error {
	data, err := v.forge.file(j)
	if err != nil {
		return problem.Of(err)
	}
	return v.config.Storage.Save(data)
}

// file seals a job.
func (f *forge) file(j *job) ([]byte, error) {
	sealed, err := f.seal(j.key, j.plain, j.head)
	return append(append(make([]byte, 0, len(j.head)+len(sealed)), j.head...), sealed...), err
}
