package transfer

import "context"

// LastPass is the format of LastPass Authenticator's own export.
const LastPass Format = "lastpass"

// lastPass recognises the export: accounts, beside the device they were on.
func lastPass(s source) (File, bool) {
	accounts := s.get("accounts")
	if !s.get("localDeviceId").given() && !s.get("deviceId").given() {
		return File{}, false
	}
	return File{Format: LastPass, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		if !accounts.is('[') {
			return nil, ErrBroken
		}
		folders := namesByID(s.get("folders"), "id", "name")
		return collect(ctx, accounts.each(), func(v value) Entry { return lastPassAccount(v, folders).entry() })
	}}, true
}

// lastPassAccount reads an account; the app makes TOTP only. The names it came with count before those it was given
// later, as in the other apps that read this file.
func lastPassAccount(v value, folders map[string]string) parts {
	return parts{
		kind: "totp", algorithm: v.get("algorithm").text(), secret: v.get("secret").bytes(),
		digits: v.get("digits").number(), period: v.get("timeStep").number(),
		issuer: firstText(v, "originalIssuerName", "issuerName"), account: firstText(v, "originalUserName", "userName"),
		group: folders[v.get("folderData", "folderId").text()],
	}
}
