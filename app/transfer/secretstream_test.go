package transfer

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"golang.org/x/crypto/chacha20"
)

// ownKey is the key of the vectors: 0, 1, 2, …
func ownKey() []byte {
	key := make([]byte, streamKey)
	for i := range key {
		key[i] = byte(i)
	}
	return key
}

// streams were sealed by libsodium 1.0.18 (init_push, push) with ownKey.
var streams = []struct {
	tag               byte
	text, header, box string
}{
	{3, "", "ae5c8ca4b64fd97d8934090e84ad5d63a479debc9a5cf2cf", "19edfa9a98805d10c9e64786abc794a41d"},
	{0, "a", "df8e1dcd34b5e0ee9add62499069a4c1c0bbac5153e31da9", "9268a6311b5d8db072703166d49a040fa743"},
	{3, "0123456789abcde", "836e938e8993f38a49e04622779a774fc361252a16f33ad3",
		"d360ed88a50690cbed460460b3c6b24ae7c47bc75c29b9852b9f150a639abf09"},
	{3, "0123456789abcdef", "880595bc733842f8a9c05f4a12ac3b3240bbc4eb65027d48",
		"6589879c15b1e2bc70018b15f7a17a6dc6f4239e41495d97cdd8b1dc23e11042fa"},
	{0, "0123456789abcdef!", "7dadaa80ba359f9f1a049a377db0215536e9a07d3f3aa591",
		"7c5e5fc9bd67e238de1b31a5a6d8bb010e5d48c2ce4d0aeef965d4b8d1a4bc2745b9"},
	{3, strings.Repeat("x", 63), "d714d137cf39a57f207d73aea6b4481f3f96ccf76d1662e3",
		"c4235fdcd8e9d314808085da452967845b3993db1518821ddc0bcdf525bd923157e90611abe8bdaeda38693b0200f708f14d09f9bc27827476bc313aec6d645f05e2004320c91de59e86a9c4c1e7cd84"},
	{1, "The quick brown fox jumps over the lazy dog, twice: The quick brown fox jumps over the lazy dog.",
		"9b901eefb28e146436e658ca8d896a698c0b90ec507c2b69",
		"bb463b7064ad8cda806e6ffdfde57ae6a7f5d1172fd46413084a587eb24c7d5d45162ebf9a5a71485a1b71531e41538e1e43a14a00740bcaf0d4e43659c2486159b0993c8d612b8f2894ab725d92b0d41dee3f13edc5a3f1ada685e1061e31ca03a741f5878394b7c7cf8dd9cd577abee7"},
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSecretstreamOfLibsodium(t *testing.T) {
	for _, v := range streams {
		header, box := unhex(t, v.header), unhex(t, v.box)
		text, tag, ok := pullFirst(ownKey(), header, box)
		if !ok || string(text) != v.text || tag != v.tag {
			t.Errorf("%q: got %q, tag %d, %v", v.text, text, tag, ok)
		}
		if own := pushFirst(t, ownKey(), header, []byte(v.text), v.tag); !bytes.Equal(own, box) {
			t.Errorf("%q: our own push makes another box", v.text)
		}
	}
}

// Every byte counts: the box, the header and the key.
func TestSecretstreamRefusesWhatWasChanged(t *testing.T) {
	v := streams[4]
	for _, part := range []int{0, 1, 2} {
		size := len([][]byte{ownKey(), unhex(t, v.header), unhex(t, v.box)}[part])
		for i := range size {
			pieces := [][]byte{ownKey(), unhex(t, v.header), unhex(t, v.box)}
			pieces[part][i] ^= 0x10
			if text, _, ok := pullFirst(pieces[0], pieces[1], pieces[2]); ok || text != nil {
				t.Errorf("byte %d of part %d does not count", i, part)
			}
		}
	}
	for n := range len(v.box) / 2 {
		if _, _, ok := pullFirst(ownKey(), unhex(t, v.header), unhex(t, v.box)[:n]); ok {
			t.Errorf("%d bytes are enough", n)
		}
	}
}

// pushFirst is the other side: libsodium's init_push and push, for the first message and a header that is given.
func pushFirst(t testing.TB, key, header, text []byte, tag byte) []byte {
	t.Helper()
	stream, mac, ok := startStream(key, header)
	if !ok {
		t.Fatal("no key")
	}
	block := make([]byte, streamBlock)
	block[0] = tag
	stream.XORKeyStream(block, block)
	sealed := make([]byte, len(text))
	stream.XORKeyStream(sealed, text)
	authenticate(mac, block, sealed)
	return mac.Sum(append([]byte{block[0]}, sealed...))
}

// The two halves share the sub-key's derivation, so it is held against a vector by itself (draft-irtf-cfrg-xchacha-03, 2.2.1).
func TestHChaCha20IsThePapers(t *testing.T) {
	sub, err := chacha20.HChaCha20(ownKey(), unhex(t, "000000090000004a0000000031415927"))
	if err != nil || hex.EncodeToString(sub) != "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc" {
		t.Errorf("got %x, %v", sub, err)
	}
}
