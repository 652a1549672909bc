package vault

import (
	"context"
	"errors"

	"vestibule/app/problem"
	"vestibule/app/secret"
)

// Open opens the vault that is in the storage, or makes ready for a new one, for which a key is made at the first Save.
// It always gives a vault: where nothing can be kept, or what was kept cannot be opened, it works in memory, touches no
// file and no key, and Rest says why.
func Open(ctx context.Context, c Config) *Vault {
	v := &Vault{config: c, body: newBody()}
	versions, err := c.Storage.Load()
	if err != nil {
		return v.inMemory(problem.Of(err))
	}
	if len(versions) == 0 {
		if err := c.Keys.Probe(ctx); err != nil {
			return v.inMemory(problem.Of(err))
		}
		v.rest.Kept = true
		return v
	}
	return v.take(ctx, versions)
}

func (v *Vault) inMemory(why *problem.Problem) *Vault {
	v.rest = Rest{Why: why}
	return v
}

// take opens the newest version that can be opened.
func (v *Vault) take(ctx context.Context, versions [][]byte) *Vault {
	wrapping, err := v.config.Keys.Load(ctx)
	if errors.Is(err, ErrNoKey) {
		return v.inMemory(problem.New(problem.VaultKeyLost))
	}
	if err != nil {
		return v.inMemory(problem.Of(err))
	}
	defer wrapping.Clear()
	found := -1
	for i, data := range versions {
		o, failed := openFile(data, wrapping)
		if failed != nil {
			err = errors.Join(err, failed)
			continue
		}
		if found >= 0 && o.body.generation <= v.body.generation {
			o.clear()
			continue
		}
		v.clear()
		v.header, v.key, v.body, found = o.header, o.key, o.body, i
	}
	if found < 0 {
		return v.inMemory(problem.New(problem.StoreCorrupt).Because(err))
	}
	if v.header.version > format {
		return v.inMemory(problem.New(problem.VaultNewer))
	}
	v.rest = Rest{Kept: true, Older: err != nil && found > 0}
	return v
}

// clear erases what the vault holds.
func (v *Vault) clear() {
	v.key.Clear()
	v.body.clear()
}

// opened is a vault file that was opened.
type opened struct {
	header header
	key    secret.Bytes
	body   body
}

func (o opened) clear() {
	o.key.Clear()
	o.body.clear()
}

// openFile opens a vault file with the key from the keychain.
func openFile(data []byte, wrapping secret.Bytes) (opened, error) {
	f, err := parse(data)
	if err != nil {
		return opened{}, err
	}
	for _, slot := range f.slots(slotKeychain) {
		key, err := unwrap(slot, wrapping, f.id, slotKeychain)
		if err != nil {
			continue
		}
		if b, err := f.body(key); err == nil {
			return opened{f.header.clone(), key, b}, nil
		}
		key.Clear()
	}
	return opened{}, errSealed
}

// body opens and reads the body of a file.
func (f file) body(key secret.Bytes) (body, error) {
	plain, err := open(f.nonce, f.sealed, key, f.authenticated)
	if err != nil {
		return body{}, err
	}
	defer clear(plain)
	return readBody(plain)
}

// clone gives a header that does not share the file's memory.
func (h header) clone() header {
	c := header{version: h.version, id: append([]byte(nil), h.id...)}
	for _, r := range h.list {
		c.list = append(c.list, record{r.tag, append([]byte(nil), r.data...)})
	}
	return c
}
