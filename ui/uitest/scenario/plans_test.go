package scenario_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"os"
	"slices"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/client"
	"vestibule/client/mockplan"
	"vestibule/ui"
	"vestibule/ui/uitest"
	"vestibule/ui/uitest/scenario"
)

// This file is a stage with a second plan on the network, and a list of plans on each device.

// harbor is where the second plan is.
const harbor = "https://harbor.example.org"

// TestScenariosOfTwoPlans plays the scripts of a member with more plans than one, which stand in no table: what they cost is not
// a way back in.
func TestScenariosOfTwoPlans(t *testing.T) {
	all, err := scenario.ParseAll(os.DirFS("testdata/plans"))
	if err != nil || len(all) == 0 {
		t.Fatal(len(all), err)
	}
	for _, form := range uitest.FormFactors() {
		for _, s := range all {
			t.Run(s.Name+"/"+string(form), func(t *testing.T) {
				stage := newInprocess(t)
				stage.second = secondPlan(t, stage)
				tally := playScript(t, s, scenario.Run{Stage: stage, Form: form, Within: time.Minute, Clock: time.Now})
				if len(tally.LeftOut) > 0 {
					t.Error("left out:", tally.LeftOut)
				}
			})
		}
	}
}

// secondPlan is a plan of its own, with members of its own. It stands for every host that is not there, too: those have no plan.
func secondPlan(t *testing.T, s *inprocess) http.Handler {
	t.Helper()
	mock, err := mockplan.New(mockplan.Config{Clock: s.time, Chance: rand.Reader, KDF: mockplan.KDFCost{Passes: 1, MemoryKiB: 8, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.plan.count(1)
		defer s.plan.count(-1)
		if "https://"+r.Host != harbor {
			http.NotFound(w, r)
			return
		}
		mock.ServeHTTP(w, r)
	})
}

// plans gives what the app needs to know of more than one; nil: it opens the bundled one.
func (s *inprocess) plans() ui.Plans {
	if s.second == nil {
		return nil
	}
	return &s.list
}

// finder finds the plans there are.
func (s *inprocess) finder() plan.Finder {
	f := client.Finder{Clock: s.device, Bundled: s.plan, Agent: "vestibule/test", Door: doorstep{}}
	if s.second == nil {
		return f
	}
	f.Transport = client.InProcess{Handler: s.second}
	return renaming{f}
}

// renaming gives the second plan its own name: the mock has but one.
type renaming struct{ plan.Finder }

func (f renaming) Find(ctx context.Context, address string) (*plan.Plan, error) {
	p, err := f.Finder.Find(ctx, address)
	if err == nil && p.Key == harbor {
		p.Document.Name, p.Document.Host, p.Document.Mark = "Harbor Mutual", "harbor.example.org", "H"
	}
	return p, err
}

// plansHere is a device's list of plans. Only the app's own goroutine uses it.
type plansHere struct{ all []ui.KnownPlan }

func (l *plansHere) Load() []ui.KnownPlan { return slices.Clone(l.all) }

func (l *plansHere) Save(all []ui.KnownPlan) error {
	l.all = slices.Clone(all)
	return nil
}
