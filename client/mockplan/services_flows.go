package mockplan

import (
	"slices"

	"vestibule/app/plan"
)

// servicesPurposes are what the services alone hold conversations for.
var servicesPurposes = []plan.Purpose{plan.FindUsername, plan.CheckStatus, plan.Activate, plan.Reactivate}

// takes reports whether the plan holds conversations for a purpose.
func (p *Plan) takes(purpose plan.Purpose) bool {
	if p.config.Beside != nil {
		return slices.Contains(servicesPurposes, purpose)
	}
	return slices.Contains(plan.Purposes(), purpose)
}

// handOver ends a conversation of the services where it would go on with a password: that is typed, or chosen, at the server
// that signs members in, and nowhere else.
func (p *Plan) handOver(f *flow) {
	if p.config.Beside == nil || f.done != nil {
		return
	}
	switch {
	case f.at == plan.KindNewPassword:
		m := f.member
		if code := m.activation.newest(); code != nil {
			code.used = true
		}
		m.activation.state, m.standing, m.restored = active, standing{}, p.now()
		p.endTold(f, plan.Told{What: plan.AccountOpen, Next: plan.RecoverPassword})
	case f.at == plan.KindCredentials && f.purpose == plan.FindUsername:
		p.endTold(f, plan.Told{What: plan.UsernameSent, Next: plan.SignIn})
	case f.at == plan.KindCredentials:
		p.endTold(f, plan.Told{What: plan.AccountOpen, Next: plan.SignIn})
	}
}
