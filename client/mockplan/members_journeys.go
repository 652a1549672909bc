package mockplan

import (
	"time"

	"vestibule/app/problem"
)

// withJourneys are members who come back in, or in for the first time.
func (p *Plan) withJourneys() []*member {
	return []*member{p.maria(), p.invited(), p.invitedLongAgo(), p.asleep(), p.closedAccount(), p.renamed(), p.cardOnly(), p.byPost()}
}

// maria is the member of E06: her phone is gone, her number was never updated.
func (p *Plan) maria() *member {
	m := p.person(60, "maria", "Maria Santos", "Garden-Gate-19",
		"Her phone number was never updated: texts reach somebody else. E-mail and recovery codes are left.").
		with(textMessage()).withCodes(0)
	m.authenticators[0].stale = true
	return m
}

func (p *Plan) invited() *member {
	return p.invite(p.person(61, "amara", "Amara Okonkwo", "Welcome-Letter-2", "Not activated: the code is in a letter that came this week.").
		with(textMessage()), p.opened.Add(-3*day))
}

func (p *Plan) invitedLongAgo() *member {
	return p.invite(p.person(62, "pavel", "Pavel Horak", "Late-Letter-15", "Not activated, and the code of the letter is 15 days old.").
		with(textMessage()), p.opened.Add(-15*day))
}

func (p *Plan) asleep() *member {
	m := p.person(63, "simone", "Simone Achterberg", "Half-A-Year-181", "Inactive: the last sign-in was 181 days ago.").with(textMessage())
	m.lastSignIn = p.opened.Add(-181 * day)
	return m
}

func (p *Plan) closedAccount() *member {
	m := p.person(64, "harriet", "Harriet Lowe", "Not-A-Member-6", "Disabled by the plan: the coverage ended.").with(textMessage())
	m.standing = standing{why: problem.AccountDisabled, explanation: "Your coverage ended on January 31."}
	return m
}

func (p *Plan) renamed() *member {
	m := p.person(65, "julia", "Julia Hartmann", "New-Name-Now-8", "Has a former name: she was Julia Weber until last year. Text message.").
		with(textMessage())
	m.former = "Weber"
	return m
}

// cardOnly has a card and no account yet: nothing signs in, and nothing is on file but the card.
func (p *Plan) cardOnly() *member {
	m := p.person(66, "", "Oliver Quist", "", "A card without an account: he can register.")
	m.Email, m.Phone, m.contacts, m.lastSignIn, m.changed = "", "", nil, time.Time{}, time.Time{}
	m.since, m.activation.state = p.opened.Add(-9*day), noAccount
	return m
}

// byPost is reached by letters only.
func (p *Plan) byPost() *member {
	m := p.person(67, "edith", "Edith Vandermeer", "Only-By-Post-3", "Neither e-mail nor mobile: letters reach her. Recovery codes.").withCodes(0)
	m.Email, m.Phone, m.contacts = "", "", nil
	return m
}
