package profile

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// nobody stands where a name has nothing to make initials of.
const nobody = "?"

// initials gives the first letters of the first and the last word of a name, in capitals where the script has them. Of a name in a
// script without spaces it is the first sign, where the family's name begins. What draws nothing, or turns what stands beside
// it about, is never among them.
func initials(name string) string {
	var found []rune
	for word := range strings.FieldsSeq(norm.NFC.String(cut(name))) {
		at := strings.IndexFunc(word, counts)
		if at < 0 {
			continue
		}
		for _, r := range word[at:] {
			found = append(found, unicode.ToTitle(r))
			break
		}
	}
	switch len(found) {
	case 0:
		return nobody
	case 1:
		return string(found)
	}
	return string([]rune{found[0], found[len(found)-1]})
}
