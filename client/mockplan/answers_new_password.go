package mockplan

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// answerNewPassword changes the password in place, by the policy's rules, and ends what the old one had opened.
func (p *Plan) answerNewPassword(f *flow, a plan.NewPasswordTyped) *problem.Problem {
	if a.Password.Empty() {
		return missing("password")
	}
	if rules := p.unmet(f.member, a.Password.Reveal()); len(rules) > 0 {
		trouble := problem.New(problem.PasswordRefused)
		trouble.Field, trouble.Facts.Rules = "password", rules
		return trouble
	}
	switch {
	case f.session != nil:
		return p.changedIn(f, a)
	case f.joining != nil && f.joining.first:
		return p.openAccount(f, a)
	}
	p.setPassword(f.member, a.Password.Reveal(), f.device)
	p.endWithPassword(f, f.member)
	return nil
}

// endWithPassword ends what was opened with the old password, and a recovery that somebody else has begun.
func (p *Plan) endWithPassword(f *flow, m *member) {
	p.dropTalks(f, m)
	p.endSessions(m, endedByPassword)
	p.endTrusts(m)
	if f.recovery != nil {
		p.liftLocks(m)
		p.restore(m, p.now())
		f.claim()
	}
	p.finish(f)
}

// dropTalks ends the sign-ins that stand behind the old password.
func (p *Plan) dropTalks(f *flow, m *member) {
	for id, other := range p.flows {
		if other != f && other.member == m && other.session == nil && other.recovery == nil && other.joining == nil && other.done == nil {
			delete(p.flows, id)
		}
	}
}

// changeReason says why a new password is asked for.
func (p *Plan) changeReason(f *flow) plan.Reason {
	switch {
	case f.recovery != nil && f.recovery.leaked:
		return plan.PasswordIsLeaked
	case f.recovery != nil && f.purpose == plan.RecoverPassword && !f.member.mustChange:
		return plan.PasswordIsForgotten
	}
	return p.reasonIn(f)
}

// provenBy ends the second factor with an authenticator.
func (p *Plan) provenBy(f *flow, a *authenticator) *problem.Problem {
	a.used = p.now()
	f.methods = append(f.methods, string(a.kind))
	return p.proven(f)
}

// proven is where both factors are right: the counts begin anew, and the password may have to be changed. In a session
// that is open already it is one more proof.
func (p *Plan) proven(f *flow) *problem.Problem {
	f.member.tally.clear(lockMFA)
	if f.session != nil {
		return p.provenAgain(f)
	}
	if p.needsChange(f.member) != "" {
		f.at, f.using = plan.KindNewPassword, nil
		return nil
	}
	p.finish(f)
	return nil
}
