package transfer

import (
	"context"

	"vestibule/app/otp"
)

// Duo is the list of accounts of Duo Mobile for Android (files/duokit/accounts.json).
const Duo Format = "duo"

// duo recognises the list by its generators.
func duo(s source) (File, bool) {
	for v := range s.json.sample() {
		if v.get("otpGenerator", "otpSecret").is('"') {
			return File{Format: Duo, read: func(ctx context.Context, _ opener) ([]Entry, error) {
				return collect(ctx, s.json.each(), duoEntry)
			}}, true
		}
	}
	return File{}, false
}

// duoEntry reads an account: one with a counter moves with it, all others with time. There is one name alone.
func duoEntry(v value) Entry {
	generator := v.get("otpGenerator")
	p := parts{kind: string(otp.TOTP), account: v.get("name").text(), secret: generator.get("otpSecret").bytes()}
	if p.counter = generator.get("counter").number(); p.counter.given {
		p.kind = string(otp.HOTP)
	}
	return p.entry()
}
