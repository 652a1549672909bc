package support_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"vestibule/app/problem"
	"vestibule/app/support"
)

var redactor = support.Redactor{Removed: "[taken out]"}

// TestNoNumberAsLongAsACodeIsLeft, however it is written.
func TestNoNumberAsLongAsACodeIsLeft(t *testing.T) {
	for _, text := range []string{
		"123456", "code 123456.", "123 456", "123-456", "12-34-56", "1 2 3 4 5 6", "123.456", "123,456", "123, 456", "(123) 456", "123/456", "12:34:56",
		"123_456", "123\u00a0456", "123\u2009456", "123\u200b456", "123\u2011456", "123–456", "123 — 456", "123\n456", "x123456y", "G-123456", "123•456",
		"078-05-1120", "078 05 1120", "078051120", "078.05.1120", "078\u00ad05\u00ad1120", "0 7 8 0 5 1 1 2 0", "SSN: 078-05-1120!", "078--05--1120",
		"٠٧٨٠٥١١٢٠", "078０５１１２０", "①②③④⑤⑥", "１２３４５６", "१२३४५६",
		"one two three four five six", "zero seven eight oh five one one two zero", "One-Two-Three-Four-Five-Six", "1 two 3 four 5 six",
		"1234567890123456", "my number is 555-0142", "2026-03-02 12:00:30", "12 34 56 UTC",
	} {
		got := redactor.Redact(text)
		if n := longestRun(got); n >= 6 || !strings.Contains(got, redactor.Removed) {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// longestRun counts digits that stand together, whatever is between them but letters.
func longestRun(text string) (most int) {
	n := 0
	for _, c := range text {
		switch {
		case unicode.IsNumber(c):
			n++
		case unicode.IsLetter(c):
			n = 0
		}
		most = max(most, n)
	}
	return most
}

func TestAPlanWithShorterCodesHasThemTakenOutToo(t *testing.T) {
	short := support.Redactor{Shortest: 4, Removed: "[x]"}
	for text, want := range map[string]string{
		"1234": "[x]", "12 34": "[x]", "123": "123", "15:04:05 UTC on 2 January 2006": "15:04:05 UTC on 2 January 2006"} {
		if got := short.Redact(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
	if got := (support.Redactor{Shortest: 8, Removed: "[x]"}).Redact("123456"); got != "[x]" {
		t.Errorf("a plan of long codes leaves %q", got)
	}
}

func TestLinksTokensAndRecoveryCodesAreTakenOut(t *testing.T) {
	for _, secret := range []string{
		"https://tallowmere.example.org/r/k3J9xQ", "HTTP://example.org", "www.example.org/r", "tallowmere.example.org/r/abc", "example.org:8443/x?y=z",
		"app://back?state=abc", "example.org?token=abc", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP",
		"VEST-9999-ZZZZ-ZZZZ", "vest-9999-zzzz-zzzz", "VEST 9999 ZZZZ ZZZZ", "vest 9999 zzzz zzzz", "VEST – ABCD – EFGH", "0000-0000-0000-0000-0000-0000-0000",
		"vest9999zzzzzzzz", "A1B2C3D4E5", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2ln",
		"k3J9xQvLm2Pq8RtYw5Zs1A", "abcdefgHIJKLmnopqRSTuv", strings.Repeat("abcdefgh", 5),
	} {
		for _, text := range []string{secret, "before " + secret + " after", "(" + secret + ")"} {
			got := redactor.Redact(text)
			for _, part := range strings.FieldsFunc(secret, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) }) {
				if len(part) > 6 && part != "tallowmere" && strings.Contains(got, part) {
					t.Errorf("%q became %q", text, got)
				}
			}
			if !strings.Contains(got, redactor.Removed) {
				t.Errorf("%q became %q", text, got)
			}
		}
	}
}

func TestWhatFollowsMyPasswordIsIsTakenOut(t *testing.T) {
	for _, text := range []string{"my password is hunter2", "Password: hunter2", "PIN=hunter2", "the passcode was 'hunter2'", "password\tis: hunter2", "secret:hunter2"} {
		if got := redactor.RedactTyped(text); strings.Contains(got, "hunter2") {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// TestPlainWordsStay: what is taken out of nothing is of no use.
func TestPlainWordsStay(t *testing.T) {
	texts := []string{
		"Your plan has turned this account off. Only a person can turn it on again, 2 March, 15:04.",
		"That code is not the newest. 2 tries left.", "tallowmere.example.org", "portal2.example.org", "15:04:05 UTC on 2 January 2006",
		"••• 821", "a•••@example.org", "Vestibule 0.1.0 on linux", "it was in 2026 that I came over", "face-to-face and up-to-date",
		"I moved in March 2026, at 15:04.", "Anna-Maria O’Neill-Åström", "30 days", "one or two",
	}
	for _, c := range problem.Codes() {
		texts = append(texts, string(c))
	}
	for _, text := range texts {
		if got := redactor.Redact(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestRedactingTwiceChangesNothingMore(t *testing.T) {
	for _, text := range []string{"call 555-0142 or https://example.org/r/1", "VEST-9999-ZZZZ-ZZZZ", "plain"} {
		if once := redactor.Redact(text); redactor.Redact(once) != once {
			t.Errorf("%q, then %q", once, redactor.Redact(once))
		}
	}
}

// written gives a number as people may write it.
func written(r *rand.Rand, digits string) string {
	var b strings.Builder
	gaps := []string{"", "", "", " ", "-", ".", "\u00a0", "–", "  ", "/", ") ", " - "}
	every := 1 + r.IntN(4)
	gap := gaps[r.IntN(len(gaps))]
	for i, d := range digits {
		if i > 0 && i%every == 0 {
			b.WriteString(gap)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// digitsOf makes a number of n digits.
func digitsOf(r *rand.Rand, n int) string {
	return fmt.Sprintf("%0*d", n, r.Int64N(pow10(n)))
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// shapeless drops everything but letters and digits, so that a secret is found however it is broken up.
func shapeless(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsNumber(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, text)
}

func FuzzRedact(f *testing.F) {
	for _, seed := range []string{"", "123456", "12 \xff 3456", "my password is 1", "15:04:05 UTC on 2 January 2006", "a://b", "://", "é://x", "one two three four five six", "VEST-9999-ZZZZ-ZZZZ", "٠٧٨٠٥١١٢٠"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := redactor.RedactTyped(text)
		for _, run := range strings.FieldsFunc(got, func(c rune) bool { return !unicode.IsNumber(c) && c != ' ' && c != '-' }) {
			if n := len([]rune(shapeless(run))); n >= 6 {
				t.Fatalf("%q became %q: a run of %d", text, got, n)
			}
		}
		if strings.Contains(got, "://") {
			t.Fatalf("%q became %q", text, got)
		}
	})
}
