package transfer

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"strings"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// prefsFile is an Android app's preferences with these names and values.
func prefsFile(pairs ...string) []byte {
	out := "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n    <int name=\"n\" value=\"1\" />\n"
	for i := 0; i+1 < len(pairs); i += 2 {
		out += `    <string name="` + pairs[i] + `">` + html.EscapeString(pairs[i+1]) + "</string>\n"
	}
	return []byte(out + "</map>\n")
}

func TestBattleNet(t *testing.T) {
	mask := func(text string) string {
		b := []byte(text)
		for i := range b {
			b[i] ^= battleNetMask[i]
		}
		return hex.EncodeToString(b)
	}
	key := mask(hex.EncodeToString([]byte("12345678901234567890")))
	opens(t, prefsFile(battleNetSecret, key, battleNetSerial, mask("US-0000-0000-0001")), "", BattleNet,
		"totp|Battle.net|US-0000-0000-0001|GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ|SHA1|8|30s|0")
	opens(t, prefsFile(battleNetSecret, key), "", BattleNet, "totp|Battle.net||GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ|SHA1|8|30s|0")
	opens(t, prefsFile(battleNetSecret, ""), "", BattleNet, "totp|Battle.net|||SHA1|8|30s|0|but secret-missing")
	for _, broken := range []string{"zz", key + strings.Repeat("00", 99), mask("no hexadecimal")} {
		opens(t, prefsFile(battleNetSecret, broken), "", BattleNet, "totp|Battle.net|||SHA1|8|30s|0|but secret-broken")
	}
}

const totpAuthSample = `[{"base":16,"digits":"6","issuer":"Example","key":"48656c6c6f21deadbeef","name":"alice","period":"30"},
 {"base":32,"digits":"8","issuer":"B","key":"JBSWY3DPEHPK3PXP","name":"bob","period":"60"},
 {"base":64,"digits":6,"issuer":"C","key":"SGVsbG8h3q2+7w==","name":"carol","period":30},
 {"base":16,"issuer":"D","key":"xyz","name":"dan"}, {"base":99,"issuer":"E","key":"JBSWY3DPEHPK3PXP"}]`

var totpAuthSaid = []string{
	"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0", "totp|B|bob|JBSWY3DPEHPK3PXP|SHA1|8|1m0s|0",
	"totp|C|carol|JBSWY3DPEHPK3PXP|SHA1|6|30s|0", "totp|D|dan||SHA1|6|30s|0|but secret-broken",
	"totp|E|||SHA1|6|30s|0|but secret-broken",
}

// sealedTOTPAuth is a backup: the list is the name of the one member of an object.
func sealedTOTPAuth(t testing.TB, password, list string) []byte {
	t.Helper()
	key := sha256Of(password)
	return []byte(base64.StdEncoding.EncodeToString(sealCBC(t, key, make([]byte, 16), "{"+string(jsonText(list))+`:"1608293023"}`)))
}

func TestTOTPAuthenticator(t *testing.T) {
	opens(t, prefsFile("OTHER", "x", totpAuthList, totpAuthSample), "", TOTPAuthenticator, totpAuthSaid...)
	opens(t, sealedTOTPAuth(t, "horse", totpAuthSample), "horse", TOTPAuthenticator, totpAuthSaid...)
	opens(t, sealedTOTPAuth(t, totpAuthPassword, totpAuthSample), "", TOTPAuthenticator, totpAuthSaid...)
	refuses(t, prefsFile(totpAuthList, "{"), "", ErrBroken)
	for i := range 600 { // one in 256 passes the padding
		refuses(t, sealedTOTPAuth(t, "horse", totpAuthSample), fmt.Sprint(i), ErrPassword)
	}
}

const authyPlain = `[{"accountType":"authenticator","decryptedSecret":"JBSWY3DPEHPK3PXP","digits":6,"originalIssuer":"Example","originalName":"Example:alice","name":"Example: alice"},
 {"accountType":"authenticator","decryptedSecret":"JBSWY3DPEHPK3PXP","digits":7,"originalName":"Two:bob","name":"My own name"},
 {"accountType":"authenticator","decryptedSecret":"JBSWY3DPEHPK3PXP","name":"Three - carol"}, 5,
 {"accountType":"authenticator","decryptedSecret":"","digits":6,"name":"dan"}]`

func TestAuthyPlain(t *testing.T) {
	opens(t, prefsFile("com.authy.storage.tokens.authenticator.key", authyPlain), "", Authy,
		"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0", "totp|Two|My own name|JBSWY3DPEHPK3PXP|SHA1|7|30s|0",
		"totp|Three|carol|JBSWY3DPEHPK3PXP|SHA1|6|30s|0", "|||||0|0s|0|but entry-broken", "totp||dan||SHA1|6|30s|0|but secret-missing")
}

// sealedAuthy is n entries, sealed, and one that is damaged.
func sealedAuthy(t testing.TB, n int) []byte {
	t.Helper()
	var list []string
	for i := range n {
		salt := fmt.Sprintf("salt %d", i)
		box := sealCBC(t, derived(t, authyKey, "horse", []byte(salt), 32), make([]byte, 16), "JBSWY3DPEHPK3PXP")
		list = append(list, fmt.Sprintf(`{"encryptedSecret":"%s","salt":"%s","digits":6,"name":"n%d"}`, base64.StdEncoding.EncodeToString(box), salt, i))
	}
	list = append(list, `{"encryptedSecret":"AAAA","salt":"x","digits":6,"name":"broken"}`)
	return prefsFile("com.authy.storage.tokens.authenticator.key", "["+strings.Join(list, ",")+"]")
}

func TestAuthySealed(t *testing.T) {
	opens(t, sealedAuthy(t, 2), "horse", Authy, "totp||n0|JBSWY3DPEHPK3PXP|SHA1|6|30s|0", "totp||n1|JBSWY3DPEHPK3PXP|SHA1|6|30s|0",
		"totp||broken||SHA1|6|30s|0|but entry-broken")
	refuses(t, sealedAuthy(t, 2), "house", ErrPassword)
	refuses(t, sealedAuthy(t, 0), "horse", ErrBroken)
}

// A wrong password is found wrong after a few entries, and all entries together may take no longer than one file may.
func TestAuthyGivesUp(t *testing.T) {
	f, err := Recognise(sealedAuthy(t, 500))
	if err != nil {
		t.Fatal(err)
	}
	d := &counting{}
	if _, err := f.Read(t.Context(), secret.Of([]byte("house")), d, kdf.Usual); err != ErrPassword {
		t.Error(err)
	}
	if d.calls != hopeless || d.limits.Work*500 > kdf.Usual.Work {
		t.Errorf("%d derivations, %v each", d.calls, d.limits.Work)
	}
}
