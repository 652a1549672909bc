package otp

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// Item is one key that somebody hands on: one that can be used, or what is known of it and why it cannot (Reason not empty).
type Item struct {
	Key      Key
	Reason   Reason
	Warnings []Warning
}

// Part is one address of a migration: one QR code of several, as a rule.
type Part struct {
	// Batch is the same in all parts of one migration; 0 where the app that made it says none.
	Batch int32
	// Index is from 0 and below Size, how many parts there are.
	Index, Size int
	Entries     []Item
}

// Clear erases the secrets.
func (p Part) Clear() {
	for _, e := range p.Entries {
		e.Key.Clear()
	}
}

const (
	migrationScheme = "otpauth-migration://"
	// longestMigration is in bytes: a QR code holds 2,953, and those who write such addresses as text put more into one.
	longestMigration = 256 << 10
	// mostParts is far above what anybody scans, and below what a batch could not hold.
	mostParts = 1 << 15
)

// IsMigration reports whether an address is one for ParseMigration rather than for Parse.
func IsMigration(address []byte) bool {
	_, ok := afterScheme(bytes.TrimSpace(address), migrationScheme)
	return ok
}

// ParseMigration reads an otpauth-migration address of Google's Authenticator. An entry that cannot be used is in the part
// with its Reason, and stops no other. address and the part's secrets are the caller's to clear. The error is a *Refusal:
// NotAnAddress, TooLong or MigrationBroken.
func ParseMigration(address []byte) (Part, error) {
	address = bytes.TrimSpace(address)
	rest, ok := afterScheme(address, migrationScheme)
	switch {
	case !ok:
		return Part{}, Refuse(NotAnAddress)
	case len(address) > longestMigration:
		return Part{}, Refuse(TooLong)
	}
	payload, ok := migrationPayload(rest)
	if !ok {
		return Part{}, Refuse(MigrationBroken)
	}
	defer clear(payload)
	p, ok := readPart(payload)
	if !ok {
		p.Clear()
		return Part{}, Refuse(MigrationBroken)
	}
	return p, nil
}

// migrationPayload decodes offline?data=…: base64 in either alphabet (RFC 4648, sections 4 and 5), padded or not. "+" is
// itself here and never a space, since some apps leave it unescaped; so a space is a "+" that somebody decoded already.
func migrationPayload(rest []byte) ([]byte, bool) {
	head, tail, _ := bytes.Cut(rest, []byte("?"))
	raw, given, more := readQuery(tail).one("data")
	if !given || more || !strings.EqualFold(strings.TrimSuffix(string(head), "/"), "offline") {
		return nil, false
	}
	text := unescape(raw, false)
	for i, c := range text {
		switch c {
		case '-', ' ':
			text[i] = '+'
		case '_':
			text[i] = '/'
		}
	}
	defer clear(text)
	text = bytes.TrimRight(text, "=")
	if bytes.ContainsAny(text, "\r\n") { // which the decoder would skip
		return nil, false
	}
	payload := make([]byte, base64.RawStdEncoding.DecodedLen(len(text)))
	n, err := base64.RawStdEncoding.Decode(payload, text)
	return payload[:n], err == nil
}

// readPart reads MigrationPayload: 1 otp_parameters, 2 version, 3 batch_size, 4 batch_index, 5 batch_id. Fields that nobody
// here knows are passed over, as the format wants; a payload without one entry is none.
func readPart(payload []byte) (p Part, ok bool) {
	index, size := uint64(0), uint64(1)
	for len(payload) > 0 {
		var f field
		if f, payload, ok = nextField(payload); !ok {
			return p, false
		}
		switch {
		case f.number == 1 && f.wire == wireBytes:
			e, ok := readEntry(f.bytes)
			if p.Entries = append(p.Entries, e); !ok {
				return p, false
			}
		case f.number == 3 && f.wire == wireVarint:
			size = max(f.n, 1)
		case f.number == 4 && f.wire == wireVarint:
			index = f.n
		case f.number == 5 && f.wire == wireVarint:
			p.Batch = int32(f.n) // an int32 in ten bytes where it is negative
		case f.number <= 5 && f.number != 2:
			return p, false
		}
	}
	if size > mostParts || index >= size || len(p.Entries) == 0 {
		return p, false
	}
	p.Index, p.Size = int(index), int(size)
	return p, true
}
