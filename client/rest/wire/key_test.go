package wire_test

import (
	"bytes"
	"encoding/base32"
	"encoding/json"
	"strings"
	"testing"

	"vestibule/client/rest/wire"
)

func TestAKeyTravelsInBase32(t *testing.T) { // RFC 4648, section 10
	for plain, letters := range map[string]string{
		"f": "MY", "fo": "MZXQ", "foo": "MZXW6", "foob": "MZXW6YQ", "fooba": "MZXW6YTB", "foobar": "MZXW6YTBOI", "": "",
	} {
		out, err := json.Marshal(wire.Key{Bytes: text(plain)})
		if err != nil || string(out) != `"`+letters+`"` {
			t.Errorf("%q is written as %s: %v", plain, out, err)
		}
		var key wire.Key
		if err := json.Unmarshal(out, &key); err != nil || string(key.Reveal()) != plain {
			t.Errorf("%s is read as %q: %v", out, key.Reveal(), err)
		}
	}
}

func TestOtherLettersAreNoKey(t *testing.T) {
	for _, raw := range []string{`"MZXW6==="`, `"MZXW1"`, `"M"`, `"MZ"`, `"MZXW\n6"`, `7`, `["MY"]`} {
		var key wire.Key
		err := json.Unmarshal([]byte(raw), &key)
		if err == nil || strings.Contains(err.Error(), "MZXW") || !key.Empty() {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

func TestAKeyDoesNotAliasTheAnswer(t *testing.T) {
	body := []byte(`"MZXW6YTBOI"`)
	var key wire.Key
	if err := json.Unmarshal(body, &key); err != nil {
		t.Fatal(err)
	}
	clear(body)
	if string(key.Reveal()) != "foobar" {
		t.Fatal("cleared with the body")
	}
}

// FuzzKeyReadsWhatItWrites holds our reader against the standard library's: a key is read from its own letters, and from
// no others.
func FuzzKeyReadsWhatItWrites(f *testing.F) {
	for _, s := range []string{"", "MY", "MZXW6YTBOI", "MZXW6YTBOI======", `\u004dY`, "my", "M Y", "M\\nY", "0189"} {
		f.Add(s)
	}
	letters := base32.StdEncoding.WithPadding(base32.NoPadding)
	f.Fuzz(func(t *testing.T, inner string) {
		raw := []byte(`"` + inner + `"`)
		var typed string
		if json.Unmarshal(raw, &typed) != nil {
			return
		}
		want, refused := letters.DecodeString(typed)
		own := refused == nil && letters.EncodeToString(want) == typed
		var key wire.Key
		err := json.Unmarshal(raw, &key)
		if (err == nil) != own || own && !bytes.Equal(key.Reveal(), want) {
			t.Fatalf("%q read as %x (%v), want %x (%v)", typed, key.Reveal(), err, want, own)
		}
	})
}
