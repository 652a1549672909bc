package oidc

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"sync/atomic"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/client/fhir"
	"vestibule/client/reach"
	"vestibule/client/redirect"
)

// Config is what a Provider needs from outside.
type Config struct {
	// Issuer is the provider's address; nil: the one that the FHIR server names.
	Issuer *url.URL
	// FHIR is the base address of a FHIR server that the provider guards (SMART App Launch); nil: there is none.
	FHIR *url.URL
	// ClientID is who this app is to the provider; empty: it registers itself where it can, else it is "vestibule".
	ClientID string
	// Ports are those that the provider takes in a loopback address; none: any (RFC 8252, section 7.3).
	Ports []int
	// Key is the plan's on this device.
	Key       plan.Key
	Transport http.RoundTripper
	// Clock is the device's.
	Clock clock.Clock
	// Agent is the User-Agent: the app, its version and the system.
	Agent string
	// Door is where the browser comes back to.
	Door redirect.Door
	// Chance is where state, nonce and verifier come from.
	Chance io.Reader
	// Document is what our services beside the provider say of the plan; nil: there are none.
	Document *plan.Document
}

// Provider implements plan.Identity and plan.Renewer. Safe for concurrent use.
type Provider struct {
	config   Config
	line     line
	clock    *clock.Plan
	meta     metadata
	smart    *smart // nil: no FHIR server
	keys     *keys
	identity register
	talks    talks
	held     keeper
	// parted: somebody has signed out here, and nobody has signed in since.
	parted atomic.Bool
}

// Open asks a provider what it is and gives its ports. Every error is a *problem.Problem: problem.NotAPlan where no provider
// is there or it is not the one that was asked for, or one of the way there.
func Open(ctx context.Context, c Config) (*plan.Plan, error) {
	p := &Provider{config: c, clock: clock.ForPlan(c.Clock), identity: register{one: make(turn, 1)}}
	p.line = line{reach.Line{Transport: c.Transport, Clock: c.Clock, Plan: p.clock, Agent: c.Agent}.Client()}
	if err := p.discover(ctx); err != nil {
		return nil, notAPlan(err)
	}
	p.keys = &keys{one: make(turn, 1), line: p.line, address: p.meta.Keys, clock: p.clock}
	open := &plan.Plan{
		Key: c.Key, Document: p.document(), Clock: p.clock, Identity: p,
		Server: plan.Server{Kind: plan.OpenID, Identity: p.meta.Issuer},
	}
	if p.smart != nil {
		open.Server.Kind, open.Server.Records = plan.SMART, p.smart.base
		open.Records = p.records()
	}
	return open, nil
}

// records are those of the FHIR server, for which each request gets the token of its session and the patient it is about.
func (p *Provider) records() plan.Records {
	return fhir.New(fhir.Config{Base: p.config.FHIR, HTTP: p.line.Client, Access: p.access})
}

// issuer is the address that was asked for; empty: none.
func (c Config) issuer() string {
	if c.Issuer == nil {
		return ""
	}
	return c.Issuer.String()
}
