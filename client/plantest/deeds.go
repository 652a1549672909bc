package plantest

import (
	"reflect"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// deedOnce: something is done in one's own record, and once though it is said twice.
func deedOnce(h *hand) {
	h.can(plan.CanDo)
	h.anyMember()
	session := h.signIn().Session
	as := plan.For(session, session.Actor)
	deed, found := h.doable(as, plan.RecordKinds()...)
	if !found {
		h.t.Skip("this member has nothing to do")
	}
	h.twice(as, deed)
}

// twice does something, and says it again as if no answer had come.
func (h *hand) twice(as plan.As, deed plan.Deed) {
	h.t.Helper()
	doer := h.plan.Records.(plan.Doer)
	first, err := doer.Do(h.t.Context(), as, deed)
	if err != nil || first.ID != deed.ID {
		h.t.Fatalf("%s: %+v, %v", deed.What, first, err)
	}
	before, _ := h.plan.Records.List(h.t.Context(), as, deed.Kind)
	second, err := doer.Do(h.t.Context(), as, deed)
	after, _ := h.plan.Records.List(h.t.Context(), as, deed.Kind)
	if err != nil || !reflect.DeepEqual(first, second) || !reflect.DeepEqual(before, after) {
		h.t.Errorf("%s twice: %v\n%+v\n%+v", deed.What, err, first, second)
	}
}

// doable finds something that can be done.
func (h *hand) doable(as plan.As, kinds ...plan.RecordKind) (plan.Deed, bool) {
	h.t.Helper()
	for _, kind := range kinds {
		list, err := h.plan.Records.List(h.t.Context(), as, kind)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, r := range list {
			if len(r.Deeds) > 0 {
				return plan.Deed{Kind: kind, ID: r.ID, What: r.Deeds[0], Text: "Thank you.", Once: "said-twice-and-done-once"}, true
			}
		}
	}
	return plan.Deed{}, false
}

// deedFor: what is done for somebody is done once, in their record, and both are told; where they let one only look, nothing is.
func deedFor(h *hand) {
	h.can(plan.CanDo)
	p := h.people()
	own := plan.For(p.of, p.of.Actor)
	deed, found := h.doable(own, plan.Prescriptions)
	grant := p.letIn()
	if found {
		p.actor.twice(p.as(), deed)
		p.toldOf(grant.ID, plan.Act{Kind: deed.Kind, What: deed.What})
	}
	list, err := p.listed(plan.Results)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, r := range list {
		look := plan.Deed{Kind: plan.Results, ID: r.ID, What: plan.Reply, Text: "Thank you.", Once: "look-" + r.ID}
		_, err = p.actor.plan.Records.(plan.Doer).Do(h.t.Context(), p.as(), look)
		p.actor.turnedAway(err, "they may look, and no more", problem.GrantReadOnly)
	}
	closed := plan.Deed{Kind: plan.Messages, ID: "any", What: plan.Reply, Text: "Thank you.", Once: "m"}
	_, err = p.actor.plan.Records.(plan.Doer).Do(h.t.Context(), p.as(), closed)
	p.actor.turnedAway(err, "messages were not opened", problem.GrantScope)
}
