package client

import (
	"maps"
	"reflect"
	"slices"

	"vestibule/app/plan"
)

// servicesFirst are the things that our services do better than a server that only signs members in: it does not know who
// is a member of what. All else is the identity server's.
var servicesFirst = map[plan.Capability]bool{
	plan.CanFindUsername: true, plan.CanCheckStatus: true, plan.CanRegister: true, plan.CanActivate: true, plan.CanReactivate: true,
	plan.CanHelpdesk: true, plan.CanStatus: true, plan.CanRecords: true, plan.CanApprove: true, plan.CanActivity: true,
	plan.CanNotMe: true, plan.CanFreeze: true, plan.CanHandOff: true,
	plan.CanActFor: true, plan.CanGiveAccess: true, plan.CanAskAccess: true, plan.CanUploadPaper: true, plan.CanDo: true,
}

// withRecords are the things that go with the records. Where those are at another server the services' grants open nothing: a token
// there is often of one patient (SMART App Launch 2.2, "Launch context").
var withRecords = []plan.Capability{plan.CanActFor, plan.CanGiveAccess, plan.CanAskAccess, plan.CanUploadPaper, plan.CanDo}

// composeDocument is what the two say together.
func composeDocument(identity, services plan.Document) plan.Document {
	d := services
	d.Policy = composePolicy(identity.Policy, services.Policy)
	d.Capabilities = maps.Clone(identity.Capabilities)
	if d.Capabilities == nil {
		d.Capabilities = map[plan.Capability]plan.Ability{}
	}
	for c, a := range services.Capabilities {
		if servicesDo(c, identity, services) || a.How == plan.InBrowser && d.Capabilities[c].How == plan.No {
			d.Capabilities[c] = a
		}
	}
	if aboutAccount(d) {
		d.Capabilities[plan.CanSecurity] = plan.Ability{How: plan.InApp}
	}
	return d
}

// servicesDo reports that a thing is done by our services: what is theirs first, wherever they can do it in the app.
func servicesDo(c plan.Capability, identity, services plan.Document) bool {
	theirs := services.Can(c).How
	if slices.Contains(withRecords, c) && services.Can(plan.CanRecords).How != plan.InApp {
		return false
	}
	return servicesFirst[c] && (theirs == plan.InApp || theirs == plan.InBrowser && identity.Can(c).How == plan.No)
}

// aboutAccount reports that there is something for the security page.
func aboutAccount(d plan.Document) bool {
	for _, c := range []plan.Capability{plan.CanContacts, plan.CanChangePassword, plan.CanRecoveryCodes, plan.CanSessions,
		plan.CanActivity, plan.CanNotMe, plan.CanFreeze} {
		if d.Can(c).How == plan.InApp {
			return true
		}
	}
	return false
}

// composePolicy takes the rules of signing in from whoever signs in, as far as that server tells any, and all else from
// the services.
func composePolicy(identity, services plan.Policy) plan.Policy {
	p := services
	p.Password = told(identity.Password, services.Password)
	p.Lockout = told(identity.Lockout, services.Lockout)
	p.OTP = told(identity.OTP, services.OTP)
	p.TOTP = told(identity.TOTP, services.TOTP)
	p.Session = told(identity.Session, services.Session)
	p.TrustedDevice = told(identity.TrustedDevice, services.TrustedDevice)
	p.Methods = told(identity.Methods, services.Methods)
	p.Recovery = told(identity.Recovery, services.Recovery)
	p.RecoveryRules = told(identity.RecoveryRules, services.RecoveryRules)
	return p
}

// told gives the first of two that says anything.
func told[T any](first, second T) T {
	if reflect.ValueOf(first).IsZero() {
		return second
	}
	return first
}
