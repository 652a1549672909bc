package otp_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"vestibule/app/otp"
)

func TestClean(t *testing.T) { // AT-130
	for _, row := range []struct {
		name, want string
		warnings   []otp.Warning
	}{
		{" Plan of Ours ", "Plan of Ours", nil},
		{"Zoë’s Ñandú – 橡皮鸭 (#1)", "Zoë’s Ñandú – 橡皮鸭 (#1)", nil},
		{"a\u00a0b\u3000c", "a b c", nil}, // spaces are spaces
		{"a\tb\r\nc", "a b  c", []otp.Warning{otp.LabelCleaned}},
		{"a\u2028b", "a b", []otp.Warning{otp.LabelCleaned}},
		{"a\x00\x1b[31mb", "a[31mb", []otp.Warning{otp.LabelCleaned}},
		{"\u202ereversed\u2066x\u2069", "reversedx", []otp.Warning{otp.LabelCleaned}},
		{"Pl\u200ban\u2060\ufeff\u00ad", "Plan", []otp.Warning{otp.LabelCleaned}},
		{"Pl\u200dan", "Plan", []otp.Warning{otp.LabelCleaned}},                         // a joiner between Latin letters only disguises
		{"می\u200cخواهم", "می\u200cخواهم", nil},                                         // and in Persian it is spelling
		{"👩\u200d⚕\ufe0f 🏳️", "👩\u200d⚕\ufe0f 🏳️", nil},                                 // or makes one picture of two
		{"\u0915\u200da\u0915\u200c", "\u0915a\u0915", []otp.Warning{otp.LabelCleaned}}, // nor where it joins nothing
		{"e" + strings.Repeat("\u0301\u200b", 40), "e\u0301\u0301\u0301\u0301", []otp.Warning{otp.LabelCleaned}},
		{"\u3164\u115f\u2800", "", []otp.Warning{otp.LabelCleaned}}, // fillers look like nothing at all
		{"\xff\xfea", "\ufffda", []otp.Warning{otp.LabelCleaned}},   // no UTF-8
		{"e" + strings.Repeat("\u0301", 40), "e\u0301\u0301\u0301\u0301", []otp.Warning{otp.LabelCleaned}},
		{"Аetna", "Аetna", []otp.Warning{otp.LabelLookalike}}, // Cyrillic А
		{"Aetnα", "Aetnα", []otp.Warning{otp.LabelLookalike}}, // Greek alpha
		{"Ａetna", "Ａetna", []otp.Warning{otp.LabelLookalike}}, // full width
		{"𝐀etna", "𝐀etna", []otp.Warning{otp.LabelLookalike}}, // mathematical
		{"Аптека Pharmacy", "Аптека Pharmacy", nil},           // each word is of one alphabet
		{"Google 日本 ｶﾅ", "Google 日本 ｶﾅ", nil},
		{"C# & <b>x</b> ™ µ", "C# & <b>x</b> ™ µ", nil},
	} {
		if got, warnings := otp.Clean(row.name); got != row.want || !slices.Equal(warnings, row.warnings) {
			t.Errorf("%+q: %+q %v; want %+q %v", row.name, got, warnings, row.want, row.warnings)
		}
	}
}

func TestCleanCutsWhatIsEndless(t *testing.T) {
	for _, letter := range []string{"a", "é", "橡", "😀", "\xff"} {
		got, warnings := otp.Clean(strings.Repeat(letter, 5000))
		if len(got) > 1024 || !utf8.ValidString(got) || !slices.Equal(warnings, []otp.Warning{otp.LabelCleaned}) {
			t.Errorf("%q: %d bytes, %v", letter, len(got), warnings)
		}
	}
}

func TestCleanLeavesWhatIsClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hard := rapid.SampledFrom([]string{"\u200c", "\u200d", "\u3000", "\u0301", "\u094d", "\u0915", "\u200b", "a", "\xff", "\ufe0f", "\u202e"})
		once, _ := otp.Clean(strings.Join(rapid.SliceOfN(rapid.OneOf(hard, rapid.String()), 0, 20).Draw(t, "pieces"), ""))
		if twice, warnings := otp.Clean(once); twice != once || slices.Contains(warnings, otp.LabelCleaned) {
			t.Fatalf("%+q, %+q, %v", once, twice, warnings)
		}
	})
}
