package transfer

import (
	"context"

	"vestibule/app/kdf"
)

// Proton is the format of Proton Authenticator.
const Proton Format = "proton"

// What Proton seals its export with (proton/authenticator, crypto of the export): Argon2id with the least that OWASP takes,
// AES-256-GCM whose nonce stands before the box, and a word that says what it is for.
var protonKDF = kdf.Params{Function: kdf.Argon2id, Memory: 19456, Passes: 2, Lanes: 1}

const (
	protonContext = "proton.authenticator.export.v1"
	protonNonce   = 12
	protonVersion = 1
)

// proton recognises a plain export: entries that have a content.
func proton(s source) (File, bool) {
	entries := s.get("entries")
	if !entries.is('[') || !s.get("version").given() {
		return File{}, false
	}
	return File{Format: Proton, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		return readProton(ctx, entries)
	}}, true
}

// protonSealed recognises a sealed one: a salt, and a content that is a text.
func protonSealed(s source) (File, bool) {
	salt, content := s.get("salt"), s.get("content")
	if !salt.is('"') || !content.is('"') {
		return File{}, false
	}
	return File{Format: Proton, Sealed: true, read: func(ctx context.Context, o opener) ([]Entry, error) {
		if version := s.get("version").number(); version.or(protonVersion) != protonVersion {
			return nil, ErrUnsupported
		}
		return openProton(ctx, salt, content, o)
	}}, true
}

// openProton opens the box and reads the entries.
func openProton(ctx context.Context, salt, content value, o opener) ([]Entry, error) {
	salted, saltOK := fromBase64(salt.bytes())
	box, boxOK := fromBase64(content.bytes())
	if !saltOK || !boxOK || len(salted) == 0 || len(box) < protonNonce {
		return nil, ErrBroken
	}
	key, err := o.derive(ctx, protonKDF, salted, 32)
	if err != nil {
		return nil, err
	}
	defer key.Clear()
	open, err := openGCM(key, box[:protonNonce], box[protonNonce:], []byte(protonContext))
	if err != nil {
		return nil, err
	}
	defer clear(open)
	root, ok := parseJSON(open)
	if !ok {
		return nil, ErrBroken
	}
	return readProton(ctx, root.get("entries"))
}

// readProton reads the entries: an address each, and the name the member gave it.
func readProton(ctx context.Context, entries value) ([]Entry, error) {
	if !entries.is('[') {
		return nil, ErrBroken
	}
	return collect(ctx, entries.each(), func(v value) Entry {
		uri := v.get("content", "uri").bytes()
		defer clear(uri)
		return totpField(uri, labels{account: v.get("content", "name").text()})
	})
}
