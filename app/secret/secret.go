// Package secret holds what must never be printed: passwords, codes, tokens, handles.
//
// Come here when a value would harm the member if it stood in a log. Bytes never prints itself, has no string form,
// refuses to be written as JSON or text by reflection, and can be erased. It does not lock memory or encrypt anything,
// and it cannot erase copies that somebody made with Reveal: whoever reveals, clears.
package secret

import (
	"crypto/subtle"
	"errors"
	"fmt"
)

// hidden is all that is ever printed of a secret.
const hidden = "[secret]"

// ErrNotPrinted is returned where a secret would have been written by reflection (JSON, text).
var ErrNotPrinted = errors.New("secret: not written")

// Bytes is a secret. The zero value is an empty one. Copies share the same memory: clearing one clears all, which is
// what a member who locks the app expects. Not safe for concurrent use.
type Bytes struct {
	// b points twice: what fmt reaches through a field that is not exported it prints without asking Format, and for a verb
	// that does not fit, %s for one, it follows one pointer.
	b **[]byte
}

// Of takes ownership of b: the caller must not use it afterwards.
func Of(b []byte) Bytes {
	p := &b
	return Bytes{&p}
}

// Copy makes a secret of its own from b, which stays the caller's to clear.
func Copy(b []byte) Bytes { return Of(append(make([]byte, 0, len(b)), b...)) }

// Reveal gives the bytes themselves, not a copy; nil when empty or cleared. Do not keep them.
func (s Bytes) Reveal() []byte {
	if s.b == nil {
		return nil
	}
	return **s.b
}

// Clone gives an independent copy, so that one can be cleared while the other is still on its way.
func (s Bytes) Clone() Bytes { return Copy(s.Reveal()) }

// Clear erases the bytes, for every copy of this value.
func (s Bytes) Clear() {
	if s.b == nil {
		return
	}
	clear(**s.b)
	**s.b = nil
}

// Len is the number of bytes, not of characters.
func (s Bytes) Len() int { return len(s.Reveal()) }

// Empty reports whether nothing is held (never set, or cleared).
func (s Bytes) Empty() bool { return s.Len() == 0 }

// Equal compares in time that does not depend on the contents.
func (s Bytes) Equal(t Bytes) bool { return subtle.ConstantTimeCompare(s.Reveal(), t.Reveal()) == 1 }

// String never gives the secret.
func (s Bytes) String() string { return hidden }

// GoString never gives the secret.
func (s Bytes) GoString() string { return hidden }

// Format covers every verb, %x and %+v among them.
func (s Bytes) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(hidden)) }

// MarshalText refuses, and with it encoding/json: a secret is written by hand, where one can see it.
func (s Bytes) MarshalText() ([]byte, error) { return nil, ErrNotPrinted }
