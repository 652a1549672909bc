package transfer

import (
	"bytes"
	"encoding/json"
	"iter"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// value is a JSON value where it stands in the file: nothing is copied until somebody asks for it, so a secret is only ever in
// the bytes that bytes gives. A missing value is empty, and every question to it has an answer; so a field of the wrong type
// is a missing field, never the end of the reading. The text was checked as a whole (parseJSON), and nothing here recurses:
// a deep file costs no more than a flat one.
type value []byte

// mark is what some editors put before UTF-8.
var mark = []byte("\xef\xbb\xbf")

// parseJSON gives the one value that data is. What follows the value must be white space: a file with anything else behind
// it is no JSON file (RFC 8259, section 2). Nesting beyond encoding/json's ten thousand is refused.
func parseJSON(data []byte) (value, bool) {
	data = bytes.TrimPrefix(data, mark)
	if !json.Valid(data) {
		return nil, false
	}
	return value(bytes.Trim(data, " \t\r\n")), true
}

// is reports whether the value begins with this byte: { an object, [ a list, " a text.
func (v value) is(first byte) bool { return len(v) > 0 && v[0] == first }

// given reports whether there is anything: neither missing nor null.
func (v value) given() bool { return len(v) > 0 && v[0] != 'n' }

// get gives the value below the names, missing where there is none. Of a name that stands twice, the last counts, as in the
// apps that wrote these files (org.json, Gson, kotlinx).
func (v value) get(names ...string) value {
	for _, name := range names {
		var found value
		for key, member := range v.members() {
			if key.names(name) {
				found = member
			}
		}
		v = found
	}
	return v
}

// names reports whether the value is this text.
func (v value) names(name string) bool {
	if len(v) > 6*len(name)+2 { // \uXXXX is the longest way to write a character
		return false
	}
	if bytes.IndexByte(v, '\\') >= 0 {
		return string(v.bytes()) == name
	}
	return len(v) == len(name)+2 && string(v[1:len(v)-1]) == name
}

// each gives the values of a list in their order; of anything else, nothing.
func (v value) each() iter.Seq[value] {
	return func(yield func(value) bool) {
		for rest := v.inside('['); len(rest) > 0; {
			var one value
			if one, rest = cut(rest); !yield(one) {
				return
			}
		}
	}
}

// sampled is how many values of a list tell whose list it is.
const sampled = 100

// sample gives the first values of a list.
func (v value) sample() iter.Seq[value] {
	return func(yield func(value) bool) {
		n := 0
		for one := range v.each() {
			if n++; n > sampled || !yield(one) {
				return
			}
		}
	}
}

// mostMembers is how many names of one object are looked at: an entry has about ten.
const mostMembers = 10_000

// members gives the names and values of an object in their order, also those that stand twice.
func (v value) members() iter.Seq2[value, value] {
	return func(yield func(name, member value) bool) {
		n := 0
		for rest := v.inside('{'); len(rest) > 0 && n < mostMembers; n++ {
			var name, member value
			name, rest = cut(rest)
			if member, rest = cut(rest); !yield(name, member) {
				return
			}
		}
	}
}

// inside is what stands between the brackets of an object or a list.
func (v value) inside(first byte) []byte {
	if !v.is(first) {
		return nil
	}
	return skip(v[1 : len(v)-1])
}

// skip passes over what stands between values.
func skip(b []byte) []byte {
	for i, c := range b {
		switch c {
		case ' ', '\t', '\r', '\n', ',', ':':
		default:
			return b[i:]
		}
	}
	return nil
}

// cut gives the first value of valid JSON and what follows it.
func cut(b []byte) (value, []byte) {
	end := valueEnd(b)
	return value(b[:end]), skip(b[end:])
}

// valueEnd is where the value ends that b begins with.
func valueEnd(b []byte) int {
	switch b[0] {
	case '"':
		return textEnd(b)
	case '{', '[':
		return bracketEnd(b)
	}
	return plainEnd(b)
}

// bracketEnd is where the object or list ends that b begins with.
func bracketEnd(b []byte) int {
	depth := 0
	for i := 0; i < len(b); {
		switch b[i] {
		case '"':
			i += textEnd(b[i:])
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if i++; depth == 0 {
			return i
		}
	}
	return len(b)
}

// plainEnd is where a number, true, false or null ends.
func plainEnd(b []byte) int {
	for i, c := range b {
		switch c {
		case ' ', '\t', '\r', '\n', ',', ']', '}':
			return i
		}
	}
	return len(b)
}

// textEnd is where the text ends that b begins with: at the next quotation mark with an even number of \ before it.
func textEnd(b []byte) int {
	for end := 1; ; {
		i := bytes.IndexByte(b[end:], '"')
		if i < 0 {
			return len(b)
		}
		end += i + 1
		if escapes := len(b[:end-1]) - len(bytes.TrimRight(b[1:end-1], `\`)) - 1; escapes%2 == 0 {
			return end
		}
	}
}

// longestText is the most that text gives, in bytes: more than any name, and little enough that endless ones cost nothing.
const longestText = 16 << 10

// text is the text of a value, "" where it is none: for names and words, never for a secret. A number is given as it is written,
// since some apps write ids either way.
func (v value) text() string {
	switch {
	case v.is('"'):
		return strings.ToValidUTF8(string(v.unescape(longestText)), "\uFFFD")
	case len(v) > 0 && len(v) < longestText && (v[0] == '-' || '0' <= v[0] && v[0] <= '9'):
		return string(v)
	}
	return ""
}

// truth is whether the value is true.
func (v value) truth() bool { return string(v) == "true" }

// bytes is the text of a value, in memory of its own that the caller clears; nil where it is no text.
func (v value) bytes() []byte { return v.unescape(len(v)) }

// unescape gives the first bytes of a text, in memory that never grows.
func (v value) unescape(most int) []byte {
	if !v.is('"') {
		return nil
	}
	inner := v[1 : len(v)-1]
	out := make([]byte, 0, min(len(inner), most+utf8.UTFMax)) // no escape is shorter than what it stands for
	for len(inner) > 0 && len(out) < most {
		if i := bytes.IndexByte(inner, '\\'); i != 0 {
			if i < 0 {
				i = len(inner)
			}
			i = min(i, most-len(out))
			out, inner = append(out, inner[:i]...), inner[i:]
			continue
		}
		var r rune
		r, inner = escaped(inner)
		out = utf8.AppendRune(out, r)
	}
	return out
}

// escaped gives the character of the escape that b begins with, and what follows (RFC 8259, section 7).
func escaped(b []byte) (rune, []byte) {
	if b[1] != 'u' {
		if i := strings.IndexByte("bfnrt", b[1]); i >= 0 {
			return rune("\b\f\n\r\t"[i]), b[2:]
		}
		return rune(b[1]), b[2:]
	}
	r, rest := unit(b), b[6:]
	if utf16.IsSurrogate(r) && len(rest) >= 6 && rest[0] == '\\' && rest[1] == 'u' {
		if pair := utf16.DecodeRune(r, unit(rest)); pair != utf8.RuneError {
			return pair, rest[6:]
		}
	}
	return r, rest // half a pair becomes U+FFFD where it is appended
}

// unit is the number of \uXXXX.
func unit(b []byte) rune {
	n, _ := strconv.ParseUint(string(b[2:6]), 16, 16)
	return rune(n)
}

// number is a whole number of a file: whether it was there (null is not), and whether it is one.
type number struct {
	n             uint64
	given, broken bool
}

// number reads 30, 30.0, 3e1 and "30"; below zero, with a fraction or above 2^53 written as a decimal it is broken.
func (v value) number() number {
	if !v.given() {
		return number{}
	}
	s := strings.TrimSpace(v.text())
	if n, err := strconv.ParseUint(s, 10, 64); err == nil {
		return number{n: n, given: true}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 1<<53 || f != math.Trunc(f) {
		return number{given: true, broken: true}
	}
	return number{n: uint64(f), given: true}
}

// or is the number where one was given, otherwise the other. Ask broken first.
func (n number) or(other uint64) uint64 {
	if n.given {
		return n.n
	}
	return other
}
