package transfer

import (
	"encoding/asn1"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"vestibule/app/kdf"
)

// hello is "Hello!" and four bytes above 127, as Java prints them: JBSWY3DPEHPK3PXP.
const hello = "[72,101,108,108,111,33,-34,-83,-66,-17]"

// token is a FreeOTP token; more overrides what comes before.
func token(more string) string {
	return `{"algo":"SHA1","counter":0,"digits":6,"issuerExt":"Example","issuerInt":"Example","label":"alice","period":30,"secret":` +
		hello + `,"type":"TOTP"` + more + `}`
}

// freeTokens are tokens in every shape, and what they say.
var freeTokens = []struct{ token, want string }{
	{token(""), "totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0"},
	{token(`,"type":"HOTP","counter":10299`), "hotp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|0s|10300"},
	{token(`,"type":"HOTP","counter":18446744073709551615`), "hotp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|0s|18446744073709551615"},
	{token(`,"type":"HOTP","counter":null`), "hotp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|0s|1|but counter-refused"},
	{token(`,"issuerAlt":"Mine","labelAlt":"me"`), "totp|Mine|me|JBSWY3DPEHPK3PXP|SHA1|6|30s|0"},
	{token(`,"issuerExt":"","issuerInt":"Inner"`), "totp|Inner|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0"},
	{token(`,"issuerExt":"Steam","digits":5`), "steam|Steam|alice|JBSWY3DPEHPK3PXP|SHA1|5|30s|0"},
	{token(`,"algo":"SHA512","digits":8,"period":50`), "totp|Example|alice|JBSWY3DPEHPK3PXP|SHA512|8|50s|0"},
	{token(`,"algo":null,"digits":null,"period":null`), "totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0"},
	{token(`,"algo":"MD5"`), "totp|Example|alice|JBSWY3DPEHPK3PXP|MD5|6|30s|0|but algorithm-unknown"},
	{token(`,"secret":[1,2,300]`), "totp|Example|alice||SHA1|6|30s|0|but secret-broken"},
	{token(`,"secret":[1,"2"]`), "totp|Example|alice||SHA1|6|30s|0|but secret-broken"},
	{token(`,"secret":[222,173,190,239]`), "totp|Example|alice|32W353Y|SHA1|6|30s|0"},
	{token(`,"secret":"JBSWY3DP"`), "totp|Example|alice||SHA1|6|30s|0|but secret-missing"},
	{token(`,"secret":[` + strings.Repeat("0,", longestBytes) + `0]`), "totp|Example|alice||SHA1|6|30s|0|but secret-broken"},
	{"7", "|||||0|0s|0|but entry-broken"},
}

func TestFreeOTPPlus(t *testing.T) {
	var tokens, want []string
	for _, c := range freeTokens {
		tokens, want = append(tokens, c.token), append(want, c.want)
	}
	opens(t, []byte(`{"tokenOrder":[],"tokens":[`+strings.Join(tokens, ",")+`]}`), "", FreeOTP, want...)
}

func TestFreeOTPPreferencesKeepTheirOrder(t *testing.T) {
	pairs := []string{"zz", token(""), "tokenOrder", `["2","0","gone","1"]`}
	for i, c := range freeTokens[:3] {
		pairs = append(pairs, fmt.Sprint(i), c.token)
	}
	opens(t, prefsFile(pairs...), "", FreeOTP, freeTokens[2].want, freeTokens[0].want, freeTokens[1].want, freeTokens[0].want)
	opens(t, prefsFile("tokenOrder", "[]"), "", FreeOTP)
	opens(t, prefsFile("tokenOrder", "[", "a", "{broken"), "", FreeOTP, "|||||0|0s|0|but entry-broken")
}

func TestPreferencesAreUnescaped(t *testing.T) {
	data := `<map><string name="a&amp;b">&lt;&gt;&quot;&apos;&amp;amp;&#65;&#x1F511;&nbsp;&#xZZ;&#9999999999;& &;</string><string name="open">x`
	pairs, ok := preferences([]byte(data))
	if !ok || len(pairs) != 1 || string(pairs[0].name) != "a&b" || string(pairs[0].value) != `<>"'&amp;A🔑&nbsp;&#xZZ;&#9999999999;& &;` {
		t.Errorf("%v %q", ok, pairs)
	}
	if _, ok := preferences([]byte(`{"a":"<map>"}`)); ok {
		t.Error("JSON is no file of preferences")
	}
}

