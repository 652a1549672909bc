package transfer

import (
	"bytes"
	"context"
	"iter"
	"slices"
	"strconv"
)

// FreeOTP is the format of FreeOTP 1 and FreeOTP+: tokens whose secrets are lists of signed bytes, as Gson writes Java's. It
// comes as FreeOTP+'s own backup (JSON) and as the preferences of either app (XML).
const FreeOTP Format = "freeotp"

// freeOTPJSON recognises FreeOTP+'s backup: tokens and their order.
func freeOTPJSON(s source) (File, bool) {
	tokens := s.get("tokens")
	if !tokens.is('[') || !s.get("tokenOrder").is('[') {
		return File{}, false
	}
	return File{Format: FreeOTP, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		return collect(ctx, tokens.each(), func(v value) Entry { return freeToken(v, counterBehind).entry() })
	}}, true
}

// freeOTPPreferences recognises the preferences of FreeOTP 1 and FreeOTP+: a token under each name, and their order.
func freeOTPPreferences(s source) (File, bool) {
	if !isPreferences(s.data) || !bytes.Contains(s.data, []byte("issuerExt")) && !bytes.Contains(s.data, []byte(`"tokenOrder"`)) {
		return File{}, false
	}
	return File{Format: FreeOTP, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		pairs, _ := preferences(s.data)
		defer clearPairs(pairs)
		return collect(ctx, inOrder(pairs), func(v value) Entry { return freeToken(v, counterBehind).entry() })
	}}, true
}

// inOrder gives the tokens in the order the member gave them; what the order does not name comes last.
func inOrder(pairs []pair) iter.Seq[value] {
	place := map[string]int{}
	tokens := slices.DeleteFunc(slices.Clone(pairs), func(p pair) bool { return string(p.name) == "tokenOrder" })
	for _, p := range pairs {
		if order, _ := parseJSON(p.value); string(p.name) == "tokenOrder" {
			for name := range order.each() {
				place[name.text()] = len(place) - MostEntries
			}
		}
	}
	slices.SortStableFunc(tokens, func(a, b pair) int { return place[string(a.name)] - place[string(b.name)] })
	return func(yield func(value) bool) {
		for _, p := range tokens {
			token, _ := parseJSON(p.value)
			if !yield(token) {
				return
			}
		}
	}
}

// How far the counter that is kept stands behind the one of the next code. FreeOTP 1 and FreeOTP+ count up before they make a
// code, and write the counter plus one into their own addresses (Token.java, getCode and toUri); FreeOTP 2 counts up after.
const (
	counterNext   = 0
	counterBehind = 1
)

// freeToken reads a token. The names that the member gave (…Alt) count before those the code came with.
func freeToken(v value, behind uint64) parts {
	p := parts{
		kind: v.get("type").text(), algorithm: v.get("algo").text(), raw: true, secret: signedBytes(v.get("secret")),
		digits: v.get("digits").number(), period: v.get("period").number(), counter: v.get("counter").number(),
		issuer:  firstText(v, "issuerAlt", "issuerExt", "issuerInt"),
		account: firstText(v, "labelAlt", "label"),
	}
	p.counter.n = max(p.counter.n, p.counter.n+behind) // the last counter of all stays what it is
	if v.get("issuerExt").text() == "Steam" && p.kind != "HOTP" {
		p.kind = "steam" // Token.java makes Steam's letters for this issuer, and no type says so
	}
	return p
}

// firstText is the first of these texts that is not empty.
func firstText(v value, names ...string) string {
	for _, name := range names {
		if s := v.get(name).text(); s != "" {
			return s
		}
	}
	return ""
}

// longestBytes is of a list of bytes; a key has at most 64.
const longestBytes = 4096

// signedBytes reads a list of bytes as Java prints them, -128 to 127; up to 255 is taken, too. Anything else: nothing.
func signedBytes(list value) []byte {
	out := make([]byte, 0, min(len(list)/2, longestBytes)) // grown, it would leave copies behind
	for v := range list.each() {
		n, err := strconv.ParseInt(string(v), 10, 16)
		if err != nil || n < -128 || n > 255 || len(out) == longestBytes {
			clear(out)
			return nil
		}
		out = append(out, byte(n))
	}
	return out
}
