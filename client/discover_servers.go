package client

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/kratos"
	"vestibule/client/oidc"
	"vestibule/client/rest"
	"vestibule/client/rest/wire"
)

// bearing is an identity server that gives the token for requests to others.
type bearing interface {
	Bearer(ctx context.Context, session plan.Session) (secret.Bytes, error)
}

// errNoBearer is a fault of ours: an identity server without a token for the services beside it.
var errNoBearer = errors.New("client: no token for the services")

// ownAPI is a plan that says what it is itself: by our own API alone, or by our services beside a server that signs its
// members in.
func ownAPI(ctx context.Context, f Finder, s site) (*plan.Plan, error) {
	s = s.whole()
	var identity plan.Identity // known only after the services were asked who it is
	services, elsewhere, err := rest.Look(ctx, rest.Config{
		Origin: s.at, Key: s.key, Transport: s.transport, Clock: f.Clock, Agent: f.agent(), Door: f.Door,
		Bearer: func(ctx context.Context, session plan.Session) (secret.Bytes, error) {
			switch b := identity.(type) {
			case bearing:
				return b.Bearer(ctx, session)
			}
			return secret.Bytes{}, problem.New(problem.Unexpected).Because(errNoBearer)
		},
	})
	if err != nil || elsewhere == nil {
		return services, err
	}
	server, err := signInServer(ctx, f, s, *elsewhere, &services.Document)
	if problem.Is(err, problem.NotAPlan) { // the plan is there; who signs its members in is not
		return nil, problem.New(problem.ProviderUnavailable).Because(fmt.Errorf("client: %s is not to be found: %w", elsewhere.Kind, err))
	}
	if err != nil {
		return nil, err
	}
	identity = server.Identity
	return compose(server, services), nil
}

// signInServer opens the server that a plan names.
func signInServer(ctx context.Context, f Finder, s site, named wire.SignInServer, document *plan.Document) (*plan.Plan, error) {
	if named.Kind == plan.Kratos {
		base, err := url.Parse(named.Base)
		if err != nil {
			return nil, problem.New(problem.Malformed).Because(err)
		}
		return f.kratosAt(ctx, s, kratos.Config{Base: base, Ports: named.Ports, Gateway: named.Gateway, Document: document})
	}
	c := oidc.Config{ClientID: named.ClientID, Ports: named.Ports, Document: document}
	var err error
	if c.Issuer, err = optional(named.Issuer); err == nil {
		c.FHIR, err = optional(named.FHIR)
	}
	if err != nil {
		return nil, problem.New(problem.Malformed).Because(err)
	}
	return f.providerAt(ctx, s, c)
}

// optional reads an address; empty: nil.
func optional(address string) (*url.URL, error) {
	if address == "" {
		return nil, nil
	}
	return url.Parse(address)
}

// smart is a FHIR server that says who guards it.
func smart(ctx context.Context, f Finder, s site) (*plan.Plan, error) {
	return s.each(func(s site) (*plan.Plan, error) { return f.providerAt(ctx, s, oidc.Config{FHIR: s.at}) })
}

// openID is an issuer. Some have a slash at their end, which nobody types, and it is part of their name.
func openID(ctx context.Context, f Finder, s site) (*plan.Plan, error) {
	return s.each(func(s site) (*plan.Plan, error) {
		p, err := f.providerAt(ctx, s, oidc.Config{Issuer: s.at})
		if !problem.Is(err, problem.NotAPlan) {
			return p, err
		}
		slashed := *s.at
		slashed.Path += "/"
		return f.providerAt(ctx, s, oidc.Config{Issuer: &slashed})
	})
}

// ory is an Ory Kratos.
func ory(ctx context.Context, f Finder, s site) (*plan.Plan, error) {
	return s.each(func(s site) (*plan.Plan, error) { return f.kratosAt(ctx, s, kratos.Config{Base: s.at}) })
}

func (f Finder) kratosAt(ctx context.Context, s site, c kratos.Config) (*plan.Plan, error) {
	c.Key, c.Transport, c.Clock, c.Agent, c.Door, c.Chance = s.key, s.transport, f.Clock, f.agent(), f.Door, f.Chance
	return kratos.Open(ctx, c)
}

// providerAt opens an OpenID provider. Without a door nobody would come back from its page.
func (f Finder) providerAt(ctx context.Context, s site, c oidc.Config) (*plan.Plan, error) {
	if f.Door == nil {
		return nil, problem.New(problem.NotAPlan)
	}
	c.Key, c.Transport, c.Clock, c.Agent, c.Door, c.Chance = s.key, s.transport, f.Clock, f.agent(), f.Door, f.Chance
	return oidc.Open(ctx, c)
}
