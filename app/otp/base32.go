package otp

import (
	"unicode"
	"unicode/utf8"

	"vestibule/app/secret"
)

// ParseSecret reads a secret as people type it and files write it: base32 (RFC 4648, section 6) in either case, with spaces,
// dashes and padding anywhere they are put for the eye. typed stays the caller's to clear. The error is a *Refusal:
// SecretMissing, SecretDigits, SecretBroken or TooLong.
//
// The rules that apps disagree on:
//   - 0, 1 and 8 are not taken for O, L or I, and B: a wrong guess would be a wrong code. SecretDigits lets the page say so.
//   - Bits left over at the end are dropped, whatever they are, and so is a letter that only adds such bits ("SECRET" is
//     three bytes): Google, Stratum and 2FAGuard do so, Go's own decoder does not. CheckTyped and SecretOdd tell.
//   - Padding may be of any length, and nothing but spaces and dashes comes after it.
func ParseSecret(typed []byte) (secret.Bytes, error) {
	key, _, why := unbase32(typed)
	if why != "" {
		return secret.Bytes{}, Refuse(why)
	}
	return secret.Of(key), nil
}

// CheckTyped says what is wrong so far with a secret that is being typed; empty: nothing. It also finds SecretOdd, a length
// that no secret has, which ParseSecret takes: a letter is missing, or one is too many.
func CheckTyped(typed []byte) Reason {
	key, letters, why := unbase32(typed)
	clear(key)
	if why == "" && odd(letters) {
		return SecretOdd
	}
	return why
}

// odd reports whether base32 text of whole bytes never has this many letters (RFC 4648, section 6).
func odd(letters int) bool {
	rest := letters % 8
	return rest == 1 || rest == 3 || rest == 6
}

// unbase32 gives the key and how many letters it had. Its buffer never grows, so that no copy stays behind.
func unbase32(text []byte) (key []byte, letters int, why Reason) {
	if len(text) > 4*longestSecret {
		return nil, 0, TooLong
	}
	key = make([]byte, 0, len(text)*5/8+1)
	letters, why = decode32(&key, text)
	switch {
	case why != "":
	case letters == 0:
		why = SecretMissing
	case len(key) == 0:
		why = SecretBroken // one letter: less than a byte
	case len(key) > longestSecret:
		why = TooLong
	}
	if why != "" {
		clear(key)
		return nil, letters, why
	}
	return key, letters, ""
}

// decode32 appends the whole bytes of text to key.
func decode32(key *[]byte, text []byte) (letters int, why Reason) {
	var held uint16 // the last bits, of which `bits` are not written yet
	var bits int
	padded := false
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		v, letter := value32(r)
		switch {
		case forTheEye(r):
		case r == '=':
			padded = true
		case '0' <= r && r <= '9' && !letter:
			return letters, SecretDigits
		case padded || !letter:
			return letters, SecretBroken
		default:
			letters++
			held, bits = held<<5|v, bits+5
			if bits >= 8 {
				bits -= 8
				*key = append(*key, byte(held>>bits))
			}
		}
	}
	return letters, ""
}

// forTheEye reports whether a character only sets letters apart, as printed secrets do, or cannot be seen at all, as what
// comes along with a copied text.
func forTheEye(r rune) bool { return unicode.In(r, unicode.White_Space, unicode.Pd, unicode.Cf) }

// value32 is the value of a letter of RFC 4648, table 3, in either case.
func value32(r rune) (uint16, bool) {
	switch {
	case 'A' <= r && r <= 'Z':
		return uint16(r - 'A'), true
	case 'a' <= r && r <= 'z':
		return uint16(r - 'a'), true
	case '2' <= r && r <= '7':
		return uint16(r-'2') + 26, true
	}
	return 0, false
}
