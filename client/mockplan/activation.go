package mockplan

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"

	"vestibule/app/problem"
)

// activationState is how far an account has come.
type activationState string

// The states of an account.
const (
	active    activationState = ""        // served as "active"
	pending   activationState = "pending" // waits for the code of its letter
	noAccount activationState = "none"    // a card, and nobody has registered with it
)

// activation is how a member's account is opened for the first time. The zero value is an account that is open.
type activation struct {
	state activationState
	codes []activationCode // oldest first; the last one counts
	// misses are wrong codes since the newest was sent, by who had proved whose card it is.
	misses int
}

// activationCode is one that was sent. It is kept as a hash: 80 bits of chance are no password to be guessed.
type activationCode struct {
	hash [32]byte
	sent time.Time
	hint string // where it went, masked
	used bool
	dead bool   // guessed at too often
	seed string // a seeded one is documented, as its member's password is
}

// crockford is base 32 without the letters that look like digits.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// grouped writes a code in groups of four.
func grouped(code string) string {
	var out []string
	for ; len(code) > 4; code = code[4:] {
		out = append(out, code[:4])
	}
	return strings.Join(append(out, code), "-")
}

// invite makes a member wait for the code of a letter that was sent then.
func (p *Plan) invite(m *member, sent time.Time) *member {
	seed := sha256.Sum256([]byte("the letter to " + m.MemberNumber))
	code := crockford.EncodeToString(seed[:10])
	m.activation.state = pending
	m.activation.codes = []activationCode{{hash: sha256.Sum256([]byte(code)), sent: sent, hint: letterHint(m), seed: grouped(code)}}
	m.standing = standing{why: problem.AccountUnready}
	m.lastSignIn = time.Time{}
	return m
}

// letterHint shows where a letter goes, as far as a stranger may know.
func letterHint(m *member) string { return "•••" + m.postal[max(0, len(m.postal)-2):] }
