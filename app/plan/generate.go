package plan

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"

	"vestibule/app/secret"
)

// A generated password is made of words that can be said, with a dash between: consonant, vowel, consonant, vowel. Each
// word has 4 letters and log2(16·5·16·5) = 12.6 bits.
const (
	consonants = "bdfghjklmnprstvz"
	vowels     = "aeiou"
	wordLength = 4
	fewest     = 5 // words: 63 bits; guessing where a hash was stolen takes years
)

// dense is what a password is made of where there is no room for words: letters and digits that are not taken for others.
const (
	denseLower = "abcdefghjkmnpqrstuvwxyz"
	denseUpper = "ABCDEFGHJKLMNPQRSTUVWXYZ"
	denseDigit = "23456789"
	// denseLength is how long it is where the plan allows it: 92 bits.
	denseLength = 16
)

// Generate makes a new password that keeps the plan's rules: five words that can be said and typed, or letters and digits
// where the plan does not allow that many. chance is the only source of it; where that fails the password is empty. The
// rules that only the plan can check are as good as kept. No four letters of a name of the member's stand in it.
func Generate(rules PasswordRules, chance io.Reader, names ...string) secret.Bytes {
	d := &dice{from: chance}
	for range mostThrows {
		if out := d.throw(rules); d.failed || !holdsPiece(out, names) {
			return d.made(out)
		}
	}
	return secret.Bytes{}
}

// mostThrows is how often one is made anew that holds a piece of a name: more than chance ever needs.
const mostThrows = 64

// made gives what was thrown, and nothing where chance has failed.
func (d *dice) made(out []byte) secret.Bytes {
	if d.failed {
		clear(out)
		return secret.Bytes{}
	}
	return secret.Of(out)
}

// holdsPiece reports whether as many letters of a name as a word has stand in a password, and clears it then: a plan refuses
// its member's name, and who knows it guesses such a word first.
func holdsPiece(out []byte, names []string) bool {
	lower := bytes.ToLower(out)
	defer clear(lower)
	for _, name := range names {
		letters := []byte(strings.ToLower(name))
		for at := range max(0, len(letters)-wordLength+1) {
			if bytes.Contains(lower, letters[at:at+wordLength]) {
				clear(out)
				return true
			}
		}
	}
	return false
}

// throw makes one.
func (d *dice) throw(rules PasswordRules) []byte {
	words := max(fewest, (rules.MinLen+wordLength+1)/(wordLength+1))
	length := words*(wordLength+1) - 1
	if rules.RequireDigit {
		length++
	}
	if rules.MaxLen == 0 || length <= rules.MaxLen {
		return d.phrase(rules, words)
	}
	return d.dense(rules)
}

// phrase makes words: a capital begins one of them where the plan wants one, a digit ends one.
func (d *dice) phrase(rules PasswordRules, words int) []byte {
	out := make([]byte, 0, words*(wordLength+1))
	upper, digit := -1, -1
	if rules.RequireUpper {
		upper = d.below(words)
	}
	if rules.RequireDigit {
		digit = d.below(words)
	}
	for w := range words {
		if w > 0 {
			out = append(out, '-')
		}
		for i := range wordLength {
			out = append(out, d.oneOf([]string{consonants, vowels}[i%2]))
		}
		if w == upper {
			out[len(out)-wordLength] -= 'a' - 'A'
		}
		if w == digit {
			out = append(out, d.oneOf(denseDigit))
		}
	}
	return out
}

// dense makes letters and digits, one of each sort the plan wants among them, at places that chance picks.
func (d *dice) dense(rules PasswordRules) []byte {
	length := min(max(denseLength, rules.MinLen), rules.MaxLen)
	var sorts []string
	for _, sort := range []struct {
		wanted  bool
		letters string
	}{{rules.RequireUpper, denseUpper}, {rules.RequireLower, denseLower}, {rules.RequireDigit, denseDigit}} {
		if sort.wanted {
			sorts = append(sorts, sort.letters)
		}
	}
	out := make([]byte, 0, length)
	for i := range length {
		letters := denseLower + denseUpper + denseDigit
		if i < len(sorts) {
			letters = sorts[i]
		}
		out = append(out, d.oneOf(letters))
	}
	for i := len(out) - 1; i > 0; i-- { // Fisher and Yates
		j := d.below(i + 1)
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// dice are thrown with bytes of chance.
type dice struct {
	from   io.Reader
	failed bool
}

// below gives a number from 0 to n-1. Of 64 bits the remainder favours none by more than one part in 2^56.
func (d *dice) below(n int) int {
	var b [8]byte
	defer clear(b[:])
	if _, err := io.ReadFull(d.from, b[:]); err != nil {
		d.failed = true
		return 0
	}
	return int(binary.BigEndian.Uint64(b[:]) % uint64(n))
}

// oneOf gives one letter of ASCII.
func (d *dice) oneOf(letters string) byte { return letters[d.below(len(letters))] }
