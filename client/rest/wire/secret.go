package wire

import (
	"encoding/json"
	"errors"
	"unicode/utf16"
	"unicode/utf8"

	"vestibule/app/secret"
)

// Secret is a JSON string that must not become a Go string. Decoding copies the bytes once, out of the answer's body;
// encoding writes them, so that a value of this type is only put where it is meant to be sent.
type Secret struct{ secret.Bytes }

// errNotText is what a secret of another JSON type is refused with. It does not quote it.
var errNotText = errors.New("wire: a secret is not a JSON string")

// IsZero reports an empty secret, so that "omitzero" leaves it out.
func (s Secret) IsZero() bool { return s.Empty() }

// MarshalJSON writes the secret as a JSON string.
func (s Secret) MarshalJSON() ([]byte, error) {
	return appendText(make([]byte, 0, textBound(s.Len())), s.Reveal()), nil
}

// UnmarshalJSON reads a JSON string; null is an empty secret.
func (s *Secret) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		*s = Secret{}
		return nil
	}
	if len(raw) < 2 || raw[0] != '"' || raw[len(raw)-1] != '"' {
		return errNotText
	}
	*s = Secret{secret.Of(unescape(raw[1 : len(raw)-1]))}
	return nil
}

// unescape resolves the escapes of RFC 8259, section 7. The result is never longer than the source, so that growing
// leaves no copy behind. The caller has already checked the syntax (encoding/json does before it calls).
func unescape(in []byte) []byte {
	out := make([]byte, 0, len(in))
	for len(in) > 0 {
		if in[0] != '\\' || len(in) < 2 {
			out, in = append(out, in[0]), in[1:]
			continue
		}
		if in[1] == 'u' {
			var r rune
			r, in = escapedRune(in)
			out = utf8.AppendRune(out, r)
			continue
		}
		out, in = append(out, escaped(in[1])), in[2:]
	}
	return out
}

func escaped(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// escapedRune reads one \uXXXX, or two that form a surrogate pair; half a pair is the replacement character.
func escapedRune(in []byte) (rune, []byte) {
	first, rest := hexRune(in)
	if !utf16.IsSurrogate(first) {
		return first, rest
	}
	if len(rest) >= 2 && rest[0] == '\\' && rest[1] == 'u' {
		second, after := hexRune(rest)
		if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
			return r, after
		}
	}
	return utf8.RuneError, rest
}

func hexRune(in []byte) (rune, []byte) {
	if len(in) < 6 {
		return utf8.RuneError, nil
	}
	var r rune
	for _, c := range in[2:6] {
		r = r<<4 | hexDigit(c)
	}
	return r, in[6:]
}

func hexDigit(c byte) rune {
	switch {
	case c >= 'a':
		return rune(c-'a') + 10
	case c >= 'A':
		return rune(c-'A') + 10
	}
	return rune(c - '0')
}

const hexDigits = "0123456789abcdef"

// textBound is the most bytes a JSON string of n bytes can take.
func textBound(n int) int { return 6*n + 2 }

// appendText appends text as a JSON string.
func appendText(out, text []byte) []byte {
	out = append(out, '"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c < 0x20:
			out = append(out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		default:
			out = append(out, c)
		}
	}
	return append(out, '"')
}

// loose is a member that is ignored when it has the wrong type (RFC 9457, section 3.1).
type loose[T any] struct{ Value T }

// UnmarshalJSON keeps the zero value where raw does not fit.
func (l *loose[T]) UnmarshalJSON(raw []byte) error {
	var v T
	if json.Unmarshal(raw, &v) == nil {
		l.Value = v
	}
	return nil
}
