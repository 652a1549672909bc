package client

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/reach"
	"vestibule/client/redirect"
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
	// Door is where a browser comes back to, Chance where what it must bring back is taken from.
	Door   redirect.Door
	Chance io.Reader
}

// site is a place where a plan may be.
type site struct {
	// at is the address that was asked for: its path is kept, because one host may serve several issuers (OpenID Connect
	// Discovery 1.0, section 4.1).
	at        *url.URL
	key       plan.Key
	transport http.RoundTripper
}

// protocol asks a site for one kind of plan: problem.NotAPlan where there is none of that kind.
type protocol func(context.Context, Finder, site) (*plan.Plan, error)

// protocols are the kinds of plan, in the order they are asked for: what says most of itself first.
func protocols() []protocol { return []protocol{ownAPI, smart, openID, ory} }

// searching is how long it may take to find out what is at an address.
const searching = 45 * time.Second

// Find opens the plan at an address, which may be typed by a person: without a scheme, with a path or spaces. Empty is
// the bundled plan. Errors are *problem.Problem: problem.NotAPlan where no kind of plan is found, else what was in the way.
func (f Finder) Find(ctx context.Context, address string) (*plan.Plan, error) {
	s, err := f.site(address)
	if err != nil {
		return nil, err
	}
	ctx, done := reach.Within(ctx, f.Clock, searching)
	defer done()
	seen := &witness{next: s.transport, of: s.at}
	s.transport = seen
	p, err := f.search(ctx, s)
	if err != nil {
		return nil, err
	}
	p.Server.Certificate = seen.certificate()
	return p, nil
}

// search asks for one kind after the other. Trouble with one kind is told only when there is none of another; trouble with
// the connection is the same for all.
func (f Finder) search(ctx context.Context, s site) (*plan.Plan, error) {
	var trouble, none *problem.Problem
	for _, ask := range protocols() {
		p, err := ask(ctx, f, s)
		if err == nil {
			return p, nil
		}
		switch why := problem.Of(err); {
		case why.Code == problem.NotAPlan:
			none = cmp.Or(none, why)
		case why.Kind == problem.Offline:
			return nil, why
		default:
			trouble = cmp.Or(trouble, why)
		}
	}
	return nil, cmp.Or(trouble, none)
}

func (f Finder) site(address string) (site, error) {
	if strings.TrimSpace(address) == "" && f.Bundled != nil {
		// The host is this device, and nothing is ever sent to it.
		return site{&url.URL{Scheme: "http", Host: "localhost"}, Bundled, InProcess{f.Bundled}}, nil
	}
	at, err := tidy(address)
	if err != nil {
		return site{}, problem.New(problem.NotAPlan).Because(err)
	}
	return site{at, plan.Key(at.String()), f.Transport}, nil
}

// whole is the site without a path.
func (s site) whole() site {
	if s.at.Path == "" {
		return s
	}
	s.at = &url.URL{Scheme: s.at.Scheme, Host: s.at.Host}
	s.key = plan.Key(s.at.String())
	return s
}

// each asks at the path that was typed and then at the whole host.
func (s site) each(ask func(site) (*plan.Plan, error)) (*plan.Plan, error) {
	p, err := ask(s)
	if s.at.Path == "" || !problem.Is(err, problem.NotAPlan) {
		return p, err
	}
	return ask(s.whole())
}

// agent is what a plan is told of this program.
func (f Finder) agent() string { return f.Agent + " (" + Platform() + ")" }
