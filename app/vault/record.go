package vault

import (
	"encoding/binary"
	"errors"
)

// errBroken is returned for bytes that are no records.
var errBroken = errors.New("vault: broken records")

// tag names what a record holds. 0 ends the records, so that zeros can follow.
type tag uint16

// record is a tag, a length of four bytes, and as many bytes: the encoding of everything in a vault. Numbers are
// big-endian. A reader keeps the records whose tag it does not know.
type record struct {
	tag  tag
	data []byte
}

// frame is how many bytes a record takes beyond its data.
const frame = 6

// appendRecord appends a record.
func appendRecord(out []byte, t tag, data []byte) []byte {
	return append(appendFrame(out, t, len(data)), data...)
}

// appendFrame appends the beginning of a record, whose data the caller appends.
func appendFrame(out []byte, t tag, size int) []byte {
	out = binary.BigEndian.AppendUint16(out, uint16(t))
	return binary.BigEndian.AppendUint32(out, uint32(size))
}

// appendAll appends records.
func appendAll(out []byte, list []record) []byte {
	for _, r := range list {
		out = appendRecord(out, r.tag, r.data)
	}
	return out
}

// recorded is what is written as records of its own.
type recorded interface{ records() []record }

// sizeOfEach is how many bytes appendEach appends.
func sizeOfEach[T recorded](list []T) (n int) {
	for _, one := range list {
		n += frame + sizeOf(one.records())
	}
	return n
}

// appendEach appends each of a list under the same tag.
func appendEach[T recorded](out []byte, t tag, list []T) []byte {
	for _, one := range list {
		parts := one.records()
		out = appendAll(appendFrame(out, t, sizeOf(parts)), parts)
	}
	return out
}

// clone gives a record with memory of its own.
func (r record) clone() record { return record{r.tag, append(make([]byte, 0, len(r.data)), r.data...)} }

// wipe erases records.
func wipe(list []record) {
	for _, r := range list {
		clear(r.data)
	}
}

// records splits bytes into records, which share their memory. Records end at tag 0 or with the bytes.
func records(in []byte) ([]record, error) {
	var out []record
	for len(in) > 0 {
		if in[0] == 0 && (len(in) == 1 || in[1] == 0) {
			return out, zeros(in)
		}
		if len(in) < frame {
			return nil, errBroken
		}
		t, size := tag(binary.BigEndian.Uint16(in)), binary.BigEndian.Uint32(in[2:])
		in = in[frame:]
		if uint64(size) > uint64(len(in)) {
			return nil, errBroken
		}
		out = append(out, record{t, in[:size:size]})
		in = in[size:]
	}
	return out, nil
}

// zeros makes sure that nothing hides behind the end.
func zeros(in []byte) error {
	for _, b := range in {
		if b != 0 {
			return errBroken
		}
	}
	return nil
}

// sizeOf is how many bytes records take.
func sizeOf(list []record) int {
	n := 0
	for _, r := range list {
		n += frame + len(r.data)
	}
	return n
}
