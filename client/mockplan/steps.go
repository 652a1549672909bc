package mockplan

import (
	"time"

	"vestibule/app/plan"
)

// pollEvery is how often a push should be asked about.
const pollEvery = 2 * time.Second

// step draws the conversation's step as it now stands.
func (p *Plan) step(f *flow) plan.Step {
	head := p.head(f)
	if f.recovery != nil {
		if s := p.stepOfRecovery(f, head); s != nil {
			return s
		}
	}
	switch f.at {
	case plan.KindChoose:
		return plan.Choose{Head: head, Options: p.options(f.member)}
	case plan.KindCode:
		return p.codeStep(f, head)
	case plan.KindPush:
		return p.pushStep(f, head)
	case plan.KindOpenBrowser:
		return p.awayStep(f, head)
	case plan.KindRecoveryCode:
		return plan.RecoveryCode{Head: head, Tries: p.tally(f).tries(lockMFA, p.policy.Lockout), Others: p.others(f.member, recoveryID)}
	case plan.KindNewPassword:
		return plan.NewPassword{Head: head, Reason: p.changeReason(f), Rules: p.rulesFor(f.member),
			Changed: f.member.changed, Name: f.member.Username, Others: p.othersOpen(f)}
	case plan.KindShowSecret:
		return p.secretStep(f, head)
	case plan.KindIdentify:
		return p.identifyStep(f, head)
	case plan.KindProveIdentity:
		return p.identityStep(f, head)
	case plan.KindWait:
		return p.waitStep(f, head)
	case plan.KindRegister:
		return p.registerStep(f, head)
	case plan.KindActivation:
		return p.activationStep(f, head)
	case plan.KindContact:
		return p.contactStep(f, head)
	case plan.KindShowRecoveryCodes:
		return p.newCodesStep(f, head)
	case plan.KindTold:
		told := f.told
		told.Head = head
		return told
	case plan.KindRefer:
		return plan.Refer{Head: head, Why: f.refer.why, Reference: f.reference, Explanation: f.refer.explanation, Lost: f.refer.lost}
	case plan.KindDone:
		return *f.done
	}
	return p.credentialsStep(f, head)
}

// credentialsStep asks for name and password, or for the password of a member who is known by now: by a masked name, as
// somebody may look over a shoulder.
func (p *Plan) credentialsStep(f *flow, head plan.Head) plan.Step {
	s := plan.Credentials{Head: head, Tries: p.tally(f).tries(lockPassword, p.policy.Lockout), SharedDevice: true,
		Identifiers: []plan.Identifier{plan.Username, plan.Email, plan.Phone, plan.MemberNumber}}
	if f.of != nil {
		s.For = string([]rune(f.of.Username)[:1]) + "•••"
		return s
	}
	s.Providers = p.providers(f)
	if f.joins != "" {
		s.Joins = providerName
	}
	return s
}

// stepOfRecovery draws what is drawn otherwise in a recovery, nil for all else.
func (p *Plan) stepOfRecovery(f *flow, head plan.Head) plan.Step {
	switch {
	case f.at == plan.KindChoose:
		return plan.Choose{Head: head, Options: p.shownRoutes(f)}
	case f.recovery.asked == nil:
	case f.at == plan.KindCode:
		return p.proofStep(f, head)
	case f.at == plan.KindPush:
		return p.approvalStep(f, head)
	case f.at == plan.KindRecoveryCode:
		return p.recoveryStep(f, head)
	}
	return nil
}

// head tells where the step stands. Before the password is right it is the same for everybody (S101).
func (p *Plan) head(f *flow) plan.Head {
	h := plan.Head{Purpose: f.purpose, Handle: f.handle(), Number: f.number, Position: 1, Length: 2, Back: f.leadsBack()}
	if f.session != nil {
		return f.headIn(h)
	}
	if f.recovery != nil || f.of != nil && f.joining == nil { // how many there will be is not known before the end
		h.Position, h.Length = 0, 0
		return h
	}
	if f.joining != nil {
		return f.headJoining(h)
	}
	if f.at == plan.KindCredentials || f.at == plan.KindRefer || f.member == nil {
		return h
	}
	if f.chose {
		h.Length++
	}
	if f.member.passwordOnly {
		h.Length--
	}
	h.Position = h.Length
	if p.needsChange(f.member) != "" || f.at == plan.KindNewPassword {
		h.Length++
	}
	switch f.at {
	case plan.KindChoose:
		h.Position = 2
	case plan.KindNewPassword, plan.KindDone:
		h.Position = h.Length
	}
	return h
}

// leadsBack reports whether there is an earlier step that can be answered again (see rewind).
func (f *flow) leadsBack() bool {
	for number, kind := range f.asked {
		if number < f.number && (kind == plan.KindCredentials || kind == plan.KindChoose || kind == plan.KindIdentify || f.corrects(kind)) {
			return f.done == nil
		}
	}
	return false
}

// trustOffer is made after the password, never on a shared device.
func (p *Plan) trustOffer(f *flow) plan.Trust {
	days := p.policy.TrustedDevice.MaxAgeDays
	if f.shared || f.session != nil || days == 0 {
		return plan.Trust{}
	}
	return plan.Trust{Offered: true, For: time.Duration(days) * 24 * time.Hour}
}

func (p *Plan) codeStep(f *flow, head plan.Head) plan.Step {
	a := f.using
	if f.confirms() {
		return p.contactCodeStep(f, head)
	}
	s := plan.Code{Head: head, Authenticator: p.option(f.member, a), Digits: p.policy.OTP.Digits,
		Tries: p.tally(f).tries(lockMFA, p.policy.Lockout), Trust: p.trustOffer(f), Others: p.others(f.member, a.id)}
	if a.kind == plan.TOTP {
		s.Digits, s.Period = p.policy.TOTP.Digits, p.policy.TOTP.Period
		return s
	}
	s.Sends = plan.Tries{Known: true, Left: max(0, p.policy.OTP.MaxRequests-p.requested(f.member))}
	if c := a.newest(); c != nil {
		s.Sent, s.Expires, s.ResendAt = c.sent, c.expires, c.sent.Add(p.policy.OTP.ResendWait)
		s.Delivery = c.delivery(p.now())
	}
	return s
}

func (p *Plan) pushStep(f *flow, head plan.Head) plan.Step {
	a := f.using
	return plan.Push{Head: head, Authenticator: p.option(f.member, a), Number: a.pending.number, Expires: a.pending.expires,
		PollEvery: pollEvery, Others: p.others(f.member, a.id)}
}
