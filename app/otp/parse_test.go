package otp_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vestibule/app/otp"
	"vestibule/app/secret"
)

// The addresses of these tests are made up; "Hello!\xde\xad\xbe\xef" is the secret of Google's own example.
const hello = "JBSWY3DPEHPK3PXP"

// want is a key as a line: issuer|account|label issuer|type|algorithm|digits|period or counter.
func line(k otp.Key) string {
	moving := k.Period.String()
	if k.Type == otp.HOTP {
		moving = "#" + strings.Repeat("i", int(min(k.Counter, 9)))
	}
	return strings.Join([]string{k.Issuer, k.Account, k.LabelIssuer, string(k.Type), string(k.Algorithm), string(rune('0' + k.Digits)), moving}, "|")
}

// TestRules holds a line for every rule on which authenticators disagree.
func TestRules(t *testing.T) {
	for _, row := range []struct{ rule, address, want string }{
		{"what is not said is SHA1, 6 digits, 30 seconds", "otpauth://totp/A:b?secret=" + hello, "A|b||totp|SHA1|6|30s"},
		{"every case of scheme, type and names is the same", "OTPAuth://TotP/A:b?SECRET=" + hello + "&DiGiTs=8", "A|b||totp|SHA1|8|30s"},
		{"blanks around an address are not of it", " \r\n otpauth://totp/A:b?secret=" + hello + "\n", "A|b||totp|SHA1|6|30s"},
		{"the first plain colon divides", "otpauth://totp/A%3A%20B:c:d?secret=" + hello, "A: B|c:d||totp|SHA1|6|30s"},
		{"else the first escaped one", "otpauth://totp/A%3ab%3Ac?secret=" + hello, "A|b:c||totp|SHA1|6|30s"},
		{"a blank after the colon is not of the account", "otpauth://totp/A:%20b?secret=" + hello, "A|b||totp|SHA1|6|30s"},
		{"the parameter is the issuer, the label's is kept", "otpauth://totp/A:b?issuer=C&secret=" + hello, "C|b|A|totp|SHA1|6|30s"},
		{"in any case they agree", "otpauth://totp/aetna:b?issuer=Aetna&secret=" + hello, "Aetna|b||totp|SHA1|6|30s"},
		{"an empty parameter says nothing", "otpauth://totp/A:b?issuer=&digits=&period=&algorithm=&secret=" + hello, "A|b||totp|SHA1|6|30s"},
		{"a label alone with an @ is the account", "otpauth://totp/b@example.org?secret=" + hello, "|b@example.org||totp|SHA1|6|30s"},
		{"a label alone without is the issuer", "otpauth://totp/A?secret=" + hello, "A|||totp|SHA1|6|30s"},
		{"a label alone beside an issuer is the account", "otpauth://totp/b?issuer=A&secret=" + hello, "A|b||totp|SHA1|6|30s"},
		{"even beside an empty one", "otpauth://totp/b?issuer=&secret=" + hello, "|b||totp|SHA1|6|30s"},
		{"person@place/issuer", "otpauth://totp/b%40example.org%2FA?secret=" + hello, "A|b@example.org||totp|SHA1|6|30s"},
		{"but not beside an issuer", "otpauth://totp/b@example.org/A?issuer=C&secret=" + hello, "C|b@example.org/A||totp|SHA1|6|30s"},
		{"no label, but an issuer", "otpauth://totp/?issuer=A&secret=" + hello, "A|||totp|SHA1|6|30s"},
		{"a colon alone is a key without a name", "otpauth://totp/:?secret=" + hello, "|||totp|SHA1|6|30s"},
		{"+ in the parameter is a space", "otpauth://totp/b?issuer=A+B&secret=" + hello, "A B|b||totp|SHA1|6|30s"},
		{"unless the label has it too", "otpauth://totp/C++:b+c?issuer=C%2B+&secret=" + hello, "C++|b+c||totp|SHA1|6|30s"},
		{"# and raw blanks are part of a name", "otpauth://totp/A:b #1?issuer=A&secret=" + hello, "A|b #1||totp|SHA1|6|30s"},
		{"a wrong percent sign is part of a name", "otpauth://totp/A:100%?issuer=A&secret=" + hello, "A|100%||totp|SHA1|6|30s"},
		{"two different issuers: the first", "otpauth://totp/b?issuer=A&issuer=B&secret=" + hello, "A|b||totp|SHA1|6|30s"},
		{"what is said twice the same is said", "otpauth://totp/A:b?digits=8&digits=8&secret=" + hello + "&secret=" + hello, "A|b||totp|SHA1|8|30s"},
		{"names that nobody knows are passed over", "otpauth://totp/A:b?image=x&color=%zz&&=&secret=" + hello, "A|b||totp|SHA1|6|30s"},
		{"an address out of a page's source", "otpauth://totp/A:b?secret=" + hello + "&amp;digits=8&amp;algorithm=SHA512", "A|b||totp|SHA512|8|30s"},
		{"algo is algorithm", "otpauth://totp/A:b?algo=sha256&secret=" + hello, "A|b||totp|SHA256|6|30s"},
		{"the names of a hash", "otpauth://totp/A:b?algorithm=Hmac-SHA-512&secret=" + hello, "A|b||totp|SHA512|6|30s"},
		{"any period", "otpauth://totp/A:b?period=86401&secret=" + hello, "A|b||totp|SHA1|6|24h0m1s"},
		{"ten digits", "otpauth://totp/A:b?digits=010&secret=" + hello, "A|b||totp|SHA1|:|30s"},
		{"HOTP takes its counter, and no period", "otpauth://hotp/A:b?counter=3&period=x&secret=" + hello, "A|b||hotp|SHA1|6|#iii"},
		{"TOTP takes no counter", "otpauth://totp/A:b?counter=x&secret=" + hello, "A|b||totp|SHA1|6|30s"},
		{"Steam by type", "otpauth://steam/A:b?secret=" + hello, "A|b||steam|SHA1|5|30s"},
		{"Steam by encoder", "otpauth://totp/A:b?encoder=Steam&secret=" + hello, "A|b||steam|SHA1|5|30s"},
		{"Steam by a bare word", "otpauth://totp/A:b?steam&secret=" + hello, "A|b||steam|SHA1|5|30s"},
		{"Steam by name", "otpauth://totp/b?issuer=steam&secret=" + hello, "steam|b||steam|SHA1|5|30s"},
		{"not by name where six digits are said", "otpauth://totp/Steam:b?digits=6&secret=" + hello, "Steam|b||totp|SHA1|6|30s"},
		{"not by name where an encoder is said", "otpauth://totp/Steam:b?digits=5&encoder=&secret=" + hello, "Steam|b||totp|SHA1|5|30s"},
		{"Bitwarden's short form", "Steam://" + hello, "Steam|||steam|SHA1|5|30s"},
	} {
		k, _, err := otp.Parse([]byte(row.address))
		if err != nil || line(k) != row.want || string(k.Secret.Reveal()) != "Hello!\xde\xad\xbe\xef" {
			t.Errorf("%s\n\t%s\n\t%s %v; want %s", row.rule, row.address, line(k), err, row.want)
		}
	}
}

