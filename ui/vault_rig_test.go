package ui_test

import (
	"context"

	"vestibule/app/otp"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// This file is how tests come to a device that keeps something, and to its pages.

const (
	passphrase       = "copper kettle on a shelf"
	secondPassphrase = "seven grey geese walk"
	pin              = "480163"
	// otherCode is a recovery code as one is written, of another vault.
	otherCode = "0000-0000-0000-0000-0000-0000-0000"
)

// addWay sets a way up; the recovery code it gives is there for the tests that type it.
func (m *memory) addWay(v *vault.Vault, w vault.Way) (code string) {
	m.t.Helper()
	ctx := context.Background()
	var made secret.Bytes
	var err error
	switch w {
	case vault.Passphrase:
		err = v.SetPassphrase(ctx, hush(passphrase))
	case vault.PIN:
		if err = v.SetPassphrase(ctx, hush(passphrase)); err == nil { // a PIN is never the only way
			err = v.SetPIN(ctx, hush(pin))
		}
	case vault.RecoveryCode:
		if made, err = v.RecoveryCode(); err == nil {
			err = v.SetRecoveryCode(ctx, made)
		}
	}
	if err != nil {
		m.t.Fatal(err)
	}
	return string(made.Reveal())
}

// kept is a device that keeps Anna's name, opened by the keychain and by these ways.
func kept(ways ...vault.Way) func(*rig) {
	return func(r *rig) {
		v := r.memory.put(vault.Entry{Name: "anna", Password: hush(annaPassword)})
		if _, err := v.AddCode(vault.Code{}, someKey()); err != nil {
			r.t.Fatal(err)
		}
		for _, w := range ways {
			if code := r.memory.addWay(v, w); code != "" {
				r.recoveryCode = code
			}
		}
		r.must(v.SetHolder("Anna"))
		r.must(v.Save(context.Background()))
	}
}

// someKey is the key of RFC 6238, appendix B.
func someKey() otp.Key {
	return otp.Key{Type: otp.TOTP, Issuer: "Tallowmere", Account: "anna", Algorithm: otp.SHA1, Digits: 6, Period: 30 * second,
		Secret: hush("12345678901234567890")}
}

// shutBy is a device that keeps Anna's name behind these ways, and not behind the keychain alone.
func shutBy(ways ...vault.Way) func(*rig) {
	return func(r *rig) {
		kept(ways...)(r)
		v, err := r.memory.Open(context.Background(), "")
		r.must(err)
		if ways[0] != vault.PIN { // a PIN has taken the keychain's place
			r.must(v.RemoveWay(context.Background(), vault.Keychain))
		}
	}
}

// unlock types a secret before a vault that is shut, and presses the button.
func (r *rig) unlock(field, typed string) {
	r.t.Helper()
	r.see(`textbox "` + field)
	r.must(r.Type(field, typed))
	r.must(r.Press("Unlock"))
}

// keeps goes to the page of what this device keeps, and follows rows and buttons from there.
func (r *rig) keeps(rows ...string) {
	r.t.Helper()
	r.see(`link "What this device keeps"`)
	r.must(r.Press("What this device keeps"))
	r.see(`heading 1 "What this device keeps"`)
	for _, row := range rows {
		r.must(r.Press(row))
		r.settle()
	}
}

// lastWay takes the passphrase off while the keychain has lost its key behind the app's back.
func lastWay(r *rig) {
	r.see(`button "Sign in"`)
	r.memory.chain.key = nil
	r.keeps("Passphrase")
	r.must(r.Press("Take this way off"))
}
