package oidc

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	gooidc "github.com/coreos/go-oidc/v3/oidc"

	"vestibule/app/problem"
	"vestibule/client/reach"
)

// metadata is what a provider says of itself, as far as this app uses it (OpenID Connect Discovery 1.0, section 3; RFC 8414,
// section 2; the account page is of MSC 4191 and the like, prompt "create" of Initiating User Registration 1.0).
type metadata struct {
	Issuer        string `json:"issuer"`
	Authorization string `json:"authorization_endpoint"`
	Token         string `json:"token_endpoint"`
	Keys          string `json:"jwks_uri"`
	UserInfo      string `json:"userinfo_endpoint"`
	Registration  string `json:"registration_endpoint"`
	Revocation    string `json:"revocation_endpoint"`
	EndSession    string `json:"end_session_endpoint"`
	Device        string `json:"device_authorization_endpoint"`
	Account       string `json:"account_management_uri"`

	Scopes        []string `json:"scopes_supported"`
	ResponseTypes []string `json:"response_types_supported"`
	Challenges    []string `json:"code_challenge_methods_supported"`
	Algorithms    []string `json:"id_token_signing_alg_values_supported"`
	Contexts      []string `json:"acr_values_supported"`
	Prompts       []string `json:"prompt_values_supported"`
	// SaysWho: each answer names its issuer (RFC 9207, section 3).
	SaysWho bool `json:"authorization_response_iss_parameter_supported"`
}

// The causes where a provider cannot be used.
var (
	errIssuer  = errors.New("oidc: the document is another issuer's")
	errAddress = errors.New("oidc: an address that is missing, unsafe or nearer than the issuer")
	errCode    = errors.New("oidc: no authorization code with S256")
)

// discover reads what there is: of the FHIR server first, which names the provider.
func (p *Provider) discover(ctx context.Context) error {
	if p.config.FHIR != nil {
		if err := p.launch(ctx); err != nil {
			return err
		}
	}
	// A launch that tells all that is needed goes without the issuer's own document, where there is none.
	if err := p.discoverOpenID(ctx); err != nil && !(p.smart.whole() && problem.Is(err, problem.NotAPlan)) {
		return err
	}
	return p.meta.check()
}

// discoverOpenID reads the document of the issuer, which must name itself as it was asked for (OpenID Connect Discovery 1.0,
// section 4.3).
func (p *Provider) discoverOpenID(ctx context.Context) error {
	issuer := cmp.Or(p.meta.Issuer, p.config.issuer())
	found, err := gooidc.NewProvider(p.line.in(ctx), issuer)
	if err != nil {
		return undiscovered(ctx, err)
	}
	var raw rawJSON
	if err := found.Claims(&raw); err != nil {
		return problem.New(problem.Malformed).Because(err)
	}
	said := metadata{}
	if err := reach.Unmarshal(raw, &said); err != nil {
		return problem.New(problem.Malformed).Because(err)
	}
	p.meta = p.smart.over(said)
	return nil
}

// rawJSON takes JSON as it came.
type rawJSON []byte

// UnmarshalJSON keeps a copy.
func (r *rawJSON) UnmarshalJSON(b []byte) error {
	*r = slices.Clone(b)
	return nil
}

// undiscovered sorts the errors of go-oidc, which quote the answer: any server may have sent it.
func undiscovered(ctx context.Context, err error) error {
	var p *problem.Problem
	var failed *url.Error
	var other *gooidc.IssuerMismatchError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &failed):
		return reach.Lost(ctx, err)
	case errors.As(err, &other):
		return problem.New(problem.NotAPlan).Because(errIssuer)
	}
	return problem.New(problem.NotAPlan).Because(errStatus)
}

// check refuses a provider that this app cannot sign in at, or that would have it ask where it should not.
func (m *metadata) check() error {
	issuer, err := url.Parse(m.Issuer)
	if err != nil || issuer.RawQuery != "" || issuer.Fragment != "" {
		return problem.New(problem.NotAPlan).Because(errIssuer)
	}
	server := reach.Far(issuer.Hostname())
	if _, ok := reach.Address(m.Issuer, server); !ok {
		return problem.New(problem.NotAPlan).Because(errAddress)
	}
	for name, address := range m.addresses() {
		if _, ok := reach.Address(address.at, server); !ok && (address.needed || address.at != "") {
			return problem.New(problem.NotAPlan).Because(fmt.Errorf("%w: %s", errAddress, name))
		}
	}
	// What a provider does not list it may have all the same, but for one that lists others.
	if len(m.ResponseTypes) > 0 && !slices.Contains(m.ResponseTypes, "code") || len(m.Challenges) > 0 && !slices.Contains(m.Challenges, "S256") {
		return problem.New(problem.NotAPlan).Because(errCode)
	}
	return nil
}

type endpoint struct {
	at     string
	needed bool
}

func (m *metadata) addresses() map[string]endpoint {
	return map[string]endpoint{
		"authorization": {m.Authorization, true}, "token": {m.Token, true}, "keys": {m.Keys, true},
		"userinfo": {m.UserInfo, false}, "registration": {m.Registration, false}, "revocation": {m.Revocation, false},
		"end_session": {m.EndSession, false}, "device": {m.Device, false}, "account": {m.Account, false},
	}
}

// notAPlan turns what came of asking into the answer to "is there a provider?". A failure on the way there and a provider
// that is down stay what they are.
func notAPlan(err error) error {
	p := problem.Of(err)
	switch {
	case p.Code == problem.Malformed, p.Code == problem.NetCaptive && p.Status != http.StatusNetworkAuthenticationRequired,
		p.Code == problem.TooLarge, errors.Is(p, reach.ErrStray):
		return problem.New(problem.NotAPlan).Because(p)
	}
	return p
}
