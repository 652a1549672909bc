package otp

import (
	"math"
	"slices"
	"strings"
	"time"

	"vestibule/app/secret"
)

// The numbers of the fields of OtpParameters. 8 is a string that newer versions add; it says nothing about codes.
const (
	entrySecret    = 1
	entryName      = 2
	entryIssuer    = 3
	entryAlgorithm = 4
	entryDigits    = 5
	entryType      = 6
	entryCounter   = 7
)

// What Google's format can say. An absent field is 0, "unspecified": SHA1 and six digits, which its app shows then; the type
// is always given. MD5 (4) has a number there, and no place here.
var (
	googleAlgorithms = map[uint64]Algorithm{0: SHA1, 1: SHA1, 2: SHA256, 3: SHA512, 4: "MD5"}
	googleDigits     = map[uint64]int{0: 6, 1: 6, 2: 8}
	googleTypes      = map[uint64]Type{1: HOTP, 2: TOTP}
)

// readEntry reads OtpParameters. ok is false where the bytes are no message at all.
func readEntry(message []byte) (e Item, ok bool) {
	var name, issuer string
	var numbers [8]uint64
	for len(message) > 0 {
		var f field
		if f, message, ok = nextField(message); !ok {
			return e, false
		}
		switch {
		case f.number == entrySecret && f.wire == wireBytes:
			e.Key.Secret.Clear()
			e.Key.Secret = secret.Copy(f.bytes)
		case f.number == entryName && f.wire == wireBytes:
			name = string(f.bytes)
		case f.number == entryIssuer && f.wire == wireBytes:
			issuer = string(f.bytes)
		case f.number >= entryAlgorithm && f.number <= entryCounter && f.wire == wireVarint:
			numbers[f.number] = f.n
		case f.number <= entryCounter:
			return e, false
		}
	}
	e.named(name, issuer)
	e.judge(numbers)
	return e, true
}

// named takes the names. Google's app writes the issuer into the name as well ("Example:alice"): said twice, it is shown once.
// A name alone is all account, colon or not, since the format has a place for the issuer.
func (e *Item) named(name, issuer string) {
	name, w := Clean(name)
	issuer, v := Clean(issuer)
	if n := len(issuer); n > 0 && len(name) > n && name[n] == ':' && sameName(name[:n], issuer) {
		name = strings.TrimSpace(name[n+1:])
	}
	e.Key.Issuer, e.Key.Account, e.Warnings = issuer, name, append(w, v...)
	slices.Sort(e.Warnings)
	e.Warnings = slices.Compact(e.Warnings)
}

// judge takes what decides the codes, and says why there are none.
func (e *Item) judge(n [8]uint64) {
	k := &e.Key
	k.Type, k.Algorithm, k.Digits = googleTypes[n[entryType]], googleAlgorithms[n[entryAlgorithm]], googleDigits[n[entryDigits]]
	if k.Type == HOTP {
		k.Counter = n[entryCounter]
	} else {
		k.Period = defaultPeriod * time.Second // the format has no other
	}
	if e.Reason = k.refusal(); e.Reason == "" && k.Counter > math.MaxInt64 {
		e.Reason = CounterRefused // an int64 below zero
	}
	e.Warnings = append(e.Warnings, weak(k.Secret.Reveal())...)
}
