package mockplan

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/client/rest/wire"
)

// madeMember is one that somebody asks for beside the seeded ones, so that a run has names and secrets of its own: a password
// that is nowhere in the program can be looked for in its memory. A reset forgets it.
type madeMember struct {
	Name           string   `json:"name"`
	Password       string   `json:"password"`
	Username       string   `json:"username"`       // empty: one is made
	Email          string   `json:"email"`          // empty: none
	Mobile         string   `json:"mobile"`         // empty: none
	Authenticators []string `json:"authenticators"` // kinds; none: the password alone signs in
	Secret         wire.Key `json:"secret"`         // of the authenticator app, in base 32; empty: by chance
	FormerName     string   `json:"former_name"`    // empty: none
	BirthDate      string   `json:"birth_date"`     // 2006-01-02; empty: one is made
	PostalCode     string   `json:"postal_code"`    // empty: one is made
	Activation     string   `json:"activation"`     // active (also when empty), pending or none: a card without an account
}

// mostMade is how many members there may be in all.
const mostMade = 1000

func (p *Plan) postMembers(w http.ResponseWriter, r *http.Request) {
	var out struct {
		ServerTime time.Time  `json:"server_time"`
		Member     backMember `json:"member"`
	}
	body, trouble := readBody(w, r)
	defer clear(body)
	var ask madeMember
	err := strictly(body, &ask)
	if trouble != nil || err != nil {
		backError(w, fmt.Errorf("a member is a JSON object with name, password, username, email, mobile, authenticators, secret, former_name, birth_date, postal_code and activation"))
		return
	}
	out.ServerTime = p.locked(func() {
		var m *member
		if m, err = p.made(ask); err == nil {
			p.admit(m)
			out.Member = p.behind(m)
		}
	})
	if err != nil {
		backError(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, jsonType, out)
}

// made gives the member that is asked for.
func (p *Plan) made(ask madeMember) (*member, error) {
	n := len(p.members) + 1
	m := &member{ID: plan.MemberID(fmt.Sprintf("m-%d", n)), Name: strings.TrimSpace(ask.Name), Username: ask.Username, Email: ask.Email,
		Phone: ask.Mobile, MemberNumber: fmt.Sprintf("TM-4400-%04d", 5000+n), Situation: "Made for this run.",
		password: newPassword(ask.Password), changed: p.now(), since: p.now(), facts: inventedFacts(n, strings.TrimSpace(ask.Name))}
	m.former, m.birth, m.postal = ask.FormerName, firstOf(ask.BirthDate, m.birth), firstOf(ask.PostalCode, m.postal)
	if m.Username == "" {
		m.Username = fmt.Sprintf("member%d", n)
	}
	if err := p.admits(m, ask); err != nil {
		return nil, err
	}
	m.contacts = p.seededContacts(m)
	p.madeActivation(m, ask.Activation)
	return m, p.equip(m, ask)
}

// madeActivation sets how far the account of a new member has come.
func (p *Plan) madeActivation(m *member, state string) {
	switch activationState(state) {
	case pending:
		p.invite(m, p.now())
	case noAccount:
		m.Username, m.password, m.activation.state = "", newPassword(""), noAccount
	}
}

// admits says what speaks against a new member.
func (p *Plan) admits(m *member, ask madeMember) error {
	switch {
	case m.Name == "" || ask.Password == "":
		return fmt.Errorf("a member has a name and a password")
	case ask.Email != "" && strings.Index(ask.Email, "@") < 1:
		return fmt.Errorf("%q is no e-mail address", ask.Email)
	case ask.Mobile != "" && (len(normalise(ask.Mobile)) < 7 || strings.Trim(normalise(ask.Mobile), "0123456789") != ""):
		return fmt.Errorf("%q is no telephone number", ask.Mobile)
	case ask.BirthDate != "" && !isDate(ask.BirthDate):
		return fmt.Errorf("%q is no date like 1984-05-23", ask.BirthDate)
	case !slices.Contains([]activationState{active, "active", pending, noAccount}, activationState(ask.Activation)):
		return fmt.Errorf("no activation %q: active, pending or none", ask.Activation)
	case len(p.members) >= mostMade:
		return fmt.Errorf("there are %d members: reset the plan", mostMade)
	}
	for _, name := range m.identifiers() {
		if name != "" && p.names[normalise(name)] != nil {
			return fmt.Errorf("somebody already signs in with %q", name)
		}
	}
	return nil
}

// equip binds the authenticators that are asked for.
func (p *Plan) equip(m *member, ask madeMember) error {
	for _, kind := range ask.Authenticators {
		switch kind := plan.AuthenticatorKind(kind); {
		case kind == plan.RecoveryCodes && len(m.recovery) == 0:
			m.withCodes(0)
		case !slices.Contains(plan.AuthenticatorKinds(), kind):
			return fmt.Errorf("no authenticator of kind %q; there are %v", kind, plan.AuthenticatorKinds())
		case (kind == plan.SMS || kind == plan.Voice) && m.Phone == "", kind == plan.EmailCode && m.Email == "":
			return fmt.Errorf("nothing can be sent by %s: there is no number or address", kind)
		case kind == plan.RecoveryCodes, m.authenticator(plan.AuthenticatorID(kind)) != nil:
			return fmt.Errorf("%s is asked for twice", kind)
		default:
			m.bind(p.madeAuthenticator(m, kind))
		}
	}
	if ask.Secret.Len() > 0 {
		a := m.authenticator("totp")
		if a == nil || ask.Secret.Len() < secretShortest {
			return fmt.Errorf("a secret is for an authenticator app (totp), and of 16 bytes at least")
		}
		a.secret = slices.Clone(ask.Secret.Reveal())
	}
	m.passwordOnly = len(m.authenticators)+len(m.recovery) == 0
	return nil
}

// secretShortest is RFC 4226, section 4: 128 bits at least.
const secretShortest = 16

func (p *Plan) madeAuthenticator(m *member, kind plan.AuthenticatorKind) *authenticator {
	switch kind {
	case plan.TOTP:
		a := app()
		a.secret = p.random(secretLength)
		return a
	case plan.PushApproval:
		return phone(m.Name + "'s phone")
	}
	return &authenticator{id: plan.AuthenticatorID(kind), kind: kind}
}

// admit makes a member findable by every name that there is.
func (p *Plan) admit(m *member) {
	p.members = append(p.members, m)
	for _, name := range m.identifiers() {
		if name != "" {
			p.names[normalise(name)] = m
		}
	}
}
