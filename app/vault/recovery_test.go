package vault

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vestibule/app/secret"
)

var form = regexp.MustCompile(`^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$`)

func TestARecoveryCodeIsReadHoweverItIsTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOfN(rapid.Byte(), recoveryBytes, recoveryBytes).Draw(t, "raw")
		code := string(writeRecovery(secret.Copy(raw)).Reveal())
		if !form.MatchString(code) {
			t.Fatal(code)
		}
		for name, typed := range map[string]string{
			"as it is": code, "in lower case": strings.ToLower(code), "without dashes": strings.ReplaceAll(code, "-", ""), "with spaces": " " + strings.ReplaceAll(code, "-", "  ") + "\n",
			"with O and I": strings.NewReplacer("0", "O", "1", "I").Replace(code), "with o and l": strings.NewReplacer("0", "o", "1", "l").Replace(code),
			"with odd spaces": strings.ReplaceAll(code, "-", " "), "with long dashes": strings.ReplaceAll(code, "-", "–"),
		} {
			got, err := readRecovery(secret.Of([]byte(typed)))
			if err != nil || !bytes.Equal(got.Reveal(), raw) {
				t.Fatalf("%s: %q: %v", name, typed, err)
			}
		}
	})
}

// Every one wrong sign and every two neighbours that changed places are told, not most of them.
func TestEverySlipOfThePenIsTold(t *testing.T) {
	raw := bytes.Repeat([]byte{0xA5, 0x17, 0x00, 0xFE}, 4)
	code := slices.DeleteFunc(writeRecovery(secret.Copy(raw)).Reveal(), func(b byte) bool { return b == '-' })
	for i := range code {
		for _, other := range []byte(alphabet) {
			if other == code[i] {
				continue
			}
			slip := slices.Clone(code)
			slip[i] = other
			if _, err := readRecovery(secret.Of(slip)); !errors.Is(err, errTypo) {
				t.Fatalf("%s for %s", slip, code)
			}
		}
		if i > 0 && code[i] != code[i-1] {
			slip := slices.Clone(code)
			slip[i], slip[i-1] = slip[i-1], slip[i]
			if _, err := readRecovery(secret.Of(slip)); !errors.Is(err, errTypo) {
				t.Fatalf("%s for %s", slip, code)
			}
		}
	}
	for _, typed := range []string{"", "A", string(code[:27]), string(code) + "0", strings.Replace(string(code), "M", "U", 1) + "!", "ÀÀÀÀ", strings.Repeat("0", 5000)} {
		if _, err := readRecovery(secret.Of([]byte(typed))); !errors.Is(err, errTypo) {
			t.Errorf("%.40q: %v", typed, err)
		}
	}
}

func FuzzRecoveryCode(f *testing.F) {
	f.Add([]byte("4YKD-83QZ"))
	f.Add(writeRecovery(secret.Of(make([]byte, recoveryBytes))).Reveal())
	f.Fuzz(func(t *testing.T, typed []byte) {
		raw, err := readRecovery(secret.Copy(typed))
		if err != nil {
			return
		}
		again, err := readRecovery(writeRecovery(raw))
		if err != nil || !again.Equal(raw) {
			t.Fatal(err)
		}
	})
}
