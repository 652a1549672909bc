package transfer

import (
	"encoding/base32"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/secret"
)

// corpus holds real files of other apps. They are not ours to hand on, so where they are not, the test is skipped.
const corpus = "../../../shared/data/authenticators"

// passwords are what MANIFEST.md says the sealed files were sealed with.
var passwords = []string{"test", "testtest", "testtesttest", "Testtest1", "a", "1231246"}

// counts are how many entries the files without a list hold, and how many of them can be used.
var counts = map[string][2]int{
	"beemdevelopment-Aegis/importers/2fas_authenticator.json":         {6, 6},
	"beemdevelopment-Aegis/importers/2fas_authenticator_plain.2fas":   {4, 4},
	"beemdevelopment-Aegis/importers/bitwarden.csv":                   {4, 4},
	"beemdevelopment-Aegis/importers/freeotp.xml":                     {4, 4},
	"beemdevelopment-Aegis/importers/freeotp_plus.json":               {6, 6},
	"beemdevelopment-Aegis/importers/freeotp_plus_internal.xml":       {6, 6},
	"beemdevelopment-Aegis/importers/freeotp_v2_api23.xml":            {6, 6},
	"beemdevelopment-Aegis/importers/freeotp_v2_api25.xml":            {6, 6},
	"beemdevelopment-Aegis/importers/freeotp_v2_api27.xml":            {6, 6},
	"beemdevelopment-Aegis/importers/freeotp_v2_api34.xml":            {6, 6},
	"beemdevelopment-Aegis/importers/freeotp_v2_null_algo.xml":        {1, 1},
	"bitwarden-android/aegis/valid_multiple_entries_json.json":        {3, 2}, // "SECRET1" is no base32
	"bitwarden-android/lastpass/valid_multiple_accounts_json.json":    {3, 2},
	"bitwarden-android/twofas/multiple_services_json.json":            {3, 2},
	"bitwarden-android/twofas/mixed_totp_hotp_json.json":              {3, 2},
	"bitwarden-android/bitwarden/items_without_totp_json.json":        {0, 0},
	"keepassxreboot-keepassxc/1PasswordExport.1pux":                   {2, 2},
	"keepassxreboot-keepassxc/bitwarden_export.json":                  {1, 1},
	"replydev-cotp/test_samples/cotp_input.json":                      {2, 2},
	"replydev-cotp/test_samples/freeotp_plus_example1.json":           {2, 2},
	"replydev-cotp/test_samples/otp_uri/input_otp_uri.json":           {1, 1},
	"beemdevelopment-Aegis/importers/duo.json":                        {2, 2},
	"beemdevelopment-Aegis/importers/authy_plain.xml":                 {3, 3},
	"beemdevelopment-Aegis/importers/authy_encrypted.xml":             {3, 3},
	"beemdevelopment-Aegis/importers/authenticator_plus.zip":          {7, 7},
	"beemdevelopment-Aegis/importers/totp_authenticator.bin":          {3, 3},
	"beemdevelopment-Aegis/importers/totp_authenticator_internal.xml": {3, 3},
	"beemdevelopment-Aegis/importers/battle_net_authenticator.xml":    {1, 1},
	"beemdevelopment-Aegis/importers/steam.json":                      {1, 1},
	"beemdevelopment-Aegis/importers/steam_old.json":                  {1, 1},
}

// wanted is an entry as the lists of the corpus give it.
type wanted struct {
	Type, Issuer, Account, Secret, Algorithm string
	Digits, Period                           int
	Counter                                  uint64
	Groups                                   []string
}

// asWanted puts an entry the same way.
func asWanted(e Entry) wanted {
	l := wanted{string(e.Key.Type), e.Key.Issuer, e.Key.Account, base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(e.Key.Secret.Reveal()),
		string(e.Key.Algorithm), e.Key.Digits, int(e.Key.Period / time.Second), e.Key.Counter, nil}
	if e.Group != "" {
		l.Groups = []string{e.Group}
	}
	return l
}

