package transfer

import (
	"context"

	"vestibule/app/kdf"
)

// Ente is the format of Ente Auth.
const Ente Format = "ente"

// enteVersion is the only one there is (ente.io, "Auth encrypted export format").
const enteVersion = 1

// enteSealed recognises Ente's encrypted export: a box, its nonce, and how the password was stretched. Inside is a list of
// addresses, as in the plain export.
func enteSealed(s source) (File, bool) {
	if !s.get("encryptedData").is('"') || !s.get("encryptionNonce").is('"') || !s.get("kdfParams").is('{') {
		return File{}, false
	}
	return File{Format: Ente, Sealed: true, read: func(ctx context.Context, o opener) ([]Entry, error) {
		if version := s.get("version").number(); version.or(enteVersion) != enteVersion {
			return nil, ErrUnsupported
		}
		return openEnte(ctx, s.json, o)
	}}, true
}

// openEnte opens the box, the first and only message of a libsodium stream, and reads the list in it.
func openEnte(ctx context.Context, root value, o opener) ([]Entry, error) {
	params, salt, err := enteKDF(root.get("kdfParams"))
	if err != nil {
		return nil, err
	}
	header, headerOK := fromBase64(root.get("encryptionNonce").bytes())
	box, boxOK := fromBase64(root.get("encryptedData").bytes())
	if !headerOK || !boxOK || len(header) != streamHeader || len(box) < streamTag+streamMAC {
		return nil, ErrBroken
	}
	key, err := o.derive(ctx, params, salt, streamKey)
	if err != nil {
		return nil, err
	}
	defer key.Clear()
	list, tag, ok := pullFirst(key.Reveal(), header, box)
	if !ok {
		return nil, ErrPassword
	}
	defer clear(list)
	if tag != tagMessage && tag != tagFinal {
		return nil, ErrBroken
	}
	return readList(ctx, list)
}

// enteKDF reads how the password is stretched: Argon2id as libsodium does it, with one lane, its memory in bytes
// (crypto_pwhash). What it may cost is for the limits to say: Ente's desktop app asks 1 GiB, its command line far less.
func enteKDF(v value) (kdf.Params, []byte, error) {
	salt, ok := fromBase64(v.get("salt").bytes())
	memory, passes := v.get("memLimit").number(), v.get("opsLimit").number()
	if !ok || len(salt) != 16 || memory.n < 8<<10 || passes.n == 0 || memory.n > 1<<40 || passes.n > 1<<20 {
		return kdf.Params{}, nil, ErrBroken
	}
	return kdf.Params{Function: kdf.Argon2id, Memory: uint32(memory.n >> 10), Passes: uint32(passes.n), Lanes: 1}, salt, nil
}
