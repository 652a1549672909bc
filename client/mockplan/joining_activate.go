package mockplan

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// activationStep asks for the code of the letter, or of what was sent since. Before anybody was named it says the same to
// everybody.
func (p *Plan) activationStep(f *flow, head plan.Head) plan.Step {
	s := plan.Activation{Head: head, Fresh: true}
	if f.member == nil {
		if n := f.joining.misses; n > 0 {
			s.Tries = plan.Tries{Known: true, Left: max(0, p.policy.Lockout.MaxFailures-n)}
		}
		return s
	}
	if c := f.member.activation.newest(); c != nil {
		s.Sent, s.Hint, s.Expires = c.sent, c.hint, c.sent.Add(p.policy.Activation.Life)
	}
	if n := f.member.activation.misses; n > 0 {
		s.Tries = plan.Tries{Known: true, Left: max(0, p.policy.Lockout.MaxFailures-n)}
	}
	return s
}

// newest is the code that counts, nil for none.
func (a *activation) newest() *activationCode {
	if len(a.codes) == 0 {
		return nil
	}
	return &a.codes[len(a.codes)-1]
}

// answerActivation checks a code. It names its account itself: 80 bits of chance are not guessed (NIST SP 800-63B, section
// 3.1.2.2, asks for a limit below 64), and tries are counted all the same.
func (p *Plan) answerActivation(f *flow, a plan.ActivationTyped) *problem.Problem {
	typed := plainRecoveryCode(lastPart(strings.TrimSpace(string(a.Code.Reveal()))))
	if typed == "" {
		return missing("code")
	}
	m, code := p.activationOf(f, typed)
	switch why := p.wornOut(m, code); {
	case code == nil:
		return p.missedActivation(f)
	case why != "":
		return problem.New(why)
	}
	m.activation.misses, f.member = 0, m
	return p.activated(f, m, code)
}

// activated goes on with a right code, as the account stands. One that is open is not opened: else a code that was left
// over would be worth a password.
func (p *Plan) activated(f *flow, m *member, code *activationCode) *problem.Problem {
	switch s := p.standingOf(m); s.why {
	case problem.AccountUnready:
		f.joining.first, f.at = true, plan.KindNewPassword
		clear(f.asked)
	case problem.AccountInactive:
		code.used = true
		p.wake(f, m)
		p.askPasswordOf(f, m)
	case "":
		return problem.New(problem.ActivationUsed)
	default:
		p.referTo(f, s)
	}
	return nil
}

// lastPart is the code in a link that was pasted whole; a code as it is.
func lastPart(typed string) string { return typed[strings.LastIndex(typed, "/")+1:] }

// activationOf gives whose code was typed: the member's who was named, else anybody's.
func (p *Plan) activationOf(f *flow, typed string) (m *member, code *activationCode) {
	hash := sha256.Sum256([]byte(typed))
	for _, one := range p.members {
		if f.member != nil && one != f.member {
			continue
		}
		for i := range one.activation.codes {
			if c := &one.activation.codes[i]; c.hash == hash { // of 80 bits of chance: the time tells nothing of use
				m, code = one, c
			}
		}
	}
	return m, code
}

// wornOut says why a right code is good no longer, or nothing.
func (p *Plan) wornOut(m *member, code *activationCode) problem.Code {
	if code == nil {
		return ""
	}
	on := func(knob string) bool {
		setting, on := p.faults.on(knob, m)
		return on && code.sent.Before(setting.turned) // one that is sent since is good
	}
	switch {
	case code.used, on("acct.activation_used"):
		return problem.ActivationUsed
	case code != m.activation.newest(), code.dead, !p.now().Before(code.sent.Add(p.policy.Activation.Life)),
		on("acct.activation_expired"), on("acct.needs_new_activation"):
		return problem.ActivationExpired
	}
	return ""
}

// missedActivation counts a wrong code. After as many as the policy bears, the code is dead and a new one is needed; where
// nobody was named, the card is asked for first. Nobody is locked out by a stranger's guesses.
func (p *Plan) missedActivation(f *flow) *problem.Problem {
	trouble := problem.New(problem.ActivationWrong)
	most := p.policy.Lockout.MaxFailures
	if f.member == nil {
		f.joining.misses++
		left := max(0, most-f.joining.misses)
		if trouble.Facts.Left = &left; left == 0 {
			p.askCard(f)
		}
		return trouble
	}
	act := &f.member.activation
	act.misses++
	left := max(0, most-act.misses)
	trouble.Facts.Left = &left
	if c := act.newest(); left == 0 && c != nil {
		c.dead, act.misses = true, 0
		return problem.New(problem.ActivationExpired)
	}
	return trouble
}

// freshActivation sends a new code, to the contact on file: who has not proved whose card it is does that first.
func (p *Plan) freshActivation(f *flow) *problem.Problem {
	if f.member == nil {
		p.askCard(f)
		return nil
	}
	if c := f.member.activation.newest(); c != nil && p.now().Before(c.sent.Add(p.policy.OTP.ResendWait)) {
		trouble := problem.New(problem.CodeTooSoon)
		trouble.Until = c.sent.Add(p.policy.OTP.ResendWait)
		return trouble
	}
	return p.sendActivation(f)
}

// sendActivation sends a code by e-mail, by text or, to who has neither, by letter. The one before ends with it; how many
// may be asked for is counted with all other codes.
func (p *Plan) sendActivation(f *flow) *problem.Problem {
	m := f.member
	f.at, f.using = plan.KindActivation, nil
	if until := p.lockedUntil(m, &m.tally, lockRequests); !until.IsZero() {
		return p.refusedBy(lockRequests, until)
	}
	way := m.wayHome()
	if trouble := p.tooMany(f, way); trouble != nil {
		return trouble
	}
	m.requests = last(append(m.requests, p.now()), p.policy.OTP.MaxRequests)
	p.journal.of(m).Sends++
	code := grouped(crockford.EncodeToString(p.random(codeBytes)))
	m.activation.codes = last(append(m.activation.codes, activationCode{hash: sha256.Sum256([]byte(plainRecoveryCode(code))), sent: p.now(),
		hint: way.hint}), mostIssued)
	m.activation.misses = 0
	p.send(m, way, activationWords(code, p.policy.Activation.Life), code)
	return nil
}

// wayHome is how a member is reached who cannot sign in: by mail, by text, by post.
func (m *member) wayHome() *authenticator {
	switch {
	case m.Email != "":
		return &authenticator{id: "email", kind: plan.EmailCode, to: m.Email, hint: masked(m.Email)}
	case m.Phone != "":
		return m.textTo(m.Phone)
	}
	return &authenticator{id: "letter", kind: plan.LetterCode, to: m.address(), hint: letterHint(m)}
}

func activationWords(code string, life time.Duration) words {
	return words{subject: "Your activation code", body: fmt.Sprintf(
		"%s opens your %s account. It works for %d days. Type it in the app, or open https://%s/a/%s. We never ask you for it by phone.",
		code, planName, int(life/day), host, code)}
}
