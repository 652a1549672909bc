package control

import "unicode"

// SecretHints are the sentences a SecretField shows under itself when what was typed looks like a slip. An empty one is
// never shown. The first that fits wins.
type SecretHints struct {
	CapsLock   string // capitals without Shift, or small letters with it
	StraySpace string // a space at the beginning or the end
	CurlyQuote string // “ ” ‘ ’, which a phone puts for " and '
	NotLatin   string // letters of another keyboard layout: Greek, Cyrillic …
}

// pick gives the sentence that fits the line, or none.
func (h SecretHints) pick(line *secretLine, caps bool) string {
	if line.count() == 0 {
		return ""
	}
	seen := slipsIn(line)
	switch {
	case caps && h.CapsLock != "":
		return h.CapsLock
	case seen.edgeSpace && h.StraySpace != "":
		return h.StraySpace
	case seen.curly && h.CurlyQuote != "":
		return h.CurlyQuote
	case seen.foreign && h.NotLatin != "":
		return h.NotLatin
	}
	return ""
}

// slips are what a hint may be about.
type slips struct{ edgeSpace, curly, foreign bool }

func slipsIn(line *secretLine) slips {
	var s slips
	last := line.count() - 1
	line.each(func(i int, r rune) {
		s.edgeSpace = s.edgeSpace || unicode.IsSpace(r) && (i == 0 || i == last)
		s.curly = s.curly || r >= '\u2018' && r <= '\u201f'
		s.foreign = s.foreign || unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r)
	})
	return s
}
