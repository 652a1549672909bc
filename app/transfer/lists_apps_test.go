package transfer

import (
	"strings"
	"testing"
)

func TestLastPass(t *testing.T) {
	account := `{"issuerName":"Mine","originalIssuerName":"Example","userName":"me","originalUserName":"alice","secret":"JBSWY3DPEHPK3PXP",` +
		`"timeStep":60,"digits":8,"algorithm":"SHA256","folderData":{"folderId":7,"position":0}}`
	file := func(accounts string) []byte {
		return []byte(`{"deviceId":"d","localDeviceId":"l","version":3,"accounts":` + accounts + `,"folders":[{"id":7,"name":"Work"}]}`)
	}
	opens(t, file("["+account+`,{"issuerName":"B","userName":"bob","secret":"JBSWY3DPEHPK3PXP","algorithm":"MD5","folderData":null},7]`), "", LastPass,
		"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA256|8|1m0s|0|in Work", "totp|B|bob|JBSWY3DPEHPK3PXP|MD5|6|30s|0|but algorithm-unknown",
		"|||||0|0s|0|but entry-broken")
	opens(t, file("[]"), "", LastPass)
	refuses(t, file("7"), "", ErrBroken)
	refuses(t, []byte(`{"deviceId":"d"}`), "", ErrBroken)
}

func TestCotp(t *testing.T) {
	opens(t, []byte(`{"version":2,"elements":[
		{"secret":"JBSWY3DPEHPK3PXP","issuer":"Example","label":"alice","digits":7,"type":"TOTP","algorithm":"SHA512","period":60,"counter":null,"pin":null},
		{"secret":"JBSWY3DPEHPK3PXP","issuer":"","label":"b","digits":6,"type":"HOTP","algorithm":"SHA1","period":30,"counter":3},
		{"secret":"JBSWY3DPEHPK3PXP","issuer":"","label":"c","digits":5,"type":"STEAM","algorithm":"SHA1","period":30},
		{"secret":"JBSWY3DPEHPK3PXP","issuer":"","label":"d","digits":8,"type":"YANDEX","algorithm":"SHA256","period":30,"pin":"5239"},{}]}`), "", COTP,
		"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA512|7|1m0s|0", "hotp||b|JBSWY3DPEHPK3PXP|SHA1|6|0s|3", "steam||c|JBSWY3DPEHPK3PXP|SHA1|5|30s|0",
		"yandex||d|JBSWY3DPEHPK3PXP|SHA256|8|30s|0|but type-unknown", "||||SHA1|6|30s|0|but type-unknown")
	opens(t, []byte(`{"items":["`+aliceAddress+`","no address",7]}`), "", COTP,
		aliceSaid, "|||||0|0s|0|but not-an-address", "|||||0|0s|0|but not-an-address")
	opens(t, []byte(`["`+strings.ReplaceAll(aliceAddress, "&", `\u0026`)+`"]`), "", COTP, aliceSaid)
}

func TestListsOfOtherThingsAreNotOurs(t *testing.T) {
	for _, text := range []string{`["hello"]`, `{"items":["hello"]}`, `{"items":[{}]}`, `[]`, `[7]`, `{"version":2,"elements":7}`, `{"accounts":[]}`} {
		if f, err := Recognise([]byte(text)); err == nil {
			t.Errorf("%s is taken for %s", text, f.Format)
		}
	}
}

func TestOnePassword(t *testing.T) {
	field := func(totp string) string { return `{"title":"one-time password","value":{"totp":` + totp + `}}` }
	item := func(fields string) string {
		return `{"details":{"loginFields":[{"value":"pw","designation":"password"},{"value":"alice","designation":"username"}],` +
			`"sections":[{"fields":[{"value":{"phone":"555-0100"}},` + fields + `]}]},"overview":{"title":"Example","tags":["Work","More"]}}`
	}
	data := `{"accounts":[{"vaults":[{"items":[` + item(field(`"JBSWY3DPEHPK3PXP"`)+","+field(`"`+bobAddress+`"`)) + `,{"details":{"sections":[{}]}}]},` +
		`{"items":[` + item(field(`null`)+","+field(`7`)) + `]}]}]}`
	opens(t, inZip(t, onePasswordData, []byte(data)), "", OnePassword,
		"totp|Example|alice|JBSWY3DPEHPK3PXP|SHA1|6|30s|0|in Work", bobSaid+"|in Work", "totp|Example|alice||SHA1|6|30s|0|in Work|but secret-missing")
	refuses(t, inZip(t, onePasswordData, []byte("no JSON")), "", ErrBroken)
	refuses(t, inZip(t, "other/export.data", []byte(data)), "", ErrBroken)
	whole := inZip(t, onePasswordData, []byte(data))
	whole[len(whole)/3] ^= 0xff
	refuses(t, whole, "", ErrBroken)
}

func TestCommaSeparated(t *testing.T) {
	for text, want := range map[string]string{
		"a,b\nc":                      "[a|b][c]",
		"a,b\r\nc,\r\n":               "[a|b][c|]",
		`"a,b","c""d",e"f` + "\n":     `[a,b|c"d|e"f]`,
		"\"two\r\nlines\",x":          "[two\r\nlines|x]",
		`"open,x`:                     "[open,x]",
		`"",""`:                       "[|]",
		`"""a""",b`:                   `["a"|b]`,
		`"a"x,b`:                      "[a|b]",
		"\xef\xbb\xbfa\n\nb":          "[a][][b]",
		"":                            "",
		strings.Repeat(",", 99) + "z": "[" + strings.Repeat("|", mostFields-1) + "]",
	} {
		var got strings.Builder
		for row := range rows([]byte(text)) {
			var fields []string
			for _, f := range row {
				fields = append(fields, string(f))
			}
			got.WriteString("[" + strings.Join(fields, "|") + "]")
		}
		if got.String() != want {
			t.Errorf("%q: got %q, want %q", text, got.String(), want)
		}
	}
}
