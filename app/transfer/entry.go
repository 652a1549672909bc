package transfer

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"vestibule/app/otp"
	"vestibule/app/secret"
)

// parts are the pieces of an entry as a file gives them, not judged yet. entry judges them.
type parts struct {
	kind            string // the type, in any letters
	issuer, account string
	// secret is taken over and erased: base32 as people type it, or the key itself where raw is true (nil: it is damaged).
	secret []byte
	raw    bool
	// algorithm is empty for SHA1. Missing numbers are 6 digits and 30 seconds; a counter must be given where one is needed.
	algorithm               string
	digits, period, counter number
	group                   string
}

// The defaults of the Key URI Format, which every app shares. Steam's codes have five letters.
const (
	usualDigits = 6
	steamDigits = 5
	usualPeriod = 30 // seconds
)

// What is longer was made by nobody who means well, and is cut. In bytes.
const (
	longestGroup = 256
	longestWord  = 32
)

// shortSecret is 128 bits (RFC 4226, section 4, R6).
const shortSecret = 16

// entry makes the entry: one that can be used, or what is known of it and the reason.
func (p parts) entry() Entry {
	e := Entry{Group: cutText(p.group, longestGroup), Key: otp.Key{
		Type: otp.Type(cutText(strings.ToLower(p.kind), longestWord)), Algorithm: algorithm(p.algorithm),
	}}
	var ofIssuer, ofAccount []otp.Warning
	e.Key.Issuer, ofIssuer = otp.Clean(p.issuer)
	e.Key.Account, ofAccount = otp.Clean(p.account)
	p.count(&e.Key)
	e.Key.Secret, e.Reason = p.key()
	if check := otp.ReasonOf(e.Key.Check()); e.Reason == "" || check == otp.TypeUnknown {
		e.Reason = check
	}
	if e.Reason == "" && e.Key.Type == otp.HOTP && (p.counter.broken || !p.counter.given) {
		e.Reason = otp.CounterRefused
	}
	if e.Reason == "" {
		e.Warnings = warnings(ofIssuer, ofAccount, e.Key.Secret)
	}
	return e
}

// count sets the numbers of the key. What is not written is usual; what is no number becomes zero, which Key.Check refuses.
func (p parts) count(k *otp.Key) {
	digits := uint64(usualDigits)
	if k.Type == otp.Steam {
		digits = steamDigits
	}
	k.Digits = int(min(p.digits.or(digits), 1<<16))
	if k.Type == otp.HOTP {
		k.Counter = p.counter.n
		return
	}
	k.Period = time.Duration(min(p.period.or(usualPeriod), 1<<32)) * time.Second
}

// warnings are what a member should know, each once.
func warnings(ofIssuer, ofAccount []otp.Warning, key secret.Bytes) []otp.Warning {
	all := append(ofIssuer, ofAccount...)
	if key.Len() < shortSecret {
		all = append(all, otp.SecretShort)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// key decodes the secret.
func (p parts) key() (secret.Bytes, otp.Reason) {
	switch {
	case p.raw && p.secret == nil:
		return secret.Bytes{}, otp.SecretBroken
	case p.raw:
		return secret.Of(p.secret), ""
	}
	defer clear(p.secret)
	key, err := otp.ParseSecret(p.secret)
	return key, otp.ReasonOf(err)
}

// algorithm reads the names that apps write: SHA1, sha-256, HmacSHA512. An unknown one stays, so that a member can see it.
func algorithm(name string) otp.Algorithm {
	name = cutText(strings.ToUpper(name), longestWord)
	if name == "" {
		return otp.SHA1
	}
	plain := strings.TrimPrefix(strings.NewReplacer("-", "", "_", "").Replace(name), "HMAC")
	switch a := otp.Algorithm(plain); a {
	case otp.SHA1, otp.SHA256, otp.SHA512:
		return a
	}
	return otp.Algorithm(name)
}

// cutText is a text that a file gives for a word, fit to be shown (otp.Clean): what fits of it.
func cutText(s string, most int) string {
	s, _ = otp.Clean(s)
	if len(s) <= most {
		return s
	}
	s, _ = otp.Clean(strings.ToValidUTF8(s[:most], "")) // a cut leaves new ends
	return s
}

// broken is an entry of which nothing can be said.
func broken() Entry { return Entry{Reason: otp.EntryBroken} }

// collect makes an entry of each value, in their order; one that is no object is broken, and stops nothing.
func collect(ctx context.Context, list iter.Seq[value], one func(value) Entry) ([]Entry, error) {
	return gather(ctx, list, func(v value) Entry {
		if !v.is('{') {
			return broken()
		}
		return one(v)
	})
}

// gather makes an entry of each thing, in their order, until there are too many or nobody waits any more.
func gather[T any](ctx context.Context, list iter.Seq[T], one func(T) Entry) (entries []Entry, err error) {
	for v := range list {
		if len(entries) == MostEntries {
			err = ErrTooLarge
		} else {
			err = ctx.Err()
		}
		if err != nil {
			clearAll(entries)
			return nil, err
		}
		entries = append(entries, one(v))
	}
	return entries, nil
}

// clearAll erases the secrets of entries that nobody will get.
func clearAll(entries []Entry) {
	for _, e := range entries {
		e.Clear()
	}
}
