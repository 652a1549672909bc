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
	tagID   tag = 1 // 16 random bytes that name the vault
	tagSlot tag = 2 // kind (2 bytes), then what the kind needs
)

// slotKeychain is the kind of slot whose wrapping key is in the system's keychain: a nonce and the wrapped key.
const slotKeychain = 1

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
	f := file{header{version: version}, data[:end], data[end : end+nonceSize], data[end+nonceSize:]}
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

// slots gives what the slots of one kind hold.
func (h header) slots(kind uint16) [][]byte {
	var out [][]byte
	for _, r := range h.list {
		if r.tag == tagSlot && len(r.data) >= 2 && binary.BigEndian.Uint16(r.data) == kind {
			out = append(out, r.data[2:])
		}
	}
	return out
}

// newHeader gives the header of a new vault with one slot.
func newHeader(id []byte, kind uint16, slot []byte) header {
	data := append(binary.BigEndian.AppendUint16(nil, kind), slot...)
	return header{format, id, []record{{tagID, id}, {tagSlot, data}}}
}
