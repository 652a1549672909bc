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

// wrap seals a vault's key for a slot. The slot's kind and the vault's id are authenticated, so that a slot cannot be put
// into another vault or taken for another kind.
func wrap(chance io.Reader, wrapping, key secret.Bytes, id []byte, kind uint16) ([]byte, error) {
	nonce, err := random(chance, nonceSize)
	if err != nil {
		return nil, err
	}
	return sealTo(nonce, wrapping, key.Reveal(), slotContext(id, kind))
}

// unwrap opens a slot.
func unwrap(slot []byte, wrapping secret.Bytes, id []byte, kind uint16) (secret.Bytes, error) {
	if len(slot) != nonceSize+keySize+overhead {
		return secret.Bytes{}, errSealed
	}
	key, err := open(slot[:nonceSize], slot[nonceSize:], wrapping, slotContext(id, kind))
	return secret.Of(key), err
}

func slotContext(id []byte, kind uint16) []byte {
	return binary.BigEndian.AppendUint16(append([]byte("vault slot "), id...), kind)
}

// sealTo seals plain and appends it to the nonce.
func sealTo(nonce []byte, key secret.Bytes, plain, context []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(key.Reveal())
	if err != nil {
		return nil, err
	}
	out := append(make([]byte, 0, len(nonce)+len(plain)+overhead), nonce...)
	return aead.Seal(out, nonce, plain, context), nil
}

func open(nonce, sealed []byte, key secret.Bytes, context []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(key.Reveal())
	if err != nil {
		return nil, errSealed
	}
	plain, err := aead.Open(nil, nonce, sealed, context)
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}

// random takes n bytes of chance.
func random(chance io.Reader, n int) ([]byte, error) {
	out := make([]byte, n)
	_, err := io.ReadFull(chance, out)
	return out, err
}
