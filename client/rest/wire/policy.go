package wire

import (
	"reflect"
	"strconv"
	"strings"

	"vestibule/app/plan"
)

// Policy is a plan's rules by their names in the catalogue. Durations are in seconds where the name says so (_s,
// _seconds) and for totp.period.
type Policy struct {
	Name          string        `json:"name,omitempty"`
	Password      PasswordRules `json:"password,omitzero"`
	Lockout       Lockout       `json:"lockout,omitzero"`
	OTP           OTPRules      `json:"otp,omitzero"`
	TOTP          TOTPRules     `json:"totp,omitzero"`
	Inactivity    Inactivity    `json:"inactivity"`
	Session       SessionRules  `json:"session,omitzero"`
	TrustedDevice TrustRules    `json:"trusted_device"`
	Contacts      ContactRules  `json:"contacts"`
	App           AppRules      `json:"app"`
	Hosts         Hosts         `json:"hosts"`
	Methods       []string      `json:"methods,omitempty"`
	Recovery      []string      `json:"recovery,omitempty"`
	RecoveryRules RecoveryRules `json:"recovery_rules"`
	Activation    Activated     `json:"activation"`
	Grants        GrantRules    `json:"grants,omitzero"`
}

// Lockout says when and for how long.
type Lockout struct {
	MaxFailures     int      `json:"max_failures"`
	LockSeconds     int64    `json:"lock_seconds"`
	Scope           []string `json:"scope"`
	WarnAtRemaining int      `json:"warn_at_remaining"`
}

// OTPRules are for codes that are sent.
type OTPRules struct {
	Digits      int   `json:"digits"`
	TTLS        int64 `json:"ttl_s"`
	ResendWaitS int64 `json:"resend_wait_s"`
	MaxRequests int   `json:"max_requests"`
	WindowS     int64 `json:"window_s"`
	Supersede   bool  `json:"supersede"`
}

// TOTPRules are for authenticator apps.
type TOTPRules struct {
	Period    int64  `json:"period"`
	Digits    int    `json:"digits"`
	Algo      string `json:"algo"`
	SkewSteps int    `json:"skew_steps"`
}

// Inactivity says when an unused account lapses.
type Inactivity struct {
	WarnDays       []int `json:"warn_days"`
	DeactivateDays int   `json:"deactivate_days"`
}

// SessionRules are the ends of a session.
type SessionRules struct {
	IdleS         int64 `json:"idle_s"`
	WarnS         int64 `json:"warn_s"`
	AbsoluteS     int64 `json:"absolute_s"`
	ReauthWindowS int64 `json:"reauth_window_s"`
}

// TrustRules are for trusted devices.
type TrustRules struct {
	MaxAgeDays int `json:"max_age_days"`
	MaxDevices int `json:"max_devices"`
}

// ContactRules say how old a confirmed contact may be.
type ContactRules struct {
	ReconfirmDays int `json:"reconfirm_days"`
}

// AppRules are the versions of this app the plan works with, and which password it takes.
type AppRules struct {
	MinSupported string            `json:"min_supported"`
	Recommended  string            `json:"recommended"`
	StoreURLs    map[string]string `json:"store_urls"`
	OwnPassword  bool              `json:"own_password,omitempty"`
}

// RecoveryRules are for getting back in.
type RecoveryRules struct {
	WaitS  int64 `json:"wait_s"`
	LifeS  int64 `json:"life_s"`
	Screen bool  `json:"screen"`
}

// Activated are the rules of new accounts.
type Activated struct {
	LifeS int64 `json:"life_s"`
}

// Hosts are what is official.
type Hosts struct {
	Official       []string `json:"official"`
	MailSenders    []string `json:"mail_senders"`
	SMSSenders     []string `json:"sms_senders"`
	SupportNumbers []string `json:"support_numbers"`
}

// FromPolicy gives a policy as it travels.
func FromPolicy(p plan.Policy) Policy {
	w := Policy{
		Name: p.Name, Password: fromPasswordRules(p.Password),
		RecoveryRules: RecoveryRules{inSeconds(p.RecoveryRules.Wait), inSeconds(p.RecoveryRules.Life), p.RecoveryRules.Screen},
		Activation:    Activated{inSeconds(p.Activation.Life)}, Grants: fromGrantRules(p.Grants),
		Lockout: Lockout{p.Lockout.MaxFailures, inSeconds(p.Lockout.Lock), p.Lockout.Scope, p.Lockout.WarnAtRemaining},
		OTP: OTPRules{p.OTP.Digits, inSeconds(p.OTP.Life), inSeconds(p.OTP.ResendWait), p.OTP.MaxRequests,
			inSeconds(p.OTP.Window), p.OTP.Supersede},
		TOTP:       TOTPRules{inSeconds(p.TOTP.Period), p.TOTP.Digits, p.TOTP.Algorithm, p.TOTP.SkewSteps},
		Inactivity: Inactivity(p.Inactivity),
		Session: SessionRules{inSeconds(p.Session.Idle), inSeconds(p.Session.Warn), inSeconds(p.Session.Absolute),
			inSeconds(p.Session.ReauthWindow)},
		TrustedDevice: TrustRules(p.TrustedDevice), Contacts: ContactRules(p.Contacts), App: AppRules(p.App), Hosts: Hosts(p.Hosts),
	}
	for _, m := range p.Methods {
		w.Methods = append(w.Methods, string(m))
	}
	for _, m := range p.Recovery {
		w.Recovery = append(w.Recovery, string(m))
	}
	return w
}

// Policy gives the rules the app obeys, or problem.BadPolicy where one of them is missing or nonsense: a lock after -3
// tries must not become a lock that never comes.
func (w Policy) Policy() (plan.Policy, error) { return w.policy(false) }

