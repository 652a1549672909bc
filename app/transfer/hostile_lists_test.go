package transfer

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// inZip puts a file into a zip that is taken for 1Password's.
func inZip(t testing.TB, name string, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range []struct {
		name string
		data []byte
	}{{"export.attributes", []byte("{}")}, {name, data}} {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// hostileLists is files made to take memory or time, of the formats that are lists or are opened into lists.
func hostileLists(t testing.TB) map[string]func() []byte {
	item := bitwardenItem("n", "u", "JBSWY3DPEHPK3PXP") + ","
	var manyParts []string
	for i := range 19_000 { // each says it is the first of thirty thousand parts of another migration
		payload := append([]byte("\x0a\x0c\x0a\x0a0123456789\x18\xb0\xea\x01\x28"), byte(i)|0x80, byte(i>>7)&0x7f)
		manyParts = append(manyParts, "otpauth-migration://offline?data="+base64.RawURLEncoding.EncodeToString(payload))
	}
	return map[string]func() []byte{
		"names of nothing":     func() []byte { return fill("{", `"a":1,`, `"b":1}`) },
		"items of Bitwarden":   func() []byte { return fill(`{"encrypted":false,"items":[`, item, "0]}") },
		"items without a code": func() []byte { return fill(`{"encrypted":false,"items":[`, `{"login":{}},`, "0]}") },
		"folders of Bitwarden": func() []byte { return fill(`{"items":[{}],"folders":[`, `{"id":"a","name":"b"},`, "0]}") },
		"fields of a line":     func() []byte { return fill("login_totp\n", ",", "") },
		"quotes of a field":    func() []byte { return fill("login_totp\n", `"`, "") },
		"quoted fields":        func() []byte { return fill("login_totp\n", `"a""b",`, "") },
		"lines of commas":      func() []byte { return fill("a,login_totp\n", ",\n", "") },
		"columns":              func() []byte { return fill("login_totp", ",x", "\n") },
		"parts of migrations":  func() []byte { return []byte(strings.Join(manyParts, "\n")) },
		"one long line":        func() []byte { return fill("otpauth-migration://offline?data=", "AAAA", "") },
		"one tag":              func() []byte { return fill(aliceAddress+"&codeDisplay=", "%7B", "") },
		"comments":             func() []byte { return fill("", "#\n", aliceAddress) },
		"a box of Ente":        func() []byte { return fill(string(sealedEnte(t, 8<<10, 1, 3, "x")[:100]), "AAAA", `"}`) },
		"a salt of Proton":     func() []byte { return fill(`{"content":"AAAA","salt":"`, "AAAA", `"}`) },
		"a sealed Bitwarden": func() []byte {
			return fill(`{"encrypted":true,"passwordProtected":true,"salt":"x","kdfIterations":1,"encKeyValidation_DO_NOT_EDIT":"2.`, "|", `"}`)
		},
		"signed bytes": func() []byte { return fill(`{"tokenOrder":[],"tokens":[{"secret":[`, "1,", `1]}]}`) },
		"an order of tokens": func() []byte {
			return prefsFile("tokenOrder", "["+strings.Repeat(`"a",`, 1<<20)+`"b"]`, "issuerExt", "{}")
		},
		"a map of Java": func() []byte { return append(fill(string(javaMapOf("masterKey", "{}")), "t\x00\x01x", ""), 0) },
		"a map of many pairs": func() []byte {
			return bytes.Replace(javaMapOf(manyPairs()...), []byte("masterKez"), []byte("masterKey"), 1)
		},
		"fields of a class": func() []byte {
			return fill(string(javaStart)+"\x05\x07\xda\xc1\xc3\x16\x60\xd1\x03\xff\xff", "masterKey", "")
		},
		"a zip that grows":     func() []byte { return inZip(t, onePasswordData, make([]byte, 1<<30)) },
		"a zip of items":       func() []byte { return inZip(t, onePasswordData, fill(`{"accounts":[`, `{"vaults":[{}]},`, "0]}")) },
		"elements of cotp":     func() []byte { return fill(`{"version":2,"elements":[`, "{},", "0]}") },
		"addresses in JSON":    func() []byte { return fill(fmt.Sprintf(`[%q`, aliceAddress), `,""`, "]") },
		"a vault of ours":      func() []byte { return fill("VSTBLVLT\x00\x01\x00\x00\xff\xff", "\x00\x00\x00\x00", "") },
		"UTF-16":               func() []byte { return fill("\xff\xfe", "\x00\x20", "") },
		"accounts of LastPass": func() []byte { return fill(`{"deviceId":"a","accounts":[`, "{},", "0]}") },
		"entries of Proton":    func() []byte { return fill(`{"version":1,"entries":[`, `{"content":{}},`, "0]}") },
		"names in an item": func() []byte {
			return fill(`{"encrypted":false,"items":[{`, `"a":1,`, `"login":{"totp":"JBSWY3DPEHPK3PXP"}}]}`)
		},
	}
}

// manyPairs is as many pairs as are read.
func manyPairs() []string {
	pairs := []string{"masterKez", "{}"}
	for i := range MostEntries {
		pairs = append(pairs, fmt.Sprint(i), "", fmt.Sprint(i, "-token"), "{}")
	}
	return pairs
}

func TestHostileLists(t *testing.T) {
	if testing.Short() {
		t.Skip("30 files of 32 MiB take a while")
	}
	for name, build := range hostileLists(t) {
		t.Run(name, func(t *testing.T) { withinBounds(t, build()) })
	}
}
