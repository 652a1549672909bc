package plan

import (
	"strings"
	"unicode"
)

// ContactRule is what typed input lacks to be a contact; empty: nothing.
type ContactRule string

// The rules. They keep slips from the plan; whether anybody is reached there only a code can tell.
const (
	ContactMissing     ContactRule = "missing"
	ContactNoAt        ContactRule = "at"     // an e-mail address without a name, or without a place, around one @
	ContactNoDomain    ContactRule = "domain" // what follows the @ has no dot inside
	ContactSpaces      ContactRule = "spaces"
	ContactShortNumber ContactRule = "short"
	ContactLongNumber  ContactRule = "long"
	ContactOtherKind   ContactRule = "other" // it is not of a kind that is asked for
)

// Fewest digits with an area code in North America, and the most there are anywhere (ITU-T E.164, section 6).
const phoneLeast, phoneMost = 10, 15

// CleanContact trims what was typed, brings it to NFC, tells what kind it is, and which rule it does not keep. An address
// with an @ is an e-mail address; digits with what people write between them are a phone number.
func CleanContact(typed string) (kind ContactKind, value string, rule ContactRule) {
	value, _ = CleanName(typed)
	switch {
	case value == "":
		return "", "", ContactMissing
	case strings.ContainsRune(value, '@'):
		return ContactEmail, value, emailRule(value)
	case isNumber(value):
		return ContactPhone, value, phoneRule(value)
	}
	return "", value, ContactNoAt
}

// emailRule is far looser than RFC 5322, section 3.4.1: what the plan can send to it will take.
func emailRule(address string) ContactRule {
	name, place, _ := strings.Cut(address, "@")
	switch {
	case strings.ContainsFunc(address, unicode.IsSpace):
		return ContactSpaces
	case name == "" || place == "" || strings.Contains(place, "@"):
		return ContactNoAt
	case !strings.Contains(place, ".") || strings.HasPrefix(place, ".") || strings.HasSuffix(place, "."):
		return ContactNoDomain
	}
	return ""
}

func phoneRule(number string) ContactRule {
	switch n := countDigits(number); {
	case n < phoneLeast:
		return ContactShortNumber
	case n > phoneMost:
		return ContactLongNumber
	}
	return ""
}

// isNumber reports that there are digits, and nothing but what people write between them.
func isNumber(s string) bool {
	rest := strings.TrimFunc(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune("().+/", r) {
			return -1
		}
		return r
	}, s), unicode.IsSpace)
	return rest == "" && countDigits(s) > 0
}

func countDigits(s string) (n int) {
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
