package transfer

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// FuzzRecognise gives any bytes to every importer. What comes out can be used or says why not, is fit to be shown, and the
// file is as it was. testdata/fuzz has more to begin with, grown from these.
func FuzzRecognise(f *testing.F) {
	for _, data := range seeds(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		file, err := Recognise(data)
		if err != nil {
			return
		}
		entries, err := file.Read(t.Context(), secret.Of([]byte("horse")), quick{}, kdf.Usual)
		if !bytes.Equal(before, data) {
			t.Fatal("the file was changed")
		}
		if err != nil && (entries != nil || !known(err)) {
			t.Fatalf("%s: %d entries and %v", file.Format, len(entries), err)
		}
		for _, e := range entries {
			if e.Reason == "" && e.Key.Check() != nil || !showable(e) {
				t.Fatalf("%s: %s", file.Format, said(e))
			}
		}
	})
}

// seeds is a file of every format, made here.
func seeds(f testing.TB) [][]byte {
	f.Helper()
	return append(sealedSeeds(f), [][]byte{
		[]byte(`{"version":1,"header":{"slots":null},"db":` + aegisSample + `}`), sealedAegis(f, 1<<15, biometricSlot, otherSlot),
		[]byte(`{"schemaVersion":4,"groups":[{"id":"g","name":"Work"}],"services":` + twoFASServices + `}`),
		[]byte(`{"schemaVersion":4,"servicesEncrypted":"` + sealedTwoFAS(f, twoFASServices) + `"}`),
		[]byte(andOTPList), sealedAndOTP(f, 150_000, `[]`), oldAndOTP(f, `[]`),
		[]byte(stratumBackup), sealedStratum(f, stratumBackup), oldStratum(f, stratumBackup),
		[]byte(`[{"name":"alice","otpGenerator":{"otpSecret":"JBSWY3DPEHPK3PXP","counter":1}}]`),
		[]byte(`{"accounts":{"1":{"shared_secret":"SGVsbG8h3q2+7w==","account_name":"alice"}}}`),
		prefsFile(battleNetSecret, "09ec"), prefsFile(totpAuthList, totpAuthSample), sealedTOTPAuth(f, totpAuthPassword, totpAuthSample),
		prefsFile("k", authyPlain), sealedAuthy(f, 2), zipped(f, "Accounts.txt", "horse", []byte("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP")),
		[]byte("otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example\n# a list\notpauth-migration://offline?data=AAAA\n"),
		[]byte(`{"encrypted":false,"folders":[],"items":[{"type":1,"name":"n","login":{"username":"u","totp":"JBSWY3DPEHPK3PXP"}}]}`),
		[]byte("folder,favorite,type,name,login_uri,login_totp\n,1,1,n,,steam://JBSWY3DPEHPK3PXP\n"),
		[]byte(`{"tokenOrder":["a"],"tokens":[{"algo":"SHA1","counter":0,"digits":6,"label":"a","period":30,"secret":[1,-2,3],"type":"TOTP"}]}`),
		[]byte(`{"version":1,"entries":[{"id":"1","content":{"uri":"otpauth://totp/a?secret=JBSWY3DPEHPK3PXP","entry_type":"Totp","name":"a"},"note":null}]}`),
		[]byte(`{"deviceId":"","accounts":[{"issuerName":"I","userName":"u","secret":"JBSWY3DPEHPK3PXP","timeStep":30,"digits":6,"algorithm":"SHA1"}],"folders":[]}`),
		[]byte(`{"app":"2fauth_v5","data":[{"otp_type":"steamtotp","account":"a","service":"S","secret":"JBSWY3DPEHPK3PXP"},"otpauth://totp/a:b?secret=AAAA"]}`),
		[]byte(raivoList), sealedByAES(f, "raivo-otp-export.json", 16, raivoList),
		[]byte("title,username,totp\n\"a \"\"b\"\"\",alice,JBSWY3DPEHPK3PXP\n"),
		[]byte(`{"version":2,"elements":[{"secret":"JBSWY3DPEHPK3PXP","issuer":"","label":"l","digits":6,"type":"TOTP","algorithm":"SHA1","period":30}]}`),
	}...)
}

// known reports whether an error is one that there are words for.
func known(err error) bool {
	var cost *kdf.Cost
	var p *problem.Problem
	return errors.Is(err, ErrPassword) || errors.Is(err, ErrBroken) || errors.Is(err, ErrTooLarge) || errors.Is(err, ErrUnsupported) ||
		errors.As(err, &cost) || errors.As(err, &p)
}

// showable reports whether the names of an entry can be shown as they are: no controls, no endless ones.
func showable(e Entry) bool {
	for _, s := range []string{e.Key.Issuer, e.Key.Account, e.Group, string(e.Key.Type), string(e.Key.Algorithm)} {
		if len(s) > 4096 || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
			return false
		}
	}
	return true
}

// Every seed is recognised as it should be: a corpus that is all refused tests nothing.
func TestSeedsAreRecognised(t *testing.T) {
	for i, data := range seeds(t) {
		if f, err := Recognise(data); err != nil || strings.TrimSpace(string(f.Format)) == "" {
			t.Errorf("seed %d, %.40q: %v", i, data, err)
		}
	}
}
