package kdf

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"hash"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/pbkdf2"
	"golang.org/x/crypto/scrypt"

	"vestibule/app/secret"
)

// ErrParams is returned for parameters that no key can be derived with.
var ErrParams = errors.New("kdf: no such parameters")

// Native derives keys on the goroutine that asks. The zero value is ready.
type Native struct{}

// Derive derives a key of size bytes. The error is a *Cost, ErrParams, or that of ctx, which is looked at before and after:
// a derivation that was begun runs to its end.
func (Native) Derive(ctx context.Context, p Params, password secret.Bytes, salt []byte, size int, limits Limits) (secret.Bytes, error) {
	if err := p.Check(size, limits); err != nil {
		return secret.Bytes{}, err
	}
	if err := ctx.Err(); err != nil {
		return secret.Bytes{}, err
	}
	key, err := p.derive(password, salt, size)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		key.Clear()
		return secret.Bytes{}, err
	}
	return key, nil
}

// derive derives a key with parameters that were checked. PBKDF2 is x/crypto's: the standard library's wants the password
// as a string, which cannot be erased.
func (p Params) derive(password secret.Bytes, salt []byte, size int) (key secret.Bytes, err error) {
	secret.Do(func() {
		var raw []byte
		switch p.Function {
		case Argon2id:
			raw = argon2.IDKey(password.Reveal(), salt, p.Passes, p.Memory, uint8(p.Lanes), uint32(size))
		case Scrypt:
			raw, err = scrypt.Key(password.Reveal(), salt, int(p.N), int(p.R), int(p.Lanes), size)
		default:
			raw = pbkdf2.Key(password.Reveal(), salt, int(p.Iterations), size, hashes[p.Function])
		}
		key = secret.Of(raw)
	})
	return key, err
}

// hashes are those of PBKDF2.
var hashes = map[Function]func() hash.Hash{PBKDF2SHA1: sha1.New, PBKDF2SHA256: sha256.New, PBKDF2SHA512: sha512.New}
