package transfer

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// derive stretches the member's password; the key is the caller's to clear. Parameters that no key can be made with are
// ErrBroken.
func (o opener) derive(ctx context.Context, p kdf.Params, salt []byte, size int) (secret.Bytes, error) {
	key, err := o.kdf.Derive(ctx, p, o.password, salt, size, o.limits)
	if errors.Is(err, kdf.ErrParams) {
		return secret.Bytes{}, ErrBroken
	}
	return key, err
}

// openGCM opens what AES-GCM sealed, the tag at its end. Any other key, and any changed byte, is ErrPassword: the two cannot
// be told apart. What comes back is the caller's to clear.
func openGCM(key secret.Bytes, nonce, sealed, additional []byte) ([]byte, error) {
	block, err := aes.NewCipher(key.Reveal())
	if err != nil || len(nonce) != 12 {
		return nil, ErrBroken
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, ErrBroken
	}
	open, err := gcm.Open(nil, nonce, sealed, additional)
	if err != nil {
		return nil, ErrPassword
	}
	return open, nil
}

// openCBC opens what AES-CBC with PKCS #7 (RFC 5652, section 6.3) sealed and nothing vouches for: a wrong key is only seen by
// its padding, and one in 256 passes. Callers look at what comes out.
func openCBC(key secret.Bytes, iv, sealed []byte) ([]byte, error) {
	block, err := aes.NewCipher(key.Reveal())
	if err != nil || len(iv) != aes.BlockSize || len(sealed) == 0 || len(sealed)%aes.BlockSize != 0 {
		return nil, ErrBroken
	}
	open := make([]byte, len(sealed))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(open, sealed)
	n := int(open[len(open)-1])
	if n == 0 || n > aes.BlockSize || subtle.ConstantTimeCompare(open[len(open)-n:], bytes.Repeat([]byte{byte(n)}, n)) != 1 {
		clear(open)
		return nil, ErrPassword
	}
	return open[:len(open)-n], nil
}

// openCBCMAC opens what AES-CBC sealed and HMAC-SHA256 over iv and sealed vouches for; the tag is looked at first.
func openCBCMAC(key, mac secret.Bytes, iv, sealed, tag []byte) ([]byte, error) {
	h := hmac.New(sha256.New, mac.Reveal())
	h.Write(iv)
	h.Write(sealed)
	if !hmac.Equal(h.Sum(nil), tag) {
		return nil, ErrPassword
	}
	return openCBC(key, iv, sealed)
}

// fromBase64 reads base64 of either alphabet (RFC 4648, sections 4 and 5), padded or not, broken into lines or not.
func fromBase64(text []byte) ([]byte, bool) {
	plain := make([]byte, 0, len(text))
	for _, c := range text {
		switch c {
		case ' ', '\t', '\r', '\n':
		case '-':
			plain = append(plain, '+')
		case '_':
			plain = append(plain, '/')
		default:
			plain = append(plain, c)
		}
	}
	defer clear(plain)
	plain = bytes.TrimRight(plain, "=")
	out, err := base64.RawStdEncoding.AppendDecode(make([]byte, 0, len(plain)), plain)
	return out, err == nil
}
