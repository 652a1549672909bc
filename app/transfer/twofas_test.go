package transfer

import (
	"encoding/base64"
	"strings"
	"testing"
)

const twoFASServices = `[
 {"name":"Example","secret":"JBSW Y3DP EHPK 3PXP","otp":{"account":"alice","issuer":"Example Inc","digits":8,"period":60,"algorithm":"sha256","tokenType":"TOTP"},"groupId":"g"},
 {"name":"Shown","secret":"JBSWY3DPEHPK3PXP","otp":{"account":null,"label":"Shown:bob","issuer":"","digits":null,"period":null,"algorithm":null,"counter":null,"tokenType":null}},
 {"name":"Counted","secret":"JBSWY3DPEHPK3PXP","otp":{"account":"c","issuer":"C","counter":41,"period":null,"tokenType":"HOTP"}},
 {"name":"Uncounted","secret":"JBSWY3DPEHPK3PXP","otp":{"account":"d","counter":null,"tokenType":"HOTP"}},
 {"name":"Steam","secret":"JBSWY3DPEHPK3PXP","otp":{"label":"erin","tokenType":"STEAM","digits":5,"algorithm":"SHA1"}},
 {"name":"Odd","secret":"JBSWY3DPEHPK3PXP","otp":{"tokenType":"UNKNOWN","algorithm":"SHA224"}},
 {"name":"Odder","secret":"JBSWY3DPEHPK3PXP","otp":{"algorithm":"SHA224"}},
 null, {"name":"Bare"}]`

var twoFASSaid = []string{
	"totp|Example Inc|alice|JBSWY3DPEHPK3PXP|SHA256|8|1m0s|0|in Work",
	"totp|Shown|bob|JBSWY3DPEHPK3PXP|SHA1|6|30s|0",
	"hotp|C|c|JBSWY3DPEHPK3PXP|SHA1|6|0s|41",
	"hotp|Uncounted|d|JBSWY3DPEHPK3PXP|SHA1|6|0s|0|but counter-refused",
	"steam|Steam|erin|JBSWY3DPEHPK3PXP|SHA1|5|30s|0",
	"unknown|Odd||JBSWY3DPEHPK3PXP|SHA224|6|30s|0|but type-unknown",
	"totp|Odder||JBSWY3DPEHPK3PXP|SHA224|6|30s|0|but algorithm-unknown",
	"|||||0|0s|0|but entry-broken",
	"totp|Bare|||SHA1|6|30s|0|but secret-missing",
}

func TestTwoFASPlain(t *testing.T) {
	groups := `"groups":[{"id":"g","name":"Work"}]`
	opens(t, []byte(`{"services":`+twoFASServices+`,`+groups+`,"schemaVersion":4,"servicesEncrypted":null}`), "", TwoFAS, twoFASSaid...)
	opens(t, []byte(`{"services":[],"servicesEncrypted":"","schemaVersion":1}`), "", TwoFAS)
	if f, err := Recognise([]byte(`{"schemaVersion":2,"groups":[]}`)); err != ErrUnknown {
		t.Error(f.Format, err)
	}
}

// sealedTwoFAS is the services, sealed: box, salt, nonce.
func sealedTwoFAS(t testing.TB, services string) string {
	t.Helper()
	salt, nonce, in := chance(256), chance(12), base64.StdEncoding.EncodeToString
	box := sealGCM(t, derived(t, twoFASKey, "horse staple", salt, 32), nonce, services)
	return in(box) + ":" + in(salt) + ":" + in(nonce)
}

func TestTwoFASSealed(t *testing.T) {
	file := func(sealed string) []byte {
		return []byte(`{"services":[],"groups":[{"id":"g","name":"Work"}],"schemaVersion":3,"servicesEncrypted":"` + sealed + `"}`)
	}
	whole := sealedTwoFAS(t, twoFASServices)
	opens(t, file(whole), "horse staple", TwoFAS, twoFASSaid...)
	refuses(t, file(whole), "horse", ErrPassword)
	for _, broken := range []string{"text", "AAAA:AAAA", whole + ":AAAA", "*" + whole, whole[:strings.LastIndex(whole, ":")] + ":AAAA", sealedTwoFAS(t, `{"no":"list"}`), sealedTwoFAS(t, `[`)} {
		refuses(t, file(broken), "horse staple", ErrBroken)
	}
}
