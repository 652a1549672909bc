package transfer

import (
	"context"
	"iter"
)

// Bitwarden is the format of the Bitwarden password manager and of Bitwarden Authenticator: a vault's items, some with a code.
const Bitwarden Format = "bitwarden"

// bitwarden recognises an export that can be read as it is: items that are objects, beside folders or the word that it is not
// encrypted (the first versions had no such word).
func bitwarden(s source) (File, bool) {
	items := s.get("items")
	if !items.is('[') || s.get("encrypted").truth() || !s.get("encrypted").given() && !s.get("folders").is('[') {
		return File{}, false
	}
	return File{Format: Bitwarden, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		return readBitwarden(ctx, s.json)
	}}, true
}

// readBitwarden reads the items that have a code. The others are logins, notes and cards: not codes that could not be read.
func readBitwarden(ctx context.Context, root value) ([]Entry, error) {
	folders := namesByID(root.get("folders"), "id", "name")
	return collect(ctx, withCode(root.get("items")), func(v value) Entry {
		totp := v.get("login", "totp").bytes()
		defer clear(totp)
		return totpField(totp, labels{
			issuer: v.get("name").text(), account: v.get("login", "username").text(), group: folders[v.get("folderId").text()],
		})
	})
}

// withCode gives the items that have something where the code stands, and what is no item at all.
func withCode(items value) iter.Seq[value] {
	return func(yield func(value) bool) {
		for v := range items.each() {
			totp := v.get("login", "totp")
			if v.is('{') && (!totp.given() || string(totp) == `""`) {
				continue
			}
			if !yield(v) {
				return
			}
		}
	}
}
