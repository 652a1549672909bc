package kratos

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/reach"
	"vestibule/client/redirect"
)

// Config is what a plan at a Kratos needs from outside.
type Config struct {
	// Base is the address that Kratos, or the gateway before it, is reached at; a path in it is kept.
	Base *url.URL
	// Key is the plan's on this device.
	Key       plan.Key
	Transport http.RoundTripper
	// Clock is the device's.
	Clock clock.Clock
	// Agent is the User-Agent: the app, its version and this device. Kratos shows members nothing else of a session.
	Agent string
	// Door is where a browser brings the member back, Ports those that Kratos has among its allowed return addresses: it
	// wants the exact one. Chance is where the state of such a round trip comes from. Without all three nobody is sent to a
	// browser.
	Door   redirect.Door
	Ports  []int
	Chance io.Reader
	// Document is what our services beside it say of the plan; nil: there are none.
	Document *plan.Document
	// Gateway reports that a gateway stands before Kratos that takes the Origin off: only so can a browser's build use it.
	Gateway bool
}

// Plan implements plan.Identity and plan.Security. Safe for concurrent use.
type Plan struct {
	*exchanger
	name        string
	identifiers []plan.Identifier
	secondCodes bool
	on          map[string]bool
	comesBack   bool // a browser that is sent away does
	far         reach.Distance
	door        redirect.Door
	ports       []int
	chance      io.Reader
	ends        *ends
	twice       *twice

	mu       sync.Mutex
	ready    *reading // a flow of signing in that nobody has used yet
	rules    plan.PasswordRules
	freshFor time.Duration
}

// Open asks whether a Kratos is at an address and what it can do, and gives its ports. Every error is a *problem.Problem:
// problem.NotAPlan where no Kratos is there, problem.NeedsGateway in a browser without one, or one of the way there.
func Open(ctx context.Context, c Config) (*plan.Plan, error) {
	shut := inBrowser && !c.Gateway
	if shut && c.Document != nil { // our services say that it is one
		return nil, problem.New(problem.NeedsGateway)
	}
	x := newExchanger(c)
	seen, err := x.probe(ctx)
	if err != nil {
		return nil, err
	}
	if shut {
		return nil, problem.New(problem.NeedsGateway)
	}
	p := &Plan{exchanger: x, identifiers: seen.identifiers(), secondCodes: seen.secondCodes(), on: seen.on, door: c.Door, ports: c.Ports,
		chance: c.Chance, far: reach.Far(c.Base.Hostname()), ends: newEnds(), twice: newTwice(c.Clock), ready: seen.login, freshFor: usualFresh}
	p.comesBack = len(seen.login.providers()) > 0 && p.mayComeBack(ctx)
	document := seen.document(c)
	p.name = document.Name
	if c.Document != nil {
		p.rules = c.Document.Policy.Password
		if window := c.Document.Policy.Session.ReauthWindow; window > 0 {
			p.freshFor = window
		}
	}
	return &plan.Plan{Key: c.Key, Document: document, Clock: x.clock, Identity: p, Security: p,
		Server: plan.Server{Kind: plan.Kratos, Identity: x.base}}, nil
}
