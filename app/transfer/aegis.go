package transfer

import (
	"context"
	"encoding/hex"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// Aegis is a vault of Aegis for Android, plain or sealed with a password (its docs/vault.md).
const Aegis Format = "aegis"

// The type of a slot that a password opens. The others (0 a raw key, 2 the phone's own store) open on that phone alone.
const aegisPasswordSlot = 1

// Of the password slots no more are tried than this; each gets its share of the time. Aegis makes one, and one for backups.
const mostAegisSlots = 8

// aegis knows a vault by its db: an object with entries, or a text beside a header with slots.
func aegis(s source) (File, bool) {
	db, header := s.get("db"), s.get("header")
	switch {
	case db.get("entries").is('['):
		return File{Format: Aegis, read: func(ctx context.Context, _ opener) ([]Entry, error) { return aegisEntries(ctx, db) }}, true
	case db.is('"') && header.get("slots").is('['):
		return File{Format: Aegis, Sealed: true, read: func(ctx context.Context, o opener) ([]Entry, error) {
			return openAegis(ctx, o, header, db)
		}}, true
	}
	return File{}, false
}

// openAegis opens the master key with the password, and the db with the master key.
func openAegis(ctx context.Context, o opener, header, db value) ([]Entry, error) {
	master, err := aegisMaster(ctx, o, header.get("slots"))
	if err != nil {
		return nil, err
	}
	defer master.Clear()
	sealed, ok := fromBase64(db.bytes())
	if !ok {
		return nil, ErrBroken
	}
	text, err := openAegisBox(master, sealed, header.get("params"))
	if err != nil {
		return nil, ErrBroken // the master key is right: its own seal was whole
	}
	defer clear(text)
	root, ok := parseJSON(text)
	if !ok || !root.get("entries").is('[') {
		return nil, ErrBroken
	}
	return aegisEntries(ctx, root)
}

// aegisMaster tries the password slots. When none opens, a slot that asks too much is said before a wrong password: it may be
// the one.
func aegisMaster(ctx context.Context, o opener, slots value) (secret.Bytes, error) {
	var tried []value
	for slot := range slots.each() {
		if n := slot.get("type").number(); n.given && n.n == aegisPasswordSlot && len(tried) < mostAegisSlots {
			tried = append(tried, slot)
		}
	}
	if len(tried) == 0 {
		return secret.Bytes{}, ErrUnsupported
	}
	o.limits.Work /= time.Duration(len(tried))
	failed := ErrPassword
	for _, slot := range tried {
		master, err := openAegisSlot(ctx, o, slot)
		if err == nil || ctx.Err() != nil {
			return master, err
		}
		if failed == ErrPassword {
			failed = err
		}
	}
	return secret.Bytes{}, failed
}

// openAegisSlot opens the master key of one slot.
func openAegisSlot(ctx context.Context, o opener, slot value) (secret.Bytes, error) {
	n, r, p := slot.get("n").number(), slot.get("r").number(), slot.get("p").number()
	salt, ok := fromHex(slot.get("salt"))
	sealed, isKey := fromHex(slot.get("key"))
	if !ok || !isKey || max(n.n, r.n, p.n) >= 1<<32 {
		return secret.Bytes{}, ErrBroken
	}
	key, err := o.derive(ctx, kdf.Params{Function: kdf.Scrypt, N: uint32(n.n), R: uint32(r.n), Lanes: uint32(p.n)}, salt, 32)
	if err != nil {
		return secret.Bytes{}, err
	}
	defer key.Clear()
	master, err := openAegisBox(key, sealed, slot.get("key_params"))
	return secret.Of(master), err
}

// openAegisBox opens AES-256-GCM whose nonce and tag stand beside it.
func openAegisBox(key secret.Bytes, sealed []byte, params value) ([]byte, error) {
	nonce, ok := fromHex(params.get("nonce"))
	tag, isTag := fromHex(params.get("tag"))
	if !ok || !isTag || len(tag) != 16 {
		return nil, ErrBroken
	}
	return openGCM(key, nonce, append(sealed[:len(sealed):len(sealed)], tag...), nil)
}

// aegisEntries reads the db: versions 1 and 2 file an entry under a group's name, 3 under the ids of groups.
func aegisEntries(ctx context.Context, db value) ([]Entry, error) {
	groups := namesByID(db.get("groups"), "uuid", "name")
	return collect(ctx, db.get("entries").each(), func(v value) Entry {
		info, group := v.get("info"), v.get("group").text()
		for id := range v.get("groups").sample() {
			if name := groups[id.text()]; group == "" {
				group = name
			}
		}
		return parts{
			kind: v.get("type").text(), issuer: v.get("issuer").text(), account: v.get("name").text(),
			secret: info.get("secret").bytes(), algorithm: info.get("algo").text(),
			digits: info.get("digits").number(), period: info.get("period").number(), counter: info.get("counter").number(), group: group,
		}.entry()
	})
}

// namesByID is what a file calls its groups, by the names of the fields that hold id and name.
func namesByID(list value, id, name string) map[string]string {
	names, n := map[string]string{}, 0
	for group := range list.each() {
		if n++; n > MostEntries {
			break
		}
		if key := group.get(id).text(); len(key) <= longestGroup {
			names[key] = cutText(group.get(name).text(), longestGroup)
		}
	}
	return names
}

// fromHex reads hexadecimal digits.
func fromHex(v value) ([]byte, bool) {
	if !v.is('"') {
		return nil, false
	}
	out, err := hex.AppendDecode(nil, v[1:len(v)-1])
	return out, err == nil
}
