package transfer

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// bitwardenItem is an item of a vault.
func bitwardenItem(name, username, totp string) string {
	return fmt.Sprintf(`{"name":%q,"type":1,"folderId":"f1","login":{"username":%q,"totp":%q}}`, name, username, totp)
}

// bitwardenVault is a plain export.
func bitwardenVault(items ...string) string {
	return `{"encrypted":false,"folders":[{"id":"f1","name":"Work"}],"items":[` + strings.Join(items, ",") + `]}`
}

func TestBitwardenNamesWhatTheAddressDoesNot(t *testing.T) {
	const secret = "secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
	for _, c := range []struct{ name, username, totp, want string }{
		{"Item", "user", aliceAddress, aliceSaid},
		{"Item", "user", "JBSW Y3DP ehpk 3pxp JBSWY3DPEHPK3PXP", "totp|Item|user|JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA1|6|30s|0"},
		{"Item", "", "steam://JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "steam|Item||JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA1|5|30s|0"},
		{"", "", "steam://JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "steam|Steam||JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA1|5|30s|0"},
		{"Item", "user", "otpauth://totp/me?" + secret, "totp|Item|me|JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA1|6|30s|0"},
		{"Item", "user", "otpauth://totp/Item?" + secret, "totp|Item|user|JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA1|6|30s|0"},
		{"Item", "user", "otpauth://totp/?" + secret, "totp|Item|user|JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA1|6|30s|0"},
		{"", "", "otpauth://totp/?" + secret, "totp|||JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA1|6|30s|0|in Work|but name-missing"},
		{"Item", "user", "otpauth://totp/me?issuer=Real&" + secret, "totp|Real|me|JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA1|6|30s|0"},
		{"Item", "user", "otpauth://totp/me?algorithm=MD5&" + secret, "totp|Item|me|JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|MD5|6|30s|0|in Work|but algorithm-unknown"},
		{"Item", "user", "https://example.org/", "|Item|user|||0|0s|0|in Work|but not-an-address"},
		{"Item", "user", "not base32!", "totp|Item|user||SHA1|6|30s|0|in Work|but secret-broken"},
	} {
		want := c.want
		if !strings.Contains(want, "|in Work") {
			want += "|in Work"
		}
		opens(t, []byte(bitwardenVault(bitwardenItem(c.name, c.username, c.totp))), "", Bitwarden, want)
	}
}

func TestBitwardenItemsWithoutACodeAreNoEntries(t *testing.T) {
	opens(t, []byte(bitwardenVault(`{"name":"a","login":null}`, `{"name":"b","login":{"totp":null}}`, `{"name":"c","login":{"totp":""}}`,
		`{"name":"note","secureNote":{}}`, `{"name":"d","login":7}`)), "", Bitwarden)
	opens(t, []byte(bitwardenVault(`7`, `null`, `{"name":"e","login":{"totp":{}}}`, bitwardenItem("A", "b", "JBSWY3DPEHPK3PXP"))), "", Bitwarden,
		"|||||0|0s|0|but entry-broken", "|||||0|0s|0|but entry-broken", "totp|e|||SHA1|6|30s|0|but secret-missing", "totp|A|b|JBSWY3DPEHPK3PXP|SHA1|6|30s|0|in Work")
}

func TestBitwardenIsKnownByWhatItHolds(t *testing.T) {
	opens(t, []byte(`{"folders":[],"items":[]}`), "", Bitwarden)
	opens(t, []byte(`{"encrypted":false,"items":[]}`), "", Bitwarden)
	for _, text := range []string{`{"items":[]}`, `{"encrypted":false}`, `{"encrypted":false,"items":{}}`, `{"encrypted":false "items":[`} {
		if f, err := Recognise([]byte(text)); err == nil {
			t.Errorf("%s is taken for %s", text, f.Format)
		}
	}
}

func TestBitwardenCSV(t *testing.T) {
	head := "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n"
	opens(t, []byte(head+
		"Work,,login,\"Item, \"\"one\"\"\",\"two\nlines, and otpauth://totp/no\",,0,,alice,pw,JBSWY3DPEHPK3PXP\r\n"+
		",,note,Nothing,,,0,,,,\n"+
		",,login,Short\n"+
		",,login,B,,,0,,bob,pw,\"otpauth://totp/B:bob?secret=JBSWY3DPEHPK3PXP&issuer=B\"\n"+
		",,login,C,,,0,,,,not base32!"), "", Bitwarden,
		`totp|Item, "one"|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0|in Work`, "totp|B|bob|JBSWY3DPEHPK3PXP|SHA1|6|30s|0",
		"totp|C|||SHA1|6|30s|0|but secret-broken")
}

// Bitwarden Authenticator names six columns, writes nine fields, and quotes nothing.
func TestBitwardenAuthenticatorCSV(t *testing.T) {
	opens(t, []byte("folder,favorite,type,name,login_uri,login_totp\n"+
		",,1,Example,,"+aliceAddress+",Example,30,6\n"+
		",,1,Foo, Inc,,otpauth://totp/Foo%2C%20Inc:bob?secret=JBSWY3DPEHPK3PXP&issuer=Foo%2C%20Inc,Foo, Inc,30,6\n"+
		",,1,Steam,,steam://JBSWY3DPEHPK3PXP,Steam,30,5\n"), "", Bitwarden,
		aliceSaid, "totp|Foo, Inc|bob|JBSWY3DPEHPK3PXP|SHA1|6|30s|0", "steam|Steam||JBSWY3DPEHPK3PXP|SHA1|5|30s|0")
}

// encString seals a text as Bitwarden does.
func encString(t testing.TB, keys cipherKeys, text string) string {
	t.Helper()
	iv := chance(16)
	box := sealCBC(t, keys.enc.Reveal(), iv, text)
	h := hmac.New(sha256.New, keys.mac.Reveal())
	h.Write(iv)
	h.Write(box)
	b64 := base64.StdEncoding.EncodeToString
	return "2." + b64(iv) + "|" + b64(box) + "|" + b64(h.Sum(nil))
}

// sealedBitwarden is an export that the quick Deriver opens with "pw".
func sealedBitwarden(t testing.TB, kind int, data string) string {
	t.Helper()
	const salt = "c2FsdCBmb3IgYSB0ZXN0IQ=="
	params, stirred := kdf.Params{Function: kdf.PBKDF2SHA256, Iterations: 600_000}, []byte(salt)
	costs := `"kdfIterations":600000,"kdfMemory":null,"kdfParallelism":null`
	if kind == bitwardenArgon2 {
		sum := sha256.Sum256(stirred)
		params, stirred = kdf.Params{Function: kdf.Argon2id, Passes: 3, Memory: 64 << 10, Lanes: 4}, sum[:]
		costs = `"kdfIterations":3,"kdfMemory":64,"kdfParallelism":4`
	}
	keys, err := stretch(secret.Of(derived(t, params, "pw", stirred, 32)))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`{"encrypted":true,"passwordProtected":true,"salt":%q,"kdfType":%d,%s,"encKeyValidation_DO_NOT_EDIT":%q,"data":%q}`,
		salt, kind, costs, encString(t, keys, "0a1b2c3d"), encString(t, keys, data))
}

func TestBitwardenSealed(t *testing.T) {
	for _, kind := range []int{bitwardenPBKDF2, bitwardenArgon2} {
		data := []byte(sealedBitwarden(t, kind, bitwardenVault(bitwardenItem("A", "b", aliceAddress))))
		opens(t, data, "pw", Bitwarden, aliceSaid+"|in Work")
		refuses(t, data, "wrong", ErrPassword)
	}
}

func TestBitwardenRefuses(t *testing.T) {
	good := sealedBitwarden(t, bitwardenPBKDF2, bitwardenVault())
	refuses(t, []byte(`{"encrypted":true,"items":[{"name":"2.x|y|z"}]}`), "", ErrUnsupported)
	refuses(t, []byte(`{"encrypted":true,"encKeyValidation_DO_NOT_EDIT":"2.x|y|z","items":[]}`), "", ErrUnsupported)
	refuses(t, []byte(sealedBitwarden(t, bitwardenPBKDF2, "no JSON")), "pw", ErrBroken)
	refuses(t, []byte(sealedBitwarden(t, bitwardenPBKDF2, `{"items":7}`)), "pw", ErrBroken)
	for _, c := range []struct {
		old, changed string
		want         error
	}{
		{`"kdfType":0`, `"kdfType":9`, ErrUnsupported}, {`"kdfType":0`, `"kdfType":"x"`, ErrBroken},
		{`"kdfIterations":600000`, `"kdfIterations":0`, ErrBroken}, {`"kdfIterations":600000`, `"kdfIterations":1e12`, ErrBroken},
		{`"salt":"`, `"salt":"x`, ErrPassword}, {`"data":"2.`, `"data":"3.`, ErrUnsupported}, {`"data":"2.`, `"data":"`, ErrBroken},
		{`"data":"2.`, `"data":"2.AAAA`, ErrBroken}, {`"data":"`, `"data":"*`, ErrUnsupported}, {`"data":`, `"dat":`, ErrBroken},
		{`EDIT":"2.`, `EDIT":"2.AAAA`, ErrPassword},
	} {
		refuses(t, []byte(strings.Replace(good, c.old, c.changed, 1)), "pw", c.want)
	}
}
