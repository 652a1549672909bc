package transfer

import (
	"errors"
	"os"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// elsewhere are files that none of our code had a hand in: their keys and boxes were made with libsodium, OpenSSL and node from
// the formats' descriptions, with the password "correct horse". They hold the formats' constants, which files sealed by our own
// tests cannot: those would change along.
var elsewhere = map[string]string{
	"bitwarden-pbkdf2.json":   "totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0",
	"bitwarden-argon2id.json": "totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0",
	"proton.json":             "totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0",
	"freeotp-2-sha1.xml":      "hotp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|0s|7",
	"freeotp-2-sha512.xml":    "hotp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|0s|7",
}

func TestFilesMadeElsewhere(t *testing.T) {
	for name, want := range elsewhere {
		data, err := os.ReadFile("testdata/elsewhere/" + name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Recognise(data)
		if err != nil || !f.Sealed {
			t.Fatalf("%s: %+v, %v", name, f, err)
		}
		entries, err := f.Read(t.Context(), secret.Of([]byte("correct horse")), kdf.Native{}, kdf.Usual)
		if err != nil || len(entries) != 1 || said(entries[0]) != want {
			t.Errorf("%s: %v, %v", name, entries, err)
		}
		if _, err := f.Read(t.Context(), secret.Of([]byte("Correct horse")), kdf.Native{}, kdf.Usual); !errors.Is(err, ErrPassword) {
			t.Errorf("%s: a wrong password: %v", name, err)
		}
	}
}
