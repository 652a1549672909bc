package mockplan

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
	"time"

	"vestibule/app/plan"
)

// This is RFC 6238 from the standard library, not pquerna/otp: the mock has to look at single steps (to refuse a replay
// and to say by how much a clock is off), and a plan that checks the app's codes with the app's own code proves nothing.

// totpCode gives the code of one time step (RFC 4226, section 5.3).
func totpCode(secret []byte, counter int64, rules plan.TOTPRules) string {
	mac := hmac.New(totpHash(rules.Algorithm), secret)
	_ = binary.Write(mac, binary.BigEndian, uint64(counter))
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0x0f
	value := binary.BigEndian.Uint32(sum[at:at+4]) & 0x7fffffff
	return fmt.Sprintf("%0*d", rules.Digits, value%uint32(math.Pow10(rules.Digits)))
}

func totpHash(name string) func() hash.Hash {
	switch name {
	case "SHA256":
		return sha256.New
	case "SHA512":
		return sha512.New
	}
	return sha1.New
}

// totpStep is the time step that t falls into.
func totpStep(t time.Time, rules plan.TOTPRules) int64 {
	return t.Unix() / int64(rules.Period/time.Second)
}

// totpMatch looks for the step near one that gives the typed code: first within, then beyond, nearest first.
func totpMatch(secret []byte, typed string, near, reach int64, rules plan.TOTPRules) (step int64, found bool) {
	for off := range reach + 1 {
		for _, step := range [...]int64{near - off, near + off} {
			if hmac.Equal([]byte(totpCode(secret, step, rules)), []byte(typed)) {
				return step, true
			}
		}
	}
	return 0, false
}

// totpSearch is how many steps around now, and around a day before and after, are searched once a code was refused.
const totpSearch = 20

// totpSkew tells, for a refused code, how far the clock that made it is ahead of the plan's. Nothing is accepted by it.
func totpSkew(secret []byte, typed string, now time.Time, rules plan.TOTPRules) (ahead time.Duration, found bool) {
	here := totpStep(now, rules)
	for _, days := range [...]int{0, -1, 1} {
		near := totpStep(now.AddDate(0, 0, days), rules)
		if step, ok := totpMatch(secret, typed, near, totpSearch, rules); ok {
			return time.Duration(step-here) * rules.Period, true
		}
	}
	return 0, false
}
