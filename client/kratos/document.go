package kratos

import (
	"net/url"
	"strings"

	"vestibule/app/plan"
	"vestibule/client/reach"
)

// document is what the plan can do, by what was seen of it. What our services say of it stands where Kratos says nothing:
// its name, its policy, whom to call.
func (s seen) document(c Config) plan.Document {
	d := plan.Document{Name: c.Base.Hostname(), Host: c.Base.Host}
	if c.Document != nil {
		d = *c.Document
	}
	if d.Mark == "" {
		d.Mark = strings.ToUpper(first(d.Name))
	}
	d.Capabilities = s.capabilities(c.Base)
	return d
}

// capabilities are those of the identity alone. What of the security page one member has, the flows of that member tell
// (Overview).
func (s seen) capabilities(base *url.URL) map[plan.Capability]plan.Ability {
	here := plan.Ability{How: plan.InApp}
	out := map[plan.Capability]plan.Ability{
		plan.CanSignIn: here, plan.CanShareDevice: here, plan.CanResume: here, plan.CanSecurity: here, plan.CanSessions: here,
		plan.CanBind: here, plan.CanRecoveryCodes: here,
	}
	if s.login.takes(byPassword, "password") {
		out[plan.CanChangePassword] = here
		if s.on[recovery] {
			out[plan.CanRecoverPassword] = here
		}
	}
	if s.on[verification] {
		out[plan.CanContacts], out[plan.CanConfirmContact] = here, here
	}
	if s.on[registration] {
		out[plan.CanRegister] = elsewhere(base, registration)
	}
	return out
}

// elsewhere is Kratos' own way to the plan's page for a flow: its address leads the browser on to that.
func elsewhere(base *url.URL, kind string) plan.Ability {
	page := base.JoinPath("self-service", kind, "browser").String()
	if _, ok := reach.Address(page, reach.Far(base.Hostname())); !ok {
		return plan.Ability{}
	}
	return plan.Ability{How: plan.InBrowser, URL: page}
}
