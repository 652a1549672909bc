package vault

import (
	"context"
	"errors"

	"vestibule/app/kdf"
	"vestibule/app/problem"
)

// mostPINs is how many wrong PINs are taken before only a passphrase or a recovery code opens the vault.
const mostPINs = 5

// The causes of problems, for the log.
var (
	errKeySize = errors.New("vault: the keychain holds no key of 32 bytes")
	errNoWay   = errors.New("vault: no such way opens it")
	errCosts   = errors.New("vault: the costs of a slot are out of bounds")
	errNoKDF   = errors.New("vault: nothing here stretches what is typed")
)

// Unlock opens the vault with a proof; of an open one it checks the proof and changes nothing. It is slow: about a quarter
// of a second for a passphrase or a PIN, and longer for who was wrong several times. The error is a *problem.Problem, or that of ctx; problem.VaultLocked where
// the vault was locked meanwhile.
func (v *Vault) Unlock(ctx context.Context, p Proof) error {
	if err := v.slow(ctx, p); err != nil {
		return err
	}
	if err := v.take(ctx); err != nil {
		return err
	}
	defer v.release()
	v.mu.Lock()
	phase, epoch, why := v.phase, v.epoch, v.why
	spent := p.Way == PIN && v.pins >= mostPINs
	v.mu.Unlock()
	switch {
	case phase == Fresh && why != nil:
		return why
	case phase == Fresh:
		return problem.New(problem.VaultLocked).Because(errNoWay)
	case spent:
		return problem.New(problem.VaultPINSpent)
	}
	o, err := v.load(ctx, p)
	v.mu.Lock()
	defer v.mu.Unlock()
	if err != nil {
		return v.count(err)
	}
	if v.epoch != epoch {
		o.clear()
		return problem.New(problem.VaultLocked)
	}
	if phase == Opened {
		v.pace = pace{}
		o.clear()
		return nil
	}
	v.install(o)
	return nil
}

// count counts a wrong PIN and tells how many are left.
func (v *Vault) count(err error) error {
	err = named(err)
	v.guessed(err)
	var p *problem.Problem
	if errors.As(err, &p) && p.Code == problem.VaultPINWrong {
		v.pins++
		left := mostPINs - v.pins
		if p.Facts.Left = &left; left <= 0 {
			return problem.New(problem.VaultPINSpent)
		}
	}
	return err
}

// load reads the storage and opens the newest version that the proof opens.
func (v *Vault) load(ctx context.Context, p Proof) (opened, error) {
	files, err := v.files()
	if err != nil {
		return opened{}, err
	}
	return v.prove(ctx, files, p)
}

// prove opens the newest version that the proof opens.
func (v *Vault) prove(ctx context.Context, files []file, p Proof) (opened, error) {
	o := opener{deriver: v.config.KDF, keys: v.config.Keys, proof: p, limits: kdf.Usual}
	defer o.clear()
	var best opened
	var cause error
	fits, current := false, false
	for _, f := range files {
		key, err := o.key(ctx, f.header)
		switch {
		case errors.Is(err, errSealed):
			continue
		case flipped(err): // a broken slot keeps nobody from the other version
			fits, cause = true, errors.Join(cause, err)
			continue
		case err != nil:
			best.clear()
			return opened{}, err
		}
		fits = true
		b, err := f.body(key)
		if err != nil {
			cause = errors.Join(cause, err)
			key.Clear()
			continue
		}
		current = current || f.order == 0
		next := opened{header: f.header.clone(), key: key, body: b, pending: f.pending}
		if !best.key.Empty() && b.generation <= best.body.generation {
			best, next = next, best
		}
		best.clear()
		best = next
	}
	if best.key.Empty() {
		return opened{}, wrong(p.Way, files[0].header, fits, cause)
	}
	best.older, best.why = !current, v.unkept(best.header.version)
	return best, nil
}

// flipped reports whether a slot asks for what no vault of ours asks for: it is damaged, or was tampered with.
func flipped(err error) bool {
	var cost *kdf.Cost
	return errors.Is(err, errCosts) || errors.As(err, &cost)
}

// wrong names what went wrong where nothing was opened. fits: the proof is right, and what it opens is broken.
func wrong(w Way, h header, fits bool, cause error) error {
	code := problem.VaultPassphraseWrong
	switch {
	case fits && h.version > format:
		code = problem.VaultNewer
	case fits:
		code = problem.StoreCorrupt
	case w == RecoveryCode:
		code = problem.VaultRecoveryWrong
	case w == PIN:
		code = problem.VaultPINWrong
	case w == Keychain && len(h.ways()) > 1:
		code = problem.VaultKeyLost
	case w == Keychain:
		code = problem.StoreCorrupt
	}
	return problem.New(code).Because(errors.Join(errSealed, cause))
}

// take waits for the turn of a slow call.
func (v *Vault) take(ctx context.Context) error {
	select {
	case v.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (v *Vault) release() { <-v.turn }
