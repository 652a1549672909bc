package plan

import (
	"context"
	"slices"
	"time"
)

// Security is the port for the member's own account in a session that is open: what there is, and taking it away. Adding
// and changing are conversations. What changes something needs a fresh proof: without one it is problem.NeedsReauth, and the
// caller steps up and repeats. Every change is told to every contact, the old one too.
type Security interface {
	// Overview gives everything that can be looked at.
	Overview(ctx context.Context, session Session) (Overview, error)
	// Activity gives what happened to the account, newest first.
	Activity(ctx context.Context, session Session) ([]Event, error)
	// RemoveContact takes a contact away; the last one is problem.LastContact.
	RemoveContact(ctx context.Context, session Session, id ContactID) error
	// RemoveAuthenticator takes a way of signing in away; the last one is problem.LastAuthenticator.
	RemoveAuthenticator(ctx context.Context, session Session, id AuthenticatorID) error
	// EndSession ends one other session; EndOthers all but this, and forgets every trusted device.
	EndSession(ctx context.Context, session Session, id SessionID) error
	EndOthers(ctx context.Context, session Session) error
	// ForgetDevice ends the trust in one device.
	ForgetDevice(ctx context.Context, session Session, id DeviceID) error
	// NotMe says that an event was somebody else: other sessions end, every trust ends, and the account asks for a new
	// password before anything else. It needs no fresh proof. An empty id is about no event in particular.
	NotMe(ctx context.Context, session Session, id EventID) error
	// Freeze holds the account: every session ends, this one too, and only a recovery with two proofs opens it again. It
	// needs no fresh proof.
	Freeze(ctx context.Context, session Session) error
}

// Overview is a member's account as the security page shows it.
type Overview struct {
	Contacts       []ContactOnFile
	Authenticators []Authenticator
	Sessions       []OpenSession
	Devices        []TrustedDevice
	// PasswordChanged is zero where the plan does not tell.
	PasswordChanged time.Time
	// MustChange reports that the plan wants a new password and a look over everything (after NotMe).
	MustChange bool
	// Lacks are what the document says the plan can, and this member's account cannot have: some servers tell only in the
	// session.
	Lacks []Capability
}

// Has reports whether the account can have what the document says the plan can.
func (o Overview) Has(c Capability) bool { return !slices.Contains(o.Lacks, c) }

// ContactID names one contact of a member.
type ContactID string

// ContactOnFile is where the plan reaches a member. In the member's own session it is shown masked all the same: somebody
// may look over a shoulder.
type ContactOnFile struct {
	ID        ContactID
	Kind      ContactKind
	Hint      string
	Confirmed time.Time // zero: never
	Bouncing  bool      // what is sent comes back (S038)
}

// OpenSession is one sign-in that is open.
type OpenSession struct {
	ID            SessionID
	Device, Place string // the plan's words; empty where it does not know
	Began, Used   time.Time
	This          bool // the one that asks
}

// DeviceID names one trusted device.
type DeviceID string

// TrustedDevice is one that is asked for less.
type TrustedDevice struct {
	ID                     DeviceID
	Name                   string
	Added, LastUsed, Until time.Time
	This                   bool
}

// EventID names one entry of the activity log.
type EventID string

// Event is one entry of it.
type Event struct {
	ID            EventID
	What          EventWhat
	At            time.Time
	Device, Place string
	// Hint is what it was about, masked: the contact, the authenticator.
	Hint string
}

// EventWhat is what happened, in the words of the wire. One that the app does not know is shown as it stands.
type EventWhat string

// What happens to an account.
const (
	EventSignIn           EventWhat = "sign-in"
	EventSignInRefused    EventWhat = "sign-in-refused"
	EventLocked           EventWhat = "locked"
	EventUnlocked         EventWhat = "unlocked"
	EventPassword         EventWhat = "password-changed"
	EventRecovered        EventWhat = "recovered"
	EventContactAdded     EventWhat = "contact-added"
	EventContactRemoved   EventWhat = "contact-removed"
	EventContactConfirmed EventWhat = "contact-confirmed"
	EventAuthAdded        EventWhat = "authenticator-added"
	EventAuthRemoved      EventWhat = "authenticator-removed"
	EventRecoveryCodes    EventWhat = "recovery-codes-made"
	EventDeviceTrusted    EventWhat = "device-trusted"
	EventSessionsEnded    EventWhat = "sessions-ended"
	EventReported         EventWhat = "reported"
	EventFrozen           EventWhat = "frozen"
	EventIdentityAsked    EventWhat = "identity-requested"
	EventIdentityGranted  EventWhat = "identity-granted"
	EventIdentityCanceled EventWhat = "identity-cancelled"
	// What others may do for the member, and did.
	EventAccessOffered EventWhat = "access-offered"
	EventAccessGiven   EventWhat = "access-given"
	EventAccessEnded   EventWhat = "access-ended"
	EventHelpAsked     EventWhat = "help-asked"
	EventLookedFor     EventWhat = "looked-for-you"
	EventActedFor      EventWhat = "acted-for-you"
)

// Events is every kind of event.
func Events() []EventWhat {
	return []EventWhat{EventSignIn, EventSignInRefused, EventLocked, EventUnlocked, EventPassword, EventRecovered,
		EventContactAdded, EventContactRemoved, EventContactConfirmed, EventAuthAdded, EventAuthRemoved, EventRecoveryCodes, EventDeviceTrusted,
		EventSessionsEnded, EventReported, EventFrozen, EventIdentityAsked, EventIdentityGranted, EventIdentityCanceled,
		EventAccessOffered, EventAccessGiven, EventAccessEnded, EventHelpAsked, EventLookedFor, EventActedFor}
}
