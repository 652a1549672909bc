package transfer

import (
	"context"
	"crypto/aes"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/binary"
	"errors"

	"vestibule/app/kdf"
)

// Archives sealed with AES: WinZip, "AES Encryption Information: Encryption Specification AE-1 and AE-2".
const (
	zipAES      = 99     // the method such a file is marked with
	zipAESExtra = 0x9901 // the field that says more
	zipAESCheck = 2      // bytes that tell most wrong passwords
	zipAESMAC   = 10     // bytes of HMAC-SHA1
)

// zipAESKey is how often the password is stretched.
var zipAESKey = kdf.Params{Function: kdf.PBKDF2SHA1, Iterations: 1_000}

// unzipAES opens a box: salt, check, text, tag.
func unzipAES(ctx context.Context, o opener, extra, box []byte) ([]byte, error) {
	size, method, ok := zipAESInfo(extra)
	salt := size / 2
	if !ok || len(box) < salt+zipAESCheck+zipAESMAC {
		return nil, ErrBroken
	}
	key, err := o.derive(ctx, zipAESKey, box[:salt], 2*size+zipAESCheck)
	if err != nil {
		return nil, err
	}
	defer key.Clear()
	keys, check := key.Reveal()[:2*size], key.Reveal()[2*size:]
	text, tag := box[salt+zipAESCheck:len(box)-zipAESMAC], box[len(box)-zipAESMAC:]
	h := hmac.New(sha1.New, keys[size:])
	h.Write(text)
	if subtle.ConstantTimeCompare(check, box[salt:salt+zipAESCheck]) != 1 || !hmac.Equal(h.Sum(nil)[:zipAESMAC], tag) {
		return nil, ErrPassword
	}
	zipAESOpen(keys[:size], text)
	defer clear(text)
	out, err := unpack(method, text)
	if err != nil && !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrUnsupported) {
		err = ErrBroken // its seal was whole
	}
	if err != nil {
		clear(out)
		return nil, err
	}
	return out, nil
}

// zipAESInfo finds how long the key is, in bytes, and how the text was packed.
func zipAESInfo(extra []byte) (size int, method uint16, ok bool) {
	for len(extra) >= 4 {
		id, length := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if extra = extra[4:]; length > len(extra) {
			break
		}
		if id == zipAESExtra && length >= 7 && extra[4] >= 1 && extra[4] <= 3 {
			return 8 + 8*int(extra[4]), binary.LittleEndian.Uint16(extra[5:]), true
		}
		extra = extra[length:]
	}
	return 0, 0, false
}

// zipAESOpen opens in place: AES in counter mode, the counter's lowest byte first, from 1.
func zipAESOpen(key, text []byte) {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // zipAESInfo gives lengths of keys alone
	}
	var counter, pad [aes.BlockSize]byte
	for n := uint64(1); len(text) > 0; n++ {
		binary.LittleEndian.PutUint64(counter[:], n)
		block.Encrypt(pad[:], counter[:])
		text = text[subtle.XORBytes(text, text, pad[:]):]
	}
	clear(pad[:])
}
