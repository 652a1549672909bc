package oidc

import (
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
)

// strongContext reports that an authentication context is of more than one proof: by the names of OpenID Connect EAP (phr,
// phrh) and plain ones, or by what stands in the names that NIST, REFEDS, PAPE and the products after them have. Any other
// name may mean anything, and counts as one proof.
func strongContext(acr string) bool {
	acr = strings.ToLower(acr)
	if slices.Contains([]string{"phr", "phrh", "mfa", "2fa"}, acr) {
		return true
	}
	return slices.ContainsFunc([]string{"aal2", "aal3", "aal/2", "aal/3", "multi-factor", "multifactor", "/mfa", ":mfa"},
		func(word string) bool { return strings.Contains(acr, word) })
}

// strong are the contexts of more than one proof that the provider has.
func (p *Provider) strong() (out []string) {
	for _, acr := range p.meta.Contexts {
		if strongContext(acr) {
			out = append(out, acr)
		}
	}
	return out
}

// methodNames are the words of RFC 8176, section 2, in those of this app. What it has no word for is not told.
func methodNames() map[string]string {
	return map[string]string{
		"pwd": "password", "otp": string(plan.TOTP), "sms": string(plan.SMS), "tel": string(plan.Voice), "pop": string(plan.PushApproval),
	}
}

// methods tells what was proved.
func (c claims) methods() (out []string) {
	for _, m := range c.Methods {
		if name := methodNames()[m]; name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// level is the assurance that an ID token vouches for: two proofs where it says so, in whichever of the two ways; never more
// than it says.
func (c claims) level() plan.AAL {
	if strongContext(c.Context) || slices.Contains(c.Methods, "mfa") {
		return plan.AAL2
	}
	return plan.AAL1
}

// proved is when the member last proved who they are; zero: not told.
func (c claims) proved() time.Time {
	if c.Authenticated <= 0 {
		return time.Time{}
	}
	return time.Unix(c.Authenticated, 0)
}

// steppedUp holds the answer to a step-up to what was asked for: the same member, proved since, and in one of the contexts
// asked for. A provider may ignore all of it (OpenID Connect Core, section 3.1.2.1), so nothing is taken for granted.
func (p *Provider) steppedUp(t talk, c claims) error {
	h := p.held.of(t.session)
	switch {
	case h == nil || string(h.actor) != c.Subject:
		return unbelieved(errSubject)
	case c.proved().Before(t.began.Add(-leeway)):
		return unbelieved(errProved)
	}
	if asked := p.strong(); len(asked) > 0 && !slices.Contains(asked, c.Context) {
		return unbelieved(errStrength)
	}
	return nil
}
