package oidc

import (
	"cmp"
	"context"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

// describe tells who is signed in: by the ID token, and by what the provider tells beside it where that names nobody. What it
// tells must be about the same member (OpenID Connect Core, section 5.3.2); where it is not reached, the ID token will do.
// Claims that others vouch for (section 5.6.2) are left out: nobody has told whether to believe them, and where they are is
// not asked.
func (p *Provider) describe(ctx context.Context, who claims, access secret.Bytes) (plan.Account, error) {
	if who.called() == "" && p.meta.UserInfo != "" {
		told, err := p.userInfo(ctx, access)
		if err == nil && told.Subject != who.Subject {
			return plan.Account{}, unbelieved(errSubject)
		}
		if err == nil {
			who = told
		}
	}
	return plan.Account{
		Member: plan.MemberID(who.Subject), Name: who.called(), Identifier: cmp.Or(who.Username, who.Email),
	}, nil
}

// userInfo asks the provider (OpenID Connect Core, section 5.3). It answers in plain JSON: we registered for nothing else.
func (p *Provider) userInfo(ctx context.Context, access secret.Bytes) (claims, error) {
	body, _, err := p.line.get(ctx, p.meta.UserInfo, access)
	if err != nil {
		return claims{}, err
	}
	var c claims
	if err := reach.Unmarshal(body, &c); err != nil {
		return claims{}, problem.New(problem.Malformed).Because(errToken)
	}
	return c, nil
}

// called is what the member is called; empty: not told.
func (c claims) called() string {
	return cmp.Or(strings.TrimSpace(c.Name), strings.TrimSpace(c.Given+" "+c.Family))
}
