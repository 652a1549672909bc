package wire_test

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func paper() plan.Paper {
	return plan.Paper{ID: "p1", Label: "Power of attorney, signed", Types: []string{"application/pdf", "image/jpeg"}, Most: 10 << 20,
		State: plan.PaperPartly, Name: "poa.pdf", Size: 100, Received: 40, Explanation: "Page two is missing."}
}

func grant() plan.Grant {
	return plan.Grant{
		ID: "g1", Subject: plan.Person{ID: "m1", Name: "Dolores Ruiz", Born: 1941}, Actor: plan.Person{ID: "m2", Name: "Carmen Delgado"},
		Kind: plan.GrantAttorney, Scope: map[plan.RecordKind]plan.Access{plan.Results: plan.MayLook, plan.Appointments: plan.MayAct},
		Starts: noon, Ends: noon.Add(time.Hour), Asked: noon, Papers: []plan.Paper{paper()}, AgeChange: noon, Renewable: true,
		Explanation: "By the paper of May 2.",
	}
}

// ended is one that does not count, and whose subject the plan has not found.
func ended() plan.Grant {
	return plan.Grant{ID: "g2", Subject: plan.Person{Name: "Mateo Ruiz"}, Actor: plan.Person{ID: "m2", Name: "Carmen Delgado"},
		Kind: "neighbor", State: "grant.on-the-moon", Scope: map[plan.RecordKind]plan.Access{}}
}

func TestGrantsTravelUnchanged(t *testing.T) {
	sent := []plan.Grant{grant(), ended()}
	if got, err := over(t, wire.FromGrants(sent, noon)).List(); err != nil || !reflect.DeepEqual(got, sent) {
		t.Errorf("%v\n%+v", err, got)
	}
	for _, g := range sent {
		if got, err := over(t, wire.FromGrant(g, noon)).Grant(); err != nil || !reflect.DeepEqual(got, g) {
			t.Errorf("%v\n%+v", err, got)
		}
	}
	for _, s := range []plan.PaperState{plan.PaperWanted, plan.PaperPartly, plan.PaperLookedAt, plan.PaperAccepted, plan.PaperRefused} {
		p := paper()
		p.State = s
		if got, err := over(t, wire.FromPaper(p, noon)).Paper(); err != nil || !reflect.DeepEqual(got, p) {
			t.Errorf("%v\n%+v", err, got)
		}
	}
	acts := []plan.Act{{At: noon, Who: "Carmen Delgado", Kind: plan.Prescriptions, What: plan.Refill, On: "Lisinopril"}, {At: noon, Who: "C", Kind: "x"}}
	w := over(t, wire.FromActs("g1", acts, noon))
	if got, err := w.List(); err != nil || !reflect.DeepEqual(got, acts) || w.Grant != "g1" {
		t.Errorf("%v\n%+v", err, got)
	}
	asked := plan.Asked{Hints: []string{"the phone (•••) •••-0134"}}
	if got, err := over(t, wire.FromAsked(asked, noon)).Asked(); err != nil || !reflect.DeepEqual(got, asked) {
		t.Errorf("%v\n%+v", err, got)
	}
	ticket := plan.Ticket{Code: "7K2-9QF", Link: "https://plan.example.org/i/7K29QF", Until: noon}
	if got, err := over(t, wire.FromTicket(ticket, noon)).Ticket(); err != nil || got != ticket {
		t.Errorf("%v\n%+v", err, got)
	}
}

func TestWhatAGrantHasNoWordForOpensNothing(t *testing.T) {
	w := wire.FromGrant(grant(), noon)
	w.Scope = map[string]string{"results": "everything", "messages": "", "appointments": "act"}
	w.Papers[0].State = "eaten"
	got, err := w.Grant()
	if err != nil || len(got.Scope) != 1 || got.Scope[plan.Appointments] != plan.MayAct || got.Papers != nil {
		t.Errorf("%v %+v", err, got)
	}
}

func TestGrantsBeyondMeasureAreRefused(t *testing.T) {
	kinds := map[string]string{}
	for i := range 101 {
		kinds["k"+strconv.Itoa(i)] = "look"
	}
	for name, spoil := range map[string]func(*wire.Grant){
		"id": func(w *wire.Grant) { w.ID = "" }, "kind": func(w *wire.Grant) { w.Kind = "" }, "subject.name": func(w *wire.Grant) { w.Subject.Name = "" },
		"actor.name": func(w *wire.Grant) { w.Actor.Name = "" }, "subject.id": func(w *wire.Grant) { w.Subject.ID = "" }, "subject.id ": func(w *wire.Grant) { w.Actor.ID = "" },
		"subject.born": func(w *wire.Grant) { w.Subject.Born = -1 }, "actor.born": func(w *wire.Grant) { w.Actor.Born = 10000 },
		"ends": func(w *wire.Grant) { w.Ends = w.Starts }, "scope": func(w *wire.Grant) { w.Scope = kinds }, "papers": func(w *wire.Grant) { w.Papers = make([]wire.Paper, 51) },
		"papers.id": func(w *wire.Grant) { w.Papers[0].ID = "" }, "papers.label": func(w *wire.Grant) { w.Papers[0].Label = "" },
		"papers.received": func(w *wire.Grant) { w.Papers[0].Received = 101 }, "papers.most": func(w *wire.Grant) { w.Papers[0].Most = -1 },
		"papers.size": func(w *wire.Grant) { w.Papers[0].Size = 1 << 40 }, "papers.types": func(w *wire.Grant) { w.Papers[0].Types = make([]string, 51) },
	} {
		w := wire.FromGrant(grant(), noon)
		spoil(&w)
		if _, err := w.Grant(); !problem.Is(err, problem.Malformed) || !strings.Contains(err.Error(), "grant."+strings.TrimSpace(name)+" is") {
			t.Errorf("%s: %v", name, err)
		}
	}
	twice := wire.FromGrants([]plan.Grant{grant(), grant()}, noon)
	_, two := twice.List()
	_, many := wire.Grants{Grants: make([]wire.Grant, 1001)}.List()
	_, acts := wire.Acts{Acts: make([]wire.Act, 1001)}.List()
	_, when := wire.Acts{Acts: []wire.Act{{Who: "x", Kind: "y"}}}.List()
	_, hints := wire.Asked{Hints: make([]string, 51)}.Asked()
	_, code := wire.Ticket{Until: noon}.Ticket()
	_, until := wire.Ticket{Code: "x"}.Ticket()
	_, state := wire.Paper{ID: "p", Label: "l", State: "eaten"}.Paper()
	for what, err := range map[string]error{"grants.id": two, "grants.grants": many, "acts.acts": acts, "acts.at": when, "asked.hints": hints,
		"ticket.code": code, "ticket.until": until, "paper.state": state} {
		if !problem.Is(err, problem.Malformed) || !strings.Contains(err.Error(), what+" is") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestALinkThatIsNotSafeIsNotHandedOut(t *testing.T) {
	for _, link := range []string{"javascript:alert(1)", "http://plan.example.org/i", "https://a:b@plan.example.org/", "https://plan.example.org/" + strings.Repeat("x", 8<<10)} {
		if got, err := (wire.Ticket{Code: "x", Until: noon, Link: link}).Ticket(); err != nil || got.Link != "" {
			t.Errorf("%v %+v", err, got)
		}
	}
}
