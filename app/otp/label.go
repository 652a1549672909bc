package otp

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean makes a name fit to be shown: an issuer or an account from an address or a file, which anybody may have written.
// What cannot be seen and what changes the direction of writing goes, line ends become spaces, endless text is cut, and a
// Warning tells; a name that mixes alphabets stays and is warned of. Markup stays as it is: names are shown as plain text.
func Clean(name string) (string, []Warning) {
	var warnings []Warning
	seen := strings.TrimSpace(visible(name))
	if !utf8.ValidString(name) || seen != strings.TrimSpace(strings.Map(plainSpace, name)) {
		warnings = append(warnings, LabelCleaned)
	}
	if lookalike(seen) {
		warnings = append(warnings, LabelLookalike)
	}
	return seen, warnings
}

// plainSpace takes every space that is not a line end for the same one: that nobody needs to be told.
func plainSpace(r rune) rune {
	if unicode.Is(unicode.Zs, r) {
		return ' '
	}
	return r
}

// visible drops what cannot be seen and cuts what is too long. What it gives, it leaves as it is.
func visible(name string) string {
	var out strings.Builder
	marks := 0
	for _, r := range strings.ToValidUTF8(cut(name), "\uFFFD") {
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case isJoiner(r):
			out.WriteRune(r)
			continue
		case hidden(r):
			continue
		}
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if marks <= mostMarks {
			out.WriteRune(r)
		}
	}
	return withoutLooseJoiners([]rune(cut(out.String()))) // U+FFFD is longer than the byte it stands for
}

// mostMarks on one letter: more than any language writes, fewer than cover the line above.
const mostMarks = 4

// cut gives what of a name is not too long, in whole characters.
func cut(name string) string {
	if len(name) <= longestLabel {
		return name
	}
	end := longestLabel
	for end > longestLabel-utf8.UTFMax && !utf8.RuneStart(name[end]) {
		end--
	}
	return name[:end]
}

// hidden reports whether a character shows nothing of itself: controls, directions of writing (UAX #9), tags, joiners,
// fillers, private and surrogate ones. The choice between a sign and its picture (U+FE0E, U+FE0F) is no disguise.
func hidden(r rune) bool {
	if r == '\uFE0E' || r == '\uFE0F' {
		return false
	}
	return r == '\u2800' || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Noncharacter_Code_Point,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

func isJoiner(r rune) bool { return r == '\u200C' || r == '\u200D' }

// withoutLooseJoiners leaves joiners where writing needs them: between letters of Persian or the scripts of India, and in
// pictures made of several. Beside letters from before U+0590 (Latin, Greek, Cyrillic) they only disguise.
func withoutLooseJoiners(runes []rune) string {
	const hebrew = '\u0590'
	joined := func(i int) bool {
		return i >= 0 && i < len(runes) && runes[i] >= hebrew && !isJoiner(runes[i]) && !unicode.IsSpace(runes[i])
	}
	var out strings.Builder
	for i, r := range runes {
		if !isJoiner(r) || joined(i-1) && joined(i+1) {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// alphabets are those whose letters look like each other's (Unicode TR 39, section 5.1). One word never mixes them, except
// to deceive.
var alphabets = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee,
	unicode.Coptic, unicode.Georgian, unicode.Lisu, unicode.Deseret, unicode.Osage, unicode.Glagolitic}

// lookalike reports whether a word mixes alphabets, or has Latin letters in disguise (ａ, 𝐚), which read like plain ones. A
// word wholly of one other alphabet is an honest word: which of them were meant to deceive cannot be known.
func lookalike(name string) bool {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.ContainsFunc(words, func(word string) bool {
		var of *unicode.RangeTable
		for _, r := range word {
			if disguised(r) {
				return true
			}
			i := slices.IndexFunc(alphabets, func(a *unicode.RangeTable) bool { return unicode.Is(a, r) })
			if i >= 0 && of != nil && of != alphabets[i] {
				return true
			}
			if i >= 0 {
				of = alphabets[i]
			}
		}
		return false
	})
}

// disguised reports whether a letter is a compatibility form of plain Latin ones.
func disguised(r rune) bool {
	if r <= unicode.MaxLatin1 {
		return false
	}
	plain := norm.NFKC.String(string(r))
	return strings.IndexFunc(plain, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) }) < 0
}

// sameName compares as people do: in any case, however accents are written.
func sameName(a, b string) bool { return strings.EqualFold(norm.NFC.String(a), norm.NFC.String(b)) }
