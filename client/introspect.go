package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/mockplan"
	"vestibule/client/reach"
	"vestibule/client/rest/wire"
)

// This file is what services beside another server must ask it: who comes with one of its sessions.

// errNoServer is the cause where services should stand beside a server that is not there.
var errNoServer = errors.New("client: neither an OpenID provider nor a Kratos answers there")

// ServicesFor finds out which server signs members in at an address, for the services beside it. It is asked once.
func ServicesFor(ctx context.Context, address string, f Finder) (*mockplan.Beside, error) {
	at, err := tidy(address)
	if err != nil {
		return nil, err
	}
	i := introspector{base: at.String(), http: reach.Line{Transport: f.Transport, Clock: f.Clock, Plan: clock.ForPlan(f.Clock), Agent: f.agent()}.Client()}
	var provider struct {
		Issuer   string `json:"issuer"`
		UserInfo string `json:"userinfo_endpoint"`
	}
	if i.get(ctx, i.base+"/.well-known/openid-configuration", nil, &provider) == nil && strings.TrimSuffix(provider.Issuer, "/") == i.base {
		if _, ok := reach.Address(provider.UserInfo, reach.Far(at.Hostname())); !ok {
			return nil, errNoServer
		}
		i.userinfo = provider.UserInfo
		return &mockplan.Beside{Server: wire.SignInServer{Kind: plan.OpenID, Issuer: provider.Issuer}, Introspect: i.atProvider}, nil
	}
	var alive struct{ Status string }
	if err := i.get(ctx, i.base+"/health/alive", nil, &alive); err != nil || alive.Status != "ok" {
		return nil, errNoServer
	}
	return &mockplan.Beside{Server: wire.SignInServer{Kind: plan.Kratos, Base: i.base}, Introspect: i.atKratos, Proofs: true}, nil
}

// introspector asks one server.
type introspector struct {
	base, userinfo string
	http           *http.Client
}

// atKratos asks Kratos whose session it is (GET /sessions/whoami). A session that has not enough proofs yet (403) is none.
// Traits are the member's own to change, but for a name that they sign in with, which is nobody else's; so a number counts
// where the plan itself put it (metadata_public), and only the mock, whose members are invented, takes one from the traits.
func (i introspector) atKratos(ctx context.Context, token secret.Bytes) (mockplan.Bearer, error) {
	var who struct {
		Active        bool
		Authenticated time.Time `json:"authenticated_at"`
		Identity      struct {
			ID       string
			Traits   traits
			Metadata traits `json:"metadata_public"`
			Verified []struct {
				Value    string
				Verified bool
			} `json:"verifiable_addresses"`
		}
	}
	err := i.get(ctx, i.base+"/sessions/whoami", http.Header{"X-Session-Token": {string(token.Reveal())}}, &who)
	if err != nil {
		return mockplan.Bearer{}, err
	}
	if !who.Active || who.Identity.ID == "" {
		return mockplan.Bearer{}, problem.New(problem.SessionRevoked)
	}
	names := append(who.Identity.Metadata.numbers(), who.Identity.Traits.names()...)
	for _, a := range who.Identity.Verified {
		if a.Verified {
			names = append(names, a.Value)
		}
	}
	return mockplan.Bearer{ID: who.Identity.ID, Names: append(names, who.Identity.Traits.numbers()...), Proved: who.Authenticated}, nil
}

// traits are what an identity is known by, as far as any of it is text.
type traits map[string]any

func (t traits) pick(keys ...string) (out []string) {
	for _, key := range keys {
		if text, ok := t[key].(string); ok && text != "" {
			out = append(out, text)
		}
	}
	return out
}

func (t traits) numbers() []string { return t.pick("member_id", "member_number") }
func (t traits) names() []string   { return t.pick("username") }

// atProvider asks an OpenID provider whose access token it is (OpenID Connect Core 1.0, section 5.3). An address counts once
// it is verified (section 5.7).
func (i introspector) atProvider(ctx context.Context, token secret.Bytes) (mockplan.Bearer, error) {
	var claims struct {
		Subject  string `json:"sub"`
		Username string `json:"preferred_username"`
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
		Member   string `json:"member_id"`
	}
	err := i.get(ctx, i.userinfo, http.Header{"Authorization": {"Bearer " + string(token.Reveal())}}, &claims)
	if err != nil {
		return mockplan.Bearer{}, err
	}
	if claims.Subject == "" {
		return mockplan.Bearer{}, problem.New(problem.SessionRevoked)
	}
	if !claims.Verified {
		claims.Email = ""
	}
	names := []string{claims.Member, claims.Username, claims.Email, claims.Subject}
	return mockplan.Bearer{ID: claims.Subject, Names: slices.DeleteFunc(names, func(n string) bool { return n == "" })}, nil
}

// get asks for JSON. Where the server lets nobody in with that token it is problem.SessionRevoked; any other trouble is told
// as the server's.
func (i introspector) get(ctx context.Context, address string, header http.Header, into any) error {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return problem.New(problem.Unexpected).Because(err)
	}
	if header != nil {
		q.Header = header
	}
	res, err := i.http.Do(q)
	if err != nil {
		return problem.New(problem.ServerError).Because(reach.Lost(ctx, err))
	}
	defer func() { _ = res.Body.Close() }()
	switch {
	case res.StatusCode == http.StatusUnauthorized, res.StatusCode == http.StatusForbidden:
		return problem.New(problem.SessionRevoked)
	case res.StatusCode != http.StatusOK:
		return problem.New(problem.ServerError).Because(fmt.Errorf("client: the server that signs members in says %d", res.StatusCode))
	}
	body, err := io.ReadAll(res.Body) // is in memory, and bounded
	if err == nil {
		err = reach.Unmarshal(body, into) // it decides who comes
	}
	if err != nil {
		return problem.New(problem.Malformed).Because(err)
	}
	return nil
}
