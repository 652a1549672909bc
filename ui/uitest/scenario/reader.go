package scenario

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// reader takes the tokens of one line in order. Its first error stays; what is read after it is empty.
type reader struct {
	left []token
	err  error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// next gives the next token if it is of the kind.
func (r *reader) next(kind tokenKind) (string, bool) {
	if r.err != nil || len(r.left) == 0 || r.left[0].kind != kind {
		return "", false
	}
	t := r.left[0]
	r.left = r.left[1:]
	return t.text, true
}

// need gives the next token, which must be of the kind; what says to the writer what was looked for.
func (r *reader) need(kind tokenKind, what string) string {
	text, ok := r.next(kind)
	if !ok {
		r.fail("%s is missing", what)
	}
	return text
}

func (r *reader) quoted(what string) string { return r.need(quoted, what+" in quotes") }
func (r *reader) word(what string) string   { return r.need(bare, what) }

// words takes all bare words that come next.
func (r *reader) words() []string {
	var out []string
	for {
		w, ok := r.next(bare)
		if !ok {
			return out
		}
		out = append(out, w)
	}
}

// the takes words that must stand there as they are.
func (r *reader) the(words ...string) {
	for _, w := range words {
		if got, ok := r.next(bare); !ok || got != w {
			r.fail("%q should stand here", w)
		}
	}
}

// maybe takes a word if it comes next.
func (r *reader) maybe(word string) bool {
	if r.err == nil && len(r.left) > 0 && r.left[0] == (token{bare, word}) {
		r.left = r.left[1:]
		return true
	}
	return false
}

// object takes a JSON object if one comes next.
func (r *reader) object() json.RawMessage {
	text, _ := r.next(object)
	return json.RawMessage(text)
}

func (r *reader) number(what string) int {
	text := r.word(what)
	n, err := strconv.Atoi(text)
	if err != nil {
		r.fail("%s is a whole number, not %q", what, text)
	}
	return n
}

func (r *reader) duration(what string) time.Duration {
	text := r.word(what)
	d, err := time.ParseDuration(text)
	if err != nil {
		r.fail("%s is a time like 15m or 90s, not %q", what, text)
	}
	return d
}

// end fails if anything is left.
func (r *reader) end() {
	if len(r.left) > 0 {
		r.fail("%q is too much", r.left[0].text)
	}
}
