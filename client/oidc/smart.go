package oidc

import (
	"context"
	"errors"
	"slices"
	"strings"

	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

// smart is what a FHIR server says of its launch (SMART App Launch 2.2, section "Conformance").
type smart struct {
	base string

	Issuer        string   `json:"issuer"`
	Keys          string   `json:"jwks_uri"`
	Authorization string   `json:"authorization_endpoint"`
	Token         string   `json:"token_endpoint"`
	Registration  string   `json:"registration_endpoint"`
	Revocation    string   `json:"revocation_endpoint"`
	Account       string   `json:"management_endpoint"`
	Scopes        []string `json:"scopes_supported"`
	Challenges    []string `json:"code_challenge_methods_supported"`
	Capabilities  []string `json:"capabilities"`
}

// errLaunch is the cause where a FHIR server has no launch that this app can do.
var errLaunch = errors.New("oidc: no standalone launch with OpenID Connect and S256")

// launch reads the FHIR server's word on who guards it. It must be the issuer that was asked for, if one was.
func (p *Provider) launch(ctx context.Context) error {
	base := strings.TrimSuffix(p.config.FHIR.String(), "/")
	if _, ok := reach.Address(base, reach.Far(p.config.FHIR.Hostname())); !ok {
		return problem.New(problem.NotAPlan).Because(errAddress)
	}
	body, _, err := p.line.get(ctx, base+"/.well-known/smart-configuration", secret.Bytes{})
	if err != nil {
		return err
	}
	s := &smart{}
	if err := reach.Unmarshal(body, s); err != nil {
		return problem.New(problem.Malformed).Because(err)
	}
	s.base = base
	if _, ok := reach.Address(s.Issuer, reach.Far(p.config.FHIR.Hostname())); !ok && s.Issuer != "" {
		return problem.New(problem.NotAPlan).Because(errAddress)
	}
	if asked := p.config.issuer(); asked != "" && s.Issuer != "" && asked != s.Issuer {
		return problem.New(problem.NotAPlan).Because(errIssuer)
	}
	if !s.fits() {
		return problem.New(problem.NotAPlan).Because(errLaunch)
	}
	p.smart = s
	p.meta = s.over(metadata{Issuer: s.Issuer})
	return nil
}

// fits reports a launch that this app can do: "Servers SHALL support S256", and who signed in is told by an ID token only.
func (s *smart) fits() bool {
	return slices.Contains(s.Challenges, "S256") && s.can("sso-openid-connect") && s.Authorization != "" && s.Token != ""
}

func (s *smart) can(capability string) bool { return slices.Contains(s.Capabilities, capability) }

// whole reports that nothing more needs to be known of the issuer. Its own document may say more, but need not be there.
func (s *smart) whole() bool { return s != nil && s.Issuer != "" && s.Keys != "" }

// over puts the launch's own addresses over those of the issuer's document.
func (s *smart) over(m metadata) metadata {
	if s == nil {
		return m
	}
	put := func(to *string, value string) {
		if value != "" {
			*to = value
		}
	}
	put(&m.Authorization, s.Authorization)
	put(&m.Token, s.Token)
	put(&m.Keys, s.Keys)
	put(&m.Registration, s.Registration)
	put(&m.Revocation, s.Revocation)
	put(&m.Account, s.Account)
	m.Challenges = s.Challenges
	return m
}

// scopes are those of a launch, by what the server can: version 2 of the permissions, else version 1.
func (s *smart) scopes() []string {
	out := []string{"openid", "fhirUser"}
	if s.can("context-standalone-patient") {
		out = append(out, "launch/patient")
	}
	read := "patient/*.read"
	if s.can("permission-v2") {
		read = "patient/*.rs"
	}
	out = append(out, read)
	if s.can("permission-offline") {
		out = append(out, "offline_access")
	}
	return out
}
