package rest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/redirect"
	"vestibule/client/rest/wire"
)

// wellKnown is where a plan says what it is (RFC 8615).
const wellKnown = "/.well-known/member-client"

// Config is what a Plan needs from outside.
type Config struct {
	// Origin is the plan's scheme and host, without a path.
	Origin *url.URL
	// Key is the plan's on this device.
	Key       plan.Key
	Transport http.RoundTripper
	// Clock is the device's.
	Clock clock.Clock
	// Agent is the User-Agent: the app, its version and the system.
	Agent string
	// Bearer gives the token that a request in a session carries now, for the taker to clear, where another server signs members
	// in; nil: the session's own.
	Bearer func(context.Context, plan.Session) (secret.Bytes, error)
	// Door is where a browser brings the member back from an identity provider; nil: nowhere, and none is offered.
	Door redirect.Door
}

// Plan implements plan.Identity, plan.Extender, plan.Services, plan.Helpdesk, plan.Records, plan.Doer, plan.Approvals,
// plan.Security, plan.Grants, plan.Handoffs and plan.Demo. Safe for concurrent use.
type Plan struct {
	*exchanger
	base            string
	official        []string
	outbox, members string
	doorway         doorway
}

// Open asks the plan at an origin what it is and gives its ports. Every error is a *problem.Problem: problem.NotAPlan
// where no plan of this kind is there, problem.BadPolicy where its rules make no sense, or one of the way there.
func Open(ctx context.Context, c Config) (*plan.Plan, error) {
	p, elsewhere, err := Look(ctx, c)
	if err == nil && elsewhere != nil {
		return nil, notAPlan(nil)
	}
	return p, err
}

// Look is Open for a plan whose members may sign in at another server: that is told too, nil where there is none, and then
// the ports are those of the services alone.
func Look(ctx context.Context, c Config) (*plan.Plan, *wire.SignInServer, error) {
	x := newExchanger(c)
	w, err := x.document(ctx)
	if err != nil {
		return nil, nil, err
	}
	document, err := w.Document()
	if err != nil {
		return nil, nil, err
	}
	beside, err := w.Beside(c.Origin)
	if err != nil {
		return nil, nil, err
	}
	if beside == nil {
		x.bearer = nil // who signed in here has a session of ours
	}
	return x.ports(c, w, document), beside, nil
}

// ports are what the plan's document says there is.
func (x *exchanger) ports(c Config, w wire.Document, document plan.Document) *plan.Plan {
	p := &Plan{exchanger: x, base: w.Base, official: document.Policy.Hosts.Official}
	p.doorway.door = c.Door
	p.own = p.isOwn
	at := c.Origin.String()
	open := &plan.Plan{Key: c.Key, Document: document, Clock: x.clock, Identity: p, Services: p,
		Server: plan.Server{Kind: plan.OwnAPI, Identity: at, Services: at}}
	p.optional(open)
	if p.outbox, p.members = w.DemoPaths(); p.outbox != "" {
		open.Demo = p
	}
	return open
}

// optional sets the ports of what the document can in the app.
func (p *Plan) optional(open *plan.Plan) {
	can := func(c plan.Capability) bool { return open.Document.Can(c).How == plan.InApp }
	if can(plan.CanRecords) {
		open.Records = justRecords{p}
	}
	if can(plan.CanRecords) && can(plan.CanDo) {
		open.Records = p
	}
	if can(plan.CanApprove) {
		open.Approvals = p
	}
	if slices.ContainsFunc([]plan.Capability{plan.CanSecurity, plan.CanActivity, plan.CanNotMe, plan.CanFreeze}, can) {
		open.Security = p
	}
	if can(plan.CanActFor) {
		open.Grants = p
	}
	if can(plan.CanHandOff) {
		open.Handoffs = p
	}
}

// document fetches what the plan says of itself.
func (x *exchanger) document(ctx context.Context) (wire.Document, error) {
	a, err := x.do(ctx, request{method: http.MethodGet, path: wellKnown})
	if err != nil {
		return wire.Document{}, notAPlan(err)
	}
	var w wire.Document
	err = a.read(&w)
	var field *json.UnmarshalTypeError
	if w.Known() && errors.As(err, &field) && strings.HasPrefix(field.Field, "policy") {
		// It is a plan, and says so; only its rules are of the wrong types.
		return wire.Document{}, a.sign(problem.New(problem.BadPolicy).Because(err))
	}
	if err != nil || !w.Known() {
		return wire.Document{}, notAPlan(err)
	}
	return w, nil
}

// isOwn reports whether an address in an answer is the plan's.
func (p *Plan) isOwn(address string) bool {
	u, err := url.Parse(address)
	if err != nil || !wire.SafeURL(address) {
		return false
	}
	for _, host := range append([]string{p.origin.Host}, p.official...) {
		if u.Host == host {
			return true
		}
	}
	return false
}
