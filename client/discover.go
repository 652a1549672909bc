package client

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest"
)

// Bundled is the key of the plan that comes with the app.
const Bundled plan.Key = "bundled"

// Finder opens plans by address. It implements plan.Finder.
type Finder struct {
	// Transport carries requests to plans elsewhere.
	Transport http.RoundTripper
	// Clock is the device's.
	Clock clock.Clock
	// Bundled answers for the plan that comes with the app, in this program; nil: there is none.
	Bundled http.Handler
	// Agent begins the User-Agent: the app and its version. The system is added.
	Agent string
}

// site is a place where a plan may be.
type site struct {
	origin    *url.URL
	key       plan.Key
	transport http.RoundTripper
}

// protocol asks a site for one kind of plan: problem.NotAPlan where there is none of that kind.
type protocol func(context.Context, Finder, site) (*plan.Plan, error)

// protocols are the kinds of plan, in the order they are asked for.
func protocols() []protocol { return []protocol{ownAPI} }

// Find opens the plan at an address, which may be typed by a person: without a scheme, with a path or spaces. Empty is
// the bundled plan. Errors are *problem.Problem: problem.NotAPlan where no kind of plan is found, else what was in the way.
func (f Finder) Find(ctx context.Context, address string) (*plan.Plan, error) {
	s, err := f.site(address)
	if err != nil {
		return nil, err
	}
	for _, ask := range protocols() {
		p, err := ask(ctx, f, s)
		if !problem.Is(err, problem.NotAPlan) {
			return p, err
		}
	}
	return nil, problem.New(problem.NotAPlan)
}

func (f Finder) site(address string) (site, error) {
	if strings.TrimSpace(address) == "" && f.Bundled != nil {
		// The host is this device, and nothing is ever sent to it.
		return site{&url.URL{Scheme: "http", Host: "localhost"}, Bundled, InProcess{f.Bundled}}, nil
	}
	origin, err := tidy(address)
	if err != nil {
		return site{}, problem.New(problem.NotAPlan).Because(err)
	}
	return site{origin, plan.Key(origin.String()), f.Transport}, nil
}

// ownAPI is a plan that speaks our own API.
func ownAPI(ctx context.Context, f Finder, s site) (*plan.Plan, error) {
	return rest.Open(ctx, rest.Config{
		Origin: s.origin, Key: s.key, Transport: s.transport, Clock: f.Clock, Agent: f.Agent + " (" + Platform() + ")",
	})
}
