package reach

import (
	"encoding/json"
	"errors"
	"strings"
)

// ErrTwice is what JSON is refused with that says something twice.
var ErrTwice = errors.New("reach: an answer says something twice")

// Unmarshal is json.Unmarshal for what decides who is signed in: JSON in which an object has a name twice, in whatever case
// or escapes, is ErrTwice. encoding/json would take the last, others on the way may have checked the first (RFC 8259,
// section 4, leaves it open).
func Unmarshal(body []byte, into any) error {
	if !json.Valid(body) {
		return json.Unmarshal(body, into) // says what is wrong, and changes nothing
	}
	if twice(body) {
		return ErrTwice
	}
	return json.Unmarshal(body, into)
}

// CutShort reports that JSON is refused for nothing but that it stops too early: the answer was cut on the way. err is what
// Unmarshal said of the body.
func CutShort(body []byte, err error) bool {
	var syntax *json.SyntaxError
	return errors.As(err, &syntax) && syntax.Offset >= int64(len(body))
}

// names are those of an object that were met; nil stands for an array.
type names map[string]bool

// twice walks over JSON that is valid. It looks at names alone: what they name may be secret, and is not copied.
func twice(b []byte) bool {
	var open []names
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '{':
			open = append(open, names{})
		case '[':
			open = append(open, nil)
		case '}', ']':
			open = open[:len(open)-1]
		case '"':
			end := textEnd(b, i)
			if named(b[end:]) {
				name, of := folded(b[i:end]), open[len(open)-1]
				if of[name] {
					return true
				}
				of[name] = true
			}
			i = end - 1
		}
	}
	return false
}

// textEnd is where the text that begins at i is over.
func textEnd(b []byte, i int) int {
	for i++; b[i] != '"'; i++ {
		if b[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// named reports whether the text before rest is a name: a colon follows.
func named(rest []byte) bool {
	for _, c := range rest {
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		}
		return c == ':'
	}
	return false
}

// folded is a name as encoding/json compares them.
func folded(quoted []byte) string {
	var name string
	_ = json.Unmarshal(quoted, &name) // is a text
	return strings.ToLower(strings.ToUpper(name))
}
