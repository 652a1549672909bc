package mockplan

import (
	"slices"
	"time"

	"vestibule/app/plan"
)

const (
	// mostActs is how many of one grant are kept.
	mostActs = 500
	// oneLook is how long looking at a kind of entry, again and again, is one look.
	oneLook = 15 * time.Minute
)

// noteAct writes what an actor saw or did: under the grant, for both sides, and in the subject's own activity, with both names.
func (p *Plan) noteAct(d *delegation, s *session, kind plan.RecordKind, what plan.DeedKind, on string) {
	now := p.now()
	again := func(a plan.Act) bool { return what == "" && a.What == "" && a.Kind == kind && now.Sub(a.At) < oneLook }
	if at := slices.IndexFunc(d.acts, again); at >= 0 {
		return
	}
	d.acts = last(append(d.acts, plan.Act{At: now, Who: d.actor.Name, Kind: kind, What: what, On: on}), mostActs)
	event := plan.EventLookedFor
	if what != "" {
		event = plan.EventActedFor
	}
	p.note(d.subject, event, s.device, bothNames(d)+": "+firstOf(on, string(kind)))
}

// bothNames are the actor and the subject, as RFC 8693, section 4.1, keeps them apart.
func bothNames(d *delegation) string { return d.actor.Name + " → " + d.subjectName() }

// noteGrant writes a change of a grant to the subject's activity.
func (p *Plan) noteGrant(d *delegation, what plan.EventWhat) {
	if d.subject != nil {
		p.note(d.subject, what, "", bothNames(d))
	}
}

// actsOf gives what was seen and done under a grant, newest first.
func (d *delegation) actsOf() []plan.Act {
	newest := slices.Clone(d.acts)
	slices.Reverse(newest)
	return newest
}
