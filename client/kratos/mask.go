package kratos

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"vestibule/app/plan"
)

// Kratos sends addresses whole to whoever typed the password: they are masked here, before anything can show them.

// mask hides what is left of an address when only its owner should know it. Of a phone number four digits are left, of an
// e-mail address the first letter and the host.
func mask(address string) string {
	if local, host, ok := strings.Cut(address, "@"); ok {
		return first(local) + "•••@" + host
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, address)
	if len(digits) < 8 { // a name, or a number of which four digits are too much
		return first(address) + "•••"
	}
	return "(•••) •••-" + digits[len(digits)-4:]
}

// first gives the first letter.
func first(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// nameOf names a way to sign in: the same for the same address, which cannot be read off it.
func nameOf(kind plan.AuthenticatorKind, address string) plan.AuthenticatorID {
	if address == "" {
		return plan.AuthenticatorID(kind)
	}
	sum := sha256.Sum256([]byte(address))
	return plan.AuthenticatorID(string(kind) + "-" + hex.EncodeToString(sum[:6]))
}
