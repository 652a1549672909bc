package oidc

import (
	"maps"
	"net/url"
	"strings"
	"unicode/utf8"

	"vestibule/app/plan"
)

// document is what is known of the plan: what our services say of it, else its host, and what can be done here. The rules
// of the sign-in are the provider's own and shown on its pages, so that no policy is made up.
func (p *Provider) document() plan.Document {
	var d plan.Document
	if p.config.Document != nil {
		d = *p.config.Document
	}
	host := hostOf(p.meta.Issuer)
	if d.Name == "" {
		d.Name = host
	}
	if d.Host == "" {
		d.Host = host
	}
	if d.Mark == "" {
		d.Mark = markOf(d.Name)
	}
	d.Capabilities = p.abilities(d.Capabilities)
	return d
}

// abilities are what the provider can in this app, what it has pages for, and what of the services' own is in the browser.
func (p *Provider) abilities(services map[plan.Capability]plan.Ability) map[plan.Capability]plan.Ability {
	out := map[plan.Capability]plan.Ability{}
	for c, a := range services {
		if a.How == plan.InBrowser {
			out[c] = a
		}
	}
	if p.meta.Account != "" {
		page := plan.Ability{How: plan.InBrowser, URL: p.meta.Account}
		for _, c := range []plan.Capability{plan.CanSecurity, plan.CanChangePassword, plan.CanContacts, plan.CanSessions, plan.CanBind} {
			out[c] = page
		}
	}
	maps.Copy(out, map[plan.Capability]plan.Ability{plan.CanSignIn: {How: plan.InApp}, plan.CanResume: {How: plan.InApp}})
	if p.creates() {
		out[plan.CanRegister] = plan.Ability{How: plan.InApp}
	}
	if p.smart != nil {
		out[plan.CanRecords] = plan.Ability{How: plan.InApp}
	}
	return out
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// markOf is the first letter of a name.
func markOf(name string) string {
	r, _ := utf8.DecodeRuneInString(strings.ToUpper(strings.TrimPrefix(name, "www.")))
	return string(r)
}
