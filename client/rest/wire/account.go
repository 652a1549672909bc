package wire

import (
	"time"

	"vestibule/app/plan"
)

// Account tells who is signed in.
type Account struct {
	Member          string    `json:"member"`
	Name            string    `json:"name"`
	Identifier      string    `json:"identifier"`
	Card            Card      `json:"card"`
	LastSignIn      time.Time `json:"last_sign_in,omitzero"`
	PasswordChanged time.Time `json:"password_changed,omitzero"`
	PasswordExpires time.Time `json:"password_expires,omitzero"`
	ServerTime      time.Time `json:"server_time,omitzero"`
	// Contacts and Authenticators are as in Security.
	Contacts       []OnFile        `json:"contacts,omitempty"`
	Authenticators []Authenticator `json:"authenticators,omitempty"`
}

// Card is the membership card.
type Card struct {
	Name         string     `json:"name"`
	MemberNumber string     `json:"member_number"`
	Group        string     `json:"group"`
	PlanName     string     `json:"plan_name"`
	Since        time.Time  `json:"since,omitzero"`
	Lines        []CardLine `json:"lines,omitempty"`
}

// CardLine is one more line of a card.
type CardLine struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// FromAccount gives an account as it travels.
func FromAccount(a plan.Account) Account {
	w := Account{
		Member: string(a.Member), Name: a.Name, Identifier: a.Identifier, LastSignIn: a.LastSignIn,
		PasswordChanged: a.PasswordChanged, PasswordExpires: a.PasswordExpires,
		Card: Card{Name: a.Card.Name, MemberNumber: a.Card.MemberNumber, Group: a.Card.Group, PlanName: a.Card.PlanName, Since: a.Card.Since},
	}
	for _, l := range a.Card.Lines {
		w.Card.Lines = append(w.Card.Lines, CardLine(l))
	}
	for _, on := range a.Contacts {
		w.Contacts = append(w.Contacts, fromOnFile(on))
	}
	for _, at := range a.Authenticators {
		w.Authenticators = append(w.Authenticators, fromAuthenticator(at))
	}
	return w
}

// Account gives the account the app shows, or problem.Malformed.
func (w Account) Account() (plan.Account, error) {
	var c check
	a := w.account(&c)
	return a, c.malformed("answer")
}

func (w Account) account(c *check) plan.Account {
	c.that(w.Member != "", "account.member")
	c.that(w.Name != "", "account.name")
	a := plan.Account{
		Member: plan.MemberID(w.Member), Name: w.Name, Identifier: w.Identifier, LastSignIn: w.LastSignIn,
		PasswordChanged: w.PasswordChanged, PasswordExpires: w.PasswordExpires,
		Card: plan.Card{Name: w.Card.Name, MemberNumber: w.Card.MemberNumber, Group: w.Card.Group, PlanName: w.Card.PlanName, Since: w.Card.Since},
	}
	for _, l := range w.Card.Lines {
		a.Card.Lines = append(a.Card.Lines, plan.CardLine(l))
	}
	told := Security{Contacts: w.Contacts, Authenticators: w.Authenticators}
	a.Contacts, a.Authenticators = told.contacts(c), told.authenticators(c)
	return a
}
