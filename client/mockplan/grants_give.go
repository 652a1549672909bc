package mockplan

import (
	"maps"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// longestName is how long the name of who is let in may be, in bytes.
const longestName = 200

// offerRefused says what the rules have against an offer; nil: nothing.
func (p *Plan) offerRefused(o plan.GrantOffer) *problem.Problem {
	opens := false
	for kind, access := range o.Scope {
		if !slices.Contains(plan.RecordKinds(), kind) || access > plan.MayAct {
			return refusedField("scope")
		}
		opens = opens || access > plan.NoAccess
	}
	days := p.policy.Grants.MaxDays
	switch {
	case !opens:
		return missing("scope")
	case len(o.Name) > longestName:
		return refusedField("name")
	case o.Ends.IsZero() && days > 0:
		return missing("ends")
	case !o.Ends.IsZero() && !o.Ends.After(p.now()), days > 0 && o.Ends.After(p.now().AddDate(0, 0, days)):
		return refusedField("ends")
	}
	return nil
}

// allow has a grant count with a scope and an end of the subject's. Whatever lets somebody see more, or for longer, needs a fresh
// proof.
func (p *Plan) allow(d *delegation, s *session, o plan.GrantOffer) (plan.Grant, *problem.Problem) {
	state := p.state(d)
	switch trouble := p.offerRefused(o); {
	case d.subject != s.member:
		return plan.Grant{}, problem.New(problem.NotForMember)
	case trouble != nil:
		return plan.Grant{}, trouble
	case (state != "" || d.wider(o)) && p.stale(s):
		return plan.Grant{}, problem.New(problem.NeedsReauth)
	}
	d = p.joined(d, o)
	for _, one := range d.papers { // the subject's own word is more than a paper
		one.State = plan.PaperAccepted
	}
	if state != "" {
		d.starts = p.now()
	}
	d.waits, d.byPlan, d.named, d.revoked, d.warned, d.kind = false, false, plan.Person{}, time.Time{}, 0, kindOf(d)
	d.own = slices.DeleteFunc(slices.Clone(d.own), func(what plan.DeedKind) bool { return o.Scope[deedsIn[what]] == plan.MayAct })
	p.noteGrant(d, plan.EventAccessGiven)
	p.tellActor(d, "What you may see has changed", s.member.Name+" has set what you may see and do in their "+planName+" record.")
	return p.seen(d, s), nil
}

// deedsIn is in which kind of entry something is done: whoever lets somebody act there has given their word for it.
var deedsIn = map[plan.DeedKind]plan.RecordKind{plan.Refill: plan.Prescriptions, plan.CancelVisit: plan.Appointments, plan.Reply: plan.Messages}

// kindOf is how a grant counts once its subject has said yes: what nobody had a paper for is one that they gave.
func kindOf(d *delegation) plan.GrantKind {
	if d.waits || !d.revoked.IsZero() {
		return plan.GrantInvited
	}
	return d.kind
}

// joined sets the scope of an offer. A wish to widen a grant that counts becomes a part of that grant.
func (p *Plan) joined(d *delegation, o plan.GrantOffer) *delegation {
	if base := d.widens; base != nil && p.state(base) == "" {
		base.scope = maps.Clone(base.scope)
		for kind, access := range o.Scope {
			base.scope[kind] = max(base.scope[kind], access)
		}
		p.drop(d)
		return base
	}
	d.widens, d.scope, d.ends = nil, offered(o), o.Ends
	return d
}

// drop forgets a grant that never counted.
func (p *Plan) drop(d *delegation) {
	p.delegations = slices.DeleteFunc(p.delegations, func(one *delegation) bool { return one == d })
}

// offered is the scope of an offer, without what it does not open.
func offered(o plan.GrantOffer) map[plan.RecordKind]plan.Access {
	scope := maps.Clone(o.Scope)
	maps.DeleteFunc(scope, func(_ plan.RecordKind, a plan.Access) bool { return a == plan.NoAccess })
	return scope
}

// wider reports whether an offer opens more than a grant, or for longer.
func (d *delegation) wider(o plan.GrantOffer) bool {
	for kind, access := range o.Scope {
		if access > d.scope[kind] {
			return true
		}
	}
	return !d.ends.IsZero() && (o.Ends.IsZero() || o.Ends.After(d.ends))
}

// revoke ends a grant at once, by either side; the other side is told. One that has ended is left as it is, one that never counted is
// forgotten.
func (p *Plan) revoke(d *delegation, s *session) {
	if !d.revoked.IsZero() {
		return
	}
	p.noteGrant(d, plan.EventAccessEnded)
	p.tellOther(d, s)
	d.revoked, d.theirs, d.papers = p.now(), nil, nil
	if p.dropWishes(d); d.starts.IsZero() {
		p.drop(d)
	}
}

// tellOther tells the side of a grant that did not end it.
func (p *Plan) tellOther(d *delegation, s *session) {
	switch {
	case s.member == d.subject && d.starts.IsZero():
		p.tellActor(d, "The answer is no", s.member.Name+" said no to what you asked for at "+planName+".")
	case s.member == d.subject:
		p.tellActor(d, "You can no longer see a record", s.member.Name+" has ended what you may see in their "+planName+" record.")
	case d.subject != nil && !d.subject.care.died:
		p.tellAll(d.subject, words{subject: "Someone no longer sees your record", body: d.actor.Name + " has given back the leave to see your " + planName + " record."})
	}
}

// dropWishes forgets what was asked for beside a grant that has ended.
func (p *Plan) dropWishes(d *delegation) {
	p.delegations = slices.DeleteFunc(p.delegations, func(w *delegation) bool { return w.widens == d })
}

// warn tells both sides of grants that are about to end, by the policy's days.
func (p *Plan) warn() {
	for _, d := range p.delegations {
		left := int(d.ends.Sub(p.now()) / day)
		due := p.warnsAt(left)
		if d.ends.IsZero() || due == 0 || d.warned != 0 && due >= d.warned || p.state(d) != "" {
			continue
		}
		d.warned = due
		on := d.ends.Format("January 2, 2006")
		p.tellActor(d, "A record closes soon", "On "+on+" your time to see the "+planName+" record of "+d.subjectName()+" ends. You can ask for more in the app.")
		p.tellAll(d.subject, words{subject: "Someone’s time to see your record ends soon", body: "On " + on + " " + d.actor.Name + " can no longer see your " + planName + " record. You need do nothing."})
	}
}

// warnsAt gives the fewest of the policy's days that is not fewer than those that are left; 0: none.
func (p *Plan) warnsAt(left int) int {
	due := 0
	for _, days := range p.policy.Grants.WarnDays {
		if days >= left && left >= 0 && (due == 0 || days < due) {
			due = days
		}
	}
	return due
}

// afterwards keeps what is sent until somebody looks: how long an answer takes must not tell whom it was about.
func (p *Plan) afterwards(do func()) { p.later = append(p.later, do) }

// sendLater sends what waited, and tells of grants that are about to end. The plan has no clockwork: it does this when somebody looks
// at what was sent.
func (p *Plan) sendLater() {
	waited := p.later
	p.later = nil
	for _, do := range waited {
		do()
	}
	p.warn()
}

// trimmed is a name on one line.
func trimmed(name string) string { return strings.Join(strings.Fields(name), " ") }
