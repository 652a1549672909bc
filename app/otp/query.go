package otp

import (
	"bytes"
	"strconv"
	"strings"
)

// query is what follows the question mark, still escaped: names in lower case, values that are parts of the address.
type query map[string][][]byte

// readQuery splits it. Names in any case are the same ("ALGORITHM", andOTP's test). Those that nobody here knows stay unread:
// pictures, colours, another app's notes. "amp;" before a name is an address copied out of a page's source: left there, the
// parameter would be one that nobody knows, and the code a wrong one. A "#" starts nothing: it is part of the value it stands in.
func readQuery(raw []byte) query {
	q := query{}
	for one := range bytes.SplitSeq(raw, []byte("&")) {
		name, value, _ := bytes.Cut(one, []byte("="))
		known := strings.TrimPrefix(strings.ToLower(string(name)), "amp;")
		if known == "algo" { // some write it so, and mean it
			known = "algorithm"
		}
		q[known] = append(q[known], value)
	}
	return q
}

// one gives a parameter and whether it says anything: an empty one does not. more: there is another, and it says something else.
func (q query) one(name string) (value []byte, given, more bool) {
	for _, v := range q[name] {
		switch {
		case len(v) == 0:
		case !given:
			value, given = v, true
		case !bytes.Equal(v, value):
			more = true
		}
	}
	return value, given, more
}

// number reads a parameter that must be a plain decimal number if it is given at all; once. Signs, fractions and what follows
// the digits are refused, never cut off.
func (q query) number(name string, unless uint64) (n uint64, given, ok bool) {
	raw, given, more := q.one(name)
	if !given {
		return unless, false, true
	}
	n, err := strconv.ParseUint(string(unescape(raw, true)), 10, 64)
	return n, true, err == nil && !more
}

// unescape undoes percent encoding (RFC 3986, section 2.1) into memory of its own. An escape that is none stays as it stands:
// in a name it harms nobody ("100%"), and what reads numbers and keys refuses the percent sign. plus: "+" is a space, as forms
// write it (the query); else it is itself (the label).
func unescape(raw []byte, plus bool) []byte {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case c == '+' && plus:
			c = ' '
		case c == '%' && i+2 < len(raw) && hexValue(raw[i+1]) >= 0 && hexValue(raw[i+2]) >= 0:
			c = byte(hexValue(raw[i+1])<<4 | hexValue(raw[i+2]))
			i += 2
		}
		out = append(out, c)
	}
	return out
}

func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
