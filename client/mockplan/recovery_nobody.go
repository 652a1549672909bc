package mockplan

import (
	"vestibule/app/plan"
)

// stranger is whom a name stands for that nobody has: what is done for a member is done for them, and comes to nothing.
func (p *Plan) stranger() *member {
	m := &member{ID: "nobody", Name: "Nobody Stranger", Username: "nobody known", Email: "nobody@mail.example.org",
		Phone: "(202) 555-0100", MemberNumber: "TM-0000-0000", password: newPassword("nobody signs in with this"),
		facts: inventedFacts(0, "Nobody Stranger")}
	m.contacts = p.seededContacts(m)
	m.with(phone("nobody's phone"), app(), textMessage())
	m.authenticators[1].secret = p.random(secretLength)
	for range 10 {
		m.recovery = append(m.recovery, &recoveryCode{code: p.token(12), used: true})
	}
	return m
}

// methods are what was proved, as a session names it.
func (r *recovery) methods() []string {
	names := map[route]plan.AuthenticatorKind{byEmail: plan.EmailCode, byPhone: plan.SMS, byApp: plan.TOTP, byApproval: plan.PushApproval,
		byCodes: plan.RecoveryCodes, byCard: plan.IdentityProof, byLetter: plan.LetterCode}
	var out []string
	for _, by := range r.proved {
		if kind := names[by]; kind != "" {
			out = append(out, string(kind))
		}
	}
	return out
}
