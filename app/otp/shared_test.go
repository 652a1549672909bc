package otp_test

import (
	"bufio"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vestibule/app/otp"
	"vestibule/app/secret"
)

// Vectors of other projects, which lie beside this one and are not part of it.
const sharedData = "../../../shared/data"

// shared opens a file of those, or skips.
func shared(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join(sharedData, path))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("not here: " + path)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// sharedJSON reads one into v.
func sharedJSON[T any](t *testing.T, path string) (v T) {
	t.Helper()
	if err := json.NewDecoder(shared(t, path)).Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// read opens whatever an address is.
func read(address string) (k otp.Key, warnings []otp.Warning, err error) {
	if otp.IsMigration([]byte(address)) {
		_, err = otp.ParseMigration([]byte(address))
		return otp.Key{}, nil, err
	}
	return otp.Parse([]byte(address))
}

// sanitised is what becomes of the rows that are taken and cleaned; their order is the file's.
var sanitised = []struct {
	issuer, account, label string
	warning                otp.Warning // empty: nothing to warn of, names are shown as plain text
}{
	{"B", "b", "A", otp.IssuersDiffer},
	{"ecnarusnI", "b", "", otp.LabelCleaned},
	{"BankEvil", "b", "", otp.LabelCleaned},
	{"A b", "c", "", otp.LabelCleaned},
	{"\u0410etna", "b", "", otp.LabelLookalike},
	{"😀", "b", "", ""},
	{"<img src=x onerror=alert(1)>", "b", "", ""},
	{"[click](https://evil.example)", "b", "", ""},
}

func TestHostileAddresses(t *testing.T) {
	counts, cleaned := map[string]int{}, sanitised
	for lines := bufio.NewScanner(shared(t, "otp/bad-otpauth-uris.tsv")); lines.Scan(); {
		row := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(row[0], "#") {
			continue
		}
		counts[row[0]]++
		k, warnings, err := read(row[1])
		warnings = slices.DeleteFunc(warnings, func(w otp.Warning) bool { return w == otp.SecretShort })
		switch row[0] {
		case "reject":
			if reason(err) == "" {
				t.Errorf("%s: taken: %+v", row[1], k)
			}
		case "accept":
			if err != nil || len(warnings) > 0 {
				t.Errorf("%s: %v %v", row[1], err, warnings)
			}
		case "sanitise":
			want := cleaned[0]
			cleaned = cleaned[1:]
			if err != nil || k.Issuer != want.issuer || k.Account != want.account || k.LabelIssuer != want.label ||
				(want.warning != "") != slices.Contains(warnings, want.warning) || want.warning == "" && len(warnings) > 0 {
				t.Errorf("%s: %+v %v %v", row[1], k, warnings, err)
			}
		}
	}
	t.Log(counts)
	if counts["reject"] != 19 || counts["accept"] != 7 || counts["sanitise"] != 8 {
		t.Error("the file is another")
	}
}

// decided is what is done with the rows on which apps disagree (CONFLICT): the address, and the rule.
var decided = map[string]string{
	"otpauth://totp/issuer:username?secret=ABCDEFG&issuer=something":                    "the parameter is the issuer, the label's is kept and warned of",
	"otpauth://totp/issuer?secret=ABCDEFG":                                              "a label alone without @ is the issuer",
	"otpauth://hotp/issuer?secret=ABCDEFG":                                              "HOTP without a counter is refused",
	"otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example&algorithm=MD5": "an algorithm that is not one of three is refused",
	"otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example&period=999":    "any period of whole seconds is kept as it is",
	"otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example&digits=11":     "digits outside 4 to 10 are refused",
	"otpauth://totp/My%20TOTP%20Code?secret=JBSWY3DPEHPK3PXP&issuer=My+TOTP+Code":       "+ in the parameter is a space, unless the label has it too",
}

// outcome is what a conflict row must come to, in the fields that the rule is about.
var outcome = map[string]func(otp.Key, otp.Reason) bool{
	"the parameter is the issuer, the label's is kept and warned of": func(k otp.Key, r otp.Reason) bool {
		return k.Issuer == "something" && k.LabelIssuer == "issuer" && r == ""
	},
	"a label alone without @ is the issuer":                      func(k otp.Key, r otp.Reason) bool { return k.Issuer == "issuer" && k.Account == "" && r == "" },
	"HOTP without a counter is refused":                          func(_ otp.Key, r otp.Reason) bool { return r == otp.CounterRefused },
	"an algorithm that is not one of three is refused":           func(_ otp.Key, r otp.Reason) bool { return r == otp.AlgorithmUnknown },
	"any period of whole seconds is kept as it is":               func(k otp.Key, r otp.Reason) bool { return k.Period == 999*time.Second && r == "" },
	"digits outside 4 to 10 are refused":                         func(_ otp.Key, r otp.Reason) bool { return r == otp.DigitsRefused },
	"+ in the parameter is a space, unless the label has it too": func(k otp.Key, r otp.Reason) bool { return k.Issuer == "My TOTP Code" && k.Account == "My TOTP Code" },
}

// uriRow is a row of otpauth_uri.json. Expect is "reject", or what is known of the key.
type uriRow struct {
	URI, Note string
	Expect    json.RawMessage
}

type expectation struct {
	Issuer, Account *string
	Type, Secret    string
	Algorithm       string
	Digits, Period  int
	Counter         *uint64
}

func TestAddressesOfOtherApps(t *testing.T) { // AT-142
	rows := sharedJSON[[]uriRow](t, "authenticators/vectors/otpauth_uri.json")
	accepted, refused, conflicts := 0, 0, 0
	for _, row := range rows {
		k, _, err := otp.Parse([]byte(row.URI))
		if strings.HasPrefix(row.Note, "CONFLICT") {
			conflicts++
			rule := decided[row.URI]
			t.Logf("%s\n\t%s\n\tdecided: %s", row.URI, row.Note, rule)
			if rule == "" || !outcome[rule](k, reason(err)) {
				t.Errorf("%s: %+v %v", row.URI, k, err)
			}
			continue
		}
		if string(row.Expect) == `"reject"` {
			if refused++; reason(err) == "" {
				t.Errorf("%s: taken: %+v", row.URI, k)
			}
			continue
		}
		accepted++
		var want expectation
		if e := json.Unmarshal(row.Expect, &want); e != nil || err != nil || !want.holds(k) {
			t.Errorf("%s: %+v %v %v; want %s", row.URI, k, err, e, row.Expect)
		}
	}
	t.Logf("%d rows: %d accepted, %d refused, %d decided", len(rows), accepted, refused, conflicts)
	if len(rows) != 61 || conflicts != len(decided) {
		t.Error("the file is another")
	}
}

// holds compares what the row says; null is empty, and what it does not say is the format's default.
func (e expectation) holds(k otp.Key) bool {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	or := func(n, unless int) int {
		if n == 0 {
			return unless
		}
		return n
	}
	algorithm := e.Algorithm
	if algorithm == "" {
		algorithm = string(k.Algorithm)
	}
	kind := e.Type
	if kind == "" {
		kind = "totp"
	}
	said, _ := otp.ParseSecret([]byte(e.Secret))
	secretAsSaid := e.Secret == "" || said.Equal(k.Secret)
	return text(e.Issuer) == k.Issuer && text(e.Account) == k.Account && kind == string(k.Type) && algorithm == string(k.Algorithm) &&
		or(e.Digits, k.Digits) == k.Digits && or(e.Period, int(k.Period/time.Second)) == int(k.Period/time.Second) &&
		(e.Counter == nil || *e.Counter == k.Counter) && secretAsSaid && k.Check() == nil
}

func TestCodesOfOtherApps(t *testing.T) {
	rows := sharedJSON[[]struct {
		Type, Secret, Algorithm, Code string
		Digits, Period                int
		Time                          int64
		Counter                       uint64
	}](t, "authenticators/vectors/codes.json")
	made, refused := 0, 0
	for _, row := range rows {
		key, err := otp.ParseSecret([]byte(row.Secret))
		if err != nil {
			t.Fatal(err)
		}
		k := otp.Key{Type: otp.Type(row.Type), Algorithm: otp.AlgorithmNamed(row.Algorithm), Digits: row.Digits,
			Period: time.Duration(row.Period) * time.Second, Counter: row.Counter, Secret: key}
		c, err := k.Code(time.Unix(row.Time, 0))
		if slices.Contains([]string{"MD5", "SHA224", "SHA384"}, row.Algorithm) {
			if refused++; reason(err) != otp.AlgorithmUnknown {
				t.Errorf("%+v: %v %v", row, c, err)
			}
			continue
		}
		if made++; err != nil || c.Text != row.Code {
			t.Errorf("%+v: %v %v", row, c, err)
		}
	}
	t.Logf("%d codes: %d made, %d refused (MD5, SHA224, SHA384)", len(rows), made, refused)
	if len(rows) != 45 || refused != 3 {
		t.Error("the file is another")
	}
}

func TestMigrationsOfOtherApps(t *testing.T) {
	rows := sharedJSON[[]struct {
		URI           string
		ExpectedError bool `json:"expected_error"`
		Expected      struct {
			Entries []struct {
				Alg, Digits, Type    uint64
				Counter              uint64
				Issuer, Name, Secret string
			}
			BatchSize  int   `json:"batch_size"`
			BatchIndex int   `json:"batch_index"`
			BatchID    int32 `json:"batch_id"`
		}
	}](t, "authenticators/vectors/migration.json")
	for _, row := range rows {
		p, err := otp.ParseMigration([]byte(row.URI))
		if row.ExpectedError {
			if reason(err) != otp.MigrationBroken {
				t.Errorf("%s: %v %v", row.URI, p, err)
			}
			continue
		}
		want := row.Expected
		if err != nil || p.Batch != want.BatchID || p.Index != want.BatchIndex || p.Size != max(want.BatchSize, 1) || len(p.Entries) != len(want.Entries) {
			t.Errorf("%s: %+v %v", row.URI, p, err)
			continue
		}
		for i, e := range p.Entries {
			w := want.Entries[i]
			issuer, account := w.Issuer, strings.TrimPrefix(w.Name, w.Issuer+":")
			k := e.Key
			got := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(k.Secret.Reveal())
			if e.Reason != "" || k.Issuer != issuer || k.Account != account || got != w.Secret || k.Counter != w.Counter ||
				k.Type != []otp.Type{"", otp.HOTP, otp.TOTP}[w.Type] || k.Digits != []int{6, 6, 8}[w.Digits] ||
				k.Algorithm != []otp.Algorithm{otp.SHA1, otp.SHA1, otp.SHA256, otp.SHA512}[w.Alg] {
				t.Errorf("%s: entry %d: %+v; want %+v", row.URI, i, e, w)
			}
		}
	}
	t.Logf("%d migrations", len(rows))
	if len(rows) != 18 {
		t.Error("the file is another")
	}
}

// The MACs of Wycheproof that are as long as the hash and of a message as long as a counter are HOTP values not yet cut down.
func TestMACsOfWycheproof(t *testing.T) {
	for algorithm, size := range map[otp.Algorithm]int{otp.SHA1: 160, otp.SHA256: 256, otp.SHA512: 512} {
		file := sharedJSON[struct {
			TestGroups []struct {
				KeySize, TagSize int
				Tests            []struct {
					Key, Msg, Tag, Result string
					TcID                  int
				}
			}
		}](t, "aead/wycheproof-hmac_"+strings.ToLower(string(algorithm))+".json")
		n := 0
		for _, g := range file.TestGroups {
			for _, c := range g.Tests {
				if g.TagSize != size || len(c.Msg) != 16 || c.Result != "valid" {
					continue
				}
				n++
				counter, _ := strconv.ParseUint(c.Msg, 16, 64)
				k := otp.Key{Type: otp.HOTP, Algorithm: algorithm, Digits: 10, Counter: counter, Secret: secret.Of(unhex(t, c.Key))}
				if got, want := mustCode(t, k, time.Time{}), truncated(unhex(t, c.Tag), k); got != want {
					t.Errorf("%s %d: %s, want %s", algorithm, c.TcID, got, want)
				}
			}
		}
		t.Logf("%s: %d apply", algorithm, n)
		if n == 0 {
			t.Error("none applies: the file is another")
		}
	}
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
