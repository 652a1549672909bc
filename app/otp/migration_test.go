package otp_test

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vestibule/app/otp"
	"vestibule/app/secret"
)

// migration wraps a payload, made by hand from the encoding's description.
func migration(payload string) []byte {
	return []byte("otpauth-migration://offline?data=" + base64.RawURLEncoding.EncodeToString([]byte(payload)))
}

// abc is an entry with the secret ABC, TOTP, and the fields given.
func abc(more string) string {
	e := "\x0a\x03ABC\x30\x02" + more
	return "\x0a" + string(rune(len(e))) + e
}

func TestMigrationEntries(t *testing.T) {
	for _, row := range []struct {
		rule, more, want string
		why              otp.Reason
	}{
		{"what is absent is SHA1, 6 digits, and always 30 seconds", "", "|||totp|SHA1|6|30s", ""},
		{"every value that the format has", "\x12\x01b\x1a\x01A\x20\x03\x28\x02", "A|b||totp|SHA512|8|30s", ""},
		{"an issuer that the name repeats is shown once", "\x12\x07Plan: b\x1a\x04plan", "plan|b||totp|SHA1|6|30s", ""},
		{"another stays in the name", "\x12\x03B:b\x1a\x01A", "A|B:b||totp|SHA1|6|30s", ""},
		{"a name alone is the account", "\x12\x03A:b", "|A:b||totp|SHA1|6|30s", ""},
		{"HOTP, its counter absent where it is 0", "\x30\x01", "|||hotp|SHA1|6|#", ""},
		{"HOTP with a counter", "\x30\x01\x38\x03", "|||hotp|SHA1|6|#iii", ""},
		{"fields that nobody knows", "\x42\x01x\x4d....\x51........", "|||totp|SHA1|6|30s", ""},
		{"MD5", "\x20\x04", "|||totp|MD5|6|30s", otp.AlgorithmUnknown},
		{"an algorithm that nobody knows", "\x20\x05", "|||totp||6|30s", otp.AlgorithmUnknown},
		{"digits that nobody knows", "\x28\x03", "|||totp|SHA1|0|30s", otp.DigitsRefused},
		{"no type", "\x30\x00", "||||SHA1|6|30s", otp.TypeUnknown},
		{"a counter below zero", "\x30\x01\x38\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "|||hotp|SHA1|6|#iiiiiiiii", otp.CounterRefused},
		{"no secret", "\x0a\x00", "|||totp|SHA1|6|30s", otp.SecretMissing},
	} {
		p, err := otp.ParseMigration(migration(abc(row.more)))
		if err != nil || p.Size != 1 || len(p.Entries) != 1 || p.Entries[0].Reason != row.why || line(p.Entries[0].Key) != row.want {
			t.Errorf("%s: %+v %v; want %s %s", row.rule, p, err, row.want, row.why)
		}
	}
}

func TestOneBadEntryStopsNoOther(t *testing.T) {
	p, err := otp.ParseMigration(migration(abc("\x20\x04") + abc("\x12\x01b")))
	if err != nil || p.Entries[0].Reason != otp.AlgorithmUnknown || p.Entries[1].Reason != "" || p.Entries[1].Key.Account != "b" {
		t.Errorf("%+v %v", p, err)
	}
}

func TestMigrationsThatAreNone(t *testing.T) {
	good := string(migration(abc("")))
	for _, address := range []string{
		"otpauth-migration://", "otpauth-migration://offline", "otpauth-migration://offline?data=", "otpauth-migration://offline?data=%%%",
		strings.Replace(good, "offline", "online", 1), good + "!", good + "\nAAAA", good + "&data=AAAA",
		string(migration("")), string(migration("\x10\x01")), // no entry
		string(migration(abc("\x12"))), string(migration(abc("\x12\x02b") + abc(""))), // cut off
		string(migration(abc("") + "\x1a\x01x")), string(migration(abc("") + "\x0b")), // a number that is text; a group
		string(migration(abc("") + "\x20\x01")), string(migration(abc("") + "\x18\x02\x20\x02")), // part 2 of 1; part 3 of 2
		string(migration(abc("") + "\x18\xff\xff\xff\xff\x0f")),                 // four milliard parts
		string(migration(abc("") + "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x02")), // a tag over 64 bits
	} {
		if p, err := otp.ParseMigration([]byte(address)); reason(err) != otp.MigrationBroken {
			t.Errorf("%s: %+v %v", address, p, err)
		}
	}
	if _, err := otp.ParseMigration([]byte("otpauth://totp/A?secret=AA")); reason(err) != otp.NotAnAddress {
		t.Error(err)
	}
	if _, err := otp.ParseMigration(migration(strings.Repeat(abc(""), 30000))); reason(err) != otp.TooLong {
		t.Error(err)
	}
}

func TestMigrationInEveryWriting(t *testing.T) {
	payload := abc("\x12\x07x\xfb\xef\xbe\xff\xff\xff")
	if !strings.Contains(base64.StdEncoding.EncodeToString([]byte(payload)), "+++////") {
		t.Fatal("nothing to write in two ways")
	}
	for _, data := range []string{
		base64.StdEncoding.EncodeToString([]byte(payload)), base64.RawStdEncoding.EncodeToString([]byte(payload)), base64.URLEncoding.EncodeToString([]byte(payload)),
		strings.ReplaceAll(base64.StdEncoding.EncodeToString([]byte(payload)), "+", " "), strings.ReplaceAll(base64.StdEncoding.EncodeToString([]byte(payload)), "+", "%2b"),
	} {
		p, err := otp.ParseMigration([]byte(" OTPAUTH-Migration://OffLine/?DATA=" + data))
		if err != nil || len(p.Entries) != 1 || string(p.Entries[0].Key.Secret.Reveal()) != "ABC" {
			t.Errorf("%s: %+v %v", data, p, err)
		}
	}
}

// googles is a key that Google's format can hold.
func googles(t *rapid.T) otp.Key {
	k := anyKey(t)
	k.Type = rapid.SampledFrom([]otp.Type{otp.TOTP, otp.HOTP}).Draw(t, "google's type")
	k.Digits = rapid.SampledFrom([]int{6, 8}).Draw(t, "google's digits")
	k.Period, k.Counter = 30*time.Second, 0
	if k.Type == otp.HOTP {
		k.Period, k.Counter = 0, uint64(rapid.Int64Min(0).Draw(t, "google's counter"))
	}
	return k
}

func TestMigrationsComeBackInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfN(rapid.Custom(googles), 1, 40).Draw(t, "keys")
		addresses, refused := otp.Migration(keys, rapid.IntRange(0, 12).Draw(t, "per part"))
		if len(refused) > 0 {
			t.Fatal(refused)
		}
		var b otp.Batch
		for _, i := range rapid.Permutation(indices(len(addresses))).Draw(t, "order") {
			p, err := otp.ParseMigration(addresses[i].Reveal())
			if err != nil || !slices.Contains(append(b.Missing(), i+1), p.Index+1) {
				t.Fatal(p, err)
			}
			if err := b.Add(p); err != nil {
				t.Fatal(err)
			}
			if err := b.Add(p); !errors.Is(err, otp.ErrPartAgain) {
				t.Fatal(err)
			}
		}
		got := b.Entries()
		if len(b.Missing()) > 0 || b.Size() != len(addresses) || len(got) != len(keys) {
			t.Fatal(b.Missing(), len(got), len(keys))
		}
		for i, e := range got {
			if e.Reason != "" || !same(e.Key, keys[i]) {
				t.Fatalf("%+v\n%+v", e, keys[i])
			}
		}
	})
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func TestABatchTellsWhatIsMissing(t *testing.T) {
	part := func(fields string) otp.Part {
		p, err := otp.ParseMigration(migration(abc("") + fields))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	var b otp.Batch
	if b.Size() != 0 || len(b.Missing()) != 0 {
		t.Error("before the first part nothing is known")
	}
	if err := b.Add(part("\x18\x03\x20\x02\x28\x07")); err != nil || !slices.Equal(b.Missing(), []int{1, 2}) {
		t.Error(err, b.Missing())
	}
	if err := b.Add(part("\x18\x03\x20\x01\x28\x08")); !errors.Is(err, otp.ErrOtherBatch) {
		t.Error("another batch", err)
	}
	if err := b.Add(part("\x18\x04\x20\x01\x28\x07")); !errors.Is(err, otp.ErrOtherBatch) {
		t.Error("another size", err)
	}
	if err := b.Add(part("\x18\x03\x28\x07")); err != nil || !slices.Equal(b.Missing(), []int{2}) || len(b.Entries()) != 2 {
		t.Error(err, b.Missing())
	}
	if err := b.Add(otp.Part{Index: 5, Size: 3}); err == nil {
		t.Error("a part that cannot be")
	}
	e := b.Entries()[0].Key
	if b.Clear(); !e.Secret.Empty() || b.Size() != 0 {
		t.Error("Clear leaves something")
	}
}

func TestWhatGooglesFormatCannotHoldIsTold(t *testing.T) {
	good := totp(otp.SHA1, 20, 6)
	keys := []otp.Key{good, good, good, good, good, good, good}
	keys[0].Period = time.Minute
	keys[1].Type, keys[1].Digits = otp.Steam, 5
	keys[2].Digits = 7
	keys[3].Type, keys[3].Counter = otp.HOTP, 1<<63
	keys[4].Algorithm = "MD5"
	keys[5].Secret = secret.Bytes{}
	addresses, refused := otp.Migration(keys, 1)
	want := []otp.Refused{{0, otp.PeriodRefused}, {1, otp.TypeUnknown}, {2, otp.DigitsRefused}, {3, otp.CounterRefused}, {4, otp.AlgorithmUnknown}, {5, otp.SecretMissing}}
	if len(addresses) != 1 || !slices.Equal(refused, want) {
		t.Error(len(addresses), refused)
	}
	if addresses, refused := otp.Migration(nil, 10); len(addresses) != 0 || len(refused) != 0 {
		t.Error("something out of nothing")
	}
}

// A QR code holds 2,953 bytes, and one that a phone reads from a screen fewer.
func TestAPartFitsIntoAPicture(t *testing.T) {
	keys := make([]otp.Key, 100)
	for i := range keys {
		keys[i] = totp(otp.SHA512, 64, 6)
		keys[i].Issuer, keys[i].Account = strings.Repeat("Plan", 10), strings.Repeat("b", 40)
	}
	addresses, _ := otp.Migration(keys, 100)
	for _, a := range addresses {
		if a.Len() > 1500 {
			t.Error(a.Len())
		}
	}
}
