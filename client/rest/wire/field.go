package wire

import (
	"encoding/base64"
	"strconv"

	"vestibule/app/plan"
)

// field is one member of a request: a text, a file, a number, a yes or no, a list of texts, of named ones, or of lines.
type field struct {
	name  string
	text  []byte
	file  []byte // travels in base 64
	count *int64
	flag  *bool
	list  [][]byte
	named []namedText
	lines []plan.PacketLine
}

// object gives the request body with these members, in one buffer that is never grown: the caller clears it once it is sent.
func object(fields ...field) []byte {
	bound := 2
	for _, f := range fields {
		bound += len(f.name) + 4 + f.bound()
	}
	out := append(make([]byte, 0, bound), '{')
	for i, f := range fields {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendText(out, []byte(f.name)), ':')
		out = f.append(out)
	}
	return append(out, '}')
}

// namedText is one entry of a list, {"name":…,"value":…}.
type namedText struct {
	name  string
	value []byte
}

// withText adds a text that is left out where it is empty.
func withText(fields []field, name, text string) []field {
	if text == "" {
		return fields
	}
	return append(fields, field{name: name, text: []byte(text)})
}

// longestNumber is how many digits a number has at most, with its sign.
const longestNumber = 20

const (
	entryBefore, entryBetween, entryAfter = `{"name":`, `,"value":`, `}`
	lineBefore, lineBetween, lineAfter    = `{"label":`, `,"text":`, `}`
)

// bound is the most bytes that append writes.
func (f field) bound() int {
	n := 2 + max(textBound(len(f.text)), base64.StdEncoding.EncodedLen(len(f.file)), longestNumber)
	for _, text := range f.list {
		n += 1 + textBound(len(text))
	}
	for _, entry := range f.named {
		n += 1 + len(entryBefore+entryBetween+entryAfter) + textBound(len(entry.name)) + textBound(len(entry.value))
	}
	for _, l := range f.lines {
		n += 1 + len(lineBefore+lineBetween+lineAfter) + textBound(len(l.Label)) + textBound(len(l.Text))
	}
	return n
}

func (f field) append(out []byte) []byte {
	switch {
	case f.file != nil:
		return append(base64.StdEncoding.AppendEncode(append(out, '"'), f.file), '"')
	case f.count != nil:
		return strconv.AppendInt(out, *f.count, 10)
	case f.flag != nil:
		return strconv.AppendBool(out, *f.flag)
	case f.list != nil:
		return appendList(out, len(f.list), func(out []byte, i int) []byte { return appendText(out, f.list[i]) })
	case f.named != nil:
		return appendList(out, len(f.named), func(out []byte, i int) []byte {
			out = appendText(append(out, entryBefore...), []byte(f.named[i].name))
			out = appendText(append(out, entryBetween...), f.named[i].value)
			return append(out, entryAfter...)
		})
	case f.lines != nil:
		return appendList(out, len(f.lines), func(out []byte, i int) []byte {
			out = appendText(append(out, lineBefore...), []byte(f.lines[i].Label))
			out = appendText(append(out, lineBetween...), []byte(f.lines[i].Text))
			return append(out, lineAfter...)
		})
	}
	return appendText(out, f.text)
}

func appendList(out []byte, n int, entry func(out []byte, i int) []byte) []byte {
	out = append(out, '[')
	for i := range n {
		if i > 0 {
			out = append(out, ',')
		}
		out = entry(out, i)
	}
	return append(out, ']')
}
