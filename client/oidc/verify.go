package oidc

import (
	"context"
	"errors"
	"slices"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"

	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

const (
	// leeway is how far two clocks may be apart. Ours is the provider's own, as its answers date themselves.
	leeway = 2 * time.Minute
	// freshFor is how old an ID token may be that was made for a code of just now: a code lasts ten minutes at most (RFC 6749,
	// section 4.1.2).
	freshFor = 10 * time.Minute
	// longestToken bounds an ID token, longestSubject who it is about (OpenID Connect Core, section 2), in bytes.
	longestToken   = 32 << 10
	longestSubject = 255
)

// claims are what an ID token says, as far as this app listens.
type claims struct {
	Subject       string   `json:"sub"`
	Authorized    string   `json:"azp"`
	Nonce         string   `json:"nonce"`
	Context       string   `json:"acr"`
	Methods       []string `json:"amr"`
	Authenticated int64    `json:"auth_time"`
	Name          string   `json:"name"`
	Given         string   `json:"given_name"`
	Family        string   `json:"family_name"`
	Username      string   `json:"preferred_username"`
	Email         string   `json:"email"`
	FHIRUser      string   `json:"fhirUser"`
}

// expected is what an ID token must be about.
type expected struct {
	client string
	// nonce is the one we sent; empty: none was.
	nonce secret.Bytes
	// access is the token that came with it.
	access secret.Bytes
	// old: it came with a renewal, and may have been made when the member signed in.
	old bool
}

// The causes where an ID token is not believed.
var (
	errIDToken  = errors.New("oidc: the ID token is not for us, not of the issuer, not in time or not signed")
	errSubject  = errors.New("oidc: the ID token is about nobody, or somebody else")
	errTime     = errors.New("oidc: the ID token does not tell when it was made, or was not made just now")
	errNonce    = errors.New("oidc: the ID token has another nonce")
	errParty    = errors.New("oidc: the ID token was made for another client")
	errHash     = errors.New("oidc: the ID token came with another access token")
	errProved   = errors.New("oidc: nothing was proved just now")
	errStrength = errors.New("oidc: not what was asked to be proved")
)

// verify reads an ID token (OpenID Connect Core, section 3.1.3.7). A problem that is not problem.ProviderRefused is of the
// way to the provider's keys.
func (p *Provider) verify(ctx context.Context, raw secret.Bytes, want expected) (claims, error) {
	if raw.Empty() || raw.Len() > longestToken {
		return claims{}, unbelieved(errIDToken)
	}
	heard := &hearing{keys: p.keys}
	token, err := gooidc.NewVerifier(p.meta.Issuer, heard, &gooidc.Config{
		ClientID: want.client, SupportedSigningAlgs: p.algorithms(),
		Now: func() time.Time { return p.clock.Now().Add(-leeway) },
	}).Verify(ctx, string(raw.Reveal()))
	if heard.trouble != nil {
		return claims{}, heard.trouble
	}
	if err != nil {
		return claims{}, unbelieved(errIDToken) // go-oidc's own words quote the token
	}
	var c claims
	var all rawJSON
	if err := token.Claims(&all); err != nil || reach.Unmarshal(all, &c) != nil {
		return claims{}, unbelieved(errIDToken)
	}
	if err := p.judge(token, c, want); err != nil {
		return claims{}, unbelieved(err)
	}
	return c, nil
}

// judge looks at what go-oidc leaves to its caller.
func (p *Provider) judge(token *gooidc.IDToken, c claims, want expected) error {
	age := p.clock.Now().Sub(token.IssuedAt)
	switch {
	case c.Subject == "" || len(c.Subject) > longestSubject:
		return errSubject
	case token.IssuedAt.Unix() == 0 || token.IssuedAt.IsZero(), age < -leeway, age > freshFor+leeway && !want.old:
		return errTime
	case !secret.Of([]byte(c.Nonce)).Equal(want.nonce) && !(want.old && c.Nonce == ""):
		return errNonce
	case c.Authorized != "" && c.Authorized != want.client, c.Authorized == "" && len(token.Audience) > 1:
		return errParty
	case token.AccessTokenHash != "" && token.VerifyAccessToken(string(want.access.Reveal())) != nil:
		return errHash
	}
	return nil
}

func unbelieved(why error) *problem.Problem {
	return problem.New(problem.ProviderRefused).Because(why)
}

// hearing is the keys, and what was in the way of getting them: go-oidc makes words of it.
type hearing struct {
	*keys
	trouble *problem.Problem
}

// VerifySignature notes a problem.
func (h *hearing) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	said, err := h.keys.VerifySignature(ctx, token)
	errors.As(err, &h.trouble)
	return said, err
}

// algorithms are those that we allow and the provider says it uses; each where it does not tell, as a launch does not.
func (p *Provider) algorithms() (out []string) {
	for _, a := range algorithms() {
		if len(p.meta.Algorithms) == 0 || slices.Contains(p.meta.Algorithms, string(a)) {
			out = append(out, string(a))
		}
	}
	if len(out) == 0 {
		out = append(out, gooidc.RS256) // none would be go-oidc's own choice; this is it, said here
	}
	return out
}