func TestRefusals(t *testing.T) { // AT-145
	for _, row := range []struct {
		address string
		why     otp.Reason
	}{
		{"", otp.NotAnAddress}, {"otpauth", otp.NotAnAddress}, {"otpauth:totp/A?secret=" + hello, otp.NotAnAddress},
		{"xotpauth://totp/A?secret=" + hello, otp.NotAnAddress}, {"otpauth-migration://offline?data=CgUKA0FCQw", otp.NotAnAddress},
		{"otpauth://totp/" + strings.Repeat("A", 17000), otp.TooLong},
		{"otpauth://totp/A?secret=" + strings.Repeat("A", 1700), otp.TooLong}, {"otpauth://totp/A?secret=" + strings.Repeat("A", 9000), otp.TooLong},
		{"otpauth:///A?secret=" + hello, otp.TypeUnknown}, {"otpauth://to\x00tp/A?secret=" + hello, otp.TypeUnknown}, {"otpauth://yaotp/A?secret=" + hello, otp.TypeUnknown},
		{"otpauth://totp/A?encoder=x&secret=" + hello, otp.TypeUnknown}, {"otpauth://totp/A?encoder=steam&encoder=x&secret=" + hello, otp.TypeUnknown},
		{"otpauth://hotp/A?encoder=steam&counter=1&secret=" + hello, otp.TypeUnknown},
		{"otpauth://totp/A", otp.SecretMissing}, {"otpauth://totp/A?secret", otp.SecretMissing}, {"otpauth://totp/A?secret=-%20=", otp.SecretMissing},
		{"otpauth://totp/A?secret=A", otp.SecretBroken}, {"otpauth://totp/A?secret=AA%zz", otp.SecretBroken}, {"otpauth://totp/A?secret=AA=AA", otp.SecretBroken},
		{"otpauth://totp/A?secret=" + hello + "#x", otp.SecretBroken}, {"otpauth://totp/A?secret=ÄÄÄÄ", otp.SecretBroken}, {"otpauth://totp/A?secret=AA1A", otp.SecretDigits},
		{"otpauth://totp/A?secret=" + hello + "&SECRET=ABCDEFGH", otp.SecretTwice},
		{"otpauth://totp/A?algorithm=SHA&secret=" + hello, otp.AlgorithmUnknown}, {"otpauth://totp/A?algorithm=SHA1&algorithm=SHA256&secret=" + hello, otp.AlgorithmUnknown},
		{"otpauth://totp/A?algorithm=SHA3-512&secret=" + hello, otp.AlgorithmUnknown}, {"otpauth://totp/A?algorithm=SHA1%00&secret=" + hello, otp.AlgorithmUnknown},
		{"otpauth://totp/A?digits=3&secret=" + hello, otp.DigitsRefused}, {"otpauth://totp/A?digits=6.0&secret=" + hello, otp.DigitsRefused},
		{"otpauth://totp/A?digits=6&digits=8&secret=" + hello, otp.DigitsRefused}, {"otpauth://totp/A?digits=+6&secret=" + hello, otp.DigitsRefused},
		{"otpauth://totp/A?digits=6%23&secret=" + hello, otp.DigitsRefused}, {"otpauth://steam/A?digits=6&secret=" + hello, otp.DigitsRefused},
		{"otpauth://totp/A?period=30s&secret=" + hello, otp.PeriodRefused}, {"otpauth://totp/A?period=2147483648&secret=" + hello, otp.PeriodRefused},
		{"otpauth://steam/A?period=60&secret=" + hello, otp.PeriodRefused},
		{"otpauth://hotp/A?counter=&secret=" + hello, otp.CounterRefused}, {"otpauth://hotp/A?counter=18446744073709551616&secret=" + hello, otp.CounterRefused},
		{"otpauth://hotp/A?counter=1&counter=2&secret=" + hello, otp.CounterRefused},
		{"otpauth://totp/?secret=" + hello, otp.NameMissing}, {"otpauth://totp?secret=" + hello, otp.NameMissing},
		{"steam://", otp.SecretMissing}, {"steam://open/games", otp.SecretBroken},
	} {
		if _, _, err := otp.Parse([]byte(row.address)); reason(err) != row.why {
			t.Errorf("%.80s: %v; want %s", row.address, err, row.why)
		}
	}
}

