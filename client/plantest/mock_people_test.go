package plantest_test

import (
	"fmt"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/plantest"
)

// invented signs one of the invented members in, with a text message.
func invented(t *testing.T, w *plantest.Mock, p *plan.Plan, name, password string) plan.Session {
	t.Helper()
	return signedIn(t, w, p, &plantest.Member{ID: name, Name: name, Password: password}).Session
}

// TestMockPeopleAreToldApart: of each person for whom Carmen acts the entries name something of their own, and of those for whom she
// does not act today none is shown, for the reason that the grant says.
func TestMockPeopleAreToldApart(t *testing.T) {
	w := plantest.NewMock(t)
	p := w.Plan(t)
	carmen := invented(t, w, p, "carmen", "Two-Kids-and-Mom")
	list, err := p.Grants.Received(t.Context(), carmen)
	if err != nil {
		t.Fatal(err)
	}
	entries, states := map[string]string{}, map[problem.Code]int{}
	own, _ := p.Records.List(t.Context(), plan.For(carmen, carmen.Actor), plan.Appointments)
	entries[fmt.Sprint(own)] = "Carmen"
	for _, g := range list {
		states[g.State]++
		got, err := p.Records.List(t.Context(), plan.For(carmen, g.Subject.ID), plan.Appointments)
		if !g.Counts() {
			if !problem.Is(err, g.State) || problem.Of(err).Facts.Who != g.Subject.Name || len(got) > 0 {
				t.Errorf("%s, %s: %v, of %q", g.Subject.Name, g.State, err, problem.Of(err).Facts.Who)
			}
			continue
		}
		if other, twice := entries[fmt.Sprint(got)]; err != nil || len(got) == 0 || twice {
			t.Errorf("%s (%d) has the entries of %s: %v", g.Subject.Name, g.Subject.Born, other, err)
		}
		entries[fmt.Sprint(got)] = fmt.Sprint(g.Subject)
	}
	for _, state := range []problem.Code{"", problem.GrantExpired, problem.GrantPapers, problem.GrantPending, problem.GrantRevoked, problem.GrantDeceased} {
		if states[state] == 0 {
			t.Errorf("no grant stands at %q", state)
		}
	}
}

// TestMockTwoHundredPeopleFitInOneAnswer, with what is believed of an answer.
func TestMockTwoHundredPeopleFitInOneAnswer(t *testing.T) {
	w := plantest.NewMock(t)
	p := w.Plan(t)
	list, err := p.Grants.Received(t.Context(), invented(t, w, p, "agnes", "Two-Hundred-Doors-8"))
	if err != nil || len(list) != 200 {
		t.Errorf("%d, %v", len(list), err)
	}
}

// TestMockSubjectsOwnWordIsTheirs: a deed that wants Dolores' own word is done with the code that went to her, and not without.
func TestMockSubjectsOwnWordIsTheirs(t *testing.T) {
	w := plantest.NewMock(t)
	p := w.Plan(t)
	carmen := invented(t, w, p, "carmen", "Two-Kids-and-Mom")
	as, deed := refillFor(t, p, carmen, "Dolores Ruiz")
	doer := p.Records.(plan.Doer)
	_, err := doer.Do(t.Context(), as, deed)
	if trouble := problem.Of(err); !problem.Is(err, problem.GrantMemberActs) || trouble.Facts.Who != "Dolores Ruiz" || trouble.Facts.To == "" {
		t.Fatalf("without her word: %v", err)
	}
	deed.Their = secret.Of([]byte("000000"))
	if _, err := doer.Do(t.Context(), as, deed); !problem.Is(err, problem.CodeWrong) {
		t.Errorf("with a code that is not hers: %v", err)
	}
	codes, err := w.Codes(t.Context(), &plantest.Member{ID: "dolores"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	deed.Their = secret.Of([]byte(codes[len(codes)-1]))
	for range 2 { // the second is a repetition, whose code is spent
		if r, err := doer.Do(t.Context(), as, deed); err != nil || r.ID != deed.ID {
			t.Errorf("with her word: %+v, %v", r, err)
		}
	}
}

// refillFor finds a prescription of somebody's that can be ordered once more.
func refillFor(t *testing.T, p *plan.Plan, session plan.Session, name string) (plan.As, plan.Deed) {
	t.Helper()
	list, err := p.Grants.Received(t.Context(), session)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range list {
		if g.Subject.Name != name || !g.Counts() {
			continue
		}
		as := plan.For(session, g.Subject.ID)
		entries, _ := p.Records.List(t.Context(), as, plan.Prescriptions)
		for _, r := range entries {
			for _, what := range r.Deeds {
				if what == plan.Refill {
					return as, plan.Deed{Kind: plan.Prescriptions, ID: r.ID, What: what, Once: "once"}
				}
			}
		}
	}
	t.Fatalf("nothing can be ordered for %s", name)
	return plan.As{}, plan.Deed{}
}
