package plantest

import (
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// people are two members, each at a device of their own: whose record it is, and who acts for them. Whom is the subject as the
// actor's grant names them: where another server signs members in, others have the id of the services.
type people struct {
	subject, actor *hand
	of, by         plan.Session
	whom           plan.MemberID
	offer          plan.GrantOffer
}

// people signs two members in, or skips the part where a plan has one only, or nobody acts for anybody.
func (h *hand) people() *people {
	h.t.Helper()
	h.can(plan.CanActFor)
	h.can(plan.CanGiveAccess)
	h.anyMember()
	other := h.another(h.m.Name)
	p := &people{subject: h, actor: other, of: h.signIn().Session, by: other.signIn().Session, offer: h.offer()}
	p.whom = p.of.Actor
	return p
}

// another is a member of none of these names, at a device of their own.
func (h *hand) another(than ...string) *hand {
	h.t.Helper()
	other := newHand(h.t, h.w)
	for _, ways := range [][]plan.AuthenticatorKind{nil, {plan.SMS}, {plan.TOTP}} {
		if other.found(ways...) && !slices.Contains(than, other.m.Name) {
			h.t.Cleanup(other.nothingPrinted)
			return other
		}
	}
	h.t.Skipf("this plan has no more members than %d", len(than))
	return nil
}

// offer lets an actor look at results, and act on prescriptions, for a few days.
func (h *hand) offer() plan.GrantOffer {
	days := 10
	if most := h.plan.Document.Policy.Grants.MaxDays; most > 0 {
		days = min(days, most)
	}
	ends := h.plan.Clock.Now().Add(time.Duration(days)*24*time.Hour - time.Minute)
	return plan.GrantOffer{Name: "Whoever takes it", Ends: ends.Truncate(time.Second),
		Scope: map[plan.RecordKind]plan.Access{plan.Results: plan.MayLook, plan.Prescriptions: plan.MayAct}}
}

// invite makes an invitation.
func (p *people) invite() plan.Ticket {
	h := p.subject
	h.t.Helper()
	var ticket plan.Ticket
	if err := h.fresh(&p.of, func(s plan.Session) (err error) {
		ticket, err = h.plan.Grants.Invite(h.t.Context(), s, p.offer)
		return err
	}); err != nil {
		h.t.Fatalf("nobody can be invited: %v", err)
	}
	if ticket.Code == "" || !ticket.Until.After(h.plan.Clock.Now()) {
		h.t.Errorf("an invitation with a code: %v, until %v", ticket.Code != "", ticket.Until)
	}
	return ticket
}

// letIn has the actor take an invitation of the subject.
func (p *people) letIn() plan.Grant {
	p.actor.t.Helper()
	grant, err := p.actor.plan.Grants.Accept(p.actor.t.Context(), p.by, p.invite().Code)
	if err != nil || !grant.Counts() {
		p.actor.t.Fatalf("who was invited has a grant of state %q: %v", grant.State, err)
	}
	p.whom = grant.Subject.ID
	return grant
}

// as is what the actor asks for the subject's record with.
func (p *people) as() plan.As { return plan.For(p.by, p.whom) }

// listed looks at one kind of entry of the subject as the actor.
func (p *people) listed(kind plan.RecordKind) ([]plan.Record, error) {
	list, err := p.actor.plan.Records.List(p.actor.t.Context(), p.as(), kind)
	p.actor.saw(nil, err)
	return list, err
}

// closed checks that a kind is not shown, for one of these reasons.
func (p *people) closed(kind plan.RecordKind, why string, codes ...problem.Code) {
	p.actor.t.Helper()
	list, err := p.listed(kind)
	p.actor.turnedAway(err, why, codes...)
	if len(list) > 0 {
		p.actor.t.Errorf("%s, and %d entries came all the same", why, len(list))
	}
}

// turnedAway checks that something was refused by one of these codes.
func (h *hand) turnedAway(err error, why string, codes ...problem.Code) {
	h.t.Helper()
	h.saw(nil, err)
	if p := problem.Of(err); p == nil || !slices.Contains(codes, p.Code) {
		h.t.Errorf("%s: %v, want one of %v", why, err, codes)
	}
}

// grant finds one by its id in a list.
func (h *hand) grant(list []plan.Grant, err error, id plan.GrantID) plan.Grant {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	at := slices.IndexFunc(list, func(g plan.Grant) bool { return g.ID == id })
	if at < 0 {
		h.t.Fatalf("the grant is not among %d", len(list))
	}
	return list[at]
}

// received and given are the grant as either side is told of it.
func (p *people) received(id plan.GrantID) plan.Grant {
	p.actor.t.Helper()
	list, err := p.actor.plan.Grants.Received(p.actor.t.Context(), p.by)
	return p.actor.grant(list, err, id)
}

func (p *people) given(id plan.GrantID) plan.Grant {
	p.subject.t.Helper()
	list, err := p.subject.plan.Grants.Given(p.subject.t.Context(), p.of)
	return p.subject.grant(list, err, id)
}