// Part is Policy for the services alone: what is of the server that signs members in may be missing, and is left at zero.
func (w Policy) Part() (plan.Policy, error) { return w.policy(true) }

func (w Policy) policy(partly bool) (plan.Policy, error) {
	c := check{partly: partly}
	p := plan.Policy{
		Name: w.Name, Password: told(&c, w.Password, PasswordRules.rules), Lockout: told(&c, w.Lockout, Lockout.rules),
		OTP: told(&c, w.OTP, OTPRules.rules), TOTP: told(&c, w.TOTP, TOTPRules.rules),
		Inactivity: plan.Inactivity(w.Inactivity), Session: told(&c, w.Session, SessionRules.rules), TrustedDevice: plan.TrustRules(w.TrustedDevice),
		Contacts: plan.ContactRules(w.Contacts), App: w.App.rules(&c), Hosts: plan.Hosts(w.Hosts),
		RecoveryRules: plan.RecoveryRules{Wait: c.seconds(w.RecoveryRules.WaitS, 0, "recovery_rules.wait_s"),
			Life: c.seconds(w.RecoveryRules.LifeS, 0, "recovery_rules.life_s"), Screen: w.RecoveryRules.Screen},
		Activation: plan.ActivationRules{Life: c.seconds(w.Activation.LifeS, 0, "activation.life_s")},
		Grants:     w.Grants.rules(&c),
	}
	c.days(w.Inactivity.DeactivateDays, "inactivity.deactivate_days")
	c.days(w.TrustedDevice.MaxAgeDays, "trusted_device.max_age_days")
	c.within(int64(w.TrustedDevice.MaxDevices), 0, 1000, "trusted_device.max_devices")
	c.days(w.Contacts.ReconfirmDays, "contacts.reconfirm_days")
	for _, d := range w.Inactivity.WarnDays {
		c.days(d, "inactivity.warn_days")
	}
	for _, m := range w.Methods {
		p.Methods = append(p.Methods, plan.AuthenticatorKind(m))
	}
	for _, m := range w.Recovery {
		p.Recovery = append(p.Recovery, plan.AuthenticatorKind(m))
	}
	if c.fault != "" {
		return plan.Policy{}, badPolicy(c.fault)
	}
	return p, nil
}

// told reads one group of rules; one that is not told at all is left at zero where not all must be.
func told[W, R any](c *check, group W, rules func(W, *check) R) (r R) {
	if c.partly && reflect.ValueOf(group).IsZero() {
		return r
	}
	return rules(group, c)
}

// days notes a number of days that is negative or longer than a life.
func (c *check) days(n int, what string) { c.within(int64(n), 0, 36600, what) }

// rules bounds failures by NIST SP 800-63B, section 3.2.2: at most 100.
func (w Lockout) rules(c *check) plan.Lockout {
	c.within(int64(w.MaxFailures), 1, 100, "lockout.max_failures")
	c.within(int64(w.WarnAtRemaining), 0, int64(w.MaxFailures), "lockout.warn_at_remaining")
	return plan.Lockout{
		MaxFailures: w.MaxFailures, Lock: c.seconds(w.LockSeconds, 1, "lockout.lock_seconds"),
		Scope: w.Scope, WarnAtRemaining: w.WarnAtRemaining,
	}
}

func (w OTPRules) rules(c *check) plan.OTPRules {
	c.within(int64(w.Digits), 4, 10, "otp.digits")
	c.within(int64(w.MaxRequests), 1, 1000, "otp.max_requests")
	return plan.OTPRules{
		Digits: w.Digits, Life: c.seconds(w.TTLS, 1, "otp.ttl_s"), ResendWait: c.seconds(w.ResendWaitS, 0, "otp.resend_wait_s"),
		MaxRequests: w.MaxRequests, Window: c.seconds(w.WindowS, 1, "otp.window_s"), Supersede: w.Supersede,
	}
}

func (w TOTPRules) rules(c *check) plan.TOTPRules {
	c.within(w.Period, 1, 3600, "totp.period")
	c.within(int64(w.Digits), 6, 10, "totp.digits")
	c.within(int64(w.SkewSteps), 0, 100, "totp.skew_steps")
	c.that(w.Algo == "SHA1" || w.Algo == "SHA256" || w.Algo == "SHA512", "totp.algo")
	return plan.TOTPRules{
		Period: c.seconds(w.Period, 1, "totp.period"), Digits: w.Digits, Algorithm: w.Algo, SkewSteps: w.SkewSteps,
	}
}

func (w SessionRules) rules(c *check) plan.SessionRules {
	r := plan.SessionRules{
		Idle: c.seconds(w.IdleS, 1, "session.idle_s"), Warn: c.seconds(w.WarnS, 0, "session.warn_s"),
		Absolute:     c.seconds(w.AbsoluteS, 1, "session.absolute_s"),
		ReauthWindow: c.seconds(w.ReauthWindowS, 0, "session.reauth_window_s"),
	}
	c.that(r.Warn < r.Idle, "session.warn_s")
	c.that(r.Absolute >= r.Idle, "session.absolute_s")
	return r
}

func (w AppRules) rules(c *check) plan.AppRules {
	c.that(version(w.MinSupported), "app.min_supported")
	c.that(version(w.Recommended), "app.recommended")
	for _, u := range w.StoreURLs {
		c.that(SafeURL(u), "app.store_urls")
	}
	return plan.AppRules(w)
}

// version reports whether v is empty or dotted numbers.
func version(v string) bool {
	if v == "" {
		return true
	}
	for part := range strings.SplitSeq(v, ".") {
		if _, err := strconv.ParseUint(part, 10, 31); err != nil {
			return false
		}
	}
	return true
}
