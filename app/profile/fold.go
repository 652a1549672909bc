package profile

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestName bounds what is read of a name or of what is typed, in bytes.
const longestName = 512

// plain are letters with a stroke or two in one, which no decomposition takes apart.
var plain = map[rune]string{'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ς': "σ"}

// fold gives a text as it is compared: without accents and other marks, without case, in one form (UAX #15, NFKD).
func fold(text string) string {
	var out strings.Builder
	for _, r := range norm.NFKD.String(cut(text)) {
		r = unicode.ToLower(r)
		switch instead, known := plain[r]; {
		case r < utf8.RuneSelf:
			out.WriteByte(byte(r))
		case known:
			out.WriteString(instead)
		case !unicode.In(r, unicode.M, unicode.Cf):
			out.WriteRune(r)
		}
	}
	return out.String()
}

// cut cuts what is too long, between two letters.
func cut(text string) string {
	if len(text) <= longestName {
		return text
	}
	end := longestName
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// counts reports what can begin a word: a letter, a digit, or a picture that stands for a name. What draws nothing does not,
// though it may call itself a letter (Unicode, PropList: Other_Default_Ignorable_Code_Point; the empty braille cell).
func counts(r rune) bool {
	if r < utf8.RuneSelf {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.So) && r != utf8.RuneError && r != '\u2800' &&
		!unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

// unspaced reports a script that is written without spaces, in which any sign may begin a word.
func unspaced(r rune) bool {
	return r > '\u0e00' && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// words gives what follows from the beginning of each word on, without what stands between words: of "o'brien ana" it is
// "obrienana", "brienana" and "ana", so that a name is found however its parts are joined.
func words(folded string) []string {
	var joined strings.Builder
	var starts []int
	inside := false
	for _, r := range folded {
		if !counts(r) {
			inside = false
			continue
		}
		if !inside || unspaced(r) {
			starts = append(starts, joined.Len())
		}
		inside = true
		joined.WriteRune(r)
	}
	out := make([]string, len(starts))
	for i, at := range starts {
		out[i] = joined.String()[at:]
	}
	return out
}

// compareSubjects orders people by id, at one plan.
func compareSubjects(a, b Profile) int { return cmp.Compare(a.Subject, b.Subject) }
