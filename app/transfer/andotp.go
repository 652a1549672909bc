package transfer

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// AndOTP is a backup of andOTP, plain or sealed with a password in its new or its old way.
const AndOTP Format = "andotp"

// A sealed backup is: iterations (4 bytes, big endian), salt, nonce, box; the old one is nonce and box alone.
const (
	andOTPSalt  = 12
	andOTPNonce = 12
	andOTPHead  = 4 + andOTPSalt
	gcmTag      = 16
)

// andOTP draws the iterations from 140 000 to 160 000 (its Constants); a number far from that is no count but the chance of an
// old file's first bytes.
const (
	fewestAndOTP = 1_000
	mostAndOTP   = 1_000_000
)

// andOTP knows a plain backup by its entries: a list of objects with secret, label and type.
func andOTP(s source) (File, bool) {
	list := s.json
	for v := range list.sample() {
		if v.get("secret").is('"') && v.get("label").is('"') && v.get("type").is('"') {
			return File{Format: AndOTP, read: func(ctx context.Context, _ opener) ([]Entry, error) { return andOTPEntries(ctx, list) }}, true
		}
	}
	return File{}, false
}

// andOTPSealed comes last of all: a sealed backup has no mark of its own, only the evenness of sealed bytes.
func andOTPSealed(s source) (File, bool) {
	if len(s.data) < andOTPNonce+gcmTag+len("[]") || !looksSealed(s.data) {
		return File{}, false
	}
	return File{Format: AndOTP, Sealed: true, read: func(ctx context.Context, o opener) ([]Entry, error) {
		return openAndOTP(ctx, o, s.data)
	}}, true
}

// openAndOTP tries the new way where the file may be one, then the old way: SHA-256 of the password is the key.
func openAndOTP(ctx context.Context, o opener, data []byte) ([]Entry, error) {
	open, err := openAndOTPNew(ctx, o, data)
	if errors.Is(err, ErrPassword) {
		sum := sha256.Sum256(o.password.Reveal())
		key := secret.Of(sum[:])
		defer key.Clear()
		open, err = openGCM(key, data[:andOTPNonce], data[andOTPNonce:], nil)
	}
	if err != nil {
		return nil, err
	}
	defer clear(open)
	list, ok := parseJSON(open)
	if !ok || !list.is('[') {
		return nil, ErrBroken
	}
	return andOTPEntries(ctx, list)
}

// openAndOTPNew opens the new way.
func openAndOTPNew(ctx context.Context, o opener, data []byte) ([]byte, error) {
	iterations := binary.BigEndian.Uint32(data)
	if iterations < fewestAndOTP || iterations > mostAndOTP || len(data) < andOTPHead+andOTPNonce+gcmTag {
		return nil, ErrPassword
	}
	key, err := o.derive(ctx, kdf.Params{Function: kdf.PBKDF2SHA1, Iterations: iterations}, data[4:andOTPHead], 32)
	if err != nil {
		return nil, err
	}
	defer key.Clear()
	return openGCM(key, data[andOTPHead:andOTPHead+andOTPNonce], data[andOTPHead+andOTPNonce:], nil)
}

// andOTPEntries reads the list. An old label is "issuer:account" or worse, and stays as the member saw it; the first tag is
// the group.
func andOTPEntries(ctx context.Context, list value) ([]Entry, error) {
	return collect(ctx, list.each(), func(v value) Entry {
		group := ""
		for tag := range v.get("tags").each() {
			group = tag.text()
			break
		}
		return parts{
			kind: v.get("type").text(), issuer: v.get("issuer").text(), account: v.get("label").text(),
			secret: v.get("secret").bytes(), algorithm: v.get("algorithm").text(),
			digits: v.get("digits").number(), period: v.get("period").number(), counter: v.get("counter").number(), group: group,
		}.entry()
	})
}
