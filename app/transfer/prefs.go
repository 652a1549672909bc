package transfer

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// preferences gives the texts of an Android app's shared preferences: <map> with <string name="…">…</string> in it, as every
// Android writes them (com.android.internal.util.XmlUtils). Only that is looked for, in one pass: there are no elements to
// nest, no attributes to pile up and no entities to declare. The values are the caller's to clear. False: no such file.
func preferences(data []byte) ([]pair, bool) {
	if !isPreferences(data) {
		return nil, false
	}
	var pairs []pair
	for rest := data; len(pairs) <= MostEntries; {
		_, after, ok := bytes.Cut(rest, []byte(`<string name="`))
		if !ok {
			return pairs, true
		}
		name, after, named := bytes.Cut(after, []byte(`">`))
		text, after, ended := bytes.Cut(after, []byte("</string>"))
		if !named || !ended {
			return pairs, true
		}
		pairs, rest = append(pairs, pair{fromXML(name), fromXML(text)}), after
	}
	return pairs, true
}

// isPreferences looks at how a file begins.
func isPreferences(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 512)], mark), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<map>"))
}

// clearPairs erases the values.
func clearPairs(pairs []pair) {
	for _, p := range pairs {
		clear(p.value)
	}
}

// entities are the five that XML knows by itself (XML 1.0, section 4.6).
var entities = map[string]byte{"quot": '"', "amp": '&', "lt": '<', "gt": '>', "apos": '\''}

// fromXML resolves what XML escapes, in memory of its own. What is no escape stays as it is.
func fromXML(text []byte) []byte {
	out := make([]byte, 0, len(text)) // no escape is shorter than what it stands for
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return append(out, text...)
		}
		out, text = append(out, text[:i]...), text[i:]
		end := bytes.IndexByte(text[:min(len(text), 10)], ';')
		if end < 0 {
			out, text = append(out, '&'), text[1:]
			continue
		}
		out, text = appendEntity(out, text[:end+1]), text[end+1:]
	}
}

// appendEntity appends what &…; stands for.
func appendEntity(out, entity []byte) []byte {
	name := string(entity[1 : len(entity)-1])
	if c, ok := entities[name]; ok {
		return append(out, c)
	}
	if len(name) < 2 || name[0] != '#' {
		return append(out, entity...)
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	r, err := strconv.ParseUint(digits, base, 21)
	if err != nil {
		return append(out, entity...)
	}
	return utf8.AppendRune(out, rune(r))
}
