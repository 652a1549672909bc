package ui_test

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client"
	"vestibule/client/mockplan"
	"vestibule/ui"
)

// This file is a device with a list of plans, and two plans side by side.

const (
	tallowmere = "https://tallowmere.example.org"
	harbor     = "https://harbor.example.org"
	// meetsHarbor is the page before anything is typed at it.
	meetsHarbor = `heading 1 "Is Harbor Mutual your plan?"`
)

// shelfOfPlans is the list in memory; full: it cannot be kept.
type shelfOfPlans struct {
	list []ui.KnownPlan
	full bool
}

// Load implements ui.Plans.
func (s *shelfOfPlans) Load() []ui.KnownPlan { return slices.Clone(s.list) }

// Save implements ui.Plans.
func (s *shelfOfPlans) Save(list []ui.KnownPlan) error {
	if s.full {
		return problem.New(problem.StoreFull)
	}
	s.list = slices.Clone(list)
	return nil
}

// names are those on the list, in order.
func (s *shelfOfPlans) names() (all []string) {
	for _, k := range s.list {
		all = append(all, k.Name)
	}
	return all
}

// known is a plan as it stands on the list.
func known(address, name string) ui.KnownPlan {
	return ui.KnownPlan{Key: plan.Key(address), Address: address, Name: name, Host: strings.TrimPrefix(address, "https://"), Kind: plan.OwnAPI}
}

// sides is the network with two plans on it: each host has its own.
type sides map[string]http.RoundTripper

// RoundTrip implements http.RoundTripper.
func (s sides) RoundTrip(q *http.Request) (*http.Response, error) {
	if to := s[q.URL.Host]; to != nil {
		return to.RoundTrip(q)
	}
	return answering(http.StatusNotFound, "text/plain", "no"), nil
}

// certified is who the second plan's certificate speaks of.
var certified = plan.Certificate{Organisation: "Harbor Mutual, Inc.", Host: "harbor.example.org", Issuer: "Example Trust", Until: noon.Add(90 * 24 * time.Hour)}

// twoPlans gives a device a list with these on it, and puts a second plan beside the rig's: Harbor, with members of its own.
func twoPlans(list ...ui.KnownPlan) func(*rig) {
	return func(r *rig) {
		r.plans = &shelfOfPlans{list: list}
		other, err := mockplan.New(mockplan.Config{Clock: r.clock, Chance: rand.NewChaCha8([32]byte{8}), KDF: mockplan.KDFCost{Passes: 1, MemoryKiB: 8, Lanes: 1}})
		r.must(err)
		r.line.next = sides{"tallowmere.example.org": client.InProcess{Handler: r.mock}, "harbor.example.org": client.InProcess{Handler: other}}
		r.found = func(p *plan.Plan) {
			if p.Key == harbor {
				p.Document.Name, p.Document.Host, p.Document.Mark = "Harbor Mutual", "harbor.example.org", "H"
				p.Server = plan.Server{Kind: plan.OwnAPI, Certificate: certified}
			}
		}
	}
}

// listed is the rig's list.
func (r *rig) listed() *shelfOfPlans { return r.plans.(*shelfOfPlans) }

// toPlans goes to the list from the first page.
func (r *rig) toPlans() {
	r.t.Helper()
	r.see(`button "Your plans"`)
	r.must(r.Press("Your plans"))
	r.see(`heading 1 "Your plans"`)
}

// adds types an address and looks it up.
func (r *rig) adds(address string) {
	r.t.Helper()
	r.must(r.Press("Add a plan"))
	r.see(`heading 1 "Add a plan"`)
	r.must(r.Type("Address of your plan", address))
	r.must(r.Press("Look it up"))
}
