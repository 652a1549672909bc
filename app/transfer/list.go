package transfer

import (
	"bytes"
	"context"
	"iter"
	"net/url"

	"vestibule/app/otp"
)

// OTPAuth is a list of addresses, one a line, as Aegis, Ente, Stratum and many others write it.
const OTPAuth Format = "otpauth"

// enteMark is a parameter that Ente alone adds: how its app shows the code.
var enteMark = []byte("codeDisplay=")

// otpauthList recognises a list by its first line that says something: an address. There may be comments and empty lines.
func otpauthList(s source) (File, bool) {
	for line := range lines(s.data) {
		f := File{Format: OTPAuth, read: func(ctx context.Context, _ opener) ([]Entry, error) { return readList(ctx, s.data) }}
		switch {
		case otp.IsMigration(line):
			f.Format = Migration
		case bytes.Contains(line, enteMark):
			f.Format = Ente
		}
		return f, isAddress(line) || f.Format == Migration
	}
	return File{}, false
}

// readList reads the addresses, in their order.
func readList(ctx context.Context, data []byte) ([]Entry, error) {
	return gather(ctx, listed(data), func(e Entry) Entry { return e })
}

// listed gives the entry of each address, those of each migration address, and at the end the parts that are missing.
func listed(data []byte) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		seen := batches{parts: map[batch]map[int]bool{}}
		for line := range lines(data) {
			if !otp.IsMigration(line) {
				if !yield(address(line, labels{group: enteGroup(line)})) {
					return
				}
				continue
			}
			for _, e := range seen.read(line) {
				if !yield(e) {
					return
				}
			}
		}
		for e := range seen.missing() {
			if !yield(e) {
				return
			}
		}
	}
}

// lines gives the lines that say something, without what stands around them. "#" and "//" begin a comment.
func lines(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for line := range bytes.FieldsFuncSeq(bytes.TrimPrefix(data, mark), func(r rune) bool { return r == '\n' || r == '\r' }) {
			line = bytes.TrimSpace(line)
			if len(line) == 0 || line[0] == '#' || bytes.HasPrefix(line, []byte("//")) {
				continue
			}
			if !yield(line) {
				return
			}
		}
	}
}

// enteGroup is the first of the tags that Ente's app shows a code under: JSON, escaped, in a parameter of the address.
func enteGroup(line []byte) string {
	_, rest, _ := bytes.Cut(line, enteMark)
	escaped, _, _ := bytes.Cut(rest, []byte("&"))
	text, err := url.QueryUnescape(string(escaped))
	if err != nil {
		return ""
	}
	display, _ := parseJSON([]byte(text))
	for tag := range display.get("tags").each() {
		return tag.text()
	}
	return ""
}
