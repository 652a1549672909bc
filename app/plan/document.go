package plan

import "time"

// Document is what a plan says of itself before anybody signs in (/.well-known/member-client).
type Document struct {
	Name    string // as members know it
	Host    string // the host in words, shown with the name
	Mark    string // one or two letters
	Demo    bool   // an invented plan: said on every page
	Updated time.Time

	Policy       Policy
	Capabilities map[Capability]Ability
	Support      Support
	// Claims is the page for claims, opened in the browser; empty: none.
	Claims string
}

// Capability is a thing a plan may be able to do.
type Capability string

// The capabilities asked for so far.
const (
	CanSignIn          Capability = "sign-in"
	CanTrustDevice     Capability = "trust-device"
	CanShareDevice     Capability = "shared-device"
	CanFindUsername    Capability = "find-username"
	CanRecoverPassword Capability = "recover-password"
	CanRegister        Capability = "register"
	CanRecords         Capability = "records"
	CanStatus          Capability = "status"
	CanBind            Capability = "bind-authenticator" // an authenticator app can be added
	CanApprove         Capability = "approvals"          // sign-ins elsewhere can be approved
	CanUnlock          Capability = "unlock"
	CanCheckStatus     Capability = "check-status"
	CanReplace         Capability = "replace-authenticator"
	CanActivate        Capability = "activate"
	CanSecurity        Capability = "security"
	CanHelpdesk        Capability = "helpdesk"
	CanReactivate      Capability = "reactivate"
	CanResume          Capability = "resume" // a conversation outlives the app
	// What of the security page there is, where CanSecurity is in the app.
	CanContacts       Capability = "contacts"
	CanConfirmContact Capability = "confirm-contact" // a contact on file that was never confirmed can be
	CanChangePassword Capability = "change-password"
	CanRecoveryCodes  Capability = "recovery-codes"
	CanSessions       Capability = "sessions"
	CanActivity       Capability = "activity"
	CanNotMe          Capability = "not-me"
	CanFreeze         Capability = "freeze"
	// What there is of acting for somebody else, and of going on at another device.
	CanActFor      Capability = "act-for"       // somebody else's record can be seen by a grant
	CanGiveAccess  Capability = "give-access"   // a member can let somebody act for them
	CanAskAccess   Capability = "ask-access"    // a grant that is not there can be asked for
	CanUploadPaper Capability = "upload-papers" // papers are handed over here
	CanDo          Capability = "deeds"         // something can be done in a record
	CanHandOff     Capability = "hand-off"
)

// How has three values: a plan cannot, can in the app, or can in the browser only.
type How uint8

// The three values.
const (
	No How = iota
	InApp
	InBrowser
)

// Ability is how a plan can do one thing, and where if in the browser.
type Ability struct {
	How How
	URL string
}

// Can gives how the plan does a thing; what it does not name it cannot. One that names nothing at all has members who sign in,
// and that is all that is known.
func (d Document) Can(c Capability) Ability {
	if d.Capabilities == nil && c == CanSignIn {
		return Ability{How: InApp}
	}
	return d.Capabilities[c]
}

// Support is how a person is reached. Everything here is served: no number or sentence of it is compiled in.
type Support struct {
	Lines []Line
	// Emergency is the plan's sentence for emergencies, shown wherever a member is locked out.
	Emergency string
	// Nurse is the line for advice at any hour.
	Nurse Line
}

// Line is one telephone line.
type Line struct {
	For    string // what it is for: portal, nurse, relay, interpreter
	Label  string
	Number string
	Hours  string
}

// For gives the line for something, or the first.
func (s Support) For(what string) Line {
	for _, l := range s.Lines {
		if l.For == what {
			return l
		}
	}
	if len(s.Lines) > 0 {
		return s.Lines[0]
	}
	return Line{}
}
