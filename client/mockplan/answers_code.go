package mockplan

import (
	"crypto/subtle"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// issued is one code that was sent.
type issued struct {
	flow           string
	code           string
	link           string // the token of the link that goes with it; empty: none
	sent, expires  time.Time
	used, replaced bool
	message        *sent
	failed         plan.Delivery // why it was not sent; empty: it was
}

// answerCode checks a code. Why it was refused is told, because the password was right; each refusal counts all the same.
func (p *Plan) answerCode(f *flow, a plan.CodeTyped) *problem.Problem {
	if f.recovery != nil && f.recovery.asked != nil {
		return p.answerProof(f, a)
	}
	typed := strings.ReplaceAll(string(a.Code.Reveal()), " ", "")
	if trouble := p.unlike(f, typed); trouble != nil {
		return trouble
	}
	if f.confirms() {
		return p.answerContactCode(f, typed)
	}
	if until := p.lockedUntil(f.member, &f.member.tally, lockMFA); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	code, skew := p.checkCode(f, typed)
	if code != "" {
		return p.refuseCode(f, &f.member.tally, code, skew)
	}
	f.trust = a.Trust
	return p.provenBy(f, f.using)
}

// unlike refuses, without counting, what cannot be a code at all.
func (p *Plan) unlike(f *flow, typed string) *problem.Problem {
	if typed == "" {
		return missing("code")
	}
	digits := p.policy.OTP.Digits
	if f.using.kind == plan.TOTP {
		digits = p.policy.TOTP.Digits
	}
	if len(typed) == digits && strings.Trim(typed, "0123456789") == "" {
		return nil
	}
	trouble := problem.New(problem.BadField)
	trouble.Field = "code"
	return trouble
}

// checkCode gives why a code is refused, nothing when it is right.
func (p *Plan) checkCode(f *flow, typed string) (problem.Code, time.Duration) {
	for _, k := range codeKnobs {
		if _, on := p.faults.use(k.knob, f.member); on {
			return k.code, 0
		}
	}
	if f.using.kind == plan.TOTP {
		return p.checkTOTP(f.using, typed)
	}
	return f.using.checkSent(typed, p.now()), 0
}

var codeKnobs = []struct {
	knob string
	code problem.Code
}{
	{"code.wrong", problem.CodeWrong}, {"code.expired", problem.CodeExpired},
	{"code.superseded", problem.CodeSuperseded}, {"code.replayed", problem.CodeReplayed},
}

// checkSent looks the typed code up among those that were sent, newest first.
func (a *authenticator) checkSent(typed string, now time.Time) problem.Code {
	for i := len(a.issued) - 1; i >= 0; i-- {
		c := a.issued[i]
		if subtle.ConstantTimeCompare([]byte(c.code), []byte(typed)) != 1 {
			continue
		}
		switch {
		case c.used:
			return problem.CodeReplayed
		case c.replaced:
			return problem.CodeSuperseded
		case !now.Before(c.expires):
			return problem.CodeExpired
		}
		c.used = true
		return ""
	}
	return problem.CodeWrong
}

// checkTOTP accepts a code of the policy's steps around now, each step once (RFC 6238, section 5.2).
func (p *Plan) checkTOTP(a *authenticator, typed string) (problem.Code, time.Duration) {
	rules, now := p.policy.TOTP, p.now()
	step, ok := totpMatch(a.secret, typed, totpStep(now, rules), int64(rules.SkewSteps), rules)
	if ok && step <= a.step {
		return problem.CodeReplayed, 0
	}
	if ok {
		a.step = step
		return "", 0
	}
	if ahead, found := totpSkew(a.secret, typed, now, rules); found {
		return problem.CodeClock, ahead
	}
	return problem.CodeWrong, 0
}

// refuseCode counts the miss and adds the facts that help.
func (p *Plan) refuseCode(f *flow, t *tally, code problem.Code, skew time.Duration) *problem.Problem {
	trouble := p.missed(f.member, t, lockMFA, code)
	if trouble.Code != code {
		return trouble
	}
	trouble.Facts.Skew = skew
	if c := f.using.newest(); c != nil && f.using.kind.Sent() {
		trouble.Facts.Sent = c.sent
	}
	return trouble
}

// newest is the code that counts, nil for none.
func (a *authenticator) newest() *issued {
	if len(a.issued) == 0 {
		return nil
	}
	return a.issued[len(a.issued)-1]
}

// live reports whether something that was sent in a conversation still waits for its answer.
func (a *authenticator) live(flow string, now time.Time) bool {
	if a.kind == plan.PushApproval {
		return a.pending != nil && a.pending.flow == flow && a.pending.open() && now.Before(a.pending.expires)
	}
	c := a.newest()
	return c != nil && c.flow == flow && !c.used && c.failed == "" && now.Before(c.expires)
}

// delivery tells what became of a code.
func (c *issued) delivery(now time.Time) plan.Delivery {
	switch {
	case c.failed != "":
		return c.failed
	case c.message.state(now) == stateQueued, c.message.dropped:
		return plan.Accepted
	}
	return plan.Delivered
}
