package mockplan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// mostWishes is how many grants of one actor may wait for an answer, so that nobody is asked without end.
const mostWishes = 20

// wish asks for a grant that is not there. Whether anybody was found by the facts is not said: the same is done for both.
func (p *Plan) wish(s *session, w plan.GrantWish) (plan.Grant, *problem.Problem) {
	if trouble := wishRefused(w); trouble != nil {
		return plan.Grant{}, trouble
	}
	if p.unanswered(s.member) >= mostWishes {
		return plan.Grant{}, problem.New(problem.TooBusy)
	}
	year := 0
	if born, err := time.Parse(time.DateOnly, w.Born); err == nil {
		year = born.Year()
	}
	d := p.delegate(&delegation{actor: s.member, subject: p.byCard(w, s.member), kind: w.Kind, asked: p.now(), waits: true,
		named: plan.Person{Name: strings.TrimSpace(w.Name), Born: year}, scope: wished(w.Kind)})
	if label := papersFor[w.Kind]; label != "" {
		d.byPlan, d.papers = true, []*paper{wantedPaper("proof", label)}
	}
	p.afterwards(func() { p.tellOfWish(d) })
	return p.seen(d, s), nil
}

// wished is what a grant of a kind opens once the plan agrees.
func wished(kind plan.GrantKind) map[plan.RecordKind]plan.Access {
	if kind == plan.GrantInvited || kind == plan.GrantEstate {
		return everything(plan.MayLook)
	}
	return everything(plan.MayAct)
}

func wishRefused(w plan.GrantWish) *problem.Problem {
	switch {
	case !slices.Contains(plan.GrantKinds(), w.Kind):
		return refusedField("kind")
	case strings.TrimSpace(w.Name) == "":
		return missing("name")
	case strings.TrimSpace(w.MemberNumber) == "":
		return missing("member_number")
	case !isDate(w.Born):
		return refusedField("born")
	}
	return nil
}

// unanswered is how many wishes of an actor nobody has answered.
func (p *Plan) unanswered(actor *member) int {
	n := 0
	for _, d := range p.delegations {
		if d.actor == actor && d.waits && d.revoked.IsZero() {
			n++
		}
	}
	return n
}

// byCard gives who has a card with these facts, but not who asks.
func (p *Plan) byCard(w plan.GrantWish, but *member) *member {
	for _, list := range [][]*member{p.members, p.cards} {
		for _, m := range list {
			if m != but && normalise(m.MemberNumber) == normalise(w.MemberNumber) && m.birth == w.Born && strings.EqualFold(m.Name, strings.TrimSpace(w.Name)) {
				return m
			}
		}
	}
	return nil
}

// delegate keeps a grant under an id of its own.
func (p *Plan) delegate(d *delegation) *delegation {
	d.id = plan.GrantID("g-" + p.token(9))
	p.delegations = append(p.delegations, d)
	return d
}

// tellOfWish tells the subject that somebody wants to act for them. Who has died is not written to.
func (p *Plan) tellOfWish(d *delegation) {
	if d.subject == nil || d.subject.care.died {
		return
	}
	who := "you decide."
	if d.byPlan {
		who = "people at the plan look at their papers. If you do not want this, tell us there, or call 1-800-555-0100."
	}
	p.tellAll(d.subject, words{subject: "Someone asks to see your record", body: fmt.Sprintf("%s asks to see your %s record. Nothing is shown to them before. Open the app "+
		"and look under “Who can see my record”: %s", d.actor.Name, planName, who)})
}

// renew asks for one that ended to count again. One that the subject gave waits for the subject, the others for the plan.
func (p *Plan) renew(d *delegation, s *session) (plan.Grant, *problem.Problem) {
	state := p.state(d)
	switch {
	case d.actor != s.member:
		return plan.Grant{}, problem.New(problem.NotForMember)
	case d.waits:
	case !d.renewable(state):
		return plan.Grant{}, p.refuses(firstCode(state, problem.GrantPending), d)
	default:
		d.waits, d.asked, d.byPlan = true, p.now(), papersFor[d.kind] != ""
		p.tellOfWish(d)
	}
	return p.seen(d, s), nil
}

func firstCode(a, b problem.Code) problem.Code { return problem.Code(firstOf(string(a), string(b))) }

// agreed has a grant that was asked for count from now on: a child's until the rules of age end it, the others as long as the rules
// let them.
func (p *Plan) agreed(d *delegation) {
	if d.subject == nil { // there is nobody to act for, and that is not said
		return
	}
	d.waits, d.named, d.starts, d.ends = false, plan.Person{}, p.now(), time.Time{}
	if days := p.policy.Grants.MaxDays; days > 0 && d.kind != plan.GrantParent {
		d.ends = p.now().AddDate(0, 0, days)
	}
	p.noteGrant(d, plan.EventAccessGiven)
	p.tellActor(d, "You can now see a record", "You can now see the "+planName+" record of "+d.subjectName()+".")
}

