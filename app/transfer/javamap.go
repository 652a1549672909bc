package transfer

import (
	"bytes"
	"encoding/binary"
	"math"
	"unicode/utf8"
)

// A java.util.HashMap of texts as Java writes it down: Java Object Serialization Specification, section 6.4. Only what such a
// map needs is read; any other object ends the reading, and nothing of the file is ever made into one.

// javaStart is the stream's magic number and version, an object, and the description of its class.
var javaStart = []byte("\xac\xed\x00\x05\x73\x72\x00\x11java.util.HashMap")

// The bytes that say what follows, and the number that the first thing referred to has.
const (
	javaNull      = 0x70
	javaReference = 0x71
	javaString    = 0x74
	javaBlock     = 0x77
	javaEndBlock  = 0x78
	javaLong      = 0x7c // a string longer than 64 KiB
	javaHandles   = 0x7e0000
	javaOwn       = 2 // the class and the map itself were given the first numbers
)

// pair is a name and what stands under it.
type pair struct{ name, value []byte }

// javaMap gives the pairs of a map of texts, in the order they stand in; they point into data where they can. False: it is not
// such a map, or it ends early.
func javaMap(data []byte) ([]pair, bool) {
	r := javaReader{rest: data}
	if !bytes.HasPrefix(data, javaStart) {
		return nil, false
	}
	r.take(len(javaStart))
	r.take(4 * r.fields())
	if b := r.take(2); len(b) < 2 || b[0] != javaBlock || b[1] != 8 {
		return nil, false
	}
	r.take(4) // how many buckets there were
	size := r.number(4)
	if size > MostEntries*2+2 { // an entry has two, and there are the key and the order
		return nil, false
	}
	var pairs []pair
	for range size {
		pairs = append(pairs, pair{r.text(), r.text()})
	}
	return pairs, !r.ended
}

// javaReader takes a stream apart. Once it has ended early it gives nothing more.
type javaReader struct {
	rest  []byte
	seen  [][]byte // the texts, in the order of their numbers
	ended bool
}

// take gives the next n bytes; nil where there are fewer.
func (r *javaReader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.rest, r.ended = nil, true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// number reads an unsigned number of up to eight bytes.
func (r *javaReader) number(size int) int {
	var wide [8]byte
	copy(wide[8-size:], r.take(size))
	return int(min(binary.BigEndian.Uint64(wide[:]), math.MaxInt32))
}

// fields reads the rest of the class: its number, its fields, and that it has no class above. It says how many fields there
// are: the load factor, and except in old versions of Android the threshold, of four bytes each.
func (r *javaReader) fields() int {
	r.take(9) // the number of its version, and the flags
	n := r.number(2)
	for range n {
		r.take(1)
		r.take(r.number(2))
	}
	if end := r.take(2); len(end) < 2 || end[0] != javaEndBlock || end[1] != javaNull {
		r.ended = true
	}
	return n
}

// text reads a text, or the number of one that was there before.
func (r *javaReader) text() []byte {
	switch b := r.take(1); {
	case len(b) == 0 || b[0] == javaNull:
		return nil
	case b[0] == javaString:
		return r.remember(r.take(r.number(2)))
	case b[0] == javaLong:
		return r.remember(r.take(r.number(8)))
	case b[0] == javaReference:
		if n := r.number(4) - javaHandles - javaOwn; n >= 0 && n < len(r.seen) {
			return r.seen[n]
		}
	}
	r.rest, r.ended = nil, true
	return nil
}

// remember numbers a text, made UTF-8.
func (r *javaReader) remember(text []byte) []byte {
	text = fromJava(text)
	r.seen = append(r.seen, text)
	return text
}

// fromJava makes UTF-8 of Java's own: there, what is beyond the first plane is two halves of three bytes each, and zero is
// written as two bytes (java.io.DataInput, "Modified UTF-8").
func fromJava(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		if r, ok := javaPair(text[i:]); ok {
			out, i = utf8.AppendRune(out, r), i+6
			continue
		}
		if bytes.HasPrefix(text[i:], []byte{0xc0, 0x80}) {
			out, i = append(out, 0), i+2
			continue
		}
		_, n := utf8.DecodeRune(text[i:])
		out, i = append(out, text[i:i+n]...), i+n
	}
	return out
}

// javaPair reads two halves of one character.
func javaPair(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != 0xed || b[1]&0xf0 != 0xa0 || b[3] != 0xed || b[4]&0xf0 != 0xb0 {
		return 0, false
	}
	high := rune(b[1]&0x0f)<<6 | rune(b[2]&0x3f)
	low := rune(b[4]&0x0f)<<6 | rune(b[5]&0x3f)
	return 0x10000 + high<<10 + low, true
}
