package otp_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vestibule/app/otp"
	"vestibule/app/secret"
)

// rfcSecret is the secret of RFC 4226, appendix D, and of RFC 6238, appendix B, where it is as long as the hash.
const rfcSecret = "1234567890123456789012345678901234567890123456789012345678901234"

func totp(a otp.Algorithm, size, digits int) otp.Key {
	return otp.Key{Type: otp.TOTP, Algorithm: a, Digits: digits, Period: 30 * time.Second, Secret: secret.Copy([]byte(rfcSecret[:size]))}
}

// mustCode gives the text of a code that there must be.
func mustCode(t testing.TB, k otp.Key, at time.Time) string {
	t.Helper()
	c, err := k.Code(at)
	if err != nil {
		t.Fatal(err)
	}
	return c.Text
}

// RFC 4226, appendix D.
func TestHOTPOfTheRFC(t *testing.T) {
	for counter, want := range []string{"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"} {
		k := totp(otp.SHA1, 20, 6)
		k.Type, k.Counter = otp.HOTP, uint64(counter)
		c, err := k.Code(time.Time{})
		if err != nil || c.Text != want || !c.From.IsZero() || !c.Until.IsZero() {
			t.Errorf("counter %d: %v, %v; want %s", counter, c, err, want)
		}
	}
}

// RFC 6238, appendix B, with its erratum: the secret is as long as the hash.
func TestTOTPOfTheRFC(t *testing.T) {
	for _, row := range []struct {
		at                   int64
		sha1, sha256, sha512 string
	}{
		{59, "94287082", "46119246", "90693936"},
		{1111111109, "07081804", "68084774", "25091201"},
		{1111111111, "14050471", "67062674", "99943326"},
		{1234567890, "89005924", "91819424", "93441116"},
		{2000000000, "69279037", "90698825", "38618901"},
		{20000000000, "65353130", "77737706", "47863826"},
	} {
		at := time.Unix(row.at, 0)
		for a, want := range map[otp.Algorithm]string{otp.SHA1: row.sha1, otp.SHA256: row.sha256, otp.SHA512: row.sha512} {
			size := map[otp.Algorithm]int{otp.SHA1: 20, otp.SHA256: 32, otp.SHA512: 64}[a]
			if got := mustCode(t, totp(a, size, 8), at); got != want {
				t.Errorf("%s at %d: %s, want %s", a, row.at, got, want)
			}
		}
	}
}

// oracle is RFC 4226, section 5.3, written out a second time: pquerna/otp is trusted, and checked.
func oracle(k otp.Key, counter uint64) string {
	h := map[otp.Algorithm]func() hash.Hash{otp.SHA1: sha1.New, otp.SHA256: sha256.New, otp.SHA512: sha512.New}[k.Algorithm]
	mac := hmac.New(h, k.Secret.Reveal())
	mac.Write(binary.BigEndian.AppendUint64(nil, counter))
	return truncated(mac.Sum(nil), k)
}

// truncated makes the code of a MAC.
func truncated(sum []byte, k otp.Key) string {
	n := uint64(binary.BigEndian.Uint32(sum[sum[len(sum)-1]&0xf:]) & 0x7fffffff)
	if k.Type != otp.Steam {
		return fmt.Sprintf("%0*d", k.Digits, n%uint64(math.Pow10(k.Digits)))
	}
	text := ""
	for range 5 {
		text += string("23456789BCDFGHJKMNPQRTVWXY"[n%26])
		n /= 26
	}
	return text
}

// anyKey is a key that Check passes.
func anyKey(t *rapid.T) otp.Key {
	k := otp.Key{
		Type:      rapid.SampledFrom([]otp.Type{otp.TOTP, otp.HOTP, otp.Steam}).Draw(t, "type"),
		Issuer:    name(t, "issuer"),
		Account:   name(t, "account"),
		Algorithm: rapid.SampledFrom([]otp.Algorithm{otp.SHA1, otp.SHA256, otp.SHA512}).Draw(t, "algorithm"),
		Digits:    rapid.IntRange(4, 10).Draw(t, "digits"),
		Secret:    secret.Of(rapid.SliceOfN(rapid.Byte(), 1, 200).Draw(t, "secret")),
	}
	switch k.Type {
	case otp.HOTP:
		k.Counter = rapid.Uint64().Draw(t, "counter")
	case otp.Steam:
		k.Algorithm, k.Digits, k.Period = otp.SHA1, 5, 30*time.Second
	default:
		k.Period = time.Duration(rapid.Int64Range(1, math.MaxInt32).Draw(t, "period")) * time.Second
	}
	return k
}

// name is a name that Clean leaves as it is.
func name(t *rapid.T, label string) string {
	n, _ := otp.Clean(rapid.OneOf(rapid.StringN(0, 12, 60), rapid.StringMatching(`[a-zA-Z%:/@#&=+?. é橡]{0,12}`)).Draw(t, label))
	return n
}

// TestASecretOfAnyLength: one that is longer than a block of the hash counts as its sum (RFC 2104, section 2).
func TestASecretOfAnyLength(t *testing.T) {
	for _, a := range []otp.Algorithm{otp.SHA1, otp.SHA256, otp.SHA512} {
		for size := 1; size <= 300; size++ {
			k := otp.Key{Type: otp.HOTP, Algorithm: a, Digits: 10, Counter: uint64(size) << 33, Secret: secret.Of(bytes.Repeat([]byte{byte(size)}, size))}
			if got := mustCode(t, k, time.Time{}); got != oracle(k, k.Counter) {
				t.Errorf("%s of %d bytes: %s, want %s", a, size, got, oracle(k, k.Counter))
			}
		}
	}
}

