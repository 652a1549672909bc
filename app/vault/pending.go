package vault

import "vestibule/app/problem"

// pending is what was not saved when the vault was locked, sealed: a lock loses nothing while the program runs.
type pending struct {
	data  []byte
	twice bool
}

// hold seals what was not saved; nil where everything was, or where nothing can be sealed.
func (v *Vault) hold() *pending {
	if v.key.Empty() || v.why != nil || v.revision == v.saved {
		return v.pending
	}
	j, err := v.job()
	if err != nil {
		return v.pending
	}
	defer j.clear()
	data, err := v.forge.file(j)
	if err != nil {
		return v.pending
	}
	return &pending{data, j.twice}
}

// settle saves what is pending. The turn is held.
func (v *Vault) settle() error {
	v.mu.Lock()
	p := v.pending
	v.mu.Unlock()
	if p == nil {
		return problem.New(problem.VaultLocked)
	}
	if p.twice {
		if err := v.config.Storage.Save(p.data); err != nil {
			return err
		}
	}
	if err := v.config.Storage.Save(p.data); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.pending == p {
		v.pending = nil
	}
	return nil
}

// files takes apart what there is: what is pending, and what is in the storage. The current one comes first.
func (v *Vault) files() ([]file, error) {
	versions, err := v.config.Storage.Load()
	v.mu.Lock()
	held := v.pending != nil
	if held {
		versions, err = append([][]byte{v.pending.data}, versions...), nil
	}
	v.mu.Unlock()
	if err != nil {
		return nil, problem.Of(err)
	}
	files, err := parseAll(versions)
	if len(files) == 0 {
		return nil, problem.New(problem.StoreCorrupt).Because(err)
	}
	files[0].pending = held
	return files, nil
}
