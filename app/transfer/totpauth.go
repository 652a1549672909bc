package transfer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"

	"vestibule/app/otp"
	"vestibule/app/secret"
)

// TOTPAuthenticator is a backup of TOTP Authenticator, sealed with a password, or its preferences on the phone.
const TOTPAuthenticator Format = "totp-authenticator"

// What its preferences call the list; and the password it seals a backup with when the member chose none.
const (
	totpAuthList     = "STATIC_TOTP_CODES_LIST"
	totpAuthPassword = "TotpAuthenticator"
)

// shortestTOTPAuth is the fewest bytes of a backup: an entry alone takes about 300.
const shortestTOTPAuth = 128

// totpAuth recognises the preferences by the name of the list.
func totpAuth(s source) (File, bool) {
	list, ok := preference(s.data, totpAuthList)
	clear(list)
	return File{Format: TOTPAuthenticator, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		list, _ := preference(s.data, totpAuthList)
		defer clear(list)
		return totpAuthEntries(ctx, list)
	}}, ok
}

// totpAuthSealed comes late, since a backup has no mark: base64 of whole blocks that look sealed. One that was sealed
// without a password of the member's opens at once.
func totpAuthSealed(s source) (File, bool) {
	if len(s.json) > 0 || bytes.IndexByte(s.data[:min(len(s.data), shortestTOTPAuth)], 0) >= 0 {
		return File{}, false
	}
	box, ok := fromBase64(s.data)
	if !ok || len(box) < shortestTOTPAuth || len(box)%16 != 0 || !looksSealed(box) {
		return File{}, false
	}
	list, err := openTOTPAuth([]byte(totpAuthPassword), box)
	clear(list)
	return File{Format: TOTPAuthenticator, Sealed: err != nil, read: func(ctx context.Context, o opener) ([]Entry, error) {
		password := []byte(totpAuthPassword)
		if err != nil {
			password = o.password.Reveal()
		}
		list, err := openTOTPAuth(password, box)
		if err != nil {
			return nil, err
		}
		defer clear(list)
		return totpAuthEntries(ctx, list)
	}}, true
}

// openTOTPAuth gives the list of a backup: SHA-256 of the password is the key, the iv is zero, and the list is the name of an
// object's one member. Nothing vouches for the seal, so what is no such object was opened with a wrong password.
func openTOTPAuth(password, box []byte) ([]byte, error) {
	sum := sha256.Sum256(password)
	key := secret.Of(sum[:])
	defer key.Clear()
	text, err := openCBC(key, make([]byte, 16), box)
	if err != nil {
		return nil, err
	}
	defer clear(text)
	root, _ := parseJSON(text)
	for name := range root.members() {
		return name.bytes(), nil
	}
	return nil, ErrPassword
}

// totpAuthEntries reads the list.
func totpAuthEntries(ctx context.Context, text []byte) ([]Entry, error) {
	list, ok := parseJSON(text)
	if !ok || !list.is('[') {
		return nil, ErrBroken
	}
	return collect(ctx, list.each(), func(v value) Entry {
		p := parts{
			kind: string(otp.TOTP), issuer: v.get("issuer").text(), account: v.get("name").text(),
			digits: v.get("digits").number(), period: v.get("period").number(),
		}
		p.secret, p.raw = totpAuthSecret(v)
		return p.entry()
	})
}

// totpAuthSecret decodes a key from the base it is written in: 16, 32 or 64. No other is known.
func totpAuthSecret(v value) (key []byte, raw bool) {
	text, base, ok := v.get("key").bytes(), v.get("base").number(), false
	switch base.n {
	case 16:
		var err error
		key, err = hex.AppendDecode(make([]byte, 0, len(text)/2), text)
		ok = err == nil
	case 64:
		key, ok = fromBase64(text)
	case 32:
		return text, false
	}
	clear(text)
	if !ok {
		clear(key)
		key = nil
	}
	return key, true
}
