package otp

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math"
	"time"

	"vestibule/app/secret"
)

// Refused is a key that a format cannot hold, by its place in the list given, and what it cannot hold of it.
type Refused struct {
	At     int
	Reason Reason
}

// UsualPart is how many keys Google's own app puts into one QR code.
const UsualPart = 10

// largestPart is in bytes of payload: about 1,300 characters, a QR code that a phone still reads from a screen. A key with
// longer names than fit goes alone.
const largestPart = 960

// Migration writes keys as addresses of Google's format, for perPart keys a QR code at most (UsualPart where it is below 1).
// The caller clears them. What that format cannot say is refused and never bent: Steam, a period other than 30 seconds, digits
// other than 6 and 8, and what Check refuses. LabelIssuer is left out.
func Migration(keys []Key, perPart int) ([]secret.Bytes, []Refused) {
	if perPart < 1 {
		perPart = UsualPart
	}
	parts, refused := migrationParts(keys, perPart)
	id := batchID(parts)
	out := make([]secret.Bytes, len(parts))
	for i, p := range parts { // the fields of readPart; version 1 is what every reader knows
		p = appendNumber(p, 2, 1)
		p = appendNumber(p, 3, uint64(len(parts)))
		p = appendNumber(p, 4, uint64(i))
		p = appendNumber(p, 5, uint64(id))
		out[i] = migrationAddress(p)
		clear(p)
	}
	return out, refused
}

// migrationParts packs the entries.
func migrationParts(keys []Key, perPart int) (parts [][]byte, refused []Refused) {
	held := perPart
	for i, k := range keys {
		if why := k.notGoogles(); why != "" {
			refused = append(refused, Refused{i, why})
			continue
		}
		e := k.entry()
		if held == perPart || len(parts[len(parts)-1])+len(e) > largestPart {
			parts, held = append(parts, make([]byte, 0, largestPart+len(e)+partHead)), 0
		}
		last := len(parts) - 1
		parts[last] = appendBytes(parts[last], 1, e)
		held++
		clear(e)
	}
	return parts, refused
}

// partHead is more than the fields around the entries take: buffers never grow, so that no copy stays behind.
const partHead = 64

// notGoogles says what Google's format cannot hold.
func (k Key) notGoogles() Reason {
	why := k.refusal()
	switch {
	case why != "":
		return why
	case k.Type == Steam:
		return TypeUnknown
	case k.Digits != 6 && k.Digits != 8:
		return DigitsRefused
	case k.Type == TOTP && k.Period != defaultPeriod*time.Second:
		return PeriodRefused
	case k.Counter > math.MaxInt64:
		return CounterRefused
	}
	return ""
}

// entry writes OtpParameters. The name repeats the issuer, as Google's app does and readEntry undoes.
func (k Key) entry() []byte {
	name := k.Account
	if k.Issuer != "" {
		name = k.Issuer + ":" + k.Account
	}
	b := make([]byte, 0, k.Secret.Len()+len(name)+len(k.Issuer)+partHead)
	b = appendBytes(b, entrySecret, k.Secret.Reveal())
	b = appendBytes(b, entryName, name)
	b = appendBytes(b, entryIssuer, k.Issuer)
	b = appendNumber(b, entryAlgorithm, numberOf(googleAlgorithms, k.Algorithm))
	b = appendNumber(b, entryDigits, numberOf(googleDigits, k.Digits))
	b = appendNumber(b, entryType, numberOf(googleTypes, k.Type))
	if k.Type == HOTP {
		b = appendNumber(b, entryCounter, k.Counter)
	}
	return b
}

// numberOf is the highest number of a value: what is meant, rather than "unspecified".
func numberOf[V comparable](numbers map[uint64]V, v V) (best uint64) {
	for n, of := range numbers {
		if of == v {
			best = max(best, n)
		}
	}
	return best
}

// batchID tells the parts of this migration from another's; the same keys make the same one, so that showing them again goes
// on where it was. It tells nothing that the parts beside it do not.
func batchID(parts [][]byte) (id uint32) {
	secret.Do(func() {
		h := sha256.New()
		for _, p := range parts {
			h.Write(p)
		}
		id = binary.BigEndian.Uint32(h.Sum(nil)) & math.MaxInt32
	})
	return max(id, 1) // 0 is none
}

// migrationAddress escapes base64, as Google's app does.
func migrationAddress(payload []byte) secret.Bytes {
	text := base64.StdEncoding.AppendEncode(make([]byte, 0, base64.StdEncoding.EncodedLen(len(payload))), payload)
	defer clear(text)
	out := append(make([]byte, 0, len(migrationScheme)+3*len(text)+partHead), migrationScheme+"offline?data="...)
	for _, c := range text {
		switch c {
		case '+':
			out = append(out, "%2B"...)
		case '/':
			out = append(out, "%2F"...)
		case '=':
			out = append(out, "%3D"...)
		default:
			out = append(out, c)
		}
	}
	return secret.Of(out)
}
