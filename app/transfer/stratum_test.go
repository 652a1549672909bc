package transfer

import (
	"slices"
	"testing"
)

const stratumBackup = `{"Authenticators":[
 {"Type":2,"Issuer":"Example","Username":"alice","Secret":"JBSWY3DPEHPK3PXP","Pin":null,"Algorithm":1,"Digits":8,"Period":60,"Counter":0},
 {"Type":1,"Issuer":"H","Username":null,"Secret":"GEZDGNBVGY3TQOJQ","Algorithm":2,"Digits":6,"Period":30,"Counter":9},
 {"Type":4,"Issuer":"S","Username":"s","Secret":"JBSWY3DPEHPK3PXQ","Algorithm":0,"Digits":5,"Period":30,"Counter":0},
 {"Type":3,"Issuer":"M","Username":"m","Secret":"JBSWY3DPEHPK3PXP","Pin":"1234","Algorithm":0,"Digits":6,"Period":10},
 {"Type":9,"Issuer":"U","Secret":"JBSWY3DPEHPK3PXP","Algorithm":7},
 {"Type":2,"Issuer":"A","Secret":"JBSWY3DPEHPK3PXP","Algorithm":7,"Digits":6,"Period":30}, []],
 "Categories":[{"Id":"1","Name":"Work"},{"Id":"2","Name":"Home"}],
 "AuthenticatorCategories":[{"CategoryId":"2","AuthenticatorSecret":"GEZDGNBVGY3TQOJQ"},{"CategoryId":"1","AuthenticatorSecret":"GEZDGNBVGY3TQOJQ"}]}`

var stratumSaid = []string{
	"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA256|8|1m0s|0",
	"hotp|H||GEZDGNBVGY3TQOJQ|SHA512|6|0s|9|in Home",
	"steam|S|s|JBSWY3DPEHPK3PXQ|SHA1|5|30s|0",
	"motp|M|m|JBSWY3DPEHPK3PXP|SHA1|6|10s|0|but type-unknown",
	"9|U||JBSWY3DPEHPK3PXP|7|6|30s|0|but type-unknown",
	"totp|A||JBSWY3DPEHPK3PXP|7|6|30s|0|but algorithm-unknown",
	"|||||0|0s|0|but entry-broken",
}

// sealedStratum seals the present way, oldStratum the way before.
func sealedStratum(t testing.TB, text string) []byte {
	t.Helper()
	salt, nonce := chance(16), chance(12)
	return slices.Concat([]byte(stratumMark), salt, nonce, sealGCM(t, derived(t, stratumKey, "horse", salt, 32), nonce, text))
}

func oldStratum(t testing.TB, text string) []byte {
	t.Helper()
	salt, iv := chance(20), chance(16)
	return slices.Concat([]byte(stratumOldMark), salt, iv, sealCBC(t, derived(t, stratumOldKey, "horse", salt, 32), iv, text))
}

func TestStratum(t *testing.T) {
	opens(t, []byte(stratumBackup), "", Stratum, stratumSaid...)
	opens(t, sealedStratum(t, stratumBackup), "horse", Stratum, stratumSaid...)
	opens(t, oldStratum(t, stratumBackup), "horse", Stratum, stratumSaid...)
	refuses(t, sealedStratum(t, stratumBackup), "house", ErrPassword)
	refuses(t, sealedStratum(t, `{}`), "horse", ErrBroken)
	refuses(t, oldStratum(t, `{}`), "horse", ErrBroken)
	for _, mark := range []string{stratumMark, stratumOldMark} {
		refuses(t, []byte(mark), "horse", ErrBroken)
		refuses(t, []byte(mark+"short"), "horse", ErrBroken)
	}
}

// Nothing vouches for the old seal: of many wrong passwords, some leave what looks like padding, and none may open.
func TestOldStratumWrongPasswords(t *testing.T) {
	data := oldStratum(t, stratumBackup)
	for i := range 2_000 {
		refuses(t, data, string(rune('a'+i)), ErrPassword)
	}
}
