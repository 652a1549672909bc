package wire

import "strconv"

// field is one member of a request: a text, a yes or no, a list of texts, or a list of named ones.
type field struct {
	name  string
	text  []byte
	flag  *bool
	list  [][]byte
	named []namedText
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

const entryBefore, entryBetween, entryAfter = `{"name":`, `,"value":`, `}`

// bound is the most bytes that append writes.
func (f field) bound() int {
	n := 2 + max(textBound(len(f.text)), len("false"))
	for _, text := range f.list {
		n += 1 + textBound(len(text))
	}
	for _, entry := range f.named {
		n += 1 + len(entryBefore+entryBetween+entryAfter) + textBound(len(entry.name)) + textBound(len(entry.value))
	}
	return n
}

func (f field) append(out []byte) []byte {
	switch {
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