// javaSigned prints bytes as Gson prints Java's.
func javaSigned(b []byte) string {
	var out []string
	for _, c := range b {
		out = append(out, fmt.Sprint(int8(c)))
	}
	return "[" + strings.Join(out, ",") + "]"
}

// freeKey seals a key as FreeOTP 2 does. bare: as old versions of Android write the nonce.
func freeKey(t testing.TB, with []byte, key, what string, bare bool) string {
	t.Helper()
	nonce := chance(12)
	var params any = struct {
		Nonce []byte
		Tag   int
	}{nonce, 16}
	if bare {
		params = nonce
	}
	der, err := asn1.Marshal(params)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`{"mCipher":"AES/GCM/NoPadding","mCipherText":%s,"mParameters":%s,"mToken":%q}`,
		javaSigned(sealGCMWith(t, with, nonce, key, what)), javaSigned(der), what)
}

// freeBackup gives the pairs of a backup that the quick Deriver opens with "pw": one token for each key.
func freeBackup(t testing.TB, bare bool, keys ...string) []string {
	t.Helper()
	salt, master := chance(32), chance(32)
	algorithm, function := "PBKDF2withHmacSHA512", kdf.PBKDF2SHA512
	if bare {
		algorithm, function = "PBKDF2withHmacSHA1", kdf.PBKDF2SHA1
	}
	stretched := derived(t, kdf.Params{Function: function, Iterations: 100_000}, "pw", salt, 32)
	pairs := []string{"masterKey", fmt.Sprintf(`{"mAlgorithm":%q,"mEncryptedKey":%s,"mIterations":100000,"mSalt":%s}`,
		algorithm, freeKey(t, stretched, string(master), "AES", bare), javaSigned(salt))}
	for i, key := range keys {
		inner, err := json.Marshal(freeKey(t, master, key, "HmacSHA1", bare))
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, fmt.Sprintf("id%d-token", i), fmt.Sprintf(`{"issuerExt":"Example","label":"alice %d","type":"HOTP","counter":7}`, i),
			fmt.Sprintf("id%d", i), `{"key":`+string(inner)+`}`)
	}
	return pairs
}

func TestFreeOTP2(t *testing.T) {
	for _, bare := range []bool{false, true} {
		data := javaMapOf(freeBackup(t, bare, "Hello!\xde\xad\xbe\xef", "\x00\x01")...)
		opens(t, data, "pw", FreeOTP, "hotp|Example|alice 0|JBSWY3DPEHPK3PXP|SHA1|6|0s|7", "hotp|Example|alice 1|AAAQ|SHA1|6|0s|7")
		refuses(t, data, "wrong", ErrPassword)
	}
}

func TestFreeOTP2OneBadTokenStopsNothing(t *testing.T) {
	pairs := freeBackup(t, false, "Hello!\xde\xad\xbe\xef")
	pairs = append(pairs, "lost-token", token(""), "odd-token", "{broken", "odd", `{"key":7}`, "alone", `{"key":"{}"}`)
	opens(t, javaMapOf(pairs...), "pw", FreeOTP, "hotp|Example|alice 0|JBSWY3DPEHPK3PXP|SHA1|6|0s|7",
		"totp|Example|alice||SHA1|6|30s|0|but entry-broken", "||||SHA1|6|30s|0|but entry-broken")
}

func TestFreeOTP2Refuses(t *testing.T) {
	pairs := freeBackup(t, false)
	for _, c := range []string{`"mAlgorithm":"|"mAlgorithm":"x`, `"mIterations":100000|"mIterations":0`, `"mIterations":100000|"mIterations":-5`,
		`"mSalt":[|"mSalt":[999,`, `"mCipher":"AES|"mCipher":"DES`, `"mParameters":[48|"mParameters":[49`} {
		old, changed, _ := strings.Cut(c, "|")
		refuses(t, javaMapOf("masterKey", strings.Replace(pairs[1], old, changed, 1)), "pw", ErrBroken)
	}
	refuses(t, javaMapOf("masterKey", "{broken"), "pw", ErrBroken)
	whole := javaMapOf(pairs...)
	refuses(t, whole[:len(whole)-20], "pw", ErrBroken)
}
