package mockplan

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// carryOn goes on with what a conversation in a session was begun for, once its member has proved enough. Who may not be
// the only one who knows the password changes it before anything else.
func (p *Plan) carryOn(f *flow) *problem.Problem {
	if f.purpose != plan.StepUp && (f.purpose == plan.ChangePassword || p.needsChange(f.member) != "") {
		f.at, f.using = plan.KindNewPassword, nil
		return nil
	}
	return p.carryOut(f)
}

// carryOut is carryOn with a password that may stay.
func (p *Plan) carryOut(f *flow) *problem.Problem {
	switch f.purpose {
	case plan.Bind:
		return p.askSecret(f)
	case plan.AddContact:
		p.askContact(f, addingContact{kinds: []plan.ContactKind{plan.ContactEmail, plan.ContactPhone},
			added: func(plan.ContactKind, string) *problem.Problem { p.finishWith(f, f.session); return nil }})
		return nil
	case plan.ConfirmContact:
		return p.askToConfirm(f)
	case plan.NewRecoveryCodes:
		p.askCodes(f)
		return nil
	}
	p.finishWith(f, f.session)
	return nil
}

// changedIn takes a new password in a session that is open. It stays open; the others end where the member asks for that, or
// where somebody else may know the old one.
func (p *Plan) changedIn(f *flow, a plan.NewPasswordTyped) *problem.Problem {
	leaked := f.member.mustChange
	p.setPassword(f.member, a.Password.Reveal(), f.device)
	if a.EndOthers || leaked {
		p.endOthers(f.member, f.session, endedByPassword)
		p.endTrusts(f.member)
	}
	if f.purpose == plan.ChangePassword {
		p.finishWith(f, f.session)
		return nil
	}
	return p.carryOut(f)
}

// endedByPassword is why a session ended whose member has a new password.
const endedByPassword = "password_changed"

// setPassword replaces a password, and tells every contact.
func (p *Plan) setPassword(m *member, typed []byte, device string) {
	p.passwordOf(m).change(typed, p.config.KDF, p.policy.Password.History)
	m.temporary, m.mustChange, m.changed = false, false, p.now()
	p.note(m, plan.EventPassword, device, "")
	p.tellAll(m, words{subject: "Your password was changed", body: "Your " + planName +
		" password was changed. If this was not you, call 1-800-555-0100."})
}

// reasonIn says why a conversation asks for a new password.
func (p *Plan) reasonIn(f *flow) plan.Reason {
	switch why := p.needsChange(f.member); {
	case f.joining != nil && f.joining.first:
		return plan.PasswordIsFirst
	case why != "":
		return why
	case f.recovery != nil:
		return plan.PasswordIsForgotten
	}
	return plan.PasswordIsChanged
}

// othersOpen is how many sessions of a conversation's member are open besides its own.
func (p *Plan) othersOpen(f *flow) int {
	n := 0
	for _, s := range p.sessionsOf(f.member) {
		if s != f.session {
			n++
		}
	}
	return n
}
