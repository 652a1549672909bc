package transfer

import (
	"context"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// Ours is the format of this app's own vault, and of its backups.
const Ours Format = "vestibule"

// ours recognises a vault.
func ours(s source) (File, bool) {
	if !vault.Recognise(s.data) {
		return File{}, false
	}
	return File{Format: Ours, Sealed: true, read: func(ctx context.Context, o opener) ([]Entry, error) {
		return readOurs(ctx, s.data, o)
	}}, true
}

// readOurs opens a vault with what was typed, be it the passphrase or the recovery code.
func readOurs(ctx context.Context, data []byte, o opener) ([]Entry, error) {
	once := &budget{of: o.kdf, left: o.limits.Work}
	items, err := vault.ReadBackup(ctx, data, vault.Proof{Way: vault.Passphrase, Secret: o.password}, once, o.limits)
	if problem.Is(err, problem.VaultPassphraseWrong) {
		items, err = vault.ReadBackup(ctx, data, vault.Proof{Way: vault.RecoveryCode, Secret: o.password}, once, o.limits)
	}
	switch {
	case err == nil:
	case problem.Is(err, problem.VaultRecoveryWrong), problem.Is(err, problem.VaultRecoveryTypo):
		return nil, ErrPassword
	case problem.Is(err, problem.StoreCorrupt):
		return nil, ErrBroken
	default:
		return nil, err
	}
	entries := make([]Entry, len(items))
	for i, item := range items {
		entries[i] = Entry{Key: item.Key, Reason: item.Code.Unusable, Group: item.Code.Group,
			Place: item.Code.Place, Authenticator: item.Code.Authenticator}
	}
	return entries, nil
}

// budget is a Deriver for a file of which nobody knows how often it makes one derive: together it may take what one may.
type budget struct {
	of   kdf.Deriver
	left time.Duration
}

// Derive derives, as long as there is time left. What honest files ask once takes less than half of it.
func (b *budget) Derive(ctx context.Context, p kdf.Params, password secret.Bytes, salt []byte, size int, limits kdf.Limits) (secret.Bytes, error) {
	cost := p.Cost(size)
	if cost.Work > b.left {
		return secret.Bytes{}, &cost
	}
	b.left -= cost.Work
	return b.of.Derive(ctx, p, password, salt, size, limits)
}
