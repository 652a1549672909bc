package transfer

import (
	"bytes"
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// bitwardenSealed recognises an encrypted export. One is sealed with a password of its own; the other with the key of the
// account it came from, and only that account can open it.
func bitwardenSealed(s source) (File, bool) {
	if !s.get("encrypted").truth() {
		return File{}, false
	}
	if !s.get("passwordProtected").truth() {
		return File{Format: Bitwarden, read: func(context.Context, opener) ([]Entry, error) { return nil, ErrUnsupported }},
			s.get("items").is('[') || s.get("encKeyValidation_DO_NOT_EDIT").given()
	}
	return File{Format: Bitwarden, Sealed: true, read: func(ctx context.Context, o opener) ([]Entry, error) {
		return readBitwardenSealed(ctx, s.json, o)
	}}, true
}

// readBitwardenSealed looks whether the password is right, by a text that is there for that alone, and opens the items.
func readBitwardenSealed(ctx context.Context, root value, o opener) ([]Entry, error) {
	keys, err := bitwardenKey(ctx, root, o)
	if err != nil {
		return nil, err
	}
	defer keys.clear()
	proof, err := keys.open(root.get("encKeyValidation_DO_NOT_EDIT").bytes())
	if err != nil {
		return nil, err
	}
	clear(proof)
	data, err := keys.open(root.get("data").bytes())
	if errors.Is(err, ErrPassword) {
		err = ErrBroken // the password was right
	}
	if err != nil {
		return nil, err
	}
	defer clear(data)
	inner, ok := parseJSON(data)
	if !ok || !inner.get("items").is('[') {
		return nil, ErrBroken
	}
	return readBitwarden(ctx, inner)
}

// cipherKeys are the two keys of an encrypted text.
type cipherKeys struct{ enc, mac secret.Bytes }

func (k cipherKeys) clear() {
	k.enc.Clear()
	k.mac.Clear()
}

// The numbers that Bitwarden has for its functions (KdfType).
const (
	bitwardenPBKDF2 = 0
	bitwardenArgon2 = 1
)

// bitwardenKey derives the keys. The salt is the base64 text itself, not what it encodes; for Argon2id it is hashed first
// (bitwarden/clients, key-generation.service.ts, deriveKeyFromPassword). The key is then stretched to two by HKDF's second
// half alone (stretchKey).
func bitwardenKey(ctx context.Context, root value, o opener) (cipherKeys, error) {
	salt := root.get("salt").bytes()
	rounds, memory, lanes := root.get("kdfIterations").number(), root.get("kdfMemory").number(), root.get("kdfParallelism").number()
	var p kdf.Params
	switch kind := root.get("kdfType").number(); {
	case len(salt) == 0 || kind.broken || rounds.n == 0 || max(rounds.n, memory.n, lanes.n) > 1<<20:
		return cipherKeys{}, ErrBroken
	case kind.n == bitwardenPBKDF2:
		p = kdf.Params{Function: kdf.PBKDF2SHA256, Iterations: uint32(rounds.n)}
	case kind.n == bitwardenArgon2:
		hashed := sha256.Sum256(salt)
		salt = hashed[:]
		p = kdf.Params{Function: kdf.Argon2id, Passes: uint32(rounds.n), Memory: uint32(memory.n) << 10, Lanes: uint32(lanes.n)}
	default:
		return cipherKeys{}, ErrUnsupported
	}
	key, err := o.derive(ctx, p, salt, 32)
	if err != nil {
		return cipherKeys{}, err
	}
	defer key.Clear()
	return stretch(key)
}

// stretch makes the two keys of one (HKDF-Expand: RFC 5869, section 2.3).
func stretch(key secret.Bytes) (cipherKeys, error) {
	enc, err := hkdf.Expand(sha256.New, key.Reveal(), "enc", 32)
	if err != nil {
		return cipherKeys{}, ErrBroken
	}
	mac, err := hkdf.Expand(sha256.New, key.Reveal(), "mac", 32)
	if err != nil {
		return cipherKeys{}, ErrBroken
	}
	return cipherKeys{secret.Of(enc), secret.Of(mac)}, nil
}

// open opens an encrypted text: "2." for AES-256-CBC with HMAC-SHA256, then iv, box and tag (EncString).
func (k cipherKeys) open(text []byte) ([]byte, error) {
	kind, rest, dotted := bytes.Cut(text, []byte("."))
	if dotted && string(kind) != "2" {
		return nil, ErrUnsupported
	}
	pieces := bytes.SplitN(rest, []byte("|"), 4)
	if len(pieces) != 3 {
		return nil, ErrBroken
	}
	for i := range pieces {
		var ok bool
		if pieces[i], ok = fromBase64(pieces[i]); !ok {
			return nil, ErrBroken
		}
	}
	return openCBCMAC(k.enc, k.mac, pieces[0], pieces[1], pieces[2])
}
