package otp

import "encoding/binary"

// The wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding), as much of it as a migration payload needs.

// The wire types. Groups (3 and 4) are in no message of Google's, and refused.
const (
	wireVarint = 0
	wireFixed8 = 1
	wireBytes  = 2
	wireFixed4 = 5
)

// field is one field of a message: a number, or bytes that are part of the message.
type field struct {
	number int
	wire   int
	n      uint64
	bytes  []byte
}

// nextField reads the first field of a message. ok is false where there is none that can be.
func nextField(message []byte) (f field, rest []byte, ok bool) {
	tag, rest, ok := varint(message)
	f.number, f.wire = int(tag>>3), int(tag&7)
	if !ok || tag>>3 == 0 || tag>>3 >= 1<<29 {
		return field{}, nil, false
	}
	size := uint64(0)
	switch f.wire {
	case wireVarint:
		f.n, rest, ok = varint(rest)
		return f, rest, ok
	case wireFixed8:
		size = 8
	case wireFixed4:
		size = 4
	case wireBytes:
		size, rest, ok = varint(rest)
	default:
		ok = false
	}
	if !ok || size > uint64(len(rest)) {
		return field{}, nil, false
	}
	f.bytes = rest[:size]
	return f, rest[size:], true
}

// varint reads a number of up to ten bytes; binary.Uvarint refuses more, and what overflows.
func varint(b []byte) (n uint64, rest []byte, ok bool) {
	n, size := binary.Uvarint(b)
	if size <= 0 {
		return 0, nil, false
	}
	return n, b[size:], true
}

// appendNumber writes a field with a number.
func appendNumber(b []byte, number int, n uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(b, uint64(number)<<3|wireVarint), n)
}

// appendBytes writes a field with bytes.
func appendBytes[T ~[]byte | ~string](b []byte, number int, v T) []byte {
	b = binary.AppendUvarint(b, uint64(number)<<3|wireBytes)
	return append(binary.AppendUvarint(b, uint64(len(v))), v...)
}
