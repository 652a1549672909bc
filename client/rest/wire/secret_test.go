package wire_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// FuzzSecretReadsWhatJSONReads holds our reader and writer of JSON strings against the standard library's.
func FuzzSecretReadsWhatJSONReads(f *testing.F) {
	for _, s := range []string{"", "hunter2", `a\"b\\c\/`, `\u0041\ud83d\ude00`, `\ud83d`, `\ud83dx`, `\ude00\u12`, "ü\t", `\b\f\n\r\t`, `\uD83D\uD83D\uDE00`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, inner string) {
		raw := []byte(`"` + inner + `"`)
		var want string
		if !utf8.ValidString(inner) || json.Unmarshal(raw, &want) != nil {
			return
		}
		var got wire.Secret
		if err := json.Unmarshal(raw, &got); err != nil || string(got.Reveal()) != want {
			t.Fatalf("%q read as %q, want %q (%v)", raw, got.Reveal(), want, err)
		}
		out, err := json.Marshal(got)
		var again string
		if err != nil || json.Unmarshal(out, &again) != nil || again != want {
			t.Fatalf("%q written as %q (%v)", want, out, err)
		}
	})
}

func TestASecretOfAnotherTypeIsRefusedWithoutBeingQuoted(t *testing.T) {
	for _, raw := range []string{"123456", `["hunter2"]`, `{"a":"hunter2"}`, "true"} {
		var s wire.Secret
		err := json.Unmarshal([]byte(raw), &s)
		if err == nil || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "123456") {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

func TestASecretDoesNotAliasTheAnswer(t *testing.T) {
	body := []byte(`"hunter2"`)
	var s wire.Secret
	if err := json.Unmarshal(body, &s); err != nil {
		t.Fatal(err)
	}
	clear(body)
	if string(s.Reveal()) != "hunter2" {
		t.Fatal("cleared with the body")
	}
}

func TestAStepDoesNotPrintItsSecrets(t *testing.T) {
	for _, s := range steps() {
		if out := fmt.Sprintf("%+v", wire.FromStep(s, noon)); strings.Contains(out, "AAAAAAAA") {
			t.Error(out)
		}
	}
	if out := fmt.Sprintf("%v %x", wire.Secret{Bytes: secret.Of([]byte("hunter2"))}, wire.Secret{Bytes: secret.Of([]byte("hunter2"))}); strings.Contains(out, "hunter2") {
		t.Error(out)
	}
}
