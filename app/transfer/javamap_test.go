package transfer

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

// javaMapOf writes pairs as Java does (Java Object Serialization Specification, section 6.4.2), as Android since version 7.
func javaMapOf(pairs ...string) []byte {
	out := append(bytes.Clone(javaStart), "\x05\x07\xda\xc1\xc3\x16\x60\xd1\x03\x00\x02F\x00\x0aloadFactorI\x00\x09threshold"...)
	out = append(out, "\x78\x70\x3f\x40\x00\x00\x00\x00\x00\x0c\x77\x08\x00\x00\x00\x10"...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(pairs)/2))
	for _, p := range pairs {
		out = append(out, javaText(p)...)
	}
	return append(out, javaEndBlock)
}

// javaText writes one text.
func javaText(s string) []byte {
	if len(s) > 0xffff {
		return append(binary.BigEndian.AppendUint64([]byte{javaLong}, uint64(len(s))), s...)
	}
	return append(binary.BigEndian.AppendUint16([]byte{javaString}, uint16(len(s))), s...)
}

func TestJavaMap(t *testing.T) {
	long := strings.Repeat("x", 70_000)
	pairs, ok := javaMap(javaMapOf("a", "1", "b", long, "", "key \xed\xa0\xbd\xed\xb4\x91 \xc0\x80!"))
	if !ok || len(pairs) != 3 {
		t.Fatalf("%d pairs, %v", len(pairs), ok)
	}
	for i, want := range []string{"a", "1", "b", long, "", "key 🔑 \x00!"} {
		if got := [][]byte{pairs[i/2].name, pairs[i/2].value}[i%2]; string(got) != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
}

// One text that stands twice is written once, and referred to by its number: the class and the map have the first two.
func TestJavaMapRefersBack(t *testing.T) {
	data := javaMapOf("a", "same", "b", "")
	data = append(data[:len(data)-4], javaReference, 0, 0x7e, 0, 3, javaEndBlock)
	if pairs, ok := javaMap(data); !ok || string(pairs[1].value) != "same" {
		t.Errorf("%v %q", ok, pairs)
	}
	data[len(data)-2] = 6
	if _, ok := javaMap(data); ok {
		t.Error("a number that nothing has is taken")
	}
}

// A map of an old Android has one field less.
func TestJavaMapOfOldAndroid(t *testing.T) {
	data := bytes.Replace(javaMapOf("a", "1"), []byte("\x00\x02F\x00\x0aloadFactorI\x00\x09threshold"), []byte("\x00\x01F\x00\x0aloadFactor"), 1)
	data = bytes.Replace(data, []byte("\x00\x00\x00\x0c\x77"), []byte{0x77}, 1)
	if pairs, ok := javaMap(data); !ok || string(pairs[0].value) != "1" {
		t.Errorf("%v %q", ok, pairs)
	}
}

func TestJavaMapThatEndsEarly(t *testing.T) {
	whole := javaMapOf("a", "1", "b", "2")
	for n := range len(whole) - 1 { // the last byte says only that there is no more
		if _, ok := javaMap(whole[:n]); ok {
			t.Errorf("%d of %d bytes are enough", n, len(whole))
		}
	}
	many := bytes.Replace(whole, []byte("\x00\x00\x00\x02\x74"), []byte("\x7f\xff\xff\xff\x74"), 1)
	if _, ok := javaMap(many); ok {
		t.Error("two billion pairs are promised, and nobody minds")
	}
	other := bytes.Replace(whole, []byte("\x74\x00\x01a"), []byte("\x73\x00\x01a"), 1)
	if _, ok := javaMap(other); ok {
		t.Error("an object is taken for a text")
	}
}
