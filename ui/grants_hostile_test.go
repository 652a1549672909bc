package ui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/uitest"
)

// hostile is a plan whose answers about grants nobody has looked over.
type hostile struct {
	plan.Grants
	name string
	acts int
}

func (h hostile) grant() plan.Grant {
	me := plan.Person{ID: "m23", Name: "Carmen"}
	return plan.Grant{ID: "g", Subject: plan.Person{ID: "m75", Name: h.name, Born: 1951}, Actor: me, Kind: plan.GrantKind("by-decree " + h.name),
		Scope:  map[plan.RecordKind]plan.Access{plan.Results: plan.MayLook, "genome": plan.MayAct, plan.Messages: 9},
		Papers: []plan.Paper{{ID: "p", Label: h.name, State: "shredded", Name: h.name, Size: 1, Received: 5, Explanation: h.name}}, Explanation: h.name}
}

// Received implements plan.Grants.
func (h hostile) Received(context.Context, plan.Session) ([]plan.Grant, error) {
	return []plan.Grant{h.grant()}, nil
}

// Given implements plan.Grants.
func (h hostile) Given(context.Context, plan.Session) (list []plan.Grant, err error) {
	for i, state := range []problem.Code{"", problem.GrantPending, problem.GrantRevoked, "grant.of-tomorrow"} {
		g := h.grant()
		g.Subject, g.Actor = g.Actor, plan.Person{ID: "m75", Name: fmt.Sprint(i, " ", h.name)}
		g.ID, g.State = plan.GrantID(fmt.Sprint(i)), state
		list = append(list, g)
	}
	return list, nil
}

// Acts implements plan.Grants.
func (h hostile) Acts(context.Context, plan.Session, plan.GrantID) ([]plan.Act, error) {
	list := make([]plan.Act, h.acts)
	for i := range list {
		list[i] = plan.Act{At: noon.Add(-time.Duration(i) * time.Minute), Who: h.name, Kind: "genome", What: "sequence", On: h.name}
	}
	return list, nil
}

func gives(g plan.Grants) func(*rig) {
	return func(r *rig) { r.found = func(p *plan.Plan) { p.Grants = g } }
}

// TestWhatTheAppDoesNotKnowIsShownAsItStands: a kind, a part of the record, a deed, a state of tomorrow's.
func TestWhatTheAppDoesNotKnowIsShownAsItStands(t *testing.T) {
	r := carmen(t, uitest.Phone, gives(hostile{name: "Pilar Ruiz", acts: 5000}))
	r.shows(r.grant("m75", "Pilar Ruiz"), "by-decree Pilar Ruiz", "genome: Look, and do things for them", "Messages: Look, and do things for them", "shredded")
	began := time.Now()
	out := r.goes("See what was done")
	r.shows(out, "Pilar Ruiz did this: sequence, with “Pilar Ruiz” (genome)", "These are the newest 200 of 5000.")
	if took := time.Since(began); took > time.Minute {
		t.Errorf("5,000 acts took %v", took)
	}
	if n := strings.Count(out, "did this"); n != 200 {
		t.Errorf("%d acts are drawn", n)
	}
	r.goes("Back", "Back")
	r.shows(r.goes("Who can see my record"), "grant.of-tomorrow", "It was ended.")
	r.shows(r.goes("0 Pilar Ruiz"), "genome: Look, and do things for them", `radio "Messages: look, and do things for me" [3 of 3] [checked]`)
}

// TestNaughtyNamesBreakNoPage of a grant, and print nothing.
func TestNaughtyNamesBreakNoPage(t *testing.T) {
	all := naughty(t)
	printed := quietly(t, func() {
		for i := 0; i < len(all); i += 40 {
			r := carmen(t, uitest.Phone, gives(hostile{name: all[i], acts: 1}))
			r.shows(r.grant("m75", all[i]), `button "See what was done"`)
			r.shows(r.goes("See what was done"), `heading 1 "What was done"`)
			r.goes("Back", "Back")
			r.shows(r.goes("Who can see my record"), `heading 2 "They ask you"`, `heading 2 "Over"`)
		}
	})
	if printed != "" {
		t.Errorf("printed %q", printed)
	}
}
