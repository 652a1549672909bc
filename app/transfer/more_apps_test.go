package transfer

import (
	"archive/zip"
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"slices"
	"testing"
)

func TestTwoFAuth(t *testing.T) {
	opens(t, []byte(`{"app":"2fauth_v5.3.0","schema":1,"datetime":"2024-01-01T00:00:00Z","data":[
		{"otp_type":"totp","account":"alice","service":"Example","secret":"JBSWY3DPEHPK3PXP","digits":8,"algorithm":"sha256","period":60,"counter":null},
		{"otp_type":"hotp","account":"bob","service":null,"secret":"JBSWY3DPEHPK3PXP","digits":6,"algorithm":"sha1","period":null,"counter":2},
		{"otp_type":"steamtotp","account":"carol","service":"Steam","secret":"JBSWY3DPEHPK3PXP","digits":5,"algorithm":"sha1","period":30},
		{"otp_type":"totp","account":"dan","secret":"JBSWY3DPEHPK3PXP","algorithm":"md5"}, 7]}`), "", TwoFAuth,
		"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA256|8|1m0s|0", "hotp||bob|JBSWY3DPEHPK3PXP|SHA1|6|0s|2",
		"steam|Steam|carol|JBSWY3DPEHPK3PXP|SHA1|5|30s|0", "totp||dan|JBSWY3DPEHPK3PXP|MD5|6|30s|0|but algorithm-unknown",
		"|||||0|0s|0|but entry-broken")
	opens(t, []byte(`{"app":"2fauth_v5.4.0","data":["otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example"]}`), "", TwoFAuth,
		"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0")
}

const raivoList = `[{"timer":"60","iconType":"","account":"alice","algorithm":"SHA256","issuer":"Example","kind":"TOTP","secret":"JBSWY3DPEHPK3PXP","digits":"8","counter":"0"},
 {"timer":"0","account":"bob","algorithm":"SHA1","issuer":"","kind":"HOTP","secret":"JBSWY3DPEHPK3PXP","digits":"6","counter":"4"}]`

// sealedByAES is an archive sealed with AES (AE-2: no check sum), the key of these many bytes.
func sealedByAES(t testing.TB, name string, size int, text string) []byte {
	t.Helper()
	salt := chance(size / 2)
	key := derived(t, zipAESKey, "horse", salt, 2*size+zipAESCheck)
	box := []byte(text)
	zipAESOpen(key[:size], box) // counter mode goes both ways
	h := hmac.New(sha1.New, key[size:2*size])
	h.Write(box)
	body := slices.Concat(salt, key[2*size:], box, h.Sum(nil)[:zipAESMAC])
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	f, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zipAES, Flags: sealedZip, CompressedSize64: uint64(len(body)), UncompressedSize64: uint64(len(text)),
		Extra: []byte{0x55, 0x55, 1, 0, 9, 0x01, 0x99, 7, 0, 2, 0, 'A', 'E', byte(size/8 - 1), 0, 0}})
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

func TestRaivo(t *testing.T) {
	lines := []string{"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA256|8|1m0s|0", "hotp||bob|JBSWY3DPEHPK3PXP|SHA1|6|0s|4"}
	opens(t, []byte(raivoList), "", Raivo, lines...)
	for _, size := range []int{16, 24, 32} {
		data := sealedByAES(t, "raivo-otp-export.json", size, raivoList)
		opens(t, data, "horse", Raivo, lines...)
		refuses(t, data, "house", ErrPassword)
		refuses(t, bytes.Replace(data, []byte("raivo"), []byte("raivo"), 1)[:len(data)], "house", ErrPassword)
	}
	opens(t, zipped(t, "raivo-otp-export.json", "horse", []byte(raivoList)), "horse", Raivo, lines...)
	refuses(t, sealedByAES(t, "raivo-otp-export.json", 32, "no list"), "horse", ErrBroken)
}

// Every byte of an archive sealed with AES is vouched for.
func TestSealedByAESIsChecked(t *testing.T) {
	data := sealedByAES(t, "raivo-otp-export.json", 32, raivoList)
	at := bytes.Index(data, []byte(".json")) + len(".json")
	at += bytes.Index(data[at:], []byte("AE")) + 5
	for i := at; i < at+16+zipAESCheck+len(raivoList)+zipAESMAC; i++ {
		changed := bytes.Clone(data)
		changed[i] ^= 4
		refuses(t, changed, "horse", ErrPassword)
	}
}

func TestPasswordsCSV(t *testing.T) {
	opens(t, []byte("Title,URL,Username,Password,Notes,OTPAuth\r\n\"Example, Inc\",https://example.org,alice,p,,otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=60\r\nNone,,bob,p,,\r\n"), "", PasswordsCSV,
		"totp|Example, Inc|x|JBSWY3DPEHPK3PXP|SHA1|6|1m0s|0")
	opens(t, []byte("url,username,password,totp,extra,name,grouping,fav\nhttps://example.org,alice,p,JBSW Y3DP EHPK 3PXP,,Example,Work,0\nx,bob,p,!!,,B,,0\n"), "", PasswordsCSV,
		"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0|in Work", "totp|B|bob||SHA1|6|30s|0|but secret-broken")
	for _, none := range []string{"name,totp", "a,b\nc,d\n", "title,url,password\nx,y,z\n"} {
		if f, err := Recognise([]byte(none)); err == nil && none != "name,totp" {
			t.Errorf("%q is taken for %s", none, f.Format)
		}
	}
}
