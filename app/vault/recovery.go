package vault

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"vestibule/app/secret"
)

// A recovery code is 128 bits of chance and 12 bits that tell slips of the pen, written as 28 letters and figures in seven
// groups of four: 4YKD-83QZ-…. The alphabet is Crockford's: no I, L, O and U, so that nothing looks like something else;
// read back, case, spaces and dashes do not matter, and I and L are 1, O is 0.

// alphabet is Crockford's base 32 (crockford.com/base32.html).
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	recoveryBytes = 16
	recoverySigns = 28
	groupSigns    = 4
)

// errTypo is returned for a recovery code that cannot be right, whatever the vault.
var errTypo = errors.New("vault: no recovery code was ever written like this")

// writeRecovery writes 16 bytes as a recovery code.
func writeRecovery(raw secret.Bytes) secret.Bytes {
	out := make([]byte, 0, recoverySigns+recoverySigns/groupSigns-1)
	bits := recoveryBits(raw.Reveal())
	defer clear(bits)
	for i := range recoverySigns {
		if i > 0 && i%groupSigns == 0 {
			out = append(out, '-')
		}
		value := 0
		for _, bit := range bits[5*i : 5*i+5] {
			value = value<<1 | int(bit)
		}
		out = append(out, alphabet[value])
	}
	return secret.Of(out)
}

// readRecovery reads a recovery code as people type it.
func readRecovery(typed secret.Bytes) (secret.Bytes, error) {
	bits := make([]byte, 0, 5*recoverySigns)
	defer clear(bits[:cap(bits)])
	for rest := typed.Reveal(); len(rest) > 0; {
		c, n := utf8.DecodeRune(rest)
		if rest = rest[n:]; unicode.IsSpace(c) || unicode.Is(unicode.Pd, c) {
			continue // whatever a keyboard makes of a space or a dash
		}
		value := valueOf(c)
		if value < 0 || len(bits) == cap(bits) {
			return secret.Bytes{}, errTypo
		}
		for shift := 4; shift >= 0; shift-- {
			bits = append(bits, byte(value>>shift&1))
		}
	}
	if len(bits) != cap(bits) || remainder(bits) != 0 {
		return secret.Bytes{}, errTypo
	}
	raw := make([]byte, recoveryBytes)
	for i := range raw {
		for _, bit := range bits[8*i : 8*i+8] {
			raw[i] = raw[i]<<1 | bit
		}
	}
	return secret.Of(raw), nil
}

// valueOf gives the value of a sign as it may be typed; -1: none.
func valueOf(c rune) int {
	if c >= 'a' && c <= 'z' {
		c -= 'a' - 'A'
	}
	switch c {
	case 'O':
		c = '0'
	case 'I', 'L':
		c = '1'
	}
	return strings.IndexRune(alphabet, c)
}

// recoveryBits gives the bits of 16 bytes and the 12 after which the remainder is 0; a bit a byte, the caller clears them.
func recoveryBits(raw []byte) []byte {
	bits := make([]byte, 0, 5*recoverySigns)
	for _, b := range raw {
		for shift := 7; shift >= 0; shift-- {
			bits = append(bits, b>>shift&1)
		}
	}
	rest := remainder(bits[:len(bits)+checkBits])
	for shift := checkBits - 1; shift >= 0; shift-- {
		bits = append(bits, byte(rest>>shift&1))
	}
	return bits
}

const checkBits = 12

// remainder is a CRC of 12 bits (x¹²+x¹¹+x³+x²+x+1). It tells every change within 12 bits in a row: any one wrong sign, and
// any two neighbours that changed places.
func remainder(bits []byte) uint16 {
	rest := uint16(0)
	for _, bit := range bits {
		rest = rest<<1 | uint16(bit)
		if rest&(1<<checkBits) != 0 {
			rest ^= 1<<checkBits | 0x80F
		}
	}
	return rest
}
