package plantest

import (
	"reflect"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// handsOff: what was left at one device is taken up at another, once, by its code or its link.
func handsOff(h *hand) {
	h.can(plan.CanHandOff)
	left := plan.Handoff{Purpose: plan.CheckStatus, Stood: plan.KindIdentify, Verdict: problem.NetOffline, Device: "A phone",
		Lines: []plan.PacketLine{{Label: "Problem", Text: "net.offline"}}}
	there := h.w.Plan(h.t)
	for _, by := range []func(plan.Ticket) string{func(t plan.Ticket) string { return t.Code }, func(t plan.Ticket) string { return t.Link }} {
		ticket, err := h.plan.Handoffs.Leave(h.t.Context(), nil, left)
		if err != nil || ticket.Code == "" || !ticket.Until.After(h.plan.Clock.Now()) {
			h.t.Fatalf("left: a code: %v, until %v, %v", ticket.Code != "", ticket.Until, err)
		}
		typed := by(ticket)
		if typed == "" {
			continue
		}
		if taken, err := there.Handoffs.Take(h.t.Context(), typed); err != nil || !reflect.DeepEqual(taken, left) {
			h.t.Errorf("left %+v, taken up %+v, %v", left, taken, err)
		}
		_, again := there.Handoffs.Take(h.t.Context(), ticket.Code)
		h.turnedAway(again, "taken up twice", problem.HandoffGone)
	}
}

// handOffAsks: only who is signed in asks another for a code, and the plan says who that is, whatever they say of themselves.
func handOffAsks(h *hand) {
	h.can(plan.CanHandOff)
	h.anyMember()
	session := h.signIn().Session
	asks := plan.Handoff{Asks: plan.AskCode, Asker: "The President", Device: "A phone"}
	ticket, err := h.plan.Handoffs.Leave(h.t.Context(), &session, asks)
	if err != nil {
		h.t.Fatal(err)
	}
	taken, err := h.w.Plan(h.t).Handoffs.Take(h.t.Context(), ticket.Code)
	if err != nil || taken.Asks != plan.AskCode || taken.Asker == "" || taken.Asker == asks.Asker {
		h.t.Errorf("%+v, %v", taken, err)
	}
	if ticket, err := h.plan.Handoffs.Leave(h.t.Context(), nil, asks); err == nil {
		if taken, _ := h.plan.Handoffs.Take(h.t.Context(), ticket.Code); taken.Asker != "" {
			h.t.Errorf("a stranger asks as %q", taken.Asker)
		}
	}
}

// handOffOver: what nobody took up is gone after its time.
func handOffOver(h *hand) {
	h.can(plan.CanHandOff)
	ticket, err := h.plan.Handoffs.Leave(h.t.Context(), nil, plan.Handoff{Purpose: plan.SignIn})
	if err != nil {
		h.t.Fatal(err)
	}
	if !h.w.Pass(ticket.Until.Sub(h.plan.Clock.Now())) {
		h.t.Skip("only the real time passes here")
	}
	_, late := h.plan.Handoffs.Take(h.t.Context(), ticket.Code)
	h.turnedAway(late, "taken up after its time", problem.HandoffGone)
}
