package rest_test

import (
	"reflect"
	"testing"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func entry() plan.Record {
	return plan.Record{ID: "r/1", When: noon, Title: "Lisinopril", Deeds: []plan.DeedKind{plan.Refill}}
}

func refill() plan.Deed {
	return plan.Deed{Kind: plan.Prescriptions, ID: "r/1", What: plan.Refill, Once: "once-1"}
}

func TestADeedIsDone(t *testing.T) {
	with := refill()
	with.Their = text("424242")
	for _, deed := range []plan.Deed{refill(), with} {
		p, s := open(t, clock.At(noon), says(200, "application/json", jsonOf(t, wire.FromDeedDone("m9", entry(), noon))))
		got, err := p.Records.(plan.Doer).Do(t.Context(), plan.For(session(), "m9"), deed)
		if err != nil || !reflect.DeepEqual(got, entry()) {
			t.Errorf("%v %+v", err, got)
		}
		q := s.seen[0]
		read, err := wire.ReadDeed(deed.Kind, deed.ID, []byte(q.Body))
		if err != nil || !reflect.DeepEqual(read, deed) || q.Method+" "+q.Path != "POST /v1/people/m9/records/prescriptions/r/1/deeds" {
			t.Errorf("%v %+v", err, q)
		}
		if !deed.Their.Empty() && string(deed.Their.Reveal()) != "424242" {
			t.Error("the caller's code was cleared")
		}
	}
}

func TestADeedIsAskedForAgainOnlyWithoutACode(t *testing.T) {
	p, s := open(t, clock.At(noon), cut, says(200, "application/json", jsonOf(t, wire.FromDeedDone("m9", entry(), noon))))
	if _, err := p.Records.(plan.Doer).Do(t.Context(), plan.For(session(), "m9"), refill()); err != nil || s.seen[0] != s.seen[1] {
		t.Error(err, s.seen)
	}
	with := refill()
	with.Their = text("424242")
	p, s = open(t, clock.At(noon), cut)
	if _, err := p.Records.(plan.Doer).Do(t.Context(), plan.For(session(), "m9"), with); !problem.Is(err, problem.NetDropped) || len(s.seen) != 1 {
		t.Error(err, s.seen)
	}
}

// TestAnAnswerAboutAnotherPersonIsNotShown: whoever is on screen, another's entries are never put there.
func TestAnAnswerAboutAnotherPersonIsNotShown(t *testing.T) {
	for _, c := range []struct {
		subject, said string
		shown         bool
	}{{"m1", "m1", true}, {"m9", "m9", true}, {"m1", "", true}, {"m9", "", false}, {"m9", "m1", false}, {"m1", "m9", false}} {
		as := plan.For(session(), plan.MemberID(c.subject))
		list := wire.FromRecords([]plan.Record{entry()}, noon).Of(plan.MemberID(c.said))
		done := wire.FromDeedDone(plan.MemberID(c.said), entry(), noon)
		p, _ := open(t, clock.At(noon), says(200, "application/json", jsonOf(t, list)), says(200, "application/json", jsonOf(t, done)))
		entries, looked := p.Records.List(t.Context(), as, plan.Prescriptions)
		_, did := p.Records.(plan.Doer).Do(t.Context(), as, refill())
		if (looked == nil) != c.shown || (did == nil) != c.shown || (len(entries) > 0) != c.shown {
			t.Errorf("of %q, said %q: %v, %v", c.subject, c.said, looked, did)
		}
		if !c.shown && (!problem.Is(looked, problem.Malformed) || !problem.Is(did, problem.Malformed)) {
			t.Errorf("of %q, said %q: %v, %v", c.subject, c.said, looked, did)
		}
	}
	other := entry()
	other.ID = "r2"
	p, _ := open(t, clock.At(noon), says(200, "application/json", jsonOf(t, wire.FromDeedDone("m1", other, noon))))
	if _, err := p.Records.(plan.Doer).Do(t.Context(), plan.For(session(), "m1"), refill()); !problem.Is(err, problem.Malformed) {
		t.Errorf("another entry: %v", err)
	}
}

func TestAHandoffIsLeftAndTaken(t *testing.T) {
	in, sent := session(), plan.Handoff{Purpose: plan.RecoverPassword, Verdict: problem.CodeExpired, Asks: plan.AskCode, Device: "A phone",
		Lines: []plan.PacketLine{{Label: "Problem", Text: "code.expired"}}}
	ticket := plan.Ticket{Code: "7K2-9QF", Until: noon}
	for i, who := range []*plan.Session{nil, &in} {
		p, s := open(t, clock.At(noon), says(201, "application/json", jsonOf(t, wire.FromTicket(ticket, noon))))
		if got, err := p.Handoffs.Leave(t.Context(), who, sent); err != nil || got != ticket {
			t.Errorf("%v %+v", err, got)
		}
		q := s.seen[0]
		read, err := wire.ReadHandoff([]byte(q.Body))
		if err != nil || !reflect.DeepEqual(read, sent) || q.Method+" "+q.Path != "POST /v1/handoffs" || q.Auth != []string{"", "Bearer tok-" + canary}[i] {
			t.Errorf("%v %+v", err, q)
		}
	}
	sent.Asker = "Carmen Delgado"
	p, s := open(t, clock.At(noon), says(200, "application/json", jsonOf(t, wire.FromHandoff(sent, noon))), says(410, wire.ProblemType, `{"code":"handoff.gone"}`))
	if got, err := p.Handoffs.Take(t.Context(), "7k2 9qf"); err != nil || !reflect.DeepEqual(got, sent) {
		t.Errorf("%v %+v", err, got)
	}
	if _, err := p.Handoffs.Take(t.Context(), "7k2 9qf"); !problem.Is(err, problem.HandoffGone) {
		t.Error(err)
	}
	if q := s.seen[0]; q.Path != "/v1/handoffs/take" || q.Auth != "" || q.Body != `{"typed":"7k2 9qf"}` {
		t.Errorf("%+v", q)
	}
}

func TestAHandoffIsNotAskedForAgain(t *testing.T) {
	p, s := open(t, clock.At(noon), cut)
	if _, err := p.Handoffs.Take(t.Context(), "x"); !problem.Is(err, problem.NetDropped) || len(s.seen) != 1 {
		t.Error(err, len(s.seen))
	}
	p, s = open(t, clock.At(noon), cut)
	if _, err := p.Handoffs.Leave(t.Context(), nil, plan.Handoff{}); !problem.Is(err, problem.NetDropped) || len(s.seen) != 1 {
		t.Error(err, len(s.seen))
	}
}
