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
	m := f.member
	m.password.change(a.Password.Reveal(), p.config.KDF, p.policy.Password.History)
	m.temporary, m.changed = false, p.now()
	p.endSessions(m, "password_changed")
	p.endTrusts(m)
	p.send(m, nil, words{subject: "Your password was changed", body: "Your " + planName +
		" password was changed. If this was not you, call 1-800-555-0100."}, "")
	p.finish(f)
	return nil
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