func TestCodesAreThoseOfTheRFC(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := anyKey(t)
		at := time.Unix(rapid.Int64Range(0, 253402300799).Draw(t, "at"), rapid.Int64Range(0, 999999999).Draw(t, "ns"))
		c, err := k.Code(at)
		if err != nil {
			t.Fatal(err)
		}
		counter := k.Counter
		if k.Type != otp.HOTP {
			counter = uint64(at.Unix()) / uint64(k.Period/time.Second)
			if at.Before(c.From) || !at.Before(c.Until) || c.Until.Sub(c.From) != k.Period {
				t.Fatalf("good from %v until %v, asked at %v", c.From, c.Until, at)
			}
		}
		if want := oracle(k, counter); c.Text != want {
			t.Fatalf("%s, want %s", c.Text, want)
		}
	})
}

func TestTheNextCodeBeginsWhereThisOneEnds(t *testing.T) {
	k := totp(otp.SHA1, 20, 6)
	now, err := k.Code(time.Unix(59, 999999999))
	if err != nil || now.From.Unix() != 30 || now.Until.Unix() != 60 {
		t.Fatal(now, err)
	}
	next, err := k.Code(now.Until)
	if err != nil || !next.From.Equal(now.Until) || next.Text == now.Text {
		t.Fatal(next, err)
	}
}

// Before 1970 processors differ in what pquerna/otp's own conversion makes of it; after 9999 no format writes the time.
func TestNoCodeWhereTimeMeansNothing(t *testing.T) {
	k := totp(otp.SHA1, 20, 6)
	for _, at := range []time.Time{{}, time.Unix(-1, 0), time.Unix(math.MinInt64, 0), time.Unix(math.MaxInt64, 0), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		if c, err := k.Code(at); reason(err) != otp.TimeRefused || c.Text != "" {
			t.Errorf("%v: %v, %v", at, c, err)
		}
	}
	for _, at := range []time.Time{time.Unix(0, 0), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)} {
		mustCode(t, k, at)
	}
}

func reason(err error) otp.Reason {
	var r *otp.Refusal
	errors.As(err, &r)
	if r == nil {
		return ""
	}
	return r.Reason
}

func TestNothingUncheckedMakesACode(t *testing.T) {
	for why, change := range map[otp.Reason][]func(*otp.Key){
		otp.TypeUnknown:      {func(k *otp.Key) { k.Type = "motp" }, func(k *otp.Key) { k.Type = "" }},
		otp.SecretMissing:    {func(k *otp.Key) { k.Secret = secret.Bytes{} }, func(k *otp.Key) { k.Secret.Clear() }},
		otp.TooLong:          {func(k *otp.Key) { k.Secret = secret.Of(make([]byte, 1025)) }},
		otp.AlgorithmUnknown: {func(k *otp.Key) { k.Algorithm = "MD5" }, func(k *otp.Key) { k.Algorithm = "" }, func(k *otp.Key) { k.Algorithm = "sha1" }},
		otp.DigitsRefused: {func(k *otp.Key) { k.Digits = 0 }, func(k *otp.Key) { k.Digits = 3 }, func(k *otp.Key) { k.Digits = 11 }, func(k *otp.Key) { k.Digits = -6 },
			func(k *otp.Key) { k.Type = otp.Steam }},
		otp.PeriodRefused: {func(k *otp.Key) { k.Period = 0 }, func(k *otp.Key) { k.Period = -30 * time.Second }, func(k *otp.Key) { k.Period = 1500 * time.Millisecond },
			func(k *otp.Key) { k.Period = (1 << 31) * time.Second }, func(k *otp.Key) { k.Type, k.Digits, k.Period = otp.Steam, 5, time.Minute }},
	} {
		for i, break1 := range change {
			k := totp(otp.SHA1, 20, 6)
			break1(&k)
			if c, err := k.Code(time.Unix(59, 0)); reason(err) != why || c.Text != "" {
				t.Errorf("%s %d: %v, %v", why, i, c, err)
			}
		}
	}
}

func TestARefusalTellsNoSecret(t *testing.T) {
	_, _, err := otp.Parse([]byte("otpauth://totp/A:b?secret=MARKEDSECRET1"))
	if err == nil || err.Error() != "otp: secret-digits" {
		t.Fatal(err)
	}
}

func TestManyCodesAreTheSameAsOneByOne(t *testing.T) {
	keys, at := tenThousand(), time.Unix(1234567890, 0)
	keys[7].Digits = 11
	for i, c := range otp.Codes(keys, at) {
		if want, _ := keys[i].Code(at); c != want || (c.Text == "") != (i == 7) {
			t.Fatalf("%d: %v, want %v", i, c, want)
		}
	}
}

func tenThousand() []otp.Key {
	keys := make([]otp.Key, 10000)
	for i := range keys {
		keys[i] = totp([]otp.Algorithm{otp.SHA1, otp.SHA1, otp.SHA256}[i%3], 20, 6)
	}
	return keys
}

func BenchmarkTenThousandCodes(b *testing.B) {
	keys := tenThousand()
	for b.Loop() {
		otp.Codes(keys, time.Unix(1234567890, 0))
	}
}

func BenchmarkOneCode(b *testing.B) {
	k := totp(otp.SHA1, 20, 6)
	for b.Loop() {
		if _, err := k.Code(time.Unix(1234567890, 0)); err != nil {
			b.Fatal(err)
		}
	}
}
