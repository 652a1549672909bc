package support

import (
	"strings"
	"time"
	"unicode"
)

// hidden stands for what is not shown, as everywhere in the app.
const hidden = "•••"

// MaskNumber shows the last three characters of a member number; of a short one nothing.
func MaskNumber(number string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, number)
	return lastOf([]rune(plain), 3)
}

// MaskPhone shows the last two digits of a telephone number.
func MaskPhone(number string) string {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, number)
	return lastOf([]rune(digits), 2)
}

// MaskBirth shows the year of a date as 2006-01-02; of anything else nothing.
func MaskBirth(date string) string {
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(date))
	if err != nil {
		return mask(date)
	}
	return hidden + " " + t.Format("2006")
}

// MaskEmail shows the first character of an address and its domain, unless that says as much as the name would.
func MaskEmail(address string) string {
	name, domain, ok := strings.Cut(strings.TrimSpace(address), "@")
	first := []rune(name)
	if !ok || len(first) < 2 || strings.ContainsAny(domain, "@ /") {
		return mask(address)
	}
	return string(first[0]) + hidden + "@" + domain
}

// mask hides a text altogether; nothing stays nothing.
func mask(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return hidden
}

// lastOf hides a text but for its last n characters. One that is not more than twice as long is hidden whole.
func lastOf(text []rune, n int) string {
	if len(text) <= 2*n {
		return mask(string(text))
	}
	return hidden + " " + string(text[len(text)-n:])
}
