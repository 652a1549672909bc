package mockplan

import (
	"encoding/base32"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/client/rest/wire"
)

// backstage names the addresses that look behind the plan. They are for whoever runs it: no password is asked for.
func (p *Plan) backstage(mux *http.ServeMux) {
	mux.HandleFunc("GET /mock/{$}", p.getPage)
	mux.HandleFunc("GET /mock/outbox", p.getOutbox)
	mux.HandleFunc("GET /mock/members", p.getMembers)
	mux.HandleFunc("POST /mock/members", p.postMembers)
	mux.HandleFunc("GET /mock/packets", p.getPackets)
	mux.HandleFunc("GET /mock/knobs", getKnobs)
	mux.HandleFunc("GET /mock/journal", p.getJournal)
	mux.HandleFunc("PUT /mock/faults", p.putFaults)
	mux.HandleFunc("PUT /mock/policy", p.putPolicy)
	mux.HandleFunc("POST /mock/clock", p.postClock)
	mux.HandleFunc("POST /mock/push", p.postPush)
	mux.HandleFunc("POST /mock/reset", p.postReset)
}

func backstagePath(path string) bool { return strings.HasPrefix(path, "/mock/") }

// shownPath leaves the secret of a conversation out of the journal.
func shownPath(path string) string {
	if strings.HasPrefix(path, "/v1/flows/") {
		return "/v1/flows/{id}"
	}
	for _, secret := range []string{linkPath, cancelPath} {
		if strings.HasPrefix(path, secret) {
			return secret + "{token}"
		}
	}
	return path
}

// backError is how the backstage refuses: 422 with a sentence for whoever turns the knobs.
func backError(w http.ResponseWriter, err error) {
	writeJSON(w, http.StatusUnprocessableEntity, jsonType, map[string]string{"error": err.Error()})
}

func (p *Plan) getOutbox(w http.ResponseWriter, r *http.Request) {
	var out wire.Outbox
	p.locked(func() { out = wire.FromOutbox(p.messages(r.URL.Query().Get("to")), p.now()) })
	writeJSON(w, http.StatusOK, jsonType, out)
}

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
		ID: string(m.ID), Password: m.password.seed, Situation: m.Situation, Authenticators: []backWay{}, Review: m.review, backFacts: p.factsOf(m)}
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

func getKnobs(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, jsonType, map[string]any{"knobs": Knobs()})
}

func (p *Plan) getJournal(w http.ResponseWriter, _ *http.Request) {
	var body []byte
	p.locked(func() {
		out := struct {
			ServerTime time.Time         `json:"server_time"`
			Requests   []Entry           `json:"requests"`
			Attempts   map[string]*Spent `json:"attempts"`
		}{p.now(), p.journal.entries, p.journal.spent}
		body, _ = json.Marshal(out) // plain values: cannot fail
	})
	writeJSON(w, http.StatusOK, jsonType, json.RawMessage(body))
}

// change reads a backstage request, changes the plan and says what time it then is.
func (p *Plan) change(w http.ResponseWriter, r *http.Request, do func(body []byte) error) {
	body, trouble := readBody(w, r)
	var err error
	if trouble != nil {
		backError(w, fmt.Errorf("the request is longer than %d bytes", largestBody))
		return
	}
	now := p.locked(func() { err = do(body) })
	if err != nil {
		backError(w, err)
		return
	}
	writeJSON(w, http.StatusOK, jsonType, map[string]time.Time{"server_time": now})
}

func (p *Plan) putFaults(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func(body []byte) error {
		f, err := p.readFaults(body)
		if err == nil {
			p.faults = f
		}
		return err
	})
}

// putPolicy takes the name of a policy ("seeds"), or an object that is laid over the present one.
func (p *Plan) putPolicy(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func(body []byte) error {
		var name string
		if json.Unmarshal(body, &name) == nil {
			policy, err := policyNamed(name)
			if err == nil {
				p.policy = policy
			}
			return err
		}
		return p.mergePolicy(body)
	})
}

func (p *Plan) mergePolicy(body []byte) error {
	travels := wire.FromPolicy(p.policy)
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	if err := d.Decode(&travels); err != nil {
		return fmt.Errorf("a policy is %q, %q or an object of the policy's fields: %w", SeedsPolicy, NISTPolicy, err)
	}
	policy, err := travels.Policy()
	if err == nil {
		p.policy = policy
	}
	return err
}

func (p *Plan) postClock(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func(body []byte) error {
		var ask struct {
			Advance string `json:"advance"`
		}
		if err := strictly(body, &ask); err != nil {
			return err
		}
		d, err := time.ParseDuration(ask.Advance)
		if err == nil {
			p.clock.Advance(d)
		}
		return err
	})
}

func (p *Plan) postPush(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func(body []byte) error {
		var ask struct {
			Member string `json:"member"`
			Number string `json:"number"`
			Deny   bool   `json:"deny"`
		}
		if err := strictly(body, &ask); err != nil {
			return err
		}
		m := p.names[normalise(ask.Member)]
		switch {
		case m == nil:
			return fmt.Errorf("no member %q", ask.Member)
		case ask.Deny:
			return p.refuse(m)
		}
		return p.approve(m, ask.Number)
	})
}

func (p *Plan) postReset(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func([]byte) error {
		policy, err := policyNamed(p.config.Policy)
		if err == nil {
			p.reset(policy)
		}
		return err
	})
}

func strictly(body []byte, into any) error {
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	return d.Decode(into)
}
