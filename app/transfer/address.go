package transfer

import (
	"bytes"
	"cmp"
	"strings"

	"vestibule/app/otp"
)

// labels are what stands around an address or a key in a file. They fill in what the address does not say.
type labels struct{ issuer, account, group string }

// The schemes that are understood. steam is Bitwarden's own.
const (
	otpauthScheme = "otpauth://"
	steamScheme   = "steam://"
)

// begins reports whether text begins with a scheme, in any case (RFC 3986, section 3.1).
func begins(text []byte, scheme string) bool {
	return len(text) >= len(scheme) && strings.EqualFold(string(text[:len(scheme)]), scheme)
}

// isAddress reports whether text is an address of one key.
func isAddress(text []byte) bool { return begins(text, otpauthScheme) || begins(text, steamScheme) }

// address makes an entry of the address of one key; text stays the caller's to clear.
func address(text []byte, l labels) Entry {
	k, warnings, err := otp.Parse(text)
	e := Entry{Key: k, Reason: otp.ReasonOf(err), Warnings: warnings, Group: cutText(l.group, longestGroup)}
	l.fill(&e.Key, text)
	if e.Reason == otp.NameMissing && e.Key.Issuer+e.Key.Account != "" {
		e.Reason = otp.ReasonOf(e.Key.Check())
	}
	return e
}

// fill names a key as the file around it does, where the address says nothing. A label alone may be either name: beside an
// issuer from the file it is the account (as Bitwarden reads its own items).
func (l labels) fill(k *otp.Key, text []byte) {
	issuer, _ := otp.Clean(l.issuer)
	account, _ := otp.Clean(l.account)
	said := bytes.Contains(text, []byte("issuer="))
	switch {
	case begins(text, steamScheme):
		k.Issuer = cmp.Or(issuer, k.Issuer)
	case issuer != "" && k.Account == "" && k.Issuer != issuer && !said:
		k.Issuer, k.Account = issuer, k.Issuer
	}
	k.Issuer, k.Account = cmp.Or(k.Issuer, issuer), cmp.Or(k.Account, account)
}

// totpField reads what password managers keep for a code: an address, or the key alone (bitwarden/clients, totp.service.ts).
// totp stays the caller's to clear.
func totpField(totp []byte, l labels) Entry {
	if totp = bytes.TrimSpace(totp); bytes.Contains(totp, []byte("://")) {
		return address(totp, l)
	}
	return parts{kind: "totp", issuer: l.issuer, account: l.account, group: l.group, secret: bytes.Clone(totp)}.entry()
}
