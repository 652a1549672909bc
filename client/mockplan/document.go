package mockplan

import (
	"vestibule/app/plan"
)

// The invented plan. Its name is nobody's, its host is one of RFC 2606's, its numbers are 555-01xx.
const (
	planName   = "Tallowmere Health Plan"
	host       = "tallowmere.example.org"
	mailSender = "no-reply@" + host
)

// emergency is the plan's sentence for emergencies.
const emergency = "If you think your life is in danger, call your local emergency number now. Do not wait for this app."

// document gives what the plan says of itself.
func (p *Plan) document() plan.Document {
	return plan.Document{
		Name: planName, Host: host, Mark: "T", Demo: true, Updated: p.opened,
		Policy: p.servedPolicy(),
		Capabilities: map[plan.Capability]plan.Ability{
			plan.CanSignIn: {How: plan.InApp}, plan.CanTrustDevice: {How: plan.InApp},
			plan.CanShareDevice: {How: plan.InApp}, plan.CanRecords: {How: plan.InApp}, plan.CanStatus: {How: plan.InApp},
			plan.CanBind: {How: plan.InApp}, plan.CanApprove: {How: plan.InApp},
			plan.CanFindUsername: {How: plan.InApp}, plan.CanRecoverPassword: {How: plan.InApp}, plan.CanRegister: {How: plan.InApp},
			plan.CanUnlock: {How: plan.InApp}, plan.CanCheckStatus: {How: plan.InApp}, plan.CanReplace: {How: plan.InApp},
			plan.CanActivate: {How: plan.InApp}, plan.CanSecurity: {How: plan.InApp}, plan.CanHelpdesk: {How: plan.InApp},
			plan.CanReactivate: {How: plan.InApp}, plan.CanResume: {How: plan.InApp}, plan.CanContacts: {How: plan.InApp},
			plan.CanConfirmContact: {How: plan.InApp}, plan.CanChangePassword: {How: plan.InApp}, plan.CanRecoveryCodes: {How: plan.InApp},
			plan.CanSessions: {How: plan.InApp}, plan.CanActivity: {How: plan.InApp}, plan.CanNotMe: {How: plan.InApp}, plan.CanFreeze: {How: plan.InApp},
			plan.CanActFor: {How: plan.InApp}, plan.CanGiveAccess: {How: plan.InApp}, plan.CanAskAccess: {How: plan.InApp},
			plan.CanUploadPaper: {How: plan.InApp}, plan.CanDo: {How: plan.InApp}, plan.CanHandOff: {How: plan.InApp},
		},
		Support: p.support(),
		Claims:  "https://claims." + host,
	}
}

// servedPolicy is the policy as the knobs that lie about it leave it.
func (p *Plan) servedPolicy() plan.Policy {
	policy := p.policy
	if setting, on := p.faults.on("app.below_min", nil); on {
		policy.App.Recommended = "99.0.0"
		if setting.Kind != "soft" {
			policy.App.MinSupported = "99.0.0"
		}
	}
	return policy
}

func support() plan.Support {
	return plan.Support{
		Lines: []plan.Line{
			{For: "portal", Label: "Help with signing in", Number: "1-800-555-0100", Hours: "Every day, 7 am to 9 pm"},
			{For: "relay", Label: "Relay service", Number: "1-800-555-0102", Hours: "At any hour"},
			{For: "interpreter", Label: "Interpreter", Number: "1-800-555-0103", Hours: "Every day, 7 am to 9 pm"},
		},
		Emergency: emergency,
		Nurse:     plan.Line{For: "nurse", Label: "Nurse line", Number: "1-800-555-0101", Hours: "At any hour"},
	}
}
