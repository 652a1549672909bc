package vault

import (
	"context"
	"errors"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// Item is one code of a backup with its key.
type Item struct {
	Code Code
	Key  otp.Key
}

// Clear erases the key.
func (i Item) Clear() { i.Key.Clear() }

// Backup gives a copy of all codes in our own format, which a passphrase alone opens: a vault of its own, with its own id
// and keys. Names, trust and passwords of plans are not in it, nor are codes that were removed or cannot be read. It is
// slow. The vault remembers when (Rest.Backup); Save makes that last.
func (v *Vault) Backup(ctx context.Context, passphrase secret.Bytes, at time.Time) ([]byte, error) {
	copied, err := v.copyCodes()
	if err != nil {
		return nil, err
	}
	defer copied.body.clear()
	d, err := v.fresh()
	if err != nil {
		return nil, problem.Of(err)
	}
	defer d.clear()
	data, err := d.backup(ctx, &copied.body, passphrase, copied.holder)
	if err != nil {
		return nil, named(err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.epoch == copied.epoch {
		v.revision++
		v.body.backup = rounded(at)
		v.body.unsaved -= min(v.body.unsaved, copied.unsaved)
	}
	return data, nil
}

// Unbacked takes back what Backup noted, where its data went nowhere; before is what Rest told before it was made. What was
// added meanwhile still counts.
func (v *Vault) Unbacked(before Rest) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.phase == Shut {
		return
	}
	v.revision++
	v.body.backup = before.Backup
	v.body.unsaved += uint64(before.Unsaved)
}

// copied is what a backup is made of.
type copied struct {
	body    body
	holder  string
	epoch   uint64
	unsaved uint64
}

// copyCodes copies the codes, with new keys for their sections.
func (v *Vault) copyCodes() (copied, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.phase == Shut {
		return copied{}, v.why
	}
	c := copied{newBody(), v.header.holder(), v.epoch, v.body.unsaved}
	c.body.generation = 1
	for place, s := range v.body.sections {
		key, err := v.forge.key()
		if err != nil {
			c.body.clear()
			return copied{}, problem.Of(err)
		}
		t := newSection(place, key)
		c.body.sections[place] = t
		for _, h := range s.codes {
			if h.Removed.IsZero() {
				t.codes = append(t.codes, h.clone())
			}
		}
	}
	return c, nil
}

// clone gives a code that can be cleared without this one.
func (h *held) clone() *held {
	c := &held{Code: h.Code, secret: h.secret.Clone()}
	for _, r := range h.unknown {
		c.unknown = append(c.unknown, r.clone())
	}
	return c
}

// backup seals codes with a passphrase.
func (d *draft) backup(ctx context.Context, b *body, passphrase secret.Bytes, holder string) ([]byte, error) {
	if err := d.usePassphrase(ctx, passphrase); err != nil {
		return nil, err
	}
	head := d.header.named(holder).encode()
	plain, err := b.encode(d.v.forge, d.header.id, d.key)
	if err != nil {
		return nil, err
	}
	defer clear(plain)
	sealed, err := d.v.forge.seal(d.key, plain, head)
	return append(head, sealed...), err
}

// ReadBackup opens a backup, or any vault file that the proof opens without the keychain, and gives its codes. The items
// are the caller's to clear. The error is a *problem.Problem, a *kdf.Cost, or that of ctx.
func ReadBackup(ctx context.Context, data []byte, p Proof, with kdf.Deriver, limits kdf.Limits) ([]Item, error) {
	f, err := parse(data)
	if err != nil {
		return nil, problem.New(problem.StoreCorrupt).Because(err)
	}
	o := opener{deriver: with, proof: p, limits: limits}
	defer o.clear()
	if p.Way != Passphrase && p.Way != RecoveryCode {
		return nil, wrong(p.Way, f.header, false, errNoWay)
	}
	key, err := o.key(ctx, f.header)
	if errors.Is(err, errSealed) {
		return nil, wrong(p.Way, f.header, false, nil)
	}
	if err != nil {
		return nil, named(err)
	}
	defer key.Clear()
	b, err := f.body(key)
	if err != nil {
		return nil, wrong(p.Way, f.header, true, err)
	}
	defer b.clear()
	var out []Item
	for _, place := range b.places() {
		for _, h := range b.sections[place].codes {
			if h.Removed.IsZero() {
				out = append(out, Item{h.Code, h.key().Clone()})
			}
		}
	}
	return out, nil
}
