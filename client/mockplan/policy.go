package mockplan

import (
	"fmt"
	"time"

	"vestibule/app/plan"
)

// The two policies that ship.
const (
	SeedsPolicy = "seeds" // the numbers of the catalogue's seeds
	NISTPolicy  = "nist"  // the same plan after reading NIST SP 800-63B
)

// Policies lists what policyNamed knows.
func Policies() []string { return []string{SeedsPolicy, NISTPolicy} }

func policyNamed(name string) (plan.Policy, error) {
	switch name {
	case SeedsPolicy:
		return seedsPolicy(), nil
	case NISTPolicy:
		return nistPolicy(), nil
	}
	return plan.Policy{}, fmt.Errorf("mockplan: no policy %q; there are %v", name, Policies())
}

// seedsPolicy has the numbers in brackets of CATALOGUE 1.6.
func seedsPolicy() plan.Policy {
	return plan.Policy{
		Name: SeedsPolicy,
		Password: plan.PasswordRules{MinLen: 8, MaxLen: 64, RequireUpper: true, RequireLower: true, RequireDigit: true,
			Blocklist: true, MaxAgeDays: 365, History: 5, WarnDays: []int{30, 14, 3}},
		Lockout: plan.Lockout{MaxFailures: 3, Lock: 15 * time.Minute,
			Scope: []string{string(lockPassword), string(lockMFA), string(lockRequests)}, WarnAtRemaining: 1},
		OTP: plan.OTPRules{Digits: 6, Life: 10 * time.Minute, ResendWait: 30 * time.Second, MaxRequests: 5,
			Window: 15 * time.Minute, Supersede: true},
		TOTP:          plan.TOTPRules{Period: 30 * time.Second, Digits: 6, Algorithm: "SHA1", SkewSteps: 1},
		Inactivity:    plan.Inactivity{WarnDays: []int{150, 170}, DeactivateDays: 180},
		Session:       plan.SessionRules{Idle: 15 * time.Minute, Warn: 150 * time.Second, Absolute: 12 * time.Hour, ReauthWindow: 20 * time.Minute},
		TrustedDevice: plan.TrustRules{MaxAgeDays: 30, MaxDevices: 5},
		Contacts:      plan.ContactRules{ReconfirmDays: 365},
		App:           appRules(),
		Hosts:         hosts(),
		Methods:       []plan.AuthenticatorKind{plan.PushApproval, plan.TOTP, plan.SMS, plan.Voice, plan.EmailCode, plan.RecoveryCodes},
		Recovery:      []plan.AuthenticatorKind{plan.EmailCode, plan.SMS, plan.RecoveryCodes, plan.TOTP, plan.PushApproval, plan.IdentityProof, plan.LetterCode},
		RecoveryRules: plan.RecoveryRules{Life: time.Hour, Screen: true},
		Activation:    plan.ActivationRules{Life: 14 * day},
		Grants:        grantRules(),
	}
}

// grantRules are for acting for others (CATALOGUE S164, S256). A piece of a paper fits a request in base 64 (RFC 4648).
func grantRules() plan.GrantRules {
	return plan.GrantRules{MaxDays: 365, WarnDays: []int{30, 7}, Teen: 13, Adult: 18, Private: []plan.RecordKind{plan.Results, plan.Messages},
		Invitation: 7 * day, Handoff: 10 * time.Minute, Piece: 32 << 10}
}

// nistPolicy changes what NIST SP 800-63B says otherwise: no composition and no periodic change (3.1.1.2), no e-mail as
// an out-of-band authenticator (3.1.3.1), a lock that does not punish a typo (3.2.2). The length of 15 is for a
// password alone; who has a second factor is asked for 8 (see rulesFor).
func nistPolicy() plan.Policy {
	p := seedsPolicy()
	p.Name = NISTPolicy
	p.Password = plan.PasswordRules{MinLen: 15, MaxLen: 128, Blocklist: true}
	p.Lockout.MaxFailures, p.Lockout.Lock, p.Lockout.WarnAtRemaining = 10, 10*time.Minute, 3
	p.OTP.MaxRequests, p.OTP.Window = 10, 15*time.Minute
	p.Session.Idle, p.Session.Absolute = time.Hour, 24*time.Hour
	p.Methods = []plan.AuthenticatorKind{plan.PushApproval, plan.TOTP, plan.SMS, plan.Voice, plan.RecoveryCodes}
	p.Recovery = []plan.AuthenticatorKind{plan.RecoveryCodes, plan.TOTP, plan.PushApproval, plan.SMS, plan.EmailCode, plan.IdentityProof, plan.LetterCode}
	p.RecoveryRules = plan.RecoveryRules{Wait: 24 * time.Hour, Life: 10 * time.Minute}
	return p
}

// nistLengthWithSecondFactor is the shortest password where a second factor stands beside it (3.1.1.2).
const nistLengthWithSecondFactor = 8

// rulesFor gives the password rules of one member.
func (p *Plan) rulesFor(m *member) plan.PasswordRules {
	rules := p.policy.Password
	if p.policy.Name == NISTPolicy && !m.passwordOnly {
		rules.MinLen = min(rules.MinLen, nistLengthWithSecondFactor)
	}
	return rules
}

func appRules() plan.AppRules {
	const store = "https://" + host + "/app"
	return plan.AppRules{MinSupported: "0.1.0", Recommended: "0.1.0", StoreURLs: map[string]string{
		"linux": store + "/linux", "windows": store + "/windows", "darwin": store + "/mac",
		"android": store + "/android", "ios": store + "/iphone", "web": "https://" + host + "/sign-in"}}
}

func hosts() plan.Hosts {
	return plan.Hosts{
		Official:       []string{host, "status." + host, "claims." + host},
		MailSenders:    []string{mailSender},
		SMSSenders:     []string{"555-0100"},
		SupportNumbers: []string{"1-800-555-0100", "1-800-555-0101", "1-800-555-0102", "1-800-555-0103"},
	}
}
