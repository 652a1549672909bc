package mockplan

import (
	"crypto/subtle"
	"strconv"

	"golang.org/x/crypto/argon2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// recoveryCode is one look-up secret. It is kept as a salted hash (NIST SP 800-63B, section 3.1.2.2); a seeded one is
// documented, as its member's password is.
type recoveryCode struct {
	code string // of a seeded one, without dashes
	hash []byte
	used bool
}

// codesMade is how many recovery codes there are in a set, of codeBytes each: 80 bits, where NIST SP 800-63B, section 4.2.1.1,
// asks for 64.
const codesMade, codeBytes = 10, 10

// askCodes makes a new set and shows it. The set before goes on until the member says that the new one is kept.
func (p *Plan) askCodes(f *flow) {
	for len(f.newCodes) < codesMade {
		f.newCodes = append(f.newCodes, grouped(crockford.EncodeToString(p.random(codeBytes))))
	}
	f.at, f.using = plan.KindShowRecoveryCodes, nil
}

// newCodesStep shows the recovery codes that were made.
func (p *Plan) newCodesStep(f *flow, head plan.Head) plan.Step {
	s := plan.ShowRecoveryCodes{Head: head, Replaces: f.member.remaining()}
	for _, code := range f.newCodes {
		s.Codes = append(s.Codes, secret.Of([]byte(code)))
	}
	return s
}

// keepCodes puts the set that was shown in the place of the one before. What was shown is forgotten, also in what a
// repeated answer would get.
func (p *Plan) keepCodes(f *flow) *problem.Problem {
	m := f.member
	m.codeSalt, m.recovery = p.random(16), nil
	for _, code := range f.newCodes {
		m.recovery = append(m.recovery, &recoveryCode{hash: p.config.KDF.salted([]byte(plainRecoveryCode(code)), m.codeSalt)})
	}
	f.newCodes = nil
	p.note(m, plan.EventRecoveryCodes, f.device, "")
	p.tellAll(m, words{subject: "Security change: new recovery codes", body: strconv.Itoa(codesMade) + " new recovery codes were made for your " +
		planName + " account, and the old ones no longer work. If this was not you, call 1-800-555-0100."})
	p.finishWith(f, f.session)
	return nil
}

// salted is a hash with a salt of its own.
func (c KDFCost) salted(typed, salt []byte) []byte {
	return argon2.IDKey(typed, salt, c.Passes, c.MemoryKiB, c.Lanes, 32)
}

// recoveryCode gives the code of a member's that was typed, used or not; nil: none of theirs. It hashes once, whatever is
// typed.
func (p *Plan) recoveryCode(m *member, typed string) *recoveryCode {
	hash := p.config.KDF.salted([]byte(typed), m.codeSalt)
	var found *recoveryCode
	for _, c := range m.recovery {
		want, got := c.hash, hash
		if c.code != "" {
			want, got = []byte(c.code), []byte(typed)
		}
		if subtle.ConstantTimeCompare(want, got) == 1 {
			found = c
		}
	}
	return found
}
