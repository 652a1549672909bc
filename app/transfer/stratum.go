package transfer

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/secret"
)

// Stratum is a backup of Stratum, once Authenticator Pro: plain, or sealed with a password (its doc/BACKUP_FORMAT.md).
const Stratum Format = "stratum"

// The marks that sealed backups begin with: the present one, and the one before.
const (
	stratumMark    = "AUTHENTICATORPRO"
	stratumOldMark = "AuthenticatorPro"
)

// How a password is stretched, in the present and in the old way, and the sizes of what stands before the box.
var (
	stratumKey    = kdf.Params{Function: kdf.Argon2id, Memory: 64 << 10, Passes: 3, Lanes: 4}
	stratumOldKey = kdf.Params{Function: kdf.PBKDF2SHA1, Iterations: 64_000}
)

const (
	stratumSalt, stratumNonce = 16, 12
	stratumOldSalt, stratumIV = 20, 16
)

// stratum knows a plain backup by the name of its list, and a sealed one by its mark.
func stratum(s source) (File, bool) {
	f := File{Format: Stratum, Sealed: true}
	box := s.data[min(len(stratumMark), len(s.data)):]
	switch {
	case s.get("Authenticators").is('['):
		f.Sealed = false
		f.read = func(ctx context.Context, _ opener) ([]Entry, error) { return stratumEntries(ctx, s.json) }
	case bytes.HasPrefix(s.data, []byte(stratumMark)):
		f.read = func(ctx context.Context, o opener) ([]Entry, error) { return openStratum(ctx, o, box, false) }
	case bytes.HasPrefix(s.data, []byte(stratumOldMark)):
		f.read = func(ctx context.Context, o opener) ([]Entry, error) { return openStratum(ctx, o, box, true) }
	default:
		return File{}, false
	}
	return f, true
}

// openStratum opens a sealed backup: salt, nonce, box.
func openStratum(ctx context.Context, o opener, box []byte, old bool) ([]Entry, error) {
	params, salt, nonce, open := stratumKey, stratumSalt, stratumNonce, func(key secret.Bytes, nonce, sealed []byte) ([]byte, error) {
		return openGCM(key, nonce, sealed, nil)
	}
	if old {
		params, salt, nonce, open = stratumOldKey, stratumOldSalt, stratumIV, openCBC
	}
	if len(box) < salt+nonce {
		return nil, ErrBroken
	}
	key, err := o.derive(ctx, params, box[:salt], 32)
	if err != nil {
		return nil, err
	}
	defer key.Clear()
	text, err := open(key, box[salt:salt+nonce], box[salt+nonce:])
	if err != nil {
		return nil, err
	}
	defer clear(text)
	root, ok := parseJSON(text)
	switch {
	case old && !ok:
		return nil, ErrPassword // nothing vouches for AES-CBC: a wrong password may pass its padding, and gives noise
	case !ok || !root.get("Authenticators").is('['):
		return nil, ErrBroken
	}
	return stratumEntries(ctx, root)
}

// stratumTypes and stratumAlgorithms are its numbers for types (1 to 5) and algorithms. What is none stays a number.
var (
	stratumTypes      = map[string]string{"1": string(otp.HOTP), "2": string(otp.TOTP), "3": "motp", "4": string(otp.Steam), "5": "yandex"}
	stratumAlgorithms = map[string]string{"0": string(otp.SHA1), "1": string(otp.SHA256), "2": string(otp.SHA512)}
)

// stratumEntries reads the list. What an entry is filed under stands apart, by its secret.
func stratumEntries(ctx context.Context, root value) ([]Entry, error) {
	groups := stratumGroups(root)
	return collect(ctx, root.get("Authenticators").each(), func(v value) Entry {
		group := groups[secretID(v.get("Secret"))]
		return parts{
			kind: named(stratumTypes, v.get("Type")), issuer: v.get("Issuer").text(), account: v.get("Username").text(),
			secret: v.get("Secret").bytes(), algorithm: named(stratumAlgorithms, v.get("Algorithm")),
			digits: v.get("Digits").number(), period: v.get("Period").number(), counter: v.get("Counter").number(), group: group,
		}.entry()
	})
}

// stratumGroups gives the first category of each secret.
func stratumGroups(root value) map[[sha256.Size]byte]string {
	names, groups, n := namesByID(root.get("Categories"), "Id", "Name"), map[[sha256.Size]byte]string{}, 0
	for v := range root.get("AuthenticatorCategories").each() {
		if n++; n > MostEntries {
			break
		}
		id := secretID(v.get("AuthenticatorSecret"))
		groups[id] = cmp.Or(groups[id], names[v.get("CategoryId").text()])
	}
	return groups
}

// secretID stands for a secret without holding it.
func secretID(v value) [sha256.Size]byte { return sha256.Sum256(v) }

// named is the name of a number, or the number itself.
func named(names map[string]string, v value) string {
	text := v.text()
	return cmp.Or(names[text], text)
}