func (d *delegation) subjectName() string {
	if !d.known() {
		return d.named.Name
	}
	return d.subject.Name
}

// tellActor tells the actor how a grant of theirs stands.
func (p *Plan) tellActor(d *delegation, subject, body string) {
	p.tellAll(d.actor, words{subject: subject, body: body + " If you have questions, call 1-800-555-0100."})
}

// askMember asks the subject for what a grant does not allow: it stands in their own app as a wish, and they are written to.
func (p *Plan) askMember(d *delegation, s *session, ask plan.Ask) (plan.Asked, *problem.Problem) {
	switch {
	case d.actor != s.member:
		return plan.Asked{}, problem.New(problem.NotForMember)
	case !d.known():
		return plan.Asked{}, p.refuses(p.state(d), d)
	case !slices.Contains(plan.RecordKinds(), ask.Kind):
		return plan.Asked{}, refusedField("kind")
	case ask.Want != plan.MayLook && ask.Want != plan.MayAct:
		return plan.Asked{}, refusedField("want")
	case d.subject.care.died:
		return plan.Asked{}, p.refuses(problem.GrantDeceased, d)
	}
	if trouble := p.writesTooOften(d); trouble != nil {
		return plan.Asked{}, trouble
	}
	p.putWish(d, ask)
	what := "see your " + string(ask.Kind)
	if ask.Want == plan.MayAct {
		what = "do something for you in your " + string(ask.Kind)
	}
	p.tellAll(d.subject, words{subject: "A request from " + d.actor.Name, body: fmt.Sprintf("%s asks to %s at %s. Open the app and look under “Who can see my record”: "+
		"you can say yes or no. Nothing changes until you do.", d.actor.Name, what, planName)})
	return p.whereTold(d.subject), nil
}

// putWish sets what is asked for beside what was asked for already.
func (p *Plan) putWish(d *delegation, ask plan.Ask) {
	at := slices.IndexFunc(p.delegations, func(w *delegation) bool { return w.widens == d && w.waits && w.revoked.IsZero() })
	if at < 0 {
		p.delegate(&delegation{actor: d.actor, subject: d.subject, kind: plan.GrantInvited, asked: p.now(), waits: true, widens: d,
			scope: map[plan.RecordKind]plan.Access{ask.Kind: ask.Want}})
		return
	}
	w := p.delegations[at]
	w.scope, w.asked = maps.Clone(w.scope), p.now()
	w.scope[ask.Kind] = max(w.scope[ask.Kind], ask.Want)
}

// writesTooOften bounds how often an actor has the plan write to a subject, as codes that are sent are bounded.
func (p *Plan) writesTooOften(d *delegation) *problem.Problem {
	rules := p.policy.OTP
	if rules.MaxRequests > 0 && countSince(d.mailed, p.now().Add(-rules.Window)) >= rules.MaxRequests {
		trouble := problem.New(problem.CodeTooMany)
		trouble.Until = d.mailed[0].Add(rules.Window)
		return trouble
	}
	d.mailed = last(append(d.mailed, p.now()), rules.MaxRequests)
	return nil
}

// whereTold are a person's contacts in the plan's words, masked.
func (p *Plan) whereTold(m *member) plan.Asked {
	var told plan.Asked
	for _, c := range m.contacts {
		what := "the address "
		if c.kind == plan.ContactPhone {
			what = "the phone "
		}
		told.Hints = append(told.Hints, what+masked(c.value))
	}
	if len(told.Hints) == 0 {
		told.Hints = []string{"a letter to the address on file"}
	}
	return told
}

// helpBackIn starts the subject's own way back in, at the subject's own contacts. What opens it is never told to the actor (S055),
// and it proves nothing: the subject goes through the whole recovery.
func (p *Plan) helpBackIn(d *delegation, s *session) (plan.Asked, *problem.Problem) {
	if d.actor != s.member {
		return plan.Asked{}, problem.New(problem.NotForMember)
	}
	if state := p.state(d); state != "" {
		return plan.Asked{}, p.refuses(state, d)
	}
	if trouble := p.writesTooOften(d); trouble != nil {
		return plan.Asked{}, trouble
	}
	purpose := plan.RecoverPassword
	if d.subject.activation.state == noAccount {
		purpose = plan.Register
	}
	t := p.leave(plan.Handoff{Purpose: purpose, Asker: d.actor.Name, Device: s.device})
	p.noteGrant(d, plan.EventHelpAsked)
	p.tellAll(d.subject, words{subject: "Your way back in", body: fmt.Sprintf("%s told us that you cannot get into your %s account. If you want back in, open the app, choose "+
		"“I have a code from another device” and type %s, or open %s. It works once. Then we ask you who you are. Do not give this code to anybody. If you do not need "+
		"it, do nothing.", d.actor.Name, planName, t.Code, t.Link)})
	return p.whereTold(d.subject), nil
}
