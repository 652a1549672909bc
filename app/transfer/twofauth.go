package transfer

import (
	"context"
	"strings"

	"vestibule/app/otp"
)

// TwoFAuth is the export of 2FAuth, the authenticator people host themselves.
const TwoFAuth Format = "2fauth"

// twoFAuth recognises the export by its name for itself and its list: of accounts, or of addresses.
func twoFAuth(s source) (File, bool) {
	data := s.get("data")
	if !data.is('[') || !strings.HasPrefix(s.get("app").text(), "2fauth") {
		return File{}, false
	}
	return File{Format: TwoFAuth, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		return gather(ctx, data.each(), twoFAuthEntry)
	}}, true
}

// twoFAuthEntry reads an account; its name for Steam is steamtotp.
func twoFAuthEntry(v value) Entry {
	switch {
	case v.is('"'):
		text := v.bytes()
		defer clear(text)
		return address(text, labels{})
	case !v.is('{'):
		return broken()
	}
	kind := v.get("otp_type").text()
	if kind == "steamtotp" {
		kind = string(otp.Steam)
	}
	return parts{
		kind: kind, issuer: v.get("service").text(), account: v.get("account").text(), secret: v.get("secret").bytes(),
		algorithm: v.get("algorithm").text(), digits: v.get("digits").number(), period: v.get("period").number(), counter: v.get("counter").number(),
	}.entry()
}
