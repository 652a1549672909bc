package mockplan

import (
	"crypto/sha256"
	"crypto/subtle"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"vestibule/app/plan"
)

// KDFCost is what Argon2id spends on one password check (RFC 9106).
type KDFCost struct {
	Passes    uint32
	MemoryKiB uint32
	Lanes     uint8
}

// DefaultKDF is light, because the bundled plan runs on the member's own device and guards nothing; a real plan spends
// 19 MiB or more.
func DefaultKDF() KDFCost { return KDFCost{Passes: 1, MemoryKiB: 1024, Lanes: 1} }

// password is a member's. A seeded one is known in full (it is documented) and hashed only when it is put aside, so that a
// plan with thirty members opens at once.
type password struct {
	seed string
	hash []byte
	past [][]byte // earlier hashes, newest first
}

func newPassword(seed string) *password { return &password{seed: seed} }

// kdfSalt is one for all: what is kept lives in memory only, and every password of it is documented.
var kdfSalt = []byte("tallowmere-salt!")

func (c KDFCost) of(typed []byte) []byte {
	return argon2.IDKey(typed, kdfSalt, c.Passes, c.MemoryKiB, c.Lanes, 32)
}

func (w *password) sealed(c KDFCost) []byte {
	if w.hash == nil {
		w.hash = c.of([]byte(w.seed))
	}
	return w.hash
}

// longestTyped is the most characters that are looked at, each code point one (NIST SP 800-63B, 3.1.1.2). What is longer is
// nobody's password, and is not hashed: a book would keep the plan busy (CVE-2013-1443). It is never cut.
const longestTyped = 256

func tooLong(typed []byte) bool { return utf8.RuneCount(typed) > longestTyped }

// is compares in time that does not depend on the contents. It always hashes once, what was typed: a seed that were hashed
// when it is first asked for would make the first try under a known name take twice as long as under an unknown one.
func (w *password) is(typed []byte, c KDFCost) bool {
	if tooLong(typed) {
		return false
	}
	got, want := c.of(typed), w.hash
	if want == nil { // of one length, so that the time does not tell how long the seed is
		a, b := sha256.Sum256(typed), sha256.Sum256([]byte(w.seed))
		got, want = a[:], b[:]
	}
	return subtle.ConstantTimeCompare(got, want) == 1
}

// passwordOf is the one that a member signs in with: the app's own, where the plan has such and the member too.
func (p *Plan) passwordOf(m *member) *password {
	if p.policy.App.OwnPassword && m.appPassword != nil {
		return m.appPassword
	}
	return m.password
}

// change replaces it; keep is how many old ones are remembered.
func (w *password) change(typed []byte, c KDFCost, keep int) {
	w.past = slices.Insert(w.past, 0, w.sealed(c))
	w.past = w.past[:min(len(w.past), keep)]
	w.hash, w.seed = c.of(typed), ""
}

// wasUsed reports whether it is the present one or a remembered one.
func (w *password) wasUsed(typed []byte, c KDFCost) bool {
	if tooLong(typed) {
		return false
	}
	hash := c.of(typed)
	same := func(old []byte) bool { return subtle.ConstantTimeCompare(old, hash) == 1 }
	return same(w.sealed(c)) || slices.ContainsFunc(w.past, same)
}

// unmet names the rules that a new password does not keep, by their names in the policy.
func (p *Plan) unmet(m *member, typed []byte) []string {
	rules, text := p.rulesFor(m), string(typed)
	var names []string
	add := func(missed bool, name string) {
		if missed {
			names = append(names, name)
		}
	}
	length := utf8.RuneCountInString(text) // each code point is one character: NIST SP 800-63B, 3.1.1.2
	add(length < rules.MinLen, "min_len")
	add(tooLong(typed) || rules.MaxLen > 0 && length > rules.MaxLen, "max_len")
	add(rules.RequireUpper && !strings.ContainsFunc(text, unicode.IsUpper), "require_upper")
	add(rules.RequireLower && !strings.ContainsFunc(text, unicode.IsLower), "require_lower")
	add(rules.RequireDigit && !strings.ContainsFunc(text, unicode.IsDigit), "require_digit")
	add(rules.Blocklist && blocked(text, m.Username), "blocklist")
	add(p.passwordOf(m).wasUsed(typed, p.config.KDF), "history")
	return names
}

// common are passwords, or parts of them, that everybody tries first (S206).
var common = []string{"password", "passw0rd", "12345678", "qwertyui", "qwertz", "letmein", "welcome1", "iloveyou",
	"abc12345", "changeme", "tallowmere", "healthplan"}

// blocked reports whether a new password is common, or holds the plan's or the member's own name.
func blocked(text, username string) bool {
	folded := strings.ToLower(text)
	return slices.ContainsFunc(append(slices.Clone(common), strings.ToLower(username)), func(word string) bool {
		return word != "" && strings.Contains(folded, word)
	})
}

// needsChange says why a member must change the password in place, or nothing.
func (p *Plan) needsChange(m *member) plan.Reason {
	if m.mustChange {
		return plan.PasswordIsLeaked
	}
	if m.temporary {
		return plan.PasswordIsTemporary
	}
	if setting, on := p.faults.on("acct.pw_expired", m); on && m.changed.Before(setting.turned) {
		return plan.PasswordIsExpired
	}
	if end := p.passwordEnd(m); !end.IsZero() && !p.now().Before(end) {
		return plan.PasswordIsExpired
	}
	return ""
}