func TestCorpus(t *testing.T) { // AT-142
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus is not here")
	}
	var opened, refused, skipped int
	err := filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(path, corpus+string(filepath.Separator)))
		if notAnExport(name) {
			skipped++
			return nil
		}
		t.Run(name, func(t *testing.T) {
			if corpusFile(t, path, name) {
				opened++
			} else {
				refused++
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("opened %d, refused %d, skipped %d", opened, refused, skipped)
}

// notAnExport: lists, vectors and pictures are none.
func notAnExport(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return top == "expected" || top == "vectors" || top == "qr" || top == "MANIFEST.md" || strings.HasSuffix(name, ".png")
}

// refusedByRight are files that are damaged or hold nothing we know.
func refusedByRight(name string) bool {
	return strings.Contains(name, "malformed_") || strings.Contains(name, "missing_") || strings.HasSuffix(name, "encrypted_services_json.json")
}

// corpusFile opens a file and compares; false: it was refused.
func corpusFile(t *testing.T, path, name string) bool {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Recognise(data)
	if err != nil {
		if !refusedByRight(name) {
			t.Errorf("not recognised: %v", err)
		}
		return false
	}
	entries, err := openCorpus(t, f)
	if err != nil {
		if !refusedByRight(name) {
			t.Errorf("%s: %v", f.Format, err)
		}
		return false
	}
	compare(t, name, entries)
	return true
}

// openCorpus opens a file with whichever of the passwords opens it; every other must be refused as a wrong one.
func openCorpus(t *testing.T, f File) (entries []Entry, err error) {
	if !f.Sealed {
		return f.Read(t.Context(), secret.Bytes{}, kdf.Native{}, kdf.Usual)
	}
	err = ErrPassword
	for _, p := range append([]string{"wrong"}, passwords...) {
		got, e := f.Read(t.Context(), secret.Of([]byte(p)), kdf.Native{}, kdf.Usual)
		if e == nil && p == "wrong" {
			t.Error("a wrong password opens it")
		}
		if e == nil {
			return got, nil
		}
		if !errors.Is(e, ErrPassword) {
			return nil, e
		}
	}
	return nil, err
}

// compare holds the entries against the list, or against the count.
func compare(t *testing.T, name string, entries []Entry) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(corpus, "expected", strings.ReplaceAll(name, "/", "__")+".expected.json"))
	if err != nil {
		compareCount(t, name, entries)
		return
	}
	var want []wanted
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	if len(want) != len(entries) {
		t.Fatalf("%d entries, not %d", len(entries), len(want))
	}
	for i, w := range want {
		got := asWanted(entries[i])
		w.Secret = canonical(t, w.Secret)
		if entries[i].Reason != "" {
			t.Errorf("entry %d cannot be used: %s", i, entries[i].Reason)
		}
		if w.Groups == nil {
			got.Groups = nil
		}
		if a, b := mustMarshal(t, got), mustMarshal(t, w); a != b {
			t.Errorf("entry %d:\n got %s\nwant %s", i, a, b)
		}
	}
}

// canonical writes a secret the one way: a last letter that adds no byte is no part of the key (FSFSFSFSEFEFEF).
func canonical(t *testing.T, text string) string {
	t.Helper()
	key, err := otp.ParseSecret([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(key.Reveal())
}

func compareCount(t *testing.T, name string, entries []Entry) {
	t.Helper()
	usable := 0
	for _, e := range entries {
		if e.Reason == "" {
			usable++
		}
	}
	if strings.HasPrefix(name, "beemdevelopment-Aegis/") {
		ofTheSet(t, entries)
	}
	want, known := counts[name]
	if known && (len(entries) != want[0] || usable != want[1]) {
		t.Errorf("%d entries, %d of use; want %v", len(entries), usable, want)
	}
	t.Logf("%d entries, %d of use: %+v", len(entries), usable, reasons(entries))
}

// ofTheSet: every file of that folder holds some of the same entries (MANIFEST.md, "Aegis set"); apps keep less of a name.
func ofTheSet(t *testing.T, entries []Entry) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(corpus, "expected", "beemdevelopment-Aegis__importers__aegis_plain.json.expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var set []wanted
	if err := json.Unmarshal(raw, &set); err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		got := asWanted(e)
		if !slices.ContainsFunc(set, func(w wanted) bool {
			named := strings.EqualFold(got.Account, w.Account) && (got.Issuer == w.Issuer || got.Issuer == "")
			return got.Secret == w.Secret && (named || got.Type == "steam") // Steam's own files and Bitwarden's address name nobody
		}) && got.Issuer != "Battle.net" {
			t.Errorf("entry %d is none of the set: %+v", i, got)
		}
	}
}

func reasons(entries []Entry) (out []otp.Reason) {
	for _, e := range entries {
		if e.Reason != "" {
			out = append(out, e.Reason)
		}
	}
	return out
}

func mustMarshal(t *testing.T, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
