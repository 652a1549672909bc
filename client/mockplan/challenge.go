package mockplan

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// challenge sends a code or asks for an approval. A new one resets no count (NIST SP 800-63B, section 3.1.3.2).
func (p *Plan) challenge(f *flow, a *authenticator) *problem.Problem {
	if until := p.lockedUntil(f.member, &f.member.tally, lockMFA); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	if until := p.lockedUntil(f.member, &f.member.tally, lockRequests); !until.IsZero() {
		return p.refusedBy(lockRequests, until)
	}
	if trouble := p.tooMany(f, a); trouble != nil {
		return trouble
	}
	if trouble := p.tooManyPushes(f, a); trouble != nil {
		return trouble
	}
	f.member.requests = last(append(f.member.requests, p.now()), p.policy.OTP.MaxRequests)
	p.journal.of(f.member).Sends++
	if a.kind == plan.PushApproval {
		return p.push(f, a)
	}
	return p.sendCode(f, a)
}

// again sends once more, which an authenticator app has no need of.
func (p *Plan) again(f *flow) *problem.Problem {
	if f.recovery != nil && f.recovery.asked != nil {
		return p.againProof(f)
	}
	if f.using.kind == plan.TOTP {
		return problem.New(problem.AuthenticatorOff)
	}
	if trouble := p.tooSoon(f.using); trouble != nil {
		return trouble
	}
	if f.confirms() {
		return p.sendToContact(f)
	}
	return p.challenge(f, f.using)
}

// tooSoon keeps the wait between two codes of one conversation; over all of them the window counts.
func (p *Plan) tooSoon(a *authenticator) *problem.Problem {
	c := a.newest()
	if c == nil || c.used || c.failed != "" || !p.now().Before(c.sent.Add(p.policy.OTP.ResendWait)) {
		return nil
	}
	trouble := problem.New(problem.CodeTooSoon)
	trouble.Until = c.sent.Add(p.policy.OTP.ResendWait)
	return trouble
}

// requested is how many codes a member asked for within the window.
func (p *Plan) requested(m *member) int {
	return countSince(m.requests, p.now().Add(-p.policy.OTP.Window))
}

func countSince(times []time.Time, since time.Time) int {
	n := 0
	for _, at := range times {
		if at.After(since) {
			n++
		}
	}
	return n
}

// tooMany locks the asking for codes once the window is full (S159); other ways stay open.
func (p *Plan) tooMany(f *flow, a *authenticator) *problem.Problem {
	_, forced := p.faults.use("code.too_many_requests", f.member)
	if !forced && p.requested(f.member) < p.policy.OTP.MaxRequests {
		return nil
	}
	return p.stopSending(f, a)
}

// stopSending locks the asking for codes and approvals for a while.
func (p *Plan) stopSending(f *flow, a *authenticator) *problem.Problem {
	until := p.now().Add(p.policy.Lockout.Lock)
	f.member.tally.lock(lockRequests, until)
	if f.at == plan.KindCredentials && p.others(f.member, a.id) {
		f.at, f.chose = plan.KindChoose, true
	}
	trouble := problem.New(problem.CodeTooMany)
	trouble.Until = until
	return trouble
}

// code makes a code of the policy's digits.
func (p *Plan) code() string { return p.codeOf(p.policy.OTP.Digits) }

// codeOf makes a code of so many digits.
func (p *Plan) codeOf(digits int) string {
	top := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	n, err := rand.Int(p.config.Chance, top)
	if err != nil {
		panic("mockplan: the source of chance failed: " + err.Error())
	}
	return fmt.Sprintf("%0*d", digits, n)
}

// sendCode issues a code and hands it to the carrier.
func (p *Plan) sendCode(f *flow, a *authenticator) *problem.Problem {
	now := p.now()
	if p.policy.OTP.Supersede {
		for _, old := range a.issued {
			old.replaced = true
		}
	}
	c := &issued{flow: f.id, code: p.code(), sent: now, expires: now.Add(p.policy.OTP.Life)}
	a.issued = last(append(a.issued, c), mostIssued)
	p.show(f, a)
	if state, code := p.unreachable(f.member, a); code != "" {
		c.failed = state
		trouble := problem.New(code)
		trouble.Facts.Sent = now
		return trouble
	}
	w := codeWords(a.kind, c.code, p.policy.OTP.Life)
	if f.confirms() {
		w = contactWords(c.code, p.policy.OTP.Life)
	}
	c.message = p.send(f.member, a, w, c.code)
	return nil
}

// mostIssued is how many codes of one authenticator are remembered, to say of an older one that it is old.
const mostIssued = 20

// unreachable says why nothing can be sent to where an authenticator leads.
func (p *Plan) unreachable(m *member, a *authenticator) (plan.Delivery, problem.Code) {
	on := func(knob string) bool { _, on := p.faults.on(knob, m); return on }
	switch {
	case on("contact.none_reachable"):
		return plan.NotSent, problem.CodeNotSent
	case a.kind == plan.SMS && on("contact.landline"):
		return plan.Landline, problem.CodeLandline
	case a.kind == plan.SMS && on("contact.opted_out"):
		return plan.OptedOut, problem.CodeOptedOut
	}
	return "", ""
}

// codeWords are the words of the message. They name the plan and warn, as S165 asks.
func codeWords(kind plan.AuthenticatorKind, code string, life time.Duration) words {
	minutes := int(life / time.Minute)
	if kind == plan.Voice {
		return words{body: fmt.Sprintf("This is %s. Your sign-in code is %s. Again: %s. It works for %d minutes.",
			planName, spoken(code), spoken(code), minutes)}
	}
	body := fmt.Sprintf("%s is your %s sign-in code. It works for %d minutes. We never ask you for it by phone.",
		code, planName, minutes)
	return words{subject: "Your sign-in code", body: body}
}

// spoken sets the digits apart, so that a voice reads them one by one.
func spoken(code string) string {
	out := make([]byte, 0, 2*len(code))
	for i := range len(code) {
		if i > 0 {
			out = append(out, ' ')
		}
		out = append(out, code[i])
	}
	return string(out)
}
