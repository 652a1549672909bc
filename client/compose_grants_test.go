package client

import (
	"context"
	"testing"

	"vestibule/app/plan"
)

// entries are records of one server, grants and hand-offs of nobody.
type entries struct {
	plan.Grants
	plan.Handoffs
	name string
}

func (e entries) List(context.Context, plan.As, plan.RecordKind) ([]plan.Record, error) {
	return []plan.Record{{ID: e.name}}, nil
}

// doing is records in which something can be done.
type doing struct{ entries }

func (d doing) Do(context.Context, plan.As, plan.Deed) (plan.Record, error) {
	return plan.Record{ID: d.name}, nil
}

func TestActingForSomebodyIsTheServices(t *testing.T) {
	theirs := doing{entries{name: "services"}}
	s := &server{}
	all := []plan.Capability{plan.CanRecords, plan.CanActFor, plan.CanGiveAccess, plan.CanAskAccess, plan.CanUploadPaper, plan.CanDo, plan.CanHandOff}
	p := compose(&plan.Plan{Identity: s, Records: entries{name: "identity"}, Document: plan.Document{Capabilities: inApp(plan.CanSignIn, plan.CanRecords)}},
		&plan.Plan{Identity: s, Services: s, Records: theirs, Grants: theirs, Handoffs: theirs, Document: plan.Document{Capabilities: inApp(all...),
			Policy: plan.Policy{Grants: plan.GrantRules{MaxDays: 365}}}})
	for _, c := range all {
		if p.Document.Can(c).How != plan.InApp {
			t.Errorf("cannot %s", c)
		}
	}
	if p.Grants == nil || p.Handoffs == nil || p.Document.Policy.Grants.MaxDays != 365 {
		t.Errorf("%+v", p)
	}
	does, can := p.Records.(plan.Doer)
	if !can {
		t.Fatal("nothing can be done")
	}
	if r, err := does.Do(t.Context(), plan.As{}, plan.Deed{}); r.ID != "services" || err != nil {
		t.Error(r, err)
	}
}

// TestGrantsOpenNothingInTheRecordsOfAnotherServer, so none are offered; a hand-off goes on.
func TestGrantsOpenNothingInTheRecordsOfAnotherServer(t *testing.T) {
	theirs := doing{entries{name: "services"}}
	s := &server{}
	p := compose(&plan.Plan{Identity: s, Records: entries{name: "identity"}, Document: plan.Document{Capabilities: inApp(plan.CanSignIn, plan.CanRecords)}},
		&plan.Plan{Identity: s, Services: s, Grants: theirs, Handoffs: theirs, Document: plan.Document{
			Capabilities: inApp(plan.CanActFor, plan.CanGiveAccess, plan.CanAskAccess, plan.CanUploadPaper, plan.CanDo, plan.CanHandOff)}})
	for _, c := range withRecords {
		if p.Document.Can(c).How != plan.No {
			t.Errorf("offers %s", c)
		}
	}
	if p.Grants != nil || p.Handoffs == nil || p.Document.Can(plan.CanHandOff).How != plan.InApp {
		t.Errorf("%+v", p)
	}
	if list, _ := p.Records.List(t.Context(), plan.As{}, plan.Results); list[0].ID != "identity" {
		t.Error(list)
	}
}
