package plan

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vestibule/app/secret"
)

// longestField is the most a tidied field may have, in bytes.
const longestField = 200

// CleanField tidies what was typed of a card or of the member; fits is false where it cannot be what is asked for, and the
// value is empty then. Names are trimmed and in NFC. Numbers are in capitals without what people write between their parts,
// with O and I as the digits they look like, outside a prefix of letters; postal codes too. A date becomes 2006-01-02
// (cleanDate). Whether it is right, only the plan knows. It takes ownership of typed and clears it.
func CleanField(name FieldName, typed secret.Bytes) (value secret.Bytes, fits bool) {
	defer typed.Clear()
	if typed.Len() > 4*longestField || !utf8.Valid(typed.Reveal()) {
		return secret.Bytes{}, false
	}
	clean := cleaner(name)(typed.Reveal())
	if len(clean) == 0 || len(clean) > longestField {
		clear(clean)
		return secret.Bytes{}, false
	}
	return secret.Of(clean), true
}

// cleaner gives what tidies a field: it gives a slice of its own, empty where the text cannot be what is asked for.
func cleaner(name FieldName) func(typed []byte) []byte {
	switch name {
	case FieldMemberNumber:
		return cleanMemberNumber
	case FieldGroup:
		return cleanNumber
	case FieldBirth:
		return cleanDate
	case FieldPostal:
		return cleanPostal
	}
	return cleanPersonName
}

// cleanPersonName trims, makes one space of several, and takes whatever has a letter: people's names keep no other rule.
func cleanPersonName(typed []byte) []byte {
	composed := norm.NFC.Bytes(typed)
	defer clear(composed)
	if bytes.IndexFunc(composed, unicode.IsLetter) < 0 || bytes.IndexFunc(composed, notInName) >= 0 {
		return nil
	}
	return bytes.Join(bytes.Fields(composed), []byte(" "))
}

// notInName reports what no keyboard puts into a name, marks that turn the direction of a text among it (S053).
func notInName(r rune) bool {
	return !unicode.IsSpace(r) && (unicode.IsControl(r) || r == utf8.RuneError || r == '@' || unicode.Is(unicode.Bidi_Control, r))
}

// plainLetters gives a text of letters and digits of ASCII in capitals, with one dash for whatever people write between the
// parts of a number; full-width letters are made so (NFKC). It gives nil for a text with anything else in it.
func plainLetters(typed []byte) []byte {
	wide := norm.NFKC.Bytes(typed)
	defer clear(wide)
	out := make([]byte, 0, len(wide))
	for rest := wide; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		switch {
		case isLetter(r) || isDigit(r):
			out = append(out, byte(unicode.ToUpper(r)))
		case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '\u2212' || r == '.' || r == '/' || r == '#' || r == '_':
			out = append(out, '-')
		default:
			clear(out)
			return nil
		}
	}
	return out
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
func isDigit(r rune) bool  { return r >= '0' && r <= '9' }

// looksLike gives the digit that a capital letter is taken for on a card; a letter that looks like none stays.
func looksLike(c byte) byte {
	switch c {
	case 'O':
		return '0'
	case 'I', 'L':
		return '1'
	}
	return c
}

// cleanNumber takes the parts of a number together: TM 44O0-1 is TM44001.
func cleanNumber(typed []byte) []byte {
	plain := plainLetters(typed)
	defer clear(plain)
	out := make([]byte, 0, len(plain))
	for part := range bytes.FieldsFuncSeq(plain, func(r rune) bool { return r == '-' }) {
		meant := len(out) + prefixOf(part, len(out) == 0)
		out = append(out, part...)
		for i := meant; i < len(out); i++ {
			out[i] = looksLike(out[i])
		}
	}
	return out
}

// prefixOf is how many letters a part begins with that are meant as letters: when one of them looks like no digit, or, in
// the first part, where prefixes stand, when there are several that are not all an O.
func prefixOf(part []byte, first bool) int {
	n := bytes.IndexFunc(part, isDigit)
	if n < 0 {
		n = len(part)
	}
	for _, c := range part[:n] {
		if looksLike(c) == c {
			return n
		}
	}
	if first && n > 1 && bytes.Count(part[:n], []byte("O")) < n {
		return n
	}
	return 0
}

// cleanMemberNumber is a number with a digit in it.
func cleanMemberNumber(typed []byte) []byte {
	out := cleanNumber(typed)
	if bytes.IndexFunc(out, isDigit) < 0 {
		clear(out)
		return nil
	}
	return out
}

// The fewest and the most letters of a postal code of another country, without spaces.
const postalLeast, postalMost = 5, 8

// cleanPostal takes five digits, or nine as 12345-6789 (ZIP and ZIP+4); and codes of other countries, which have letters.
func cleanPostal(typed []byte) []byte {
	plain := plainLetters(typed)
	defer clear(plain)
	out := bytes.ReplaceAll(plain, []byte("-"), nil)
	if lettered := bytes.IndexFunc(out, func(r rune) bool { return !isDigit(rune(looksLike(byte(r)))) }) >= 0; lettered {
		if bytes.IndexFunc(out, isDigit) >= 0 && len(out) >= postalLeast && len(out) <= postalMost {
			return out
		}
		clear(out)
		return nil
	}
	for i, c := range out {
		out[i] = looksLike(c)
	}
	switch len(out) {
	case 5:
		return out
	case 9:
		defer clear(out)
		return bytes.Join([][]byte{out[:5], out[5:]}, []byte("-"))
	}
	clear(out)
	return nil
}
