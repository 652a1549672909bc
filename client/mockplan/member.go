package mockplan

import (
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// member is one of the plan's, invented.
type member struct {
	ID                                   plan.MemberID
	Name                                 string
	Username, Email, Phone, MemberNumber string
	Situation                            string
	facts
	contacts                   []*contact
	past                       []*contact // contacts of before, which are told of changes for a while
	activation                 activation
	events                     []plan.Event // the activity log, oldest first
	mustChange                 bool         // somebody else was at it: a new password before anything else
	frozen                     bool         // until a recovery by two proofs
	alerted                    time.Time    // the last stranger of the knob device.new_alert
	reminded                   int          // days without a sign-in that a reminder was sent for
	password                   *password
	appPassword                *password // for the app alone, where the plan has such; nil: none
	temporary, passwordOnly    bool
	joined                     string // whom the identity provider knows them as; empty: not joined
	changed, lastSignIn, since time.Time
	authenticators             []*authenticator
	recovery                   []*recoveryCode
	codeSalt                   []byte // of their hashes
	standing                   standing
	bornLocked                 lock // a lock that begins when the member is first met, so that it is never already over

	tally              tally
	recoveries         int                               // how many recoveries had enough proofs: only the newest goes on
	unlocked, restored time.Time                         // when the locks were lifted, and when a hold or a lapse ended
	doors              map[plan.AuthenticatorKind]*tally // what is counted in recoveries
	letter             *authenticator                    // codes by post
	mailed             []time.Time                       // when messages of recoveries went out, oldest first
	bindings           tally                             // wrong codes of apps that were to be added: they lock nobody out of signing in
	review             bool                              // somebody else was at it: a person at the plan looks at the account
	// unanswered is how many approvals in a row were left without a word.
	unanswered int
	care       care
	requests   []time.Time // when codes and approvals were asked for, oldest first
}

// standing is what only a person at the plan can change, and the plan's own sentence about it.
type standing struct {
	why         problem.Code
	explanation string
	lost        bool // other proofs are left
}

// authenticator is one way of a member to prove who they are.
type authenticator struct {
	id      plan.AuthenticatorID
	kind    plan.AuthenticatorKind
	to      string // where codes go, in full; empty for what is not sent
	hint    string
	added   time.Time
	used    time.Time
	off     problem.Code // why it cannot be chosen; empty: it can
	secret  []byte       // an authenticator app's
	step    int64        // the last time step that was accepted: it and all before it are used
	issued  []*issued
	pending *approval
	stale   bool // what is sent arrives at somebody else
}

// identifiers are the four names that find a member (S081).
func (m *member) identifiers() []string {
	return []string{m.Username, m.Email, m.Phone, m.MemberNumber}
}

// authenticator gives one by its id, nil for none.
func (m *member) authenticator(id plan.AuthenticatorID) *authenticator {
	at := slices.IndexFunc(m.authenticators, func(a *authenticator) bool { return a.id == id })
	if at < 0 {
		return nil
	}
	return m.authenticators[at]
}

// remaining is how many recovery codes are left.
func (m *member) remaining() int {
	left := 0
	for _, c := range m.recovery {
		if !c.used {
			left++
		}
	}
	return left
}

// masked shows what a member recognises and nobody else learns: (•••) •••-0134, a•••@example.org.
func masked(to string) string {
	if local, domain, ok := strings.Cut(to, "@"); ok {
		first := []rune(local)[0]
		return string(first) + "•••@" + domain
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, to)
	return "(•••) •••-" + digits[max(0, len(digits)-4):]
}

// passwordEnd is when a member's password expires, zero for never.
func (p *Plan) passwordEnd(m *member) time.Time {
	if days := p.policy.Password.MaxAgeDays; days > 0 {
		return m.changed.AddDate(0, 0, days)
	}
	return time.Time{}
}

// card is what the member carries.
func (m *member) card() plan.Card {
	return plan.Card{
		Name: m.Name, MemberNumber: m.MemberNumber, Group: m.Group, PlanName: planName, Since: m.since,
		Lines: []plan.CardLine{
			{Label: "Office visit", Value: "$20"}, {Label: "Specialist", Value: "$40"},
			{Label: "Pharmacy", Value: "BIN 000155 · PCN TALLOW"}, {Label: "Nurse line", Value: "1-800-555-0101"},
		},
	}
}

// account tells a member who is signed in.
func (p *Plan) account(m *member, identifier string, before time.Time) plan.Account {
	return plan.Account{Member: m.ID, Name: m.Name, Identifier: identifier, Card: m.card(), LastSignIn: before,
		PasswordChanged: m.changed, PasswordExpires: p.passwordEnd(m), Contacts: p.contactsOf(m), Authenticators: p.onFile(m)}
}
