package mockplan

import (
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// answerRecoveryCode checks one of the codes that were handed out; each works once.
func (p *Plan) answerRecoveryCode(f *flow, a plan.RecoveryCodeTyped) *problem.Problem {
	if f.recovery != nil {
		return p.answerProofRecovery(f, a)
	}
	typed := plainRecoveryCode(string(a.Code.Reveal()))
	if typed == "" {
		return missing("code")
	}
	if until := p.lockedUntil(f.member, &f.member.tally, lockMFA); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	c := p.recoveryCode(f.member, typed)
	switch {
	case c == nil:
		return p.missed(f.member, &f.member.tally, lockMFA, problem.RecoveryWrong)
	case c.used:
		return p.missed(f.member, &f.member.tally, lockMFA, problem.RecoveryUsed)
	}
	c.used = true
	f.methods = append(f.methods, string(plan.RecoveryCodes))
	return p.proven(f)
}

// plainRecoveryCode reads what a person typed: no spaces or dashes, capitals, and the letters that Crockford's base 32
// does not have as the digits they look like.
func plainRecoveryCode(typed string) string {
	return strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
}
