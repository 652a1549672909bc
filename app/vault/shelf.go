package vault

import (
	"context"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// This file is where the token rests that takes a member's session at one plan up again.

// longestRenewal bounds a token, in bytes: a provider may make one of a whole session (RFC 6749, section 10.10, has no bound).
const longestRenewal = 16 << 10

// shelf is the place of one plan.
type shelf struct {
	vault *Vault
	key   plan.Key
}

// Shelf gives the place for the token of one plan. What is saved on it lasts at once, and is out of the version that is kept
// back. Only one running copy of the app has the use of it: where the vault cannot be changed, or another copy has its
// file, Load and Save tell why (problem.StoreInUse, say), and there is nothing to use. While the vault is locked Load gives
// its problem, and what is saved waits in memory for the unlocking: a plan has taken the one before back already.
func (v *Vault) Shelf(key plan.Key) plan.Shelf { return shelf{v, key} }

// Renews reports whether a token rests for a plan, in a vault that may be used for it now. It is cheap.
func (v *Vault) Renews(key plan.Key) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.usable() == nil && !v.body.entries[key].renewal.Empty()
}

// usable gives the problem that keeps a token from being used: it could not be changed, or another copy of the app had the
// file when it was opened, and what is in memory may have been used up by that.
func (v *Vault) usable() error {
	if err := v.changeable(); err != nil || !v.lent {
		return err
	}
	return problem.New(problem.StoreInUse)
}

// Load implements plan.Shelf.
func (s shelf) Load(context.Context) (secret.Bytes, error) {
	v := s.vault
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.usable(); err != nil {
		return secret.Bytes{}, err
	}
	return v.body.entries[s.key].renewal.Clone(), nil
}

// Save implements plan.Shelf.
func (s shelf) Save(ctx context.Context, token secret.Bytes) error {
	if token.Len() > longestRenewal {
		return problem.New(problem.Malformed).Because(errBroken)
	}
	if late, err := s.put(token); late || err != nil {
		return err
	}
	return s.vault.Save(ctx)
}

// put has the token in memory; late: it waits there for the unlocking.
func (s shelf) put(token secret.Bytes) (late bool, err error) {
	v := s.vault
	v.mu.Lock()
	defer v.mu.Unlock()
	err = v.changeable()
	if problem.Is(err, problem.VaultLocked) {
		if v.late == nil {
			v.late = map[plan.Key]secret.Bytes{}
		}
		v.late[s.key].Clear()
		v.late[s.key] = token.Clone()
		return true, nil
	}
	if err != nil {
		return false, err
	}
	v.renew(s.key, token)
	return false, nil
}

// renew changes the token of a plan. An entry that holds nothing any more goes.
func (v *Vault) renew(key plan.Key, token secret.Bytes) {
	k := v.body.entries[key]
	if k.renewal.Equal(token) {
		return
	}
	if !k.renewal.Empty() {
		v.taken++
	}
	k.renewal.Clear()
	k.renewal = token.Clone()
	v.body.entries[key] = k
	if k.Name == "" && k.Trust.Empty() && k.Password.Empty() && k.renewal.Empty() && len(k.unknown) == 0 {
		delete(v.body.entries, key)
	}
	v.revision++
}

// catchUp takes what came while the vault was locked; the next Save makes it last.
func (v *Vault) catchUp() {
	for key, token := range v.late {
		if v.changeable() == nil {
			v.renew(key, token)
		}
	}
	v.dropLate()
}

// dropLate erases it.
func (v *Vault) dropLate() {
	for _, token := range v.late {
		token.Clear()
	}
	v.late = nil
}
