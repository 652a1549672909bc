package mockplan

import (
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// answerChoose starts the way a member picked.
func (p *Plan) answerChoose(f *flow, a plan.Chosen) *problem.Problem {
	if f.recovery != nil {
		return p.chooseRoute(f, a.Authenticator)
	}
	if until := p.lockedUntil(f.member, &f.member.tally, lockMFA); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	ways := usable(p.options(f.member))
	if !slices.ContainsFunc(ways, func(o plan.Authenticator) bool { return o.ID == a.Authenticator }) {
		return problem.New(problem.AuthenticatorOff)
	}
	return p.start(f, a.Authenticator)
}

// start puts the question of one authenticator, and sends what has to be sent.
func (p *Plan) start(f *flow, id plan.AuthenticatorID) *problem.Problem {
	if id == recoveryID {
		f.at, f.using = plan.KindRecoveryCode, nil
		return nil
	}
	a := f.member.authenticator(id)
	if a.kind == plan.TOTP {
		f.at, f.using = plan.KindCode, a
		return nil
	}
	if a.live(f.id, p.now()) { // back again within the resend wait: the code on its way is still good
		p.show(f, a)
		return nil
	}
	return p.challenge(f, a)
}

// show puts the question of an authenticator to which something was sent.
func (p *Plan) show(f *flow, a *authenticator) {
	f.using, f.at = a, plan.KindCode
	if a.kind == plan.PushApproval {
		f.at = plan.KindPush
	}
}

// anotherWay goes back to choosing, where there is a choice.
func (p *Plan) anotherWay(f *flow) *problem.Problem {
	switch {
	case f.recovery != nil && (f.recovery.asked != nil || f.at == plan.KindProveIdentity):
		return p.anotherRoute(f)
	case f.at == plan.KindProveIdentity, f.adding != nil:
		return problem.New(problem.AuthenticatorOff)
	}
	current := recoveryID
	if f.using != nil {
		current = f.using.id
	}
	if !p.others(f.member, current) {
		return problem.New(problem.AuthenticatorOff)
	}
	f.at, f.using, f.chose = plan.KindChoose, nil, true
	return nil
}
