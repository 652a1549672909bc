package mockplan

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// joining is the account that is being made or woken in a conversation.
type joining struct {
	first  bool               // the password that is asked for is the account's first
	typed  plan.RegisterTyped // how a new account will be signed in to
	misses int                // wrong activation codes before anybody was named
}

// beginJoining asks for the card; who has the letter of an account that was begun may start with its code.
func (p *Plan) beginJoining(f *flow) {
	f.joining = &joining{}
	switch f.purpose {
	case plan.Register:
		p.askIdentity(f, registerFields(), func(m *member) *problem.Problem { return p.joins(f, m) })
	case plan.Reactivate:
		p.askCard(f)
	default:
		f.at = plan.KindActivation
	}
}

// askCard asks for as much of the card as brings a code to the member's own contact.
func (p *Plan) askCard(f *flow) {
	fields := []plan.IdentityField{{Name: plan.FieldMemberNumber, OnCard: true, Example: exampleNumber}, {Name: plan.FieldBirth}}
	p.askIdentity(f, fields, func(m *member) *problem.Problem { return p.joins(f, m) })
}

// exampleNumber shows how a member number is written; nobody has it.
const exampleNumber = "TM-4400-0000"

// registerFields are what a member is known by who has no account (S110).
func registerFields() []plan.IdentityField {
	return []plan.IdentityField{
		{Name: plan.FieldMemberNumber, OnCard: true, Example: exampleNumber}, {Name: plan.FieldGroup, OnCard: true, Example: group},
		{Name: plan.FieldFamilyName, OnCard: true}, {Name: plan.FieldFormerName, Optional: true}, {Name: plan.FieldBirth},
	}
}

// joins goes on with whoever proved whose card it is, as their account stands, whichever of the three doors they took.
func (p *Plan) joins(f *flow, m *member) *problem.Problem {
	f.member, f.identity = m, nil
	_, twice := p.faults.on("acct.duplicate", m)
	switch s := p.standingOf(m); {
	case twice, m.activation.state == active && f.purpose == plan.Register && s.why == "":
		p.tellItExists(f)
	case m.activation.state == noAccount:
		f.at = plan.KindRegister
	case s.why == problem.AccountUnready, s.why == problem.AccountInactive:
		return p.sendActivation(f)
	case s.why != "":
		p.referTo(f, s)
	case f.purpose == plan.Reactivate:
		p.askPasswordOf(f, m)
	default:
		p.tellItExists(f)
	}
	return nil
}

// tellItExists sends the name of an account that is there already to its contacts, and says no more.
func (p *Plan) tellItExists(f *flow) {
	p.tellAll(f.member, words{subject: "You have an account already", body: "Somebody with your card asked for a new " + planName +
		" account. You have one: you sign in as “" + f.member.Username + "”."})
	p.endTold(f, plan.Told{What: plan.AccountExists, Next: plan.FindUsername})
}

// endTold ends a conversation without a session. Nothing of it can be answered again.
func (p *Plan) endTold(f *flow, told plan.Told) {
	f.at, f.using, f.adding, f.told = plan.KindTold, nil, nil, told
	clear(f.asked)
}

// headJoining places a step: the card, the name or the code, the password.
func (f *flow) headJoining(h plan.Head) plan.Head {
	h.Length = 3
	if f.purpose == plan.Register {
		h.Length = 4
	}
	switch f.at {
	case plan.KindRegister:
		h.Position = 2
	case plan.KindActivation:
		if f.member != nil {
			h.Position = 2
		}
	case plan.KindCode:
		h.Position = 3
	case plan.KindNewPassword, plan.KindDone, plan.KindTold, plan.KindCredentials:
		h.Position = h.Length
	}
	return h
}

// openAccount takes the first password, and opens the account with it. Whoever was faster with the same card or name is in
// possession of it.
func (p *Plan) openAccount(f *flow, a plan.NewPasswordTyped) *problem.Problem {
	m := f.member
	if trouble := p.stillFree(f); trouble != nil || f.at == plan.KindTold {
		return trouble
	}
	if m.activation.state == noAccount {
		p.register(f)
	}
	if code := m.activation.newest(); code != nil {
		code.used = true
	}
	p.setPassword(m, a.Password.Reveal(), f.device)
	m.activation.state, m.standing, m.restored = active, standing{}, p.now()
	f.name, f.methods = m.Username, []string{"password"}
	p.finish(f)
	return nil
}

// stillFree reports what came about while a member chose a password.
func (p *Plan) stillFree(f *flow) *problem.Problem {
	registers := f.member.activation.state == noAccount
	if !registers && p.standingOf(f.member).why != problem.AccountUnready {
		p.tellItExists(f)
		return nil
	}
	if registers && p.names[normalise(f.joining.typed.Username)] != nil {
		f.at = plan.KindRegister
		return taken()
	}
	return nil
}
