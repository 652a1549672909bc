package transfer

import (
	"bytes"
	"cmp"
	"context"
	"strings"

	"vestibule/app/kdf"
)

// TwoFAS is a backup of 2FAS, schemas 1 to 4, plain or sealed with a password.
const TwoFAS Format = "2fas"

// twoFASKey is how 2FAS stretches a password (its BackupKeyGeneratorPbkdf2).
var twoFASKey = kdf.Params{Function: kdf.PBKDF2SHA256, Iterations: 10_000}

// twoFAS knows a backup by its schema and its services, open or sealed.
func twoFAS(s source) (File, bool) {
	sealed, services := s.get("servicesEncrypted"), s.get("services")
	if !s.get("schemaVersion").given() || len(services) == 0 && len(sealed) == 0 {
		return File{}, false
	}
	groups := s.get("groups")
	if text := sealed.bytes(); len(text) > 0 {
		return File{Format: TwoFAS, Sealed: true, read: func(ctx context.Context, o opener) ([]Entry, error) {
			return openTwoFAS(ctx, o, text, groups)
		}}, true
	}
	return File{Format: TwoFAS, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		return twoFASEntries(ctx, services, groups)
	}}, true
}

// openTwoFAS opens what is sealed: box, salt and nonce in base64, a colon between.
func openTwoFAS(ctx context.Context, o opener, text []byte, groups value) ([]Entry, error) {
	var pieces [3][]byte
	split := bytes.SplitN(text, []byte(":"), len(pieces)+1)
	if len(split) != len(pieces) {
		return nil, ErrBroken
	}
	for i := range pieces {
		var ok bool
		if pieces[i], ok = fromBase64(split[i]); !ok {
			return nil, ErrBroken
		}
	}
	key, err := o.derive(ctx, twoFASKey, pieces[1], 32)
	if err != nil {
		return nil, err
	}
	defer key.Clear()
	open, err := openGCM(key, pieces[2], pieces[0], nil)
	if err != nil {
		return nil, err
	}
	defer clear(open)
	services, ok := parseJSON(open)
	if !ok {
		return nil, ErrBroken
	}
	return twoFASEntries(ctx, services, groups)
}

// twoFASEntries reads services. Before schema 3 there was no tokenType, and all moved with time.
func twoFASEntries(ctx context.Context, services, groups value) ([]Entry, error) {
	if !services.is('[') {
		return nil, ErrBroken
	}
	names := namesByID(groups, "id", "name")
	return collect(ctx, services.each(), func(v value) Entry {
		code := v.get("otp")
		issuer, account := twoFASLabels(v)
		return parts{
			kind: cmp.Or(code.get("tokenType").text(), "TOTP"), issuer: issuer, account: account,
			secret: v.get("secret").bytes(), algorithm: code.get("algorithm").text(),
			digits: code.get("digits").number(), period: code.get("period").number(), counter: code.get("counter").number(),
			group: names[v.get("groupId").text()],
		}.entry()
	})
}

// twoFASLabels gives issuer and account. The name a member gave in 2FAS stands in for an issuer that is not there; the label
// is "issuer:account" or the account alone.
func twoFASLabels(v value) (issuer, account string) {
	code := v.get("otp")
	issuer = cmp.Or(code.get("issuer").text(), v.get("name").text())
	label := code.get("label").text()
	return issuer, cmp.Or(code.get("account").text(), strings.TrimPrefix(label, issuer+":"))
}
