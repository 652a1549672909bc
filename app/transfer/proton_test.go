package transfer

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// protonEntries is a plain export.
func protonEntries(addresses ...string) string {
	var entries []string
	for _, a := range addresses {
		entries = append(entries, fmt.Sprintf(`{"id":"1","content":{"uri":%q,"entry_type":"Totp","name":"named"},"note":null}`, a))
	}
	return `{"version":1,"entries":[` + strings.Join(entries, ",") + `]}`
}

func TestProton(t *testing.T) {
	opens(t, []byte(protonEntries(aliceAddress, "otpauth://totp/?secret=JBSWY3DPEHPK3PXP&issuer=A", "steam://JBSWY3DPEHPK3PXP", "")), "", Proton,
		aliceSaid, "totp|A|named|JBSWY3DPEHPK3PXP|SHA1|6|30s|0", "steam|Steam|named|JBSWY3DPEHPK3PXP|SHA1|5|30s|0",
		"totp||named||SHA1|6|30s|0|but secret-missing")
	opens(t, []byte(`{"version":1,"entries":[7,{"content":null}]}`), "", Proton,
		"|||||0|0s|0|but entry-broken", "totp||||SHA1|6|30s|0|but secret-missing")
}

// sealedProton is an export that the quick Deriver opens with "pw".
func sealedProton(t testing.TB, context, text string) string {
	t.Helper()
	salt, nonce := chance(16), chance(protonNonce)
	key := derived(t, protonKDF, "pw", salt, 32)
	box := append(nonce, sealGCMWith(t, key, nonce, text, context)...)
	return fmt.Sprintf(`{"version":1,"salt":%q,"content":%q}`, base64.StdEncoding.EncodeToString(salt), base64.StdEncoding.EncodeToString(box))
}

func TestProtonSealed(t *testing.T) {
	good := sealedProton(t, protonContext, protonEntries(aliceAddress))
	opens(t, []byte(good), "pw", Proton, aliceSaid)
	refuses(t, []byte(good), "wrong", ErrPassword)
	refuses(t, []byte(sealedProton(t, "another", protonEntries(aliceAddress))), "pw", ErrPassword)
	refuses(t, []byte(sealedProton(t, protonContext, "no JSON")), "pw", ErrBroken)
	refuses(t, []byte(sealedProton(t, protonContext, `{"entries":7}`)), "pw", ErrBroken)
	for old, changed := range map[string]string{`"salt":"`: `"salt":"*`, `"content":"`: `"content":"*`} {
		refuses(t, []byte(strings.Replace(good, old, changed, 1)), "pw", ErrBroken)
	}
	refuses(t, []byte(`{"version":1,"salt":"AAAA","content":"AAAA"}`), "pw", ErrBroken)
	refuses(t, []byte(strings.Replace(good, `"version":1`, `"version":2`, 1)), "pw", ErrUnsupported)
}

// sealGCMWith seals a text together with what it is for.
func sealGCMWith(t testing.TB, key, nonce []byte, text, what string) []byte {
	t.Helper()
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	return gcm.Seal(nil, nonce, []byte(text), []byte(what))
}
