package plan

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vestibule/app/secret"
)

// This file is how typed input becomes an answer: what is tidied, and what is left exactly as typed.

// CleanName trims a name and brings it to NFC; trimmed reports that spaces were taken off (S007).
func CleanName(typed string) (name string, trimmed bool) {
	name = norm.NFC.String(strings.TrimFunc(typed, unicode.IsSpace))
	return name, len(typed) > 0 && strings.TrimFunc(typed, unicode.IsSpace) != typed
}

// CleanPassword brings a password to NFC and changes nothing else: spaces and capitals count (NIST SP 800-63B, section
// 3.1.1.2; S161). It takes ownership of typed and clears it when it had to make another.
func CleanPassword(typed secret.Bytes) secret.Bytes {
	if norm.NFC.IsNormal(typed.Reveal()) {
		return typed
	}
	clean := secret.Of(norm.NFC.Bytes(typed.Reveal()))
	typed.Clear()
	return clean
}

// CleanRecoveryCode takes out spaces and dashes and writes capitals, with the letters that Crockford's base 32 does not
// have read as the digits they look like (O as 0, I and L as 1). It takes ownership of typed and clears it.
func CleanRecoveryCode(typed secret.Bytes) secret.Bytes {
	look := map[rune]rune{'O': '0', 'I': '1', 'L': '1'}
	clean := bytes.Map(func(r rune) rune {
		r = unicode.ToUpper(r)
		if digit, ok := look[r]; ok {
			return digit
		}
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, typed.Reveal())
	typed.Clear()
	return secret.Of(clean)
}

// IdentifierOf guesses what kind of name is being typed; empty while nothing is. The plan decides what it is.
func IdentifierOf(typed string) Identifier {
	name, _ := CleanName(typed)
	digits, others := 0, 0
	for _, r := range name {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune(" -().+", r):
			others++
		}
	}
	switch {
	case name == "":
		return ""
	case strings.Contains(name, "@"):
		return Email
	case others == 0 && digits >= 10, strings.HasPrefix(name, "+") && others == 0:
		return Phone
	case others == 0 && digits >= 6, others <= 2 && digits >= 6:
		return MemberNumber
	}
	return Username
}

// Unmet gives the rules of a new password that it does not keep, by their names in the policy; rules that only the plan
// can check (history, a blocklist) are left to it. Length is counted in code points (NIST SP 800-63B, 3.1.1.2).
func (r PasswordRules) Unmet(typed []byte, name string) []string {
	runes := bytes.Runes(typed)
	defer clear(runes)
	has := func(is func(rune) bool) bool { return bytes.IndexFunc(typed, is) >= 0 }
	var unmet []string
	need := func(rule string, wanted, met bool) {
		if wanted && !met {
			unmet = append(unmet, rule)
		}
	}
	need("min_len", r.MinLen > 0, len(runes) >= r.MinLen)
	need("max_len", r.MaxLen > 0, len(runes) <= r.MaxLen)
	need("require_upper", r.RequireUpper, has(unicode.IsUpper))
	need("require_lower", r.RequireLower, has(unicode.IsLower))
	need("require_digit", r.RequireDigit, has(unicode.IsDigit))
	need("name", len(name) >= 4, !bytes.Contains(bytes.ToLower(typed), bytes.ToLower([]byte(name))))
	return unmet
}

// Names gives the rules that are in force, in the order they are shown: length and the list of common ones first, because
// they are what makes a password strong.
func (r PasswordRules) Names() []string {
	var names []string
	add := func(name string, in bool) {
		if in {
			names = append(names, name)
		}
	}
	add("min_len", r.MinLen > 0)
	add("blocklist", r.Blocklist)
	add("name", true)
	add("require_upper", r.RequireUpper)
	add("require_lower", r.RequireLower)
	add("require_digit", r.RequireDigit)
	add("history", r.History > 0)
	return names
}
