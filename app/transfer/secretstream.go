package transfer

import (
	"crypto/subtle"
	"encoding/binary"

	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/poly1305" //nolint:staticcheck // secretstream is not an AEAD of chacha20poly1305, it is built on this
)

// The sizes of libsodium's crypto_secretstream_xchacha20poly1305 (its manual, "Encrypted streams and file encryption").
const (
	streamKey    = 32
	streamHeader = 24
	streamTag    = 1 // of what comes before the text: which message of the stream this is
	streamMAC    = 16
	streamBlock  = 64 // of ChaCha20: the tag fills one of its own
)

// The tags of a message that may be the only one of a file: Ente's apps write 3 (the last), its command line 0 (any).
const (
	tagMessage = 0
	tagFinal   = 3
)

// pullFirst opens the first message of a libsodium secretstream: the one that a file of one message is. The text is the
// caller's to clear. False: the key is another, or the box was changed.
//
// Source: libsodium, crypto_secretstream/xchacha20poly1305/secretstream_xchacha20poly1305.c (init_pull, pull).
func pullFirst(key, header, box []byte) (text []byte, tag byte, ok bool) {
	if len(key) != streamKey || len(header) != streamHeader || len(box) < streamTag+streamMAC {
		return nil, 0, false
	}
	stream, mac, ok := startStream(key, header)
	if !ok {
		return nil, 0, false
	}
	sealed, want := box[streamTag:len(box)-streamMAC], box[len(box)-streamMAC:]
	block := make([]byte, streamBlock)
	block[0] = box[0]
	stream.XORKeyStream(block, block)
	tag, block[0] = block[0], box[0] // what is authenticated is the tag as it travels, and the block it was hidden in
	authenticate(mac, block, sealed)
	if subtle.ConstantTimeCompare(mac.Sum(nil), want) != 1 {
		return nil, 0, false
	}
	text = make([]byte, len(sealed))
	stream.XORKeyStream(text, sealed)
	return text, tag, true
}

// startStream gives the cipher of the first message, at its second block, and its authenticator, made of the first block.
func startStream(key, header []byte) (*chacha20.Cipher, *poly1305.MAC, bool) {
	sub, err := chacha20.HChaCha20(key, header[:16])
	if err != nil {
		return nil, nil, false
	}
	defer clear(sub)
	nonce := append([]byte{1, 0, 0, 0}, header[16:]...) // the counter of messages starts at one
	stream, err := chacha20.NewUnauthenticatedCipher(sub, nonce)
	if err != nil {
		return nil, nil, false
	}
	var first [streamBlock]byte
	stream.XORKeyStream(first[:], first[:])
	var once [32]byte
	copy(once[:], first[:])
	defer clear(first[:])
	defer clear(once[:])
	return stream, poly1305.New(&once), true
}

// authenticate feeds the authenticator: the block of the tag, the box, padding, and the lengths of no further data and of
// both. The padding counts the text where the paper would count its complement: libsodium kept that slip, since boxes made
// with it exist.
func authenticate(mac *poly1305.MAC, block, sealed []byte) {
	mac.Write(block)
	mac.Write(sealed)
	mac.Write(make([]byte, (16-len(block)+len(sealed))&15))
	mac.Write(make([]byte, 8))
	mac.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(block)+len(sealed))))
}
