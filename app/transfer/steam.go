package transfer

import (
	"context"
	"iter"

	"vestibule/app/otp"
)

// SteamGuard is what Steam's app and Steam Desktop Authenticator keep of an account (Steamguard-*, *.maFile).
const SteamGuard Format = "steam-guard"

// steam recognises one account by its shared secret, or several below the name accounts.
func steam(s source) (File, bool) {
	accounts := steamAccounts(s.json)
	for v := range accounts {
		if v.get("shared_secret").is('"') {
			return File{Format: SteamGuard, read: func(ctx context.Context, _ opener) ([]Entry, error) {
				return collect(ctx, accounts, steamEntry)
			}}, true
		}
	}
	return File{}, false
}

// steamAccounts gives the accounts of the present form (an object of them), or the one of the old form.
func steamAccounts(root value) iter.Seq[value] {
	return func(yield func(value) bool) {
		accounts := root.get("accounts")
		if !accounts.is('{') {
			yield(root)
			return
		}
		for _, account := range accounts.members() {
			if !yield(account) {
				return
			}
		}
	}
}

// steamEntry reads an account. The secret is in base64, unlike everywhere else.
func steamEntry(v value) Entry {
	text := v.get("shared_secret").bytes()
	defer clear(text)
	key, ok := fromBase64(text)
	if !ok {
		key = nil
	}
	return parts{kind: string(otp.Steam), issuer: "Steam", account: v.get("account_name").text(), secret: key, raw: true}.entry()
}
