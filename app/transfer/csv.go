package transfer

import (
	"bytes"
	"iter"
)

// mostFields is how many fields of a line are read; a password manager has about fifteen.
const mostFields = 64

// rows gives the lines of comma-separated values (RFC 4180), each with its fields. A field points into data where it can; the
// slice of them is used again for the next line. Quotes where none belong are taken as they stand.
func rows(data []byte) iter.Seq[[][]byte] {
	return func(yield func([][]byte) bool) {
		var row [][]byte
		for rest := bytes.TrimPrefix(data, mark); len(rest) > 0; {
			var field []byte
			var last bool
			if field, rest, last = csvField(rest); len(row) < mostFields {
				row = append(row, field)
			}
			if last || len(rest) == 0 {
				if !yield(row) {
					return
				}
				row = row[:0]
			}
		}
	}
}

// csvField gives the first field, what follows it, and whether it was the last of its line.
func csvField(b []byte) (field, rest []byte, last bool) {
	if len(b) > 0 && b[0] == '"' {
		field, b = csvQuoted(b[1:])
	}
	end := bytes.IndexAny(b, ",\n")
	if end < 0 {
		end = len(b)
	}
	if field == nil {
		field = bytes.TrimSuffix(b[:end], []byte("\r"))
	}
	if end == len(b) {
		return field, nil, true
	}
	return field, b[end+1:], b[end] == '\n'
}

// csvQuoted gives what stands before the closing quote, two for one, and what follows it. A quote that is never closed closes at
// the end.
func csvQuoted(b []byte) (field, rest []byte) {
	field = []byte{}
	for {
		before, after, ok := bytes.Cut(b, []byte{'"'})
		if len(field) == 0 {
			field = before[:len(before):len(before)]
		} else {
			field = append(field, before...)
		}
		if !ok || len(after) == 0 || after[0] != '"' {
			return field, after
		}
		field, b = append(field, '"'), after[1:]
	}
}
