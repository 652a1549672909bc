package vault

import (
	"context"
	"slices"

	"vestibule/app/problem"
	"vestibule/app/secret"
)

// draft is a vault's header as it is to become, with the key and the links that go with it.
type draft struct {
	v      *Vault
	header header
	key    secret.Bytes
	links  []link
	// rotate: a way goes, and what it opened must not open what comes after.
	rotate bool
	// keychain is the keychain's key, once it was asked for.
	keychain secret.Bytes
}

// fresh gives the draft of a new vault: an id and a key, and no way yet.
func (v *Vault) fresh() (*draft, error) {
	id, err := v.forge.random(idSize)
	if err != nil {
		return nil, err
	}
	key, err := v.forge.key()
	return &draft{v: v, header: newHeader(id), key: key}, err
}

// draft gives a draft of the vault as it is.
func (v *Vault) draft() (*draft, uint64, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changeable(); err != nil {
		return nil, 0, err
	}
	if v.barred {
		return nil, 0, v.why
	}
	if v.key.Empty() {
		d, err := v.fresh()
		if err != nil {
			return nil, 0, problem.Of(err)
		}
		d.header = d.header.named(v.header.holder())
		return d, v.epoch, nil
	}
	d := &draft{v: v, header: v.header.clone(), key: v.key.Clone()}
	for _, l := range v.body.links {
		d.links = append(d.links, link{slices.Clone(l.public), l.shared.Clone()})
	}
	return d, v.epoch, nil
}

// clear erases the keys of a draft.
func (d *draft) clear() {
	d.key.Clear()
	d.keychain.Clear()
	for _, l := range d.links {
		l.shared.Clear()
	}
}

// drop takes a way off.
func (d *draft) drop(kind uint16) {
	if kind == 0 {
		return
	}
	for _, r := range d.header.list {
		if r.kind() != kind {
			continue
		}
		d.rotate = true
		if s, err := readSlot(r.data); err == nil {
			d.unlink(s.get(tagPublic))
		}
	}
	d.header = d.header.without(kind)
}

// unlink erases the link of a slot.
func (d *draft) unlink(public []byte) {
	d.links = slices.DeleteFunc(d.links, func(l link) bool {
		if !slices.Equal(l.public, public) {
			return false
		}
		l.shared.Clear()
		return true
	})
}

// put puts a slot of the common form in the place of those of its kind.
func (d *draft) put(kind uint16, wrapping secret.Bytes, more []record) error {
	d.drop(kind)
	s, l, err := d.v.forge.newSlot(kind, wrapping, d.key, d.header.id, more)
	if err != nil {
		return err
	}
	d.header, d.links = d.header.with(s.encode()), append(d.links, l)
	return nil
}

// useKeychain puts the keychain's slot in the place of the one there is.
func (d *draft) useKeychain(ctx context.Context) error {
	if err := d.loadKeychain(ctx); err != nil {
		return err
	}
	d.drop(slotKeychain)
	sealed, err := d.v.forge.wrap(d.keychain, d.key, d.header.id, slotKeychain)
	if err != nil {
		return err
	}
	d.header = d.header.with(slot{kind: slotKeychain}.encodeWith(sealed))
	return nil
}

// loadKeychain makes sure that the keychain's key is at hand.
func (d *draft) loadKeychain(ctx context.Context) (err error) {
	if d.keychain.Empty() {
		d.keychain, err = d.v.wrapping(ctx)
	}
	return err
}

// turnKey gives the vault a new key and seals it for every way that is left. The keychain is asked for its own; where it
// cannot be asked its slot goes, and UseKeychain brings it back. A slot without a link stays as it is and opens nothing.
func (d *draft) turnKey(ctx context.Context) error {
	key, err := d.v.forge.key()
	if err != nil {
		return err
	}
	d.key.Clear()
	d.key = key
	if d.header.has(Keychain) {
		if err := d.rewrapKeychain(ctx); err != nil {
			return err
		}
	}
	for i, r := range d.header.list {
		s, err := readSlot(r.data)
		if r.tag != tagSlot || err != nil || s.kind == slotKeychain {
			continue
		}
		at := slices.IndexFunc(d.links, func(l link) bool { return slices.Equal(l.public, s.get(tagPublic)) })
		if at < 0 {
			continue
		}
		if s, err = d.v.forge.box(s, d.links[at], d.key, d.header.id); err != nil {
			return err
		}
		d.header.list[i] = record{tagSlot, s.encode()}
	}
	return nil
}

// rewrapKeychain seals the new key for the key that the keychain has now.
func (d *draft) rewrapKeychain(ctx context.Context) error {
	if d.keychain.Empty() {
		d.keychain, _ = d.v.config.Keys.Load(ctx)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	d.header = d.header.without(slotKeychain)
	if d.keychain.Len() != keySize {
		return nil
	}
	sealed, err := d.v.forge.wrap(d.keychain, d.key, d.header.id, slotKeychain)
	if err == nil {
		d.header = d.header.with(slot{kind: slotKeychain}.encodeWith(sealed))
	}
	return err
}

// encodeWith gives the data of a slot whose form is its own.
func (s slot) encodeWith(data []byte) []byte { return append(s.encode(), data...) }
