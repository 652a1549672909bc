package transfer

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"hash/crc32"
	"strings"
	"testing"
)

func sha256Of(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

func TestDuo(t *testing.T) {
	opens(t, []byte(`[{"accountType":"DuoAccount","name":"none"},
		{"accountType":"OtpAccount","name":"alice","otpGenerator":{"otpSecret":"JBSWY3DPEHPK3PXP"}},
		{"accountType":"OtpAccount","name":"bob","otpGenerator":{"otpSecret":"JBSWY3DPEHPK3PXP","counter":3}}]`), "", Duo,
		"totp||none||SHA1|6|30s|0|but secret-missing", "totp||alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0", "hotp||bob|JBSWY3DPEHPK3PXP|SHA1|6|0s|3")
}

func TestSteamGuard(t *testing.T) {
	one := `{"shared_secret":"SGVsbG8h3q2+7w==","account_name":"alice","identity_secret":"AAAA"}`
	line := "steam|Steam|alice|JBSWY3DPEHPK3PXP|SHA1|5|30s|0"
	opens(t, []byte(one), "", SteamGuard, line)
	opens(t, []byte(`{"accounts":{"1":`+one+`,"2":{"account_name":"bob"},"3":`+one+`}}`), "", SteamGuard,
		line, "steam|Steam|bob||SHA1|5|30s|0|but secret-missing", line)
	opens(t, []byte(`{"shared_secret":"*","account_name":"alice"}`), "", SteamGuard, "steam|Steam|alice||SHA1|5|30s|0|but secret-broken")
}

// zipped is an archive of one file, sealed of old where there is a password.
func zipped(t testing.TB, name, password string, text []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, 9)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(text), UncompressedSize64: uint64(len(text))}
	body := packed.Bytes()
	if password != "" {
		h.Flags |= sealedZip
		body = sealZip(password, append(chance(zipHead), body...))
	}
	h.CompressedSize64 = uint64(len(body))
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	f, err := z.CreateRaw(h)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sealZip is the other way of zipKeys.open.
func sealZip(password string, data []byte) []byte {
	k := newZipKeys([]byte(password))
	for i, b := range data {
		s := k.c | 2
		data[i] = b ^ byte(s*(s^1)>>8)
		k.update(b)
	}
	return data
}

func TestAuthenticatorPlus(t *testing.T) {
	list := []byte("otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example\r\notpauth://hotp/Two:bob?secret=JBSWY3DPEHPK3PXP&counter=5\n")
	lines := []string{"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0", "hotp|Two|bob|JBSWY3DPEHPK3PXP|SHA1|6|0s|5"}
	opens(t, zipped(t, "Accounts.txt", "horse", list), "horse", AuthenticatorPlus, lines...)
	opens(t, zipped(t, "a/Accounts.txt", "horse", list), "horse", AuthenticatorPlus, lines...)
	for _, wrong := range []string{"house", "", "horse "} {
		refuses(t, zipped(t, "Accounts.txt", "horse", list), wrong, ErrPassword)
	}
	for _, data := range [][]byte{zipped(t, "Other.txt", "horse", list), zipped(t, "Accounts.txt", "", list)} {
		if f, err := Recognise(data); err != ErrUnknown {
			t.Error("taken for", f.Format)
		}
	}
}

// A sealed archive that would grow past every bound is left in time.
func TestSealedZipBomb(t *testing.T) {
	refuses(t, zipped(t, "Accounts.txt", "horse", make([]byte, Largest+1)), "horse", ErrTooLarge)
	many := strings.Repeat("PK\x01\x02"+strings.Repeat("\x00", 42), mostZipped+1)
	if _, ok := openZip([]byte("PK\x03\x04" + many)); ok {
		t.Error("an archive of too many files is listed")
	}
}
