package wire

import (
	"bytes"
	"encoding/base32"
	"errors"

	"vestibule/app/secret"
)

// Key is a secret that travels as a JSON string of base 32 (RFC 4648, section 6) without padding: the letters in which
// people type the secret of an authenticator app. Like Secret it never becomes a Go string.
type Key struct{ secret.Bytes }

var keyLetters = base32.StdEncoding.WithPadding(base32.NoPadding)

// errNotKey is what other letters are refused with. It does not quote them.
var errNotKey = errors.New("wire: a key is not in base 32")

// MarshalJSON writes the letters as a JSON string.
func (k Key) MarshalJSON() ([]byte, error) {
	out := make([]byte, 1, keyLetters.EncodedLen(k.Len())+2)
	out[0] = '"'
	return append(keyLetters.AppendEncode(out, k.Reveal()), '"'), nil
}

// UnmarshalJSON reads what MarshalJSON writes, and nothing else; null is an empty key. The letters in between are erased.
// encoding/base32 overlooks line breaks, a letter too many and bits that are left over: a key that was cut short must not
// make codes that are never right.
func (k *Key) UnmarshalJSON(raw []byte) error {
	var letters Secret
	if err := letters.UnmarshalJSON(raw); err != nil {
		return err
	}
	defer letters.Clear()
	key := make([]byte, keyLetters.DecodedLen(letters.Len()))
	again := make([]byte, 0, letters.Len())
	defer func() { clear(again[:cap(again)]) }()
	if n, err := keyLetters.Decode(key, letters.Reveal()); err != nil || !bytes.Equal(keyLetters.AppendEncode(again, key[:n]), letters.Reveal()) {
		clear(key)
		return errNotKey
	}
	*k = Key{secret.Of(key)}
	return nil
}
