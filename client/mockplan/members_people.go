package mockplan

import (
	"fmt"
	"time"

	"vestibule/app/plan"
)

// care is what a member has for others to look after: a record that names them, and what was done in it.
type care struct {
	theme  int // which of the themes their record is of; 0: the record that everybody has
	died   bool
	done   []*did            // by themselves
	change map[string]string // what was done to an entry, by its id: a sentence
}

// withOthers are members of whom one acts for two hundred, and one is acted for.
func (p *Plan) withOthers() []*member {
	mother := p.person(70, "dolores", "Dolores Ruiz", "Roses-And-Thorns-4",
		"Carmen's mother: signs in herself, sees what Carmen does for her, and is asked by her son. Text message.").with(textMessage())
	mother.birth, mother.care.theme = "1948-04-11", 1
	return []*member{mother, p.person(71, "agnes", "Agnes Boyd", "Two-Hundred-Doors-8", "Runs a care home: acts for two hundred people. Text message.").with(textMessage())}
}

// card gives somebody with a record and no account, whom others act for.
func (p *Plan) card(n int, name, birth string) *member {
	m := p.person(n, "", name, "", "Has a record that somebody else looks after.")
	m.Email, m.lastSignIn, m.changed = "", time.Time{}, time.Time{}
	m.birth, m.care.theme, m.activation.state = birth, n-69, noAccount
	m.contacts = p.seededContacts(m)
	p.cards = append(p.cards, m)
	return m
}

// born gives a birthday by which somebody is so old when the plan opens, and half a year.
func (p *Plan) born(years int) string {
	return p.opened.AddDate(-years, -6, 0).Format(time.DateOnly)
}

// seedGrants makes every way in which a grant can stand, with Carmen as the one who acts.
func (p *Plan) seedGrants() {
	p.cards, p.delegations, p.invitations, p.handoffs = nil, nil, nil, nil
	p.family()
	p.troubledGrants()
	p.careHome()
}

// family are those for whom Carmen acts today.
func (p *Plan) family() {
	carmen, dolores := p.names["carmen"], p.names["dolores"]
	p.seed(p.long(carmen, p.card(72, "Luis Delgado", p.born(9)), plan.GrantParent, everything(plan.MayAct)))
	p.seed(p.long(carmen, p.card(73, "Sofia Delgado", p.born(15)), plan.GrantParent, everything(plan.MayAct)))
	scope := everything(plan.MayLook)
	scope[plan.Appointments] = plan.MayAct
	mother := p.seed(p.long(carmen, dolores, plan.GrantAttorney, scope))
	mother.own, mother.ends = []plan.DeedKind{plan.Refill}, p.opened.AddDate(0, 8, 0)
	for i, born := range []string{"1941-05-20", "1968-11-02"} {
		d := p.seed(p.long(carmen, p.card(79+i, "Maria Ruiz", born), plan.GrantInvited, everything(plan.MayLook)))
		d.ends = p.opened.AddDate(0, 6, 0)
	}
	rafael := p.card(81, "Rafael Ruiz", "1975-02-14")
	wish := p.seed(&delegation{actor: rafael, subject: dolores, kind: plan.GrantInvited, scope: everything(plan.MayLook), waits: true})
	wish.asked = p.opened.Add(-2 * day)
}

// seed keeps a grant of the beginning. It draws no chance: what is drawn after does not depend on how many there are.
func (p *Plan) seed(d *delegation) *delegation {
	d.id = plan.GrantID(fmt.Sprintf("g%03d", len(p.delegations)+1))
	p.delegations = append(p.delegations, d)
	return d
}

// long is a grant that counts for a while already.
func (p *Plan) long(actor, subject *member, kind plan.GrantKind, scope map[plan.RecordKind]plan.Access) *delegation {
	d := &delegation{actor: actor, subject: subject, kind: kind, scope: scope, starts: p.opened.AddDate(0, -4, 0)}
	if label := papersFor[kind]; label != "" {
		done := wantedPaper("proof", label)
		done.State = plan.PaperAccepted
		d.papers = []*paper{done}
	}
	return d
}

// troubledGrants are those that do not count, each for another reason.
func (p *Plan) troubledGrants() {
	carmen := p.names["carmen"]
	father := p.seed(p.long(carmen, p.card(74, "Ernesto Ruiz", "1946-09-03"), plan.GrantAttorney, everything(plan.MayAct)))
	father.starts, father.ends = p.opened.AddDate(-1, 0, 0), p.opened.Add(-3*day)
	aunt := p.seed(p.long(carmen, p.card(75, "Pilar Ruiz", "1951-01-27"), plan.GrantAttorney, everything(plan.MayAct)))
	aunt.papers, aunt.waits, aunt.byPlan, aunt.asked = []*paper{wantedPaper("proof", papersFor[plan.GrantAttorney])}, true, true, p.opened.Add(-5*day)
	uncle := p.seed(p.long(carmen, p.card(76, "Mateo Ruiz", "1955-12-09"), plan.GrantGuardian, everything(plan.MayAct)))
	uncle.waits, uncle.byPlan, uncle.asked, uncle.starts = true, true, p.opened.Add(-6*time.Hour), time.Time{}
	cousin := p.seed(p.long(carmen, p.card(77, "Ana Ruiz", "1980-06-30"), plan.GrantInvited, everything(plan.MayLook)))
	cousin.revoked = p.opened.Add(-day)
	gran := p.card(78, "Ines Ruiz", "1929-08-15")
	gran.care.died = true
	estate := p.seed(p.long(carmen, gran, plan.GrantAttorney, everything(plan.MayLook)))
	estate.papers = append(estate.papers, wantedPaper("estate", papersFor[plan.GrantEstate]))
}

// residents is how many people Agnes acts for.
const residents = 200

// careHome are the people for whom Agnes acts, made by a rule: given and family names in turn, so that some share a name and are
// told apart by the year they were born in.
func (p *Plan) careHome() {
	agnes := p.names["agnes"]
	for i := range residents {
		name := residentGiven[i%len(residentGiven)] + " " + residentFamily[i/len(residentGiven)%len(residentFamily)]
		m := p.resident(i, name)
		p.cards = append(p.cards, m)
		p.seed(p.long(agnes, m, plan.GrantInvited, everything(plan.Access(1+i%2)))).ends = p.opened.AddDate(0, 9, 0)
	}
}

// resident is the i-th, who is reached by the telephone of the ward.
func (p *Plan) resident(i int, name string) *member {
	m := &member{ID: plan.MemberID(fmt.Sprintf("r%03d", i+1)), Name: name, Phone: fmt.Sprintf("(202) 555-01%02d", 82+i%10),
		MemberNumber: fmt.Sprintf("TM-4401-%04d", 1000+7*i), Situation: "Lives in the care home.", password: newPassword(""),
		since: p.opened.AddDate(-2, 0, 0), facts: inventedFacts(i, name)}
	m.birth = fmt.Sprintf("%d-%02d-%02d", 1925+i%37, 1+i%12, 1+i%28)
	m.care.theme, m.activation.state = 20+i, noAccount
	m.contacts = p.seededContacts(m)
	return m
}

var (
	residentGiven = []string{"Ada", "Björn", "Clara", "Desmond", "Edna", "Frank", "Gloria", "Hugo", "Irma", "Joseph", "Karin", "Leon", "Mabel",
		"Nils", "Opal", "Percy", "Queenie", "Rudolf", "Stella", "Theo"}
	residentFamily = []string{"Abbott", "Brennan", "Castillo", "Dvořák", "Eriksen", "Fontaine", "Grady", "Abbott"}
)
