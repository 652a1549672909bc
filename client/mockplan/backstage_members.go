package mockplan

import (
	"encoding/base32"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"vestibule/app/plan"
)

// backMember is a member with everything that a stranger must not know.
type backMember struct {
	Name           string      `json:"name"`
	Username       string      `json:"username"`
	Email          string      `json:"email"`
	Phone          string      `json:"phone"`
	MemberNumber   string      `json:"member_number"`
	ID             string      `json:"id"`
	Password       string      `json:"password"`
	Situation      string      `json:"situation"`
	Authenticators []backWay   `json:"authenticators"`
	RecoveryCodes  []string    `json:"recovery_codes,omitempty"`
	Tries          Spent       `json:"tries"`
	Push           *backNumber `json:"push,omitempty"`
	Review         bool        `json:"review,omitempty"` // somebody else was at the account
	backFacts
}

// backFacts are a member's card, and how far the account has come.
type backFacts struct {
	GivenName     string          `json:"given_name"`
	FamilyName    string          `json:"family_name"`
	FormerName    string          `json:"former_name,omitempty"`
	BirthDate     string          `json:"birth_date"`
	PostalCode    string          `json:"postal_code"`
	Group         string          `json:"group"`
	EmailVerified bool            `json:"email_verified"`
	Contacts      []backContact   `json:"contacts"`
	Devices       []string        `json:"trusted_devices"`
	Activation    *backActivation `json:"activation,omitempty"` // none: the account is open
	Frozen        bool            `json:"frozen,omitempty"`
	MustChange    bool            `json:"must_change,omitempty"`
}

// backContact is one contact in full.
type backContact struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"`
	Value     string    `json:"value"`
	Confirmed time.Time `json:"confirmed,omitzero"`
}

// backActivation is an account that is not open. Code is the one of the letter that a seeded member has; what was sent
// since is in the outbox.
type backActivation struct {
	State string    `json:"state"`
	Code  string    `json:"code,omitempty"`
	Sent  time.Time `json:"sent,omitzero"`
}

// backWay is one way to sign in; Secret and URI are an authenticator app's.
type backWay struct {
	Kind   string `json:"kind"`
	To     string `json:"to,omitempty"`
	Secret string `json:"secret,omitempty"`
	URI    string `json:"uri,omitempty"`
}

// backNumber is an approval that waits.
type backNumber struct {
	Number string `json:"number"`
}

func (p *Plan) getMembers(w http.ResponseWriter, _ *http.Request) {
	out := struct {
		ServerTime time.Time    `json:"server_time"`
		Members    []backMember `json:"members"`
	}{}
	out.ServerTime = p.locked(func() {
		for _, m := range p.members {
			out.Members = append(out.Members, p.behind(m))
		}
	})
	writeJSON(w, http.StatusOK, jsonType, out)
}

func (p *Plan) behind(m *member) backMember {
	b := backMember{Name: m.Name, Username: m.Username, Email: m.Email, Phone: m.Phone, MemberNumber: m.MemberNumber,
		ID: string(m.ID), Password: p.passwordOf(m).seed, Situation: m.Situation, Authenticators: []backWay{}, Review: m.review, backFacts: p.factsOf(m)}
	if spent := p.journal.spent[m.Username]; spent != nil {
		b.Tries = *spent
	}
	for _, a := range m.authenticators {
		b.Authenticators = append(b.Authenticators, p.way(m, a))
	}
	for i, c := range m.recovery {
		if !c.used && c.code != "" {
			b.RecoveryCodes = append(b.RecoveryCodes, recoveryCodeOf(m, i))
		}
	}
	if a := m.waiting(p.now()); a != nil {
		b.Push = &backNumber{a.pending.number}
	}
	return b
}

func (p *Plan) factsOf(m *member) backFacts {
	f := backFacts{GivenName: m.given, FamilyName: m.family, FormerName: m.former, BirthDate: m.birth, PostalCode: m.postal,
		Group: m.Group, EmailVerified: m.emailVerified(), Contacts: []backContact{}, Devices: []string{}, Frozen: m.frozen, MustChange: m.mustChange}
	for _, c := range m.contacts {
		f.Contacts = append(f.Contacts, backContact{string(c.id), string(c.kind), c.value, c.confirmed})
	}
	for _, t := range p.trustsOf(m) {
		f.Devices = append(f.Devices, t.device)
	}
	if m.activation.state == pending || m.activation.state == noAccount {
		f.Activation = &backActivation{State: string(m.activation.state)}
		if n := len(m.activation.codes); n > 0 {
			f.Activation.Code, f.Activation.Sent = m.activation.codes[n-1].seed, m.activation.codes[n-1].sent
		}
	}
	return f
}

func (p *Plan) way(m *member, a *authenticator) backWay {
	way := backWay{Kind: string(a.kind), To: a.to}
	if a.kind == plan.TOTP {
		way.Secret = base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(a.secret)
		rules, issuer := p.policy.TOTP, url.PathEscape(planName)
		way.URI = fmt.Sprintf("otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=%s&digits=%d&period=%d", issuer,
			m.Username, way.Secret, issuer, rules.Algorithm, rules.Digits, int(rules.Period.Seconds()))
	}
	return way
}
