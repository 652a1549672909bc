package mockplan

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// invitation is what a subject lets somebody see who has its code.
type invitation struct {
	ticket
	id    plan.GrantID
	from  *member
	made  time.Time
	offer plan.GrantOffer
	gone  bool // used, or taken back
	used  bool
}

// mostInvitations is how many of one member are remembered: to say of an older one that it is over.
const mostInvitations = 50

// invite makes a code that lets one person in, once.
func (p *Plan) offer(s *session, o plan.GrantOffer) (plan.Ticket, *problem.Problem) {
	switch trouble := p.offerRefused(o); {
	case trouble != nil:
		return plan.Ticket{}, trouble
	case p.stale(s):
		return plan.Ticket{}, problem.New(problem.NeedsReauth)
	}
	p.invites++
	one := &invitation{ticket: p.ticket(p.policy.Grants.Invitation), id: plan.GrantID(fmt.Sprintf("i%03d", p.invites)),
		from: s.member, made: p.now(), offer: o}
	p.invitations = append(p.invitations, one)
	p.forgetInvitations(s.member)
	p.note(s.member, plan.EventAccessOffered, s.device, trimmed(o.Name))
	p.tellAll(s.member, words{subject: "You invited somebody", body: "You made an invitation to see your " + planName + " record. It works once, until " +
		one.until.Format("January 2, 2006, 15:04 UTC") + ". If this was not you, call 1-800-555-0100."})
	return one.shown(invitePath), nil
}

// forgetInvitations keeps the newest of a member.
func (p *Plan) forgetInvitations(m *member) {
	var own []*invitation
	for _, one := range p.invitations {
		if one.from == m {
			own = append(own, one)
		}
	}
	if len(own) > mostInvitations {
		p.invitations = slices.DeleteFunc(p.invitations, func(one *invitation) bool { return one == own[0] })
	}
}

// invitation finds what was typed. A code that is over is told as such, once: it is no guess.
func (p *Plan) invitation(s *session, typed string) (*invitation, *problem.Problem) {
	from := guesser(nil, s.member)
	if trouble := p.guessing(from); trouble != nil {
		return nil, trouble
	}
	if typed == "" {
		return nil, missing("typed")
	}
	at := slices.IndexFunc(p.invitations, func(one *invitation) bool { return one.is(typed, invitePath) })
	if at < 0 {
		return nil, p.guessed(from, problem.InvitationWrong)
	}
	one := p.invitations[at]
	if !p.letsIn(one) {
		return nil, problem.New(problem.InvitationGone)
	}
	if one.from == s.member { // nobody lets themselves in
		return nil, refusedField("typed")
	}
	return one, nil
}

// letsIn reports whether an invitation is good still.
func (p *Plan) letsIn(one *invitation) bool {
	return !one.gone && p.now().Before(one.until) && (one.offer.Ends.IsZero() || p.now().Before(one.offer.Ends))
}

// out gives the invitations of a member that are out, as grants of who is not known yet.
func (p *Plan) out(s *session) (list []plan.Grant) {
	for _, one := range p.invitations {
		if one.from == s.member && p.letsIn(one) {
			list = append(list, plan.Grant{ID: one.id, Subject: personIn(s, s.member, 0), Actor: plan.Person{Name: cmp.Or(trimmed(one.offer.Name), "Whoever has the code")},
				Kind: plan.GrantInvited, State: problem.GrantPending, Scope: offered(one.offer), Ends: one.offer.Ends, Asked: one.made})
		}
	}
	return list
}

// takeBack ends an invitation of a member's. One that was taken back, or whose time is past, is so already; of one that somebody
// has used they are told: there is a grant by now.
func (p *Plan) takeBack(s *session, id string) *problem.Problem {
	at := slices.IndexFunc(p.invitations, func(one *invitation) bool { return one.from == s.member && string(one.id) == id })
	switch {
	case at < 0:
		return problem.New(problem.NotForMember)
	case p.invitations[at].used:
		return problem.New(problem.InvitationGone)
	case p.letsIn(p.invitations[at]):
		p.invitations[at].gone = true
		p.note(s.member, plan.EventAccessEnded, s.device, trimmed(p.invitations[at].offer.Name))
	}
	return nil
}

// offers is an invitation as a grant that is not there yet.
func (p *Plan) offers(one *invitation, s *session) plan.Grant {
	g := p.seen(one.grant(s.member), s)
	g.ID = "invitation"
	return g
}

func (one *invitation) grant(actor *member) *delegation {
	return &delegation{actor: actor, subject: one.from, kind: plan.GrantInvited, scope: offered(one.offer), ends: one.offer.Ends}
}

// takeInvitation takes it, once.
func (p *Plan) takeInvitation(s *session, typed string) (plan.Grant, *problem.Problem) {
	one, trouble := p.invitation(s, typed)
	if trouble != nil {
		return plan.Grant{}, trouble
	}
	one.gone, one.used = true, true
	d := p.takenBy(one, s.member)
	d.starts = p.now()
	p.noteGrant(d, plan.EventAccessGiven)
	p.tellAll(d.subject, words{subject: "Your invitation was taken", body: s.member.Name + " took your invitation and can now see what you chose of your " + planName +
		" record. You can end that in the app at any time. If you did not expect this, call 1-800-555-0100."})
	return p.seen(d, s), nil
}

// takenBy gives the grant of an invitation. What the subject gave the same person before is replaced: who ends it later must not
// overlook another.
func (p *Plan) takenBy(one *invitation, actor *member) *delegation {
	for _, d := range p.between(actor, one.from) {
		if d.kind == plan.GrantInvited && !d.waits && d.revoked.IsZero() {
			d.scope, d.ends, d.warned = offered(one.offer), one.offer.Ends, 0
			return d
		}
	}
	return p.delegate(one.grant(actor))
}

// endInvitations takes back what a member has offered: somebody else was at the account.
func (p *Plan) endInvitations(m *member) {
	for _, one := range p.invitations {
		if one.from == m && !one.gone {
			one.gone = true
		}
	}
}
