package otp_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"vestibule/app/otp"
)

// fit fails where a name could deceive, or be written into a log as more than one line.
func fit(t *testing.T, names ...string) {
	t.Helper()
	for _, n := range names {
		if len(n) > 1024 || strings.ContainsFunc(n, func(r rune) bool {
			return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
		}) {
			t.Errorf("%q is not fit to be shown", n)
		}
	}
}

// usable fails unless a key that was taken makes a code of the digits it says.
func usable(t *testing.T, k otp.Key) {
	t.Helper()
	c, err := k.Code(time.Unix(1234567890, 0))
	if err != nil || len(c.Text) != k.Digits {
		t.Errorf("%+v: %v %v", k, c, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP&issuer=A&algorithm=SHA256&digits=8&period=60", "otpauth://hotp/b@example.org/A?secret=AA&counter=1",
		"OTPAUTH://steam/%41%3ab?SECRET=jbsw%20y3dp==&amp;encoder=steam&steam", "steam://JBSWY3DPEHPK3PXP", "otpauth://totp/:?issuer=&secret=AA",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, address []byte) {
		k, _, err := otp.Parse(address)
		fit(t, k.Issuer, k.Account, k.LabelIssuer, string(k.Type), string(k.Algorithm))
		if err != nil {
			return
		}
		usable(t, k)
		back, _, err := otp.Parse(k.Address().Reveal())
		if k.Type == otp.HOTP {
			k.Period = 0
		}
		if err != nil || !same(back, k) {
			t.Errorf("%s\n%+v\n%+v %v", k.Address().Reveal(), k, back, err)
		}
	})
}

func FuzzMigration(f *testing.F) {
	for _, seed := range []string{abc("\x12\x03A:b\x1a\x01A\x20\x01\x28\x01") + "\x10\x01\x18\x03\x20\x01\x28\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", abc("\x30\x01\x38\x03") + abc("\x42\x01x")} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		p, err := otp.ParseMigration(migration(string(payload)))
		if err != nil {
			return
		}
		var keys []otp.Key
		for _, e := range p.Entries {
			if fit(t, e.Key.Issuer, e.Key.Account); e.Reason == "" {
				usable(t, e.Key)
				keys = append(keys, e.Key)
			}
		}
		if _, refused := otp.Migration(keys, 0); len(refused) > 0 {
			t.Errorf("%v came in and does not go out", refused)
		}
		if err := new(otp.Batch).Add(p); err != nil {
			t.Error(err)
		}
	})
}

func FuzzParseSecret(f *testing.F) {
	for _, seed := range []string{"jbsw y3dp-ehpk 3pxp", "AA======", "MZXW6YTBOI", "\u00a0\u2013A8"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, typed []byte) {
		key, err := otp.ParseSecret(typed)
		if err != nil && !key.Empty() || err == nil && (key.Empty() || key.Len() > 1024 || key.Len() > len(typed)) {
			t.Errorf("%d bytes of %d, %v", key.Len(), len(typed), err)
		}
		if so := otp.CheckTyped(typed); (err == nil) != (so == "" || so == otp.SecretOdd) {
			t.Errorf("%s while typing, %v afterwards", so, err)
		}
	})
}
