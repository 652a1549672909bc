package vault

import (
	"context"
	"errors"

	"vestibule/app/problem"
)

// Erase removes everything: what is in memory, the file in every version, and the keychain's key. The vault is Fresh after
// that. It works on a locked vault, too. The errors of file and key are joined; what could be removed is.
func (v *Vault) Erase(ctx context.Context) error {
	if err := v.take(ctx); err != nil {
		return err
	}
	defer v.release()
	v.mu.Lock()
	v.drop()
	v.pending = nil
	v.dropLate()
	v.owed = nil
	v.mu.Unlock()
	removed := v.config.Storage.Remove()
	err := errors.Join(removed, v.config.Keys.Delete(ctx))
	why := problem.Of(v.config.Keys.Probe(ctx))
	v.mu.Lock()
	defer v.mu.Unlock()
	if removed != nil {
		v.why = problem.Of(removed)
		return err
	}
	v.phase, v.header, v.why, v.barred, v.older, v.seen, v.pins = Fresh, header{}, why, false, false, 0, 0
	return err
}
