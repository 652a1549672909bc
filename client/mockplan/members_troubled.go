package mockplan

import "vestibule/app/problem"

// withTroubles are members who do not simply get in.
func (p *Plan) withTroubles() []*member {
	return append(p.withPasswordTroubles(), append(p.withLocks(), p.withWayTroubles()...)...)
}

// withPasswordTroubles have a password that is too old, about to be, or only lent.
func (p *Plan) withPasswordTroubles() []*member {
	expired := p.person(30, "olga", "Olga Marchetti", "Last-Years-Word-1", "The password is 366 days old: a new one is asked for.").
		with(textMessage())
	expired.changed = p.opened.Add(-366 * day)
	soon := p.person(31, "peter", "Peter Nyström", "Ends-In-Two-Weeks-1", "The password ends in 14 days.").with(textMessage())
	soon.changed = p.opened.Add(-351 * day)
	temporary := p.person(32, "tessa", "Tessa Moreau", "Temp-4471-Pass", "A temporary password from the help line: a new one is asked for.").
		with(textMessage())
	temporary.temporary = true
	return []*member{expired, soon, temporary}
}

// withLocks cannot get in: for a while, or until a person helps.
func (p *Plan) withLocks() []*member {
	seeds := []struct {
		n                   int
		username, name, pw  string
		situation, sentence string
		locked              lock
		why                 problem.Code
	}{
		{40, "lucas", "Lucas Herrera", "Three-Misses-1", "Locked after wrong passwords; the 15 minutes begin at the first try.", "", lockPassword, ""},
		{41, "mina", "Mina Farahani", "Wrong-Codes-33", "Locked after wrong codes; begins at the first try.", "", lockMFA, ""},
		{42, "oscar", "Oscar Lund", "Too-Many-Texts-5", "Asked for too many codes; begins at the first try.", "", lockRequests, ""},
		{43, "felix", "Felix Abara", "Locked-By-Hand-2", "Locked by a person, without an end.", "Please call us about your coverage.", "", problem.LockedManually},
		{44, "helen", "Helen Katz", "On-Hold-Now-11", "On hold: somebody else may have been in.", heldBecause, "", problem.AccountHeld},
		{45, "dmitri", "Dmitri Sokolov", "Closed-Door-77", "Disabled by the plan.", "Your coverage ended on June 30.", "", problem.AccountDisabled},
		{46, "nadia", "Nadia Haddad", "Not-Yet-Active-1", "Never activated.", "Your activation letter is on its way.", "", problem.AccountUnready},
		{47, "edgar", "Edgar Novak", "Work-Benefits-6", "Signs in through an employer, not here.", otherLogin["employer"], "", problem.OtherLogin},
	}
	var out []*member
	for _, s := range seeds {
		m := p.person(s.n, s.username, s.name, s.pw, s.situation).with(textMessage())
		m.bornLocked, m.standing = s.locked, standing{why: s.why, explanation: s.sentence}
		if s.why == problem.AccountUnready {
			p.invite(m, p.opened.Add(-2*day))
			m.standing = standing{why: s.why, explanation: s.sentence}
		}
		out = append(out, m)
	}
	return append(out, p.lapsedMember())
}

// lapsedMember has not been here for 200 days.
func (p *Plan) lapsedMember() *member {
	m := p.person(48, "ingrid", "Ingrid Solberg", "Long-Time-Ago-1", "Inactive: the last sign-in was 200 days ago.").with(textMessage())
	m.lastSignIn = p.opened.Add(-200 * day)
	return m
}

// withWayTroubles know their password, and cannot prove the rest.
func (p *Plan) withWayTroubles() []*member {
	optedOut := p.person(51, "leo", "Leo Castellano", "Stop-Texting-9", "Opted out of texts: another way is needed. App.").
		with(textMessage().because(problem.CodeOptedOut), app())
	nothing := p.person(52, "beth", "Beth Crawford", "Nothing-Left-4", "No way to sign in is left: her mailbox, her number or her card proves who she is.")
	lost := p.person(53, "ravi", "Ravi Menon", "Lost-My-Phone-8", "The phone with app and approvals is lost; recovery codes are left.").
		with(phone("Ravi's old phone").because(problem.AuthenticatorOff), app().because(problem.AuthenticatorOff)).withCodes(0)
	return []*member{p.deadPhone(), optedOut, nothing, lost}
}

// deadPhone is the member of S250: her old number was never updated, three codes went wrong, she is locked out and needs
// her results before a visit.
func (p *Plan) deadPhone() *member {
	m := p.person(50, "lucia", "Lucia Ferrante", "Results-Today-1",
		"Her phone number is out of date, she is locked after three codes, and she needs her results today. "+
			"E-mail and recovery codes are left.")
	m.with(textMessage(), mail()).withCodes(0)
	m.authenticators[0].stale = true
	m.bornLocked = lockMFA
	return m
}