// What cannot be used can still be kept and shown.
func TestARefusedAddressTellsWhatIsKnown(t *testing.T) {
	k, _, err := otp.Parse([]byte("otpauth://motp/A:b?algorithm=md5&secret=" + hello))
	if reason(err) != otp.TypeUnknown || line(k) != "A|b||motp|MD5|6|30s" || k.Secret.Len() != 10 {
		t.Error(line(k), err)
	}
}

func TestWarnings(t *testing.T) { // AT-145
	long := "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for _, row := range []struct {
		address string
		want    []otp.Warning
	}{
		{"otpauth://totp/A:b?secret=" + long, nil},
		{"otpauth://totp/A:b?secret=" + hello, []otp.Warning{otp.SecretShort}},
		{"otpauth://totp/A:b?secret=" + long + "A", []otp.Warning{otp.SecretCut}},
		{"otpauth://totp/A:b?issuer=B&secret=" + long, []otp.Warning{otp.IssuersDiffer}},
		{"otpauth://totp/b?issuer=A&issuer=B&secret=" + long, []otp.Warning{otp.IssuersDiffer}},
		{"otpauth://totp/A%E2%80%8B:%D0%B0b?secret=" + long, []otp.Warning{otp.LabelCleaned, otp.LabelLookalike}},
	} {
		if _, got, err := otp.Parse([]byte(row.address)); err != nil || !slices.Equal(got, row.want) {
			t.Errorf("%s: %v %v; want %v", row.address, got, err, row.want)
		}
	}
}

