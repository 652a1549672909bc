package support

import (
	"strings"
	"unicode"
)

// People are read to at 150 words a minute; a summary takes at most one (S190).
const mostAloud = 150

// aloud is what is read first: whoever answers needs the name, the number, and what to look up.
var aloud = []Field{Name, MemberNumber, Birth, Reference, Problem, Changed, Times, Portal, Email, Phone, Steps, LastSignIn, App, Verdict, Note}

// Aloud gives the lines to read to a person, the most needed first, as many as fit into a minute. Of problems and references
// it takes the newest.
func Aloud(lines []Line) []Line {
	var out []Line
	left := mostAloud
	for _, f := range aloud {
		l, ok := last(lines, f)
		if n := spokenWords(l.Label) + spokenWords(l.Text); ok && n <= left {
			out, left = append(out, l), left-n
		}
	}
	return out
}

// last gives the newest line of a field.
func last(lines []Line, f Field) (out Line, ok bool) {
	for _, l := range lines {
		if l.Field == f {
			out, ok = l, true
		}
	}
	return out, ok
}

// spokenWords counts words as they are spoken: a word with a digit or a mark in it is spelled, sign by sign.
func spokenWords(text string) int {
	n := 0
	for _, word := range strings.Fields(text) {
		word = strings.Trim(word, ".,:;!?()\"'")
		if strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' }) {
			n += len([]rune(word))
			continue
		}
		n++
	}
	return n
}
