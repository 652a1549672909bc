package control

import "unicode/utf8"

// secretMost is the most bytes a secret may have: far above any plan's rule, so that a pasted book cannot fill memory.
const secretMost = 4096

// secretLine is a line of text being edited that must leave no copies: it never becomes a string, and a buffer that is
// outgrown or replaced is erased.
type secretLine struct {
	text  []byte // UTF-8
	caret int    // a byte offset, always between runes
	all   bool   // everything is selected; the next edit replaces it
}

// count is the number of runes.
func (s *secretLine) count() int { return utf8.RuneCount(s.text) }

// caretAt is the number of runes before the caret.
func (s *secretLine) caretAt() int { return utf8.RuneCount(s.text[:s.caret]) }

// put inserts at the caret, in place of what is selected. It reports whether there was room.
func (s *secretLine) put(b []byte) bool {
	s.dropSelected()
	if len(s.text)+len(b) > secretMost {
		return false
	}
	s.room(len(b))
	end := len(s.text)
	s.text = s.text[:end+len(b)]
	copy(s.text[s.caret+len(b):], s.text[s.caret:end])
	copy(s.text[s.caret:], b)
	s.caret += len(b)
	return true
}

// room makes sure that n more bytes fit, and erases the buffer it leaves.
func (s *secretLine) room(n int) {
	if len(s.text)+n <= cap(s.text) {
		return
	}
	larger := make([]byte, len(s.text), max(2*cap(s.text), len(s.text)+n, 64))
	copy(larger, s.text)
	clear(s.text)
	s.text = larger
}

// cut takes the bytes from a to b out and erases where they stood.
func (s *secretLine) cut(a, b int) {
	n := copy(s.text[a:], s.text[b:])
	clear(s.text[a+n:])
	s.text = s.text[:a+n]
	s.caret = a
}

// dropSelected empties the line if all of it is selected, and reports whether it was.
func (s *secretLine) dropSelected() bool {
	if !s.all {
		return false
	}
	s.all = false
	s.cut(0, len(s.text))
	return true
}

// backspace takes out the rune before the caret, remove the one after it.
func (s *secretLine) backspace() {
	if s.dropSelected() || s.caret == 0 {
		return
	}
	_, n := utf8.DecodeLastRune(s.text[:s.caret])
	s.cut(s.caret-n, s.caret)
}

func (s *secretLine) remove() {
	if s.dropSelected() || s.caret == len(s.text) {
		return
	}
	_, n := utf8.DecodeRune(s.text[s.caret:])
	s.cut(s.caret, s.caret+n)
}

// left and right move the caret by a rune, home and end to the edges, to before the rune at an index.
func (s *secretLine) left() {
	s.all = false
	_, n := utf8.DecodeLastRune(s.text[:s.caret])
	s.caret -= n
}

func (s *secretLine) right() {
	s.all = false
	_, n := utf8.DecodeRune(s.text[s.caret:])
	s.caret += n
}

func (s *secretLine) home() { s.caret, s.all = 0, false }
func (s *secretLine) end()  { s.caret, s.all = len(s.text), false }

func (s *secretLine) to(index int) {
	for s.home(); index > 0 && s.caret < len(s.text); index-- {
		s.right()
	}
}

// set replaces everything by a copy of b.
func (s *secretLine) set(b []byte) {
	s.erase()
	s.put(b[:min(len(b), secretMost)])
}

// erase empties the line and forgets its buffer.
func (s *secretLine) erase() {
	clear(s.text[:cap(s.text)])
	*s = secretLine{}
}

// each calls see with every rune and its index.
func (s *secretLine) each(see func(i int, r rune)) {
	for i, at := 0, 0; at < len(s.text); i++ {
		r, n := utf8.DecodeRune(s.text[at:])
		see(i, r)
		at += n
	}
}
