package vault

import (
	"bytes"
	"encoding/binary"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"
)

// A vault file is: magic, format version (2 bytes), length of the header's records (4 bytes), the records; then a nonce
// (24 bytes) and the sealed body. Everything before the nonce is authenticated with the body.
const (
	magic = "VSTBLVLT"
	// format is the version this app writes.
	format    = 1
	prefix    = len(magic) + 2 + 4
	nonceSize = chacha20poly1305.NonceSizeX
	overhead  = chacha20poly1305.Overhead
	keySize   = chacha20poly1305.KeySize
	idSize    = 16
	// largestHeader bounds what is parsed before anything is authenticated.
	largestHeader = 64 << 10
)

// The records of a header.
const (
	tagID     tag = 1 // 16 random bytes that name the vault
	tagSlot   tag = 2 // kind (2 bytes), then what the kind needs (slot.go)
	tagHolder tag = 3 // whose vault it is, as they want to be called
)

// The kinds of slots.
const (
	slotKeychain   = 1 // the wrapping key is in the system's keychain: a nonce and the sealed key
	slotPassphrase = 2
	slotRecovery   = 3
	slotPIN        = 4 // and the keychain's key
)

// wayOf names the kinds, in the order they should be offered.
var wayOf = []struct {
	kind uint16
	way  Way
}{{slotKeychain, Keychain}, {slotPIN, PIN}, {slotPassphrase, Passphrase}, {slotRecovery, RecoveryCode}}

// errNotAVault is returned for bytes that are no vault.
var errNotAVault = errors.New("vault: not a vault")

// header is the open part of a vault file.
type header struct {
	version uint16
	id      []byte
	// list is every record, in order: what this app does not know is written back as it was.
	list []record
}

// encode gives the bytes that are authenticated.
func (h header) encode() []byte {
	out := make([]byte, 0, prefix+sizeOf(h.list))
	out = append(out, magic...)
	out = binary.BigEndian.AppendUint16(out, h.version)
	out = binary.BigEndian.AppendUint32(out, uint32(sizeOf(h.list)))
	for _, r := range h.list {
		out = appendRecord(out, r.tag, r.data)
	}
	return out
}

// file is a vault file taken apart; nothing in it is believed yet.
type file struct {
	header
	authenticated []byte
	nonce, sealed []byte
	// order is the place among the versions: 0 is the current one.
	order int
	// pending: it is not in the storage yet.
	pending bool
}

// parse takes a vault file apart.
func parse(data []byte) (file, error) {
	if len(data) < prefix || !bytes.HasPrefix(data, []byte(magic)) {
		return file{}, errNotAVault
	}
	version := binary.BigEndian.Uint16(data[len(magic):])
	size := binary.BigEndian.Uint32(data[len(magic)+2:])
	if version == 0 || size > largestHeader || len(data)-prefix-int(size) < nonceSize+overhead {
		return file{}, errNotAVault
	}
	end := prefix + int(size)
	f := file{header: header{version: version}, authenticated: data[:end], nonce: data[end : end+nonceSize], sealed: data[end+nonceSize:]}
	var err error
	if f.list, err = records(data[prefix:end]); err != nil || sizeOf(f.list) != int(size) {
		return file{}, errNotAVault
	}
	for _, r := range f.list {
		if r.tag == tagID {
			f.id = r.data
		}
	}
	if len(f.id) != idSize {
		return file{}, errNotAVault
	}
	return f, nil
}
