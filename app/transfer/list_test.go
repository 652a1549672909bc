package transfer

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode/utf16"

	"vestibule/app/otp"
)

const (
	aliceAddress = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Example"
	aliceSaid    = "totp|Example|alice|JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA1|6|30s|0"
	bobAddress   = "otpauth://hotp/Shop:bob?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Shop&algorithm=SHA256&digits=8&counter=7"
	bobSaid      = "hotp|Shop|bob|JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA256|8|0s|7"
)

func TestListInEveryDress(t *testing.T) {
	for _, text := range []string{
		aliceAddress + "\n" + bobAddress,
		aliceAddress + "\n" + bobAddress + "\n",
		"\xef\xbb\xbf" + aliceAddress + "\r\n" + bobAddress + "\r\n",
		"\r\n\r\n# mine\r\n// also mine\r\n  " + aliceAddress + "  \r\n\r\n\t" + bobAddress + "\r\n# the end",
		aliceAddress + "\r" + bobAddress, // as old Macs ended lines
		"OTPAUTH" + aliceAddress[7:] + "\n" + bobAddress,
	} {
		opens(t, []byte(text), "", OTPAuth, aliceSaid, bobSaid)
	}
}

// A list that Windows' Notepad saved as "Unicode".
func TestListInUTF16(t *testing.T) {
	for _, big := range []bool{false, true} {
		var data []byte
		for _, u := range utf16.Encode([]rune("\ufeff# 🔑\r\n" + aliceAddress + "\r\n" + bobAddress + "&tag=🔑")) {
			low, high := byte(u), byte(u>>8)
			if big {
				low, high = high, low
			}
			data = append(data, low, high)
		}
		opens(t, data, "", OTPAuth, aliceSaid, bobSaid)
	}
	key := []byte("\xff\xfe\x3d\xd8\x11\xdd\x3d\xd8x\x00")
	if text, ok := fromUTF16(key); !ok || string(text) != "🔑\uFFFDx" {
		t.Errorf("%q", text)
	}
}

func TestOneBadLineStopsNothing(t *testing.T) {
	opens(t, []byte(aliceAddress+"\nhello\notpauth://totp/x?secret=1\nmailto:a@example.org\n"+bobAddress), "", OTPAuth,
		aliceSaid, "|||||0|0s|0|but not-an-address", "totp|x|||SHA1|6|30s|0|but secret-digits", "|||||0|0s|0|but not-an-address", bobSaid)
}

func TestListIsKnownByItsFirstLine(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# only a comment", "hello\n" + aliceAddress, "<p>" + aliceAddress, "otpauth:/totp/x"} {
		if f, err := Recognise([]byte(text)); err == nil {
			t.Errorf("%q is taken for %s", text, f.Format)
		}
	}
}

func TestEnteTagsAreGroups(t *testing.T) {
	line := func(display string) string { return aliceAddress + "&codeDisplay=" + display }
	opens(t, []byte(strings.Join([]string{
		line("%7B%22tags%22%3A%5B%22Work%22%2C%22More%22%5D%7D") + "&x=1", line("%7B%22tags%22%3A%5B%5D%7D"), line("%7B%22tags%22%3A%5B7%5D%7D"),
		line("{broken"), line("%zz"), line(""),
	}, "\n")), "", Ente, aliceSaid+"|in Work", aliceSaid, aliceSaid+"|in 7", aliceSaid, aliceSaid, aliceSaid)
}

// migrationOf gives the addresses of a migration of n keys, one key each.
func migrationOf(t testing.TB, n int) (lines []string) {
	t.Helper()
	keys := make([]otp.Key, n)
	for i := range keys {
		k, _, err := otp.Parse([]byte(aliceAddress))
		if err != nil {
			t.Fatal(err)
		}
		k.Account = fmt.Sprintf("a%d", i+1)
		keys[i] = k
	}
	made, _ := otp.Migration(keys, 1)
	for _, m := range made {
		lines = append(lines, string(m.Reveal()))
	}
	return lines
}

func TestMigrationTellsWhatIsMissing(t *testing.T) {
	lines := migrationOf(t, 3)
	say := func(account string) string { return strings.Replace(aliceSaid, "alice", account, 1) }
	opens(t, []byte(strings.Join(lines, "\n")), "", Migration, say("a1"), say("a2"), say("a3"))
	opens(t, []byte(lines[2]), "", Migration, say("a3"), missing("1/3"), missing("2/3"))
	opens(t, []byte(lines[1]+"\n"+bobAddress+"\n"+lines[1]+"\n"+lines[0]), "", Migration, say("a2"), bobSaid, say("a2"), say("a1"), missing("3/3"))
	other := migrationOf(t, 2)
	opens(t, []byte(lines[0]+"\n"+other[1]), "", Migration, say("a1"), say("a2"), missing("2/3"), missing("3/3"), missing("1/2"))
	opens(t, []byte("otpauth-migration://offline?data=XXXX\n"+aliceAddress), "", Migration, "|||||0|0s|0|but migration-broken", aliceSaid)
}

func missing(part string) string { return "||" + part + "|||0|0s|0|but part-missing" }

// One line that says it is one of thirty thousand must not hide the rest.
func TestMigrationNamesNoEndOfMissingParts(t *testing.T) {
	var payload []byte
	payload = append(payload, 0x0a, 0x0c, 0x0a, 0x0a)
	payload = append(payload, "0123456789"...)
	payload = append(payload, 0x18, 0xb0, 0xea, 0x01) // 30,000 parts
	line := "otpauth-migration://offline?data=" + url.QueryEscape(base64.StdEncoding.EncodeToString(payload))
	entries, err := openWith(t, []byte(line), "")
	if err != nil || len(entries) != 1+mostMissing {
		t.Errorf("%d entries, %v", len(entries), err)
	}
}

func TestEntriesAreCounted(t *testing.T) {
	data := []byte(strings.Repeat(aliceAddress+"\n", MostEntries+1))
	refuses(t, data, "", ErrTooLarge)
	if entries, err := openWith(t, data[:len(data)-len(aliceAddress)-1], ""); err != nil || len(entries) != MostEntries {
		t.Errorf("%d entries, %v", len(entries), err)
	}
}
