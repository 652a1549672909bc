package transfer

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"vestibule/app/otp"
)

func TestEntryJudgesNothingItself(t *testing.T) {
	full, n := "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", func(n uint64) number { return number{n: n, given: true} }
	no := number{given: true, broken: true}
	for want, p := range map[string]parts{
		"totp||a|" + full + "|SHA1|6|30s|0":                               {kind: " ToTP ", account: "a"},
		"totp||b|" + full + "|SHA512|10|1s|0":                             {kind: "totp", account: "b", algorithm: " hmac-sha-512", digits: n(10), period: n(1)},
		"totp||c|" + full + "|SHA3-256|6|30s|0|but algorithm-unknown":     {kind: "totp", account: "c", algorithm: "sha3-256"},
		"totp||d|" + full + "|SHA1|11|30s|0|but digits-refused":           {kind: "totp", account: "d", digits: n(11)},
		"totp||e|" + full + "|SHA1|65536|30s|0|but digits-refused":        {kind: "totp", account: "e", digits: n(1<<64 - 6)},
		"totp||f|" + full + "|SHA1|6|0s|0|but period-refused":             {kind: "totp", account: "f", period: no},
		"totp||g|" + full + "|SHA1|6|1193046h28m16s|0|but period-refused": {kind: "totp", account: "g", period: n(1<<64 - 1)},
		"hotp||h|" + full + "|SHA1|6|0s|0":                                {kind: "HOTP", account: "h", counter: n(0), period: no},
		"hotp||i|" + full + "|SHA1|6|0s|0|but counter-refused":            {kind: "hotp", account: "i"},
		"hotp||j|" + full + "|SHA1|6|0s|0|but counter-refused":            {kind: "hotp", account: "j", counter: no},
		"steam||k|" + full + "|SHA1|5|30s|0":                              {kind: "Steam", account: "k"},
		"steam||l|" + full + "|SHA1|6|30s|0|but digits-refused":           {kind: "steam", account: "l", digits: n(6)},
		"||m|" + full + "|SHA1|6|30s|0|but type-unknown":                  {account: "m"},
	} {
		p.secret = []byte(full)
		if got := said(p.entry()); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if strings.Trim(string(p.secret), "\x00") != "" {
			t.Error("the typed secret is still there")
		}
	}
}

func TestEntryNamesAndWarnings(t *testing.T) {
	e := parts{kind: "totp", issuer: "a\u202eb", account: " c\nd ", secret: []byte("JBSWY3DPEHPK3PXP"), group: "x\x00y" + strings.Repeat("ä", 300)}.entry()
	if e.Key.Issuer != "ab" || e.Key.Account != "c d" || !slices.Equal(e.Warnings, []otp.Warning{otp.LabelCleaned, otp.SecretShort}) {
		t.Errorf("%q %q %v", e.Key.Issuer, e.Key.Account, e.Warnings)
	}
	if len(e.Group) > longestGroup || !strings.HasPrefix(e.Group, "xyää") {
		t.Errorf("%q", e.Group)
	}
	if e := (parts{kind: "no type\x07" + strings.Repeat("x", 99)}).entry(); len(e.Key.Type) != longestWord || strings.Contains(string(e.Key.Type), "\x07") {
		t.Errorf("%q", e.Key.Type)
	}
}

// Whoever leaves takes nothing along: at an end of the context, and at too many entries, the secrets read so far are erased.
func TestCollectErases(t *testing.T) {
	var made []Entry
	one := func(value) Entry {
		e := parts{kind: "totp", secret: []byte("JBSWY3DPEHPK3PXP")}.entry()
		made = append(made, e)
		return e
	}
	endless := func(yield func(value) bool) {
		for yield(value("{}")) {
		}
	}
	ended, end := context.WithCancel(t.Context())
	short := func(yield func(value) bool) {
		for range 10 {
			yield(value("{}"))
		}
		end()
		yield(value("{}"))
	}
	for want, run := range map[error]struct {
		ctx  context.Context
		list iter.Seq[value]
	}{ErrTooLarge: {t.Context(), endless}, context.Canceled: {ended, short}} {
		made = nil
		entries, err := collect(run.ctx, run.list, one)
		if !errors.Is(err, want) || entries != nil || len(made) < 10 {
			t.Errorf("%d entries of %d, %v", len(entries), len(made), err)
		}
		for _, e := range made {
			if !e.Key.Secret.Empty() {
				t.Fatal("a secret is left")
			}
		}
	}
}
