package scenario

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// token is a word of a line: bare, in quotes, a JSON object, or the rows in brackets.
type token struct {
	kind tokenKind
	text string // unquoted; of rows, what is in the brackets
}

type tokenKind uint8

const (
	bare tokenKind = iota
	quoted
	object
	rows
)

var rowTag = regexp.MustCompile(`^\[(S\d{3}(?: S\d{3})*)\]`)

// tokens splits a line.
func tokens(line string) ([]token, error) {
	var out []token
	for rest := strings.TrimSpace(line); rest != ""; rest = strings.TrimLeft(rest, " \t") {
		t, n, err := first(rest)
		if err != nil {
			return nil, err
		}
		out, rest = append(out, t), rest[n:]
	}
	return out, nil
}

// first gives the token that s begins with, and its length in s.
func first(s string) (token, int, error) {
	switch s[0] {
	case '"':
		q, err := strconv.QuotedPrefix(s)
		if err != nil {
			return token{}, 0, fmt.Errorf("a quote that does not end: %s", s)
		}
		text, err := strconv.Unquote(q)
		return token{quoted, text}, len(q), err
	case '{':
		return firstObject(s)
	case '[':
		m := rowTag.FindStringSubmatch(s)
		if m == nil {
			return token{}, 0, fmt.Errorf("rows are written like [S010] or [S010 S124]: %s", s)
		}
		return token{rows, m[1]}, len(m[0]), nil
	}
	word, _, _ := strings.Cut(s, " ")
	return token{bare, word}, len(word), nil
}

func firstObject(s string) (token, int, error) {
	d := json.NewDecoder(strings.NewReader(s))
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return token{}, 0, fmt.Errorf("not JSON: %s", s)
	}
	return token{object, string(raw)}, int(d.InputOffset()), nil
}
