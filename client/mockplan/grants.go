package mockplan

import (
	"maps"
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// This file is what a grant opens now. How one is asked for is grants_ask.go, how one is given and taken back grants_give.go, what
// was seen and done under it grants_acts.go.

// delegation is one grant as the plan keeps it (RFC 8693, section 1.1: delegation, as the actor acts as themselves). Whether it
// counts is not kept: it is worked out from the clock, the rules and the papers each time it is asked for.
type delegation struct {
	id             plan.GrantID
	actor, subject *member // no subject: nobody was found by the facts of a wish, which is not said
	named          plan.Person
	kind           plan.GrantKind
	scope          map[plan.RecordKind]plan.Access
	own            []plan.DeedKind // deeds for which the subject's own word is wanted
	starts, ends   time.Time
	asked          time.Time
	waits          bool // somebody has to say yes: the plan where byPlan, else the subject
	byPlan         bool
	revoked        time.Time
	papers         []*paper
	widens         *delegation // of what was asked of the subject: the grant that did not go far enough
	acts           []plan.Act
	mailed         []time.Time  // when the subject was written to because the actor asked
	warned         int          // the days before its end that both were told of, the fewest; 0: none
	theirs         []*theirCode // codes that went to the subject
	tally          tally        // wrong ones
	done           []*did
	explanation    string
}

// everything is the scope that opens every kind as far as that.
func everything(a plan.Access) map[plan.RecordKind]plan.Access {
	scope := map[plan.RecordKind]plan.Access{}
	for _, kind := range plan.RecordKinds() {
		scope[kind] = a
	}
	return scope
}

// lookedAt is how long people at the plan take for a paper, or for a request that needs none. It is how this plan works, and no
// rule that an app obeys.
const lookedAt = 48 * time.Hour

// state tells why a grant does not count; empty: it does. What ends one for good comes before what only delays it.
func (p *Plan) state(d *delegation) problem.Code {
	p.settlePapers(d)
	for _, k := range grantKnobs {
		if setting, on := p.faults.on(k.knob, d.subject); on && d.known() && k.acts(setting) {
			return k.code
		}
	}
	switch now := p.now(); {
	case !d.revoked.IsZero():
		return problem.GrantRevoked
	case d.known() && d.subject.care.died && d.kind != plan.GrantEstate:
		return problem.GrantDeceased
	case p.grown(d):
		return problem.GrantAge
	case d.wants():
		return problem.GrantPapers
	case d.looksAt(), d.waits, d.subject == nil, now.Before(d.starts):
		return problem.GrantPending
	case !d.ends.IsZero() && !now.Before(d.ends):
		return problem.GrantExpired
	}
	return ""
}

// grantKnobs have a grant not count, for one subject or for all.
var grantKnobs = []struct {
	knob string
	code problem.Code
	acts func(Setting) bool
}{
	{"proxy.none", problem.GrantNone, always}, {"proxy.revoked_mid_session", problem.GrantRevoked, always},
	{"proxy.age_change", problem.GrantAge, func(s Setting) bool { return s.Kind != teen }},
	{"proxy.docs_missing", problem.GrantPapers, always}, {"proxy.pending", problem.GrantPending, always},
	{"proxy.expired", problem.GrantExpired, always},
}

func always(Setting) bool { return true }

// teen is the kind of the knob proxy.age_change that closes what is private, and no more.
const teen = "teen"

// yearsOld is how old somebody is, in years that are full.
func (p *Plan) yearsOld(m *member) int {
	born, err := time.Parse(time.DateOnly, m.birth)
	if err != nil {
		return 0
	}
	now := p.now()
	years := now.Year() - born.Year()
	if born.AddDate(years, 0, 0).After(now) {
		years--
	}
	return years
}

// grown reports that a child is one no longer, which ends what a parent may.
func (p *Plan) grown(d *delegation) bool {
	adult := p.policy.Grants.Adult
	return d.kind == plan.GrantParent && d.known() && adult > 0 && p.yearsOld(d.subject) >= adult
}

// private reports whether a child is old enough that some kinds are closed to a parent.
func (p *Plan) private(d *delegation) bool {
	if setting, on := p.faults.on("proxy.age_change", d.subject); on && d.known() && setting.Kind == teen {
		return true
	}
	from := p.policy.Grants.Teen
	return d.kind == plan.GrantParent && d.known() && from > 0 && p.yearsOld(d.subject) >= from
}

// scopeOf is what a grant opens now, where it counts: its scope, less what the rules and the knobs take away.
func (p *Plan) scopeOf(d *delegation) map[plan.RecordKind]plan.Access {
	scope := maps.Clone(d.scope)
	if p.private(d) {
		for _, kind := range p.policy.Grants.Private {
			delete(scope, kind)
		}
	}
	setting, on := p.faults.on("proxy.scope", d.subject)
	on = on && d.known()
	for kind, access := range scope {
		if on && setting.Kind == notCovered && (setting.Feature == "" || setting.Feature == string(kind)) {
			delete(scope, kind)
		} else if on && setting.Kind != notCovered {
			scope[kind] = min(access, plan.MayLook)
		}
	}
	return scope
}

// notCovered is the kind of the knob proxy.scope that closes a kind of entry.
const notCovered = "not-covered"

// changes is when the rules of age will next take something away; zero: never.
func (p *Plan) changes(d *delegation) time.Time {
	born, err := time.Parse(time.DateOnly, d.birth())
	if d.kind != plan.GrantParent || err != nil {
		return time.Time{}
	}
	years := p.policy.Grants.Teen
	if p.private(d) {
		years = p.policy.Grants.Adult
	}
	if at := born.AddDate(years, 0, 0); years > 0 && at.After(p.now()) {
		return at
	}
	return time.Time{}
}

func (d *delegation) birth() string {
	if !d.known() {
		return ""
	}
	return d.subject.birth
}

// known reports whether the actor may know that there is such a person: a wish that nobody has answered stands alike whether or
// not somebody was found by its facts.
func (d *delegation) known() bool { return d.subject != nil && d.named.Name == "" }

// seen is a grant as it is told, to the session of either side.
func (p *Plan) seen(d *delegation, s *session) plan.Grant {
	state := p.state(d)
	g := plan.Grant{ID: d.id, Subject: d.whose(s), Actor: personIn(s, d.actor, 0), Kind: d.kind, State: state, Scope: p.scopeOf(d),
		Starts: d.starts, Ends: d.ends, Asked: d.asked, AgeChange: p.changes(d), Renewable: d.renewable(state), Explanation: d.explains(state)}
	if state == problem.GrantExpired && !g.Ends.IsZero() && g.Ends.After(p.now()) { // by the knob
		g.Ends = p.now()
	}
	for _, one := range d.papers {
		g.Papers = append(g.Papers, one.Paper)
	}
	return g
}

// whose is the subject as a grant names them: of a wish that nobody has answered only what the actor knew.
func (d *delegation) whose(s *session) plan.Person {
	if !d.known() && (d.subject == nil || s.member != d.subject) {
		return d.named
	}
	born := 0
	if at, err := time.Parse(time.DateOnly, d.subject.birth); err == nil {
		born = at.Year()
	}
	return personIn(s, d.subject, born)
}

// personIn is a member as a session knows them: beside another server the one who is signed in has the id of that server.
func personIn(s *session, m *member, born int) plan.Person {
	who := plan.Person{ID: m.ID, Name: m.Name, Born: born}
	if s.member == m {
		who.ID = s.plan.Actor
	}
	return who
}

// renewable reports whether asking can bring a grant back.
func (d *delegation) renewable(state problem.Code) bool {
	return state == problem.GrantExpired && d.kind != plan.GrantParent
}

// explains is the plan's own sentence about how a grant stands.
func (d *delegation) explains(state problem.Code) string {
	if state == problem.GrantPending && d.byPlan {
		return "We look at requests within two working days."
	}
	return d.explanation
}

// between gives the grants of one actor for one subject, the newest first; a wish that nobody has answered is none of them, unless
// the subject is the actor's already.
func (p *Plan) between(actor, subject *member) []*delegation {
	var out []*delegation
	for _, d := range slices.Backward(p.delegations) {
		if d.actor == actor && d.subject == subject && d.known() {
			out = append(out, d)
		}
	}
	return out
}

// grantOf gives a grant by its id to one of its two sides, and nothing to anybody else.
func (p *Plan) grantOf(m *member, id string) *delegation {
	for _, d := range p.delegations {
		if string(d.id) == id && m != nil && (d.actor == m || d.subject == m) {
			return d
		}
	}
	return nil
}

// someone gives a person by id, whether or not they have an account; nil: nobody.
func (p *Plan) someone(id plan.MemberID) *member {
	for _, list := range [][]*member{p.members, p.cards} {
		if at := slices.IndexFunc(list, func(m *member) bool { return m.ID == id }); at >= 0 {
			return list[at]
		}
	}
	return nil
}

// anyone gives somebody by any of their names, or by their id where they have no account; nil: nobody.
func (p *Plan) anyone(name string) *member {
	if m := p.names[normalise(name)]; m != nil {
		return m
	}
	return p.someone(plan.MemberID(name))
}

// mayEnter gives the grant by which an actor sees one kind of a subject's entries, or does something in them. Somebody without any
// grant learns nothing of whether there is such a person.
func (p *Plan) mayEnter(actor, subject *member, kind plan.RecordKind, want plan.Access) (*delegation, *problem.Problem) {
	var why *problem.Problem
	for _, d := range p.between(actor, subject) {
		state, got := p.state(d), p.scopeOf(d)[kind]
		switch {
		case state == "" && got >= want:
			return d, nil
		case state == "" && got >= plan.MayLook:
			why = p.refuses(problem.GrantReadOnly, d)
		case why == nil || why.Code != problem.GrantReadOnly && state == "":
			why = p.refuses(p.closedBy(d, state, kind), d)
		}
	}
	if why == nil {
		return nil, problem.New(problem.NotForMember)
	}
	return nil, why
}

// closedBy is why a kind is closed: the grant itself, the age of a child, or what it was given for.
func (p *Plan) closedBy(d *delegation, state problem.Code, kind plan.RecordKind) problem.Code {
	switch {
	case state != "":
		return state
	case p.private(d) && slices.Contains(p.policy.Grants.Private, kind):
		return problem.GrantAge
	}
	return problem.GrantScope
}

// refuses is a problem of a grant, with whom it is about.
func (p *Plan) refuses(code problem.Code, d *delegation) *problem.Problem {
	trouble := problem.New(code)
	trouble.Facts.Who = d.subjectName()
	return trouble
}
