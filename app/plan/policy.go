package plan

import "time"

// Policy is a plan's rules: every number that the app shows or obeys. Nothing of it is compiled in. Names follow the
// catalogue's policy object; durations are seconds on the wire.
type Policy struct {
	Name          string // "seeds", "nist" or the plan's own
	Password      PasswordRules
	Lockout       Lockout
	OTP           OTPRules
	TOTP          TOTPRules
	Inactivity    Inactivity
	Session       SessionRules
	TrustedDevice TrustRules
	Contacts      ContactRules
	App           AppRules
	Hosts         Hosts
	Methods       []AuthenticatorKind
	// Recovery are the routes by which a member can prove who they are without the password, in the order they are offered.
	Recovery      []AuthenticatorKind
	RecoveryRules RecoveryRules
	Activation    ActivationRules
	Grants        GrantRules
}

// PasswordRules are what a new password must keep. MaxAgeDays 0: passwords do not expire.
type PasswordRules struct {
	MinLen, MaxLen                           int
	RequireUpper, RequireLower, RequireDigit bool
	Blocklist                                bool
	MaxAgeDays                               int
	History                                  int
	// WarnDays are how many days before the end the member is told.
	WarnDays []int
}

// Lockout says when and for how long.
type Lockout struct {
	MaxFailures     int
	Lock            time.Duration
	Scope           []string
	WarnAtRemaining int
}

// OTPRules are for codes that are sent.
type OTPRules struct {
	Digits      int
	Life        time.Duration
	ResendWait  time.Duration
	MaxRequests int
	Window      time.Duration
	Supersede   bool
}

// TOTPRules are for authenticator apps (RFC 6238).
type TOTPRules struct {
	Period    time.Duration
	Digits    int
	Algorithm string
	SkewSteps int
}

// Inactivity says when an unused account lapses.
type Inactivity struct {
	WarnDays       []int
	DeactivateDays int
}

// SessionRules are the ends of a session.
type SessionRules struct{ Idle, Warn, Absolute, ReauthWindow time.Duration }

// TrustRules are for trusted devices.
type TrustRules struct{ MaxAgeDays, MaxDevices int }

// ContactRules say how old a confirmed contact may be.
type ContactRules struct{ ReconfirmDays int }

// RecoveryRules are for getting back in.
type RecoveryRules struct {
	// Wait is how long the plan waits after an identity proof (S119); zero: not at all.
	Wait time.Duration
	// Life is how long a passcode or link of a recovery is good.
	Life time.Duration
	// Screen reports that a username is shown, masked, on screen as well as sent (S108).
	Screen bool
}

// ActivationRules are for new accounts.
type ActivationRules struct{ Life time.Duration }

// GrantRules are for acting for somebody else. A zero number is one that the plan does not tell.
type GrantRules struct {
	// MaxDays is how long a grant that a member gives may last; 0: without an end.
	MaxDays int
	// WarnDays are how many days before the end of a grant both sides are told.
	WarnDays []int
	// Teen is the age from which a child's Private kinds are closed to a parent, Adult that from which everything is.
	Teen, Adult int
	Private     []RecordKind
	// Invitation and Handoff are how long a ticket of each is good.
	Invitation, Handoff time.Duration
	// Piece is how many bytes of a paper are handed over at a time.
	Piece int64
}

// AppRules are the versions of this app the plan works with, and which password it takes.
type AppRules struct {
	MinSupported, Recommended string
	StoreURLs                 map[string]string // by GOOS, "web" for the browser
	// OwnPassword reports that members may have a password for the app alone, which is then the one it takes (S083). Else it
	// takes the website's (S084).
	OwnPassword bool
}

// Hosts are what is official.
type Hosts struct{ Official, MailSenders, SMSSenders, SupportNumbers []string }
