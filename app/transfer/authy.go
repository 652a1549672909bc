package transfer

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/otp"
)

// Authy is the preferences of Authy for Android (com.authy.storage.tokens.authenticator.xml), plain or sealed with the
// password of its backups.
const Authy Format = "authy"

// authyKey is how it stretches the password, for each entry anew.
var authyKey = kdf.Params{Function: kdf.PBKDF2SHA1, Iterations: 1_000}

// hopeless is how many entries a password may fail to open, with none opened, before it is a wrong one.
const hopeless = 8

// authy recognises the preferences by a list whose entries have their secret, open or sealed.
func authy(s source) (File, bool) {
	text, sealed, ok := authyList(s.data)
	clear(text)
	return File{Format: Authy, Sealed: sealed, read: func(ctx context.Context, o opener) ([]Entry, error) {
		text, _, _ := authyList(s.data)
		defer clear(text)
		list, _ := parseJSON(text)
		return authyEntries(ctx, o, list)
	}}, ok
}

// authyList finds the list, the caller's to clear; no other value is left in memory.
func authyList(data []byte) (text []byte, sealed, ok bool) {
	pairs, _ := preferences(data)
	for _, p := range pairs {
		if !ok {
			if sealed, ok = authySealed(p.value); ok {
				text = p.value
				continue
			}
		}
		clear(p.value)
	}
	return text, sealed, ok
}

// authySealed reports whether the secrets of a list are sealed, and whether it is a list of Authy's at all.
func authySealed(text []byte) (sealed, ok bool) {
	list, _ := parseJSON(text)
	for v := range list.sample() {
		if sealed = v.get("encryptedSecret").is('"'); sealed || v.get("decryptedSecret").is('"') {
			return sealed, true
		}
	}
	return false, false
}

// authyEntries reads the list. An entry that the password does not open stops nothing, unless it opens none.
func authyEntries(ctx context.Context, o opener, list value) (entries []Entry, err error) {
	keys := authyKeys{opener: o}
	for v := range list.each() {
		if v.get("encryptedSecret").is('"') {
			keys.sealed++
		}
	}
	keys.limits.Work /= time.Duration(max(1, keys.sealed))
	entries, err = collect(ctx, list.each(), func(v value) Entry {
		p := authyParts(v)
		if v.get("encryptedSecret").is('"') {
			if p.secret = keys.open(ctx, v); p.secret == nil {
				e := p.entry()
				e.Reason = otp.EntryBroken
				return e
			}
		}
		return p.entry()
	})
	if err == nil && keys.sealed > 0 && keys.opened == 0 {
		clearAll(entries)
		return nil, keys.wrong
	}
	return entries, err
}

// authyKeys opens the secrets of a list, and gives up on a password that opens none.
type authyKeys struct {
	opener
	sealed, opened, failed int
	wrong                  error // why: a wrong password before anything else
}

// open gives the secret of an entry as base32 text; nil: it does not open.
func (k *authyKeys) open(ctx context.Context, v value) []byte {
	if k.opened == 0 && k.failed == hopeless {
		return nil
	}
	text, err := k.openAuthy(ctx, v)
	if err != nil {
		if k.failed++; k.wrong == nil || errors.Is(err, ErrPassword) {
			k.wrong = err
		}
		return nil
	}
	k.opened++
	return text
}

// openAuthy opens the secret of an entry: the salt is the text itself, the iv is zero. Nothing vouches for the seal, so what
// is no base32 was opened with a wrong password.
func (k *authyKeys) openAuthy(ctx context.Context, v value) ([]byte, error) {
	box, ok := fromBase64(v.get("encryptedSecret").bytes())
	if !ok {
		return nil, ErrBroken
	}
	key, err := k.derive(ctx, authyKey, v.get("salt").bytes(), 32)
	if err != nil {
		return nil, err
	}
	defer key.Clear()
	text, err := openCBC(key, make([]byte, 16), box)
	if err != nil {
		return nil, err
	}
	if otp.CheckTyped(text) != "" {
		clear(text)
		return nil, ErrPassword
	}
	return text, nil
}

// authyParts reads all but a sealed secret. Authy shows one name, "issuer: account", and keeps where it comes from beside it.
func authyParts(v value) parts {
	name, original := v.get("name").text(), v.get("originalName").text()
	issuer := v.get("originalIssuer").text()
	if before, _, ok := strings.Cut(original, ":"); ok {
		issuer = cmp.Or(issuer, before)
	}
	if before, _, ok := strings.Cut(name, " - "); ok {
		issuer = cmp.Or(issuer, before)
	}
	account := name
	for _, divider := range []string{":", " - "} {
		if after, ok := strings.CutPrefix(account, issuer+divider); ok && issuer != "" {
			account = strings.TrimSpace(after)
		}
	}
	return parts{
		kind: string(otp.TOTP), issuer: issuer, account: account,
		secret: v.get("decryptedSecret").bytes(), digits: v.get("digits").number(),
	}
}
