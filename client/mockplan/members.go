package mockplan

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// day is a day of the seeds.
const day = 24 * time.Hour

// person begins a seeded member: the n-th, with the things everybody has. Username and addresses follow from the n-th
// phone number of 555-01xx and the name by which they sign in.
func (p *Plan) person(n int, username, name, password, situation string) *member {
	m := &member{
		ID: plan.MemberID(fmt.Sprintf("m%02d", n)), Name: name, Username: username,
		Email: username + "@mail.example.org", Phone: fmt.Sprintf("(202) 555-01%02d", n),
		MemberNumber: fmt.Sprintf("TM-4400-%04d", 1000+7*n),
		Situation:    situation, password: newPassword(password),
		changed: p.opened.Add(-90 * day), lastSignIn: p.opened.Add(-20 * day),
		since: p.opened.AddDate(-4, 0, 0), facts: inventedFacts(n, name),
	}
	m.contacts = p.seededContacts(m)
	return m
}

// with adds ways to sign in.
func (m *member) with(list ...*authenticator) *member {
	for _, a := range list {
		m.bind(a)
	}
	return m
}

func (m *member) bind(a *authenticator) {
	a.added = m.changed
	switch a.kind {
	case plan.SMS, plan.Voice:
		a.to = m.Phone
	case plan.EmailCode:
		a.to = m.Email
	}
	if a.to != "" {
		a.hint = masked(a.to)
	}
	if a.kind == plan.TOTP && a.secret == nil {
		a.secret = []byte(strings.Repeat(m.Username+"-", 20)[:20]) // RFC 4226, section 4: 160 bits
	}
	m.authenticators = append(m.authenticators, a)
}

// withCodes hands out ten recovery codes, documented by a rule: VEST, the member's number, a letter (see recoveryCodeOf).
func (m *member) withCodes(used int) *member {
	for i := range 10 {
		m.recovery = append(m.recovery, &recoveryCode{code: plainRecoveryCode(recoveryCodeOf(m, i)), used: i < used})
	}
	return m
}

// recoveryCodeOf is the i-th code as it is printed: four groups of four of Crockford's base 32.
func recoveryCodeOf(m *member, i int) string {
	const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	digits := strings.TrimPrefix(m.MemberNumber, "TM-4400-")
	group := string([]byte{letters[10+i], letters[(7*i+3)%32], letters[(11*i+5)%32], letters[(13*i+9)%32]})
	return fmt.Sprintf("VEST-%s-%s-%s", digits, group, group[2:]+group[:2])
}

func textMessage() *authenticator { return &authenticator{id: "sms", kind: plan.SMS} }
func call() *authenticator        { return &authenticator{id: "voice", kind: plan.Voice} }
func mail() *authenticator        { return &authenticator{id: "email", kind: plan.EmailCode} }
func app() *authenticator {
	return &authenticator{id: "totp", kind: plan.TOTP, hint: "Authenticator app"}
}
func phone(hint string) *authenticator {
	return &authenticator{id: "push", kind: plan.PushApproval, hint: hint}
}

// off marks an authenticator that cannot be chosen, and why.
func (a *authenticator) because(why problem.Code) *authenticator {
	a.off = why
	return a
}

// seeded gives the invented members, each of whom stands for one situation of the catalogue.
func (p *Plan) seeded() []*member {
	return slices.Concat(p.withWays(), p.withTroubles(), p.withJourneys(), p.withOthers())
}

// withWays are members who get in, each in another way.
func (p *Plan) withWays() []*member {
	long := p.person(12, "maximiliane", "Maximiliane Wilhelmina Theodora von Hohenstein-Oldenburg-Rothenfels", "Long-Name-2024",
		"A very long name, to see that pages bear it. Text message.").with(textMessage())
	return []*member{
		p.person(10, "anna", "Anna Lindqvist", "Harbor-Light-7", "The plain case: password and a text message.").with(textMessage()).withProvider(),
		p.person(11, "tomas", "Tomás Varga", "Quiet-River-42", "An authenticator app, and nothing else.").with(app()),
		long,
		p.person(13, "sachiko", "田中 幸子", "Sakura-Tree-88", "A name in another script. Text message.").with(textMessage()),
		p.person(14, "jurgen", "Jürgen Groß", "Grüße-an-1€", "A password with ü, ß and €. Text message.").with(textMessage()),
		p.person(15, "priya", "Priya Raman", "Mango-Season-3", "Approves on the phone by typing the number shown.").
			with(phone("Priya's phone"), textMessage()),
		p.person(16, "walter", "Walter Boone", "Old-Telephone-1", "A landline: texts cannot be sent, a call can.").
			with(textMessage().because(problem.CodeLandline), call()),
		p.person(17, "elena", "Elena Petrov", "Letter-Box-55", "A code by e-mail, where the plan's rules allow it.").with(mail()),
		p.person(18, "samuel", "Samuel Okoye", "Safe-Drawer-9", "Text message, and ten recovery codes of which two are used.").
			with(textMessage()).withCodes(2),
		p.person(19, "grace", "Grace Whitfield", "Many-Keys-2000", "Every way at once: approval, app, text, call, e-mail, recovery codes.").
			with(phone("Grace's phone"), app(), textMessage(), call(), mail()).withCodes(0),
		p.person(20, "victor", "Victor Almeida", "Only-Codes-12", "Nothing but recovery codes; all but one are used.").withCodes(9),
		p.newcomer(),
		p.person(22, "rosa", "Rosa Jimenez", "My-Laptop-77", "Uses one computer: trusts it, and is asked for less there.").
			with(textMessage(), app()),
		p.caregiver(),
		p.passwordOnly(),
	}
}

// newcomer signs in for the first time.
func (p *Plan) newcomer() *member {
	m := p.person(21, "noah", "Noah Brandt", "First-Visit-1", "Signs in for the first time ever. Text message.").with(textMessage())
	m.lastSignIn, m.since, m.changed = time.Time{}, p.opened.Add(-3*day), p.opened.Add(-3*day)
	return m
}

// caregiver acts for others (members_people.go).
func (p *Plan) caregiver() *member {
	return p.person(23, "carmen", "Carmen Delgado", "Two-Kids-and-Mom",
		"Cares for two children, her parents and others: every way a grant can stand. Text message or app.").
		with(textMessage(), app())
}

// passwordOnly has no second factor: it is off for this account.
func (p *Plan) passwordOnly() *member {
	m := p.person(24, "henry", "Henry Aldous", "Just-A-Password-1", "No second step is set up: the password alone signs in.")
	m.passwordOnly, m.appPassword = true, newPassword("Only-In-The-App-2")
	return m
}
