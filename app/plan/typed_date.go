package plan

import (
	"bytes"
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The years in which a member can be born: the oldest person known was born in 1875.
const birthFirst, birthLast = 1870, 2100

// cleanDate reads a day as people write it and gives it as 2006-01-02: year first (2006-01-02, 2006/1/2, 20060102), with
// the month in letters (2 Jan 2006, January 2, 2006, Jan. 2nd 2006), or month first with slashes or dashes, as the United
// States write it (1/2/2006). It never guesses: a year of two digits, and numbers with dots, whose day stands first for
// some, are refused unless both readings are the same day; and so is a day that no calendar has.
func cleanDate(typed []byte) []byte {
	parts, dotted, ok := dateParts(typed)
	if !ok {
		return nil
	}
	year, month, day, ok := parts.order()
	if !ok || dotted && !parts.lettered() && !parts.yearFirst() && month != day {
		return nil
	}
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < birthFirst || year > birthLast || int(at.Month()) != month || at.Day() != day {
		return nil
	}
	return fmt.Appendf(nil, "%04d-%02d-%02d", year, month, day)
}

// datePart is a number with how many digits it was typed, or a month in letters.
type datePart struct {
	number, digits int
	letters        bool
}

// threeParts are the parts of a date in the order they were typed.
type threeParts [3]datePart

func (p threeParts) lettered() bool  { return p[0].letters || p[1].letters }
func (p threeParts) yearFirst() bool { return p[0].digits == 4 }

// order tells which part is which. A year has four digits, nothing else has more than two.
func (p threeParts) order() (year, month, day int, ok bool) {
	switch {
	case p[0].digits == 4 && p[1].short() && p[2].digits != 0 && p[2].short():
		return p[0].number, p[1].number, p[2].number, true
	case p[2].digits != 4 || !p[0].short() || !p[1].short() || p[0].letters && p[1].letters:
		return 0, 0, 0, false
	case p[1].letters:
		return p[2].number, p[1].number, p[0].number, true
	}
	return p[2].number, p[0].number, p[1].number, true
}

func (p datePart) short() bool { return p.digits <= 2 }

// mostDate is the longest text that is read as a date, in bytes: any month in letters, with room.
const mostDate = 40

// dateParts takes a text apart. dotted reports dots between numbers.
func dateParts(typed []byte) (parts threeParts, dotted, ok bool) {
	text := norm.NFKC.Bytes(bytes.TrimSpace(typed))
	defer clear(text)
	if len(text) > mostDate {
		return parts, false, false
	}
	if len(text) == 8 && bytes.IndexFunc(text, func(r rune) bool { return !isDigit(r) }) < 0 { // 20060102
		return threeParts{number(text[:4]), number(text[4:6]), number(text[6:])}, false, true
	}
	n := 0
	for word := range bytes.FieldsFuncSeq(text, betweenParts) {
		for len(word) > 0 {
			var part datePart
			var skip bool
			part, word, skip, ok = nextPart(word)
			if !ok || !skip && n == len(parts) {
				return parts, false, false
			}
			if !skip {
				parts[n] = part
				n++
			}
		}
	}
	return parts, bytes.ContainsRune(text, '.'), n == len(parts)
}

func betweenParts(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '\u2212' || r == '/' || r == '.' || r == ','
}

// nextPart reads a number or a month off the front of a word. A number takes the letters that look like digits; the
// endings of 1st, 2nd, 3rd and 4th, and an "of", are skipped.
func nextPart(word []byte) (part datePart, rest []byte, skip, ok bool) {
	if bytes.IndexFunc(word, isDigit) >= 0 && bytes.IndexFunc(word, notDigitish) < 0 {
		digits := bytes.ToUpper(word)
		defer clear(digits)
		for i, c := range digits {
			digits[i] = looksLike(c)
		}
		return number(digits), nil, false, len(digits) <= 4
	}
	end := bytes.IndexFunc(word, func(r rune) bool { return !isDigit(r) })
	if end > 0 {
		return number(word[:end]), word[end:], false, end <= 4
	}
	end = bytes.IndexFunc(word, isDigit)
	if end < 0 {
		end = len(word)
	}
	for _, filler := range [][]byte{[]byte("st"), []byte("nd"), []byte("rd"), []byte("th"), []byte("of")} {
		if bytes.EqualFold(word[:end], filler) {
			return datePart{}, word[end:], true, true
		}
	}
	month, ok := monthOf(word[:end])
	return datePart{number: month, letters: true}, word[end:], false, ok
}

func notDigitish(r rune) bool {
	return !isDigit(r) && (r >= utf8.RuneSelf || !isDigit(rune(looksLike(byte(unicode.ToUpper(r))))))
}

func number(digits []byte) datePart {
	p := datePart{digits: len(digits)}
	for _, c := range digits {
		p.number = 10*p.number + int(c-'0')
	}
	return p
}

// monthOf takes a month's name, or its first letters, three at least.
func monthOf(letters []byte) (month int, ok bool) {
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if len(letters) >= 3 && len(letters) <= len(name) && bytes.EqualFold(letters, []byte(name[:len(letters)])) {
			return int(m), true
		}
	}
	return 0, false
}