func TestTypedSecrets(t *testing.T) {
	for _, row := range []struct {
		typed     string
		so, later otp.Reason // what CheckTyped and ParseSecret say
	}{
		{"", otp.SecretMissing, otp.SecretMissing}, {" - ", otp.SecretMissing, otp.SecretMissing},
		{"jbsw y3dp-ehpk 3pxp", "", ""}, {"JBSW\u00a0Y3DP\u2013EHPK\u20113PXP==\n", "", ""}, {"JBSWY3DPEHPK3PXP\u200b", "", ""},
		{"jbswy3dpehpk3px0", otp.SecretDigits, otp.SecretDigits}, {"8", otp.SecretDigits, otp.SecretDigits},
		{"jbswy3dpehpk3pxp1", otp.SecretDigits, otp.SecretDigits}, {"J", otp.SecretBroken, otp.SecretBroken},
		{"jbswy3dpehpk3pxpa", otp.SecretOdd, ""}, {"SECRET", otp.SecretOdd, ""}, {"\xff", otp.SecretBroken, otp.SecretBroken},
		{"AB=C", otp.SecretBroken, otp.SecretBroken}, {strings.Repeat("AB", 4096), otp.TooLong, otp.TooLong},
	} {
		_, err := otp.ParseSecret([]byte(row.typed))
		if so := otp.CheckTyped([]byte(row.typed)); so != row.so || reason(err) != row.later {
			t.Errorf("%.40q: %q, %v; want %q, %q", row.typed, so, err, row.so, row.later)
		}
	}
	key, err := otp.ParseSecret([]byte("jbsw y3dp-ehpk 3pxp"))
	if err != nil || string(key.Reveal()) != "Hello!\xde\xad\xbe\xef" {
		t.Error(err)
	}
}

func TestAddressesOfOurs(t *testing.T) {
	key := secret.Of([]byte("Hello!\xde\xad\xbe\xef"))
	for _, row := range []struct {
		k    otp.Key
		want string
	}{
		{otp.Key{Type: otp.TOTP, Issuer: "A & B", Account: "b@example.org", Algorithm: otp.SHA1, Digits: 6, Period: 30 * time.Second, Secret: key},
			"otpauth://totp/A%20%26%20B:b@example.org?secret=JBSWY3DPEHPK3PXP&issuer=A%20%26%20B&algorithm=SHA1&digits=6&period=30"},
		{otp.Key{Type: otp.HOTP, Account: "b", Algorithm: otp.SHA256, Digits: 8, Counter: 7, Secret: key},
			"otpauth://hotp/b?secret=JBSWY3DPEHPK3PXP&issuer=&algorithm=SHA256&digits=8&counter=7"},
		{otp.Key{Type: otp.TOTP, Issuer: "Steam", Algorithm: otp.SHA1, Digits: 5, Period: 30 * time.Second, Secret: key},
			"otpauth://totp/Steam:?secret=JBSWY3DPEHPK3PXP&issuer=Steam&algorithm=SHA1&digits=5&period=30&encoder="},
	} {
		if got := string(row.k.Address().Reveal()); got != row.want {
			t.Errorf("%s\nwant %s", got, row.want)
		}
	}
}

// same compares keys to the last byte.
func same(a, b otp.Key) bool {
	x, y := a, b
	x.Secret, y.Secret = secret.Bytes{}, secret.Bytes{}
	return x == y && a.Secret.Equal(b.Secret)
}

func TestAddressesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := anyKey(t)
		if other := name(t, "label issuer"); other != "" && !strings.EqualFold(other, k.Issuer) && k.Issuer != "" {
			k.LabelIssuer = other
		}
		address := k.Address()
		back, _, err := otp.Parse(address.Reveal())
		if err != nil || !same(back, k) {
			t.Fatalf("%s\n%+v\n%+v %v", address.Reveal(), k, back, err)
		}
	})
}
