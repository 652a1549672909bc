package transfer

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

const andOTPList = `[
 {"secret":"JBSWY3DPEHPK3PXP======","issuer":"Example","label":"alice","digits":6,"type":"TOTP","algorithm":"SHA1","period":30,"tags":["Work","Home"],"thumbnail":"Default"},
 {"secret":"JBSWY3DPEHPK3PXP","label":"Old - Old:bob","digits":7,"type":"HOTP","algorithm":"SHA512","counter":3,"tags":[]},
 {"secret":"JBSWY3DPEHPK3PXP","issuer":"S","label":"s","digits":5,"type":"STEAM","algorithm":"SHA1"},
 {"secret":"31f5e9a7b1c2d3e4","issuer":"M","label":"m","type":"MOTP","digits":6,"algorithm":"MD5","period":10},
 "broken"]`

var andOTPSaid = []string{
	"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0|in Work",
	"hotp||Old - Old:bob|JBSWY3DPEHPK3PXP|SHA512|7|0s|3",
	"steam|S|s|JBSWY3DPEHPK3PXP|SHA1|5|30s|0",
	"motp|M|m||MD5|6|10s|0|but type-unknown",
	"|||||0|0s|0|but entry-broken",
}

// sealedAndOTP seals the new way.
func sealedAndOTP(t testing.TB, iterations uint32, text string) []byte {
	t.Helper()
	salt, nonce := chance(12), chance(24)[12:]
	key := derived(t, kdf.Params{Function: kdf.PBKDF2SHA1, Iterations: iterations}, "horse", salt, 32)
	return slices.Concat(binary.BigEndian.AppendUint32(nil, iterations), salt, nonce, sealGCM(t, key, nonce, text))
}

// oldAndOTP seals the old way.
func oldAndOTP(t testing.TB, text string) []byte {
	t.Helper()
	key, nonce := sha256.Sum256([]byte("horse")), chance(12)
	return append(nonce, sealGCM(t, key[:], nonce, text)...)
}

func TestAndOTP(t *testing.T) {
	opens(t, []byte(andOTPList), "", AndOTP, andOTPSaid...)
	opens(t, sealedAndOTP(t, 145_776, andOTPList), "horse", AndOTP, andOTPSaid...)
	opens(t, oldAndOTP(t, andOTPList), "horse", AndOTP, andOTPSaid...)
	opens(t, sealedAndOTP(t, 150_000, `[]`), "horse", AndOTP)
	opens(t, oldAndOTP(t, `[]`), "horse", AndOTP)
	for _, data := range [][]byte{sealedAndOTP(t, 145_776, andOTPList), oldAndOTP(t, andOTPList), sealedAndOTP(t, 1<<31, andOTPList)} {
		refuses(t, data, "house", ErrPassword)
	}
	refuses(t, sealedAndOTP(t, 150_000, `{"no":"list"}`), "horse", ErrBroken)
	refuses(t, oldAndOTP(t, strings.Repeat("x", 40)), "horse", ErrBroken)
}

// A count of iterations costs what it says, and no more than the limits.
func TestAndOTPCost(t *testing.T) {
	data := sealedAndOTP(t, 900_000, andOTPList)
	f, err := Recognise(data)
	if err != nil {
		t.Fatal(err)
	}
	var cost *kdf.Cost
	if _, err := f.Read(t.Context(), secret.Of([]byte("horse")), quick{}, kdf.Limits{Memory: 1 << 20, Work: 1}); !errors.As(err, &cost) {
		t.Error(err)
	}
}

// What is no sealed file must not be taken for one: a member would be asked for a password that does not exist.
func TestLooksSealed(t *testing.T) {
	for _, n := range []int{30, 100, 1_000, 100_000} {
		if !looksSealed(chance(n)) {
			t.Errorf("%d sealed bytes do not look it", n)
		}
	}
	plain := []string{strings.Repeat("the quick brown fox ", 10), strings.Repeat("\x00\x01\x02", 100), "\x89PNG\r\n" + string(chance(200)),
		"PK\x03\x04" + string(chance(200)), "%PDF-1.7" + string(chance(200)), "SQLite format 3\x00" + string(chance(200)), "\xff\xd8\xff" + string(chance(900)),
		"\x00\x00\x00\x18ftypheic" + string(chance(900)), "a short text of many letters: JQ7!", "0123456789abcdefghijklmnopqrstuvwxyz", "\u00fc\u20ac and other signs of Unicode \u5b57"}
	for _, data := range plain {
		if looksSealed([]byte(data)) {
			t.Errorf("%.12q looks sealed", data)
		}
	}
	for _, data := range append(plain, "", "x", "hello, world, this is a plain text and no file of anybody's at all") {
		if f, err := Recognise([]byte(data)); err != ErrUnknown {
			t.Errorf("%.12q is taken for %s", data, f.Format)
		}
	}
}
