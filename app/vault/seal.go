package vault

import (
	"encoding/binary"
	"errors"
	"io"

	"golang.org/x/crypto/chacha20poly1305"

	"vestibule/app/secret"
)

// errSealed is returned where a key does not open what it should: another key, or bytes that were changed.
var errSealed = errors.New("vault: the key does not open it")

// forge makes what needs chance: nonces, keys and seals.
type forge struct{ chance io.Reader }

// random takes n bytes of chance.
func (f *forge) random(n int) ([]byte, error) {
	out := make([]byte, n)
	_, err := io.ReadFull(f.chance, out)
	return out, err
}

// key makes a key.
func (f *forge) key() (secret.Bytes, error) {
	raw, err := f.random(keySize)
	return secret.Of(raw), err
}

// seal seals plain and gives the nonce, which is new for each, and the sealed bytes.
func (f *forge) seal(key secret.Bytes, plain, context []byte) ([]byte, error) {
	nonce, err := f.random(nonceSize)
	if err != nil {
		return nil, err
	}
	return sealTo(nonce, key, plain, context)
}

// sealTo seals plain and appends it to a copy of the nonce.
func sealTo(nonce []byte, key secret.Bytes, plain, context []byte) (out []byte, err error) {
	out = append(make([]byte, 0, len(nonce)+len(plain)+overhead), nonce...)
	secret.Do(func() {
		aead, failed := chacha20poly1305.NewX(key.Reveal())
		if failed != nil {
			out, err = nil, failed
			return
		}
		out = aead.Seal(out, nonce, plain, context)
	})
	return out, err
}

// unseal opens what seal gave. What it gives is the caller's to clear.
func unseal(sealed []byte, key secret.Bytes, context []byte) ([]byte, error) {
	if len(sealed) < nonceSize+overhead {
		return nil, errSealed
	}
	return open(sealed[:nonceSize], sealed[nonceSize:], key, context)
}

func open(nonce, sealed []byte, key secret.Bytes, context []byte) (plain []byte, err error) {
	secret.Do(func() {
		aead, failed := chacha20poly1305.NewX(key.Reveal())
		if failed != nil || len(nonce) != nonceSize {
			err = errSealed
			return
		}
		if plain, err = aead.Open(nil, nonce, sealed, context); err != nil {
			plain, err = nil, errSealed
		}
	})
	return plain, err
}

// wrap seals a vault's key for the keychain's slot. The slot's kind and the vault's id are authenticated, so that a slot
// cannot be put into another vault or taken for another kind.
func (f *forge) wrap(wrapping, key secret.Bytes, id []byte, kind uint16) ([]byte, error) {
	return f.seal(wrapping, key.Reveal(), slotContext(id, kind))
}

// unwrap opens the keychain's slot.
func unwrap(slot []byte, wrapping secret.Bytes, id []byte, kind uint16) (secret.Bytes, error) {
	if len(slot) != nonceSize+keySize+overhead {
		return secret.Bytes{}, errSealed
	}
	key, err := unseal(slot, wrapping, slotContext(id, kind))
	return secret.Of(key), err
}

func slotContext(id []byte, kind uint16) []byte {
	return binary.BigEndian.AppendUint16(append([]byte("vault slot "), id...), kind)
}
