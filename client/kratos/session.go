package kratos

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// session is one session as Kratos tells of it.
type session struct {
	ID            string    `json:"id"`
	Active        bool      `json:"active"`
	IssuedAt      time.Time `json:"issued_at"`
	ExpiresAt     time.Time `json:"expires_at"`
	Authenticated time.Time `json:"authenticated_at"`
	AAL           string    `json:"authenticator_assurance_level"`
	Methods       []struct {
		Method string `json:"method"`
	} `json:"authentication_methods"`
	// Identity is nil where the session must be proved further first (selfservice/flow/login/hook.go leaves it out then).
	Identity *identity `json:"identity"`
	Devices  []struct {
		Address  string `json:"ip_address"`
		Agent    string `json:"user_agent"`
		Location string `json:"location"`
	} `json:"devices"`
}

// identity is a member as Kratos knows one. What it holds of them, the traits, is whatever the plan's schema says.
type identity struct {
	ID       string          `json:"id"`
	SchemaID string          `json:"schema_id"`
	Traits   json.RawMessage `json:"traits"`
	Public   json.RawMessage `json:"metadata_public"`
	Contacts []struct {
		ID         string    `json:"id"`
		Value      string    `json:"value"`
		Via        string    `json:"via"`
		Verified   bool      `json:"verified"`
		VerifiedAt time.Time `json:"verified_at"`
	} `json:"verifiable_addresses"`
}

// The levels and the methods of proof, in Kratos' words.
const (
	aal2       = "aal2"
	byPassword = "password"
	byCode     = "code"
	byTOTP     = "totp"
	byLookup   = "lookup_secret"
	byOIDC     = "oidc"
)

// in gives a session as the app knows one. The token is the session's own from now on. how is by which kind codes were sent
// in this conversation: Kratos calls them all codes.
func (s session) in(token secret.Bytes, how plan.AuthenticatorKind) plan.Session {
	out := plan.Session{ID: plan.SessionID(s.ID), Token: token, AAL: plan.AAL1, Began: s.IssuedAt, Proved: s.Authenticated, Ends: s.ExpiresAt}
	if s.AAL == aal2 {
		out.AAL = plan.AAL2
	}
	if s.Identity != nil {
		out.Actor = plan.MemberID(s.Identity.ID)
	}
	for _, m := range s.Methods {
		if said := methodOf(m.Method, how); !slices.Contains(out.Methods, said) {
			out.Methods = append(out.Methods, said)
		}
	}
	return out
}

// methodOf names a proof in the app's words; one that is not known keeps its own name.
func methodOf(name string, sent plan.AuthenticatorKind) string {
	switch name {
	case byTOTP:
		return string(plan.TOTP)
	case byLookup:
		return string(plan.RecoveryCodes)
	case "code_recovery", "link_recovery":
		return string(plan.EmailCode)
	case byCode:
		if sent.Sent() {
			return string(sent)
		}
	}
	return name
}

// whoami asks who a session's member is. A session that must be proved further is problem.NeedsReauth.
func (x *exchanger) whoami(ctx context.Context, token secret.Bytes) (session, error) {
	a, err := x.do(ctx, request{method: http.MethodGet, path: "/sessions/whoami", token: token})
	if err != nil {
		return session{}, err
	}
	var said struct {
		session
		Error *failure `json:"error"`
	}
	if err := a.read(&said, x.clock.Now()); err != nil {
		return session{}, err
	}
	r := reading{status: a.status, Error: said.Error}
	if p := r.verdict(); p != nil {
		return session{}, p
	}
	if said.session.ID == "" || said.Identity == nil {
		return session{}, problem.New(problem.Malformed)
	}
	return said.session, nil
}

// Account tells who is signed in.
func (p *Plan) Account(ctx context.Context, in plan.Session) (plan.Account, error) {
	s, err := p.whoami(ctx, in.Token)
	if err != nil {
		return plan.Account{}, err
	}
	return p.account(s.Identity), nil
}

// SignOut ends a session. One that Kratos does not know any more is signed out.
func (p *Plan) SignOut(ctx context.Context, in plan.Session) (browser string, err error) {
	return "", p.logout(ctx, in.Token)
}

func (x *exchanger) logout(ctx context.Context, token secret.Bytes) error {
	body := (&form{}).secret("session_token", token).body()
	said, err := x.ask(ctx, request{method: http.MethodDelete, path: "/self-service/logout/api", body: body})
	if err != nil {
		return err
	}
	if said.status == http.StatusUnauthorized || said.status == http.StatusForbidden || said.status == http.StatusBadRequest {
		return nil // the token opens nothing
	}
	if p := said.verdict(); p != nil {
		return p
	}
	return nil
}

// Bearer gives the token that a request to services beside Kratos carries: the session's own, which they can ask Kratos
// about. It is the caller's to clear.
func (p *Plan) Bearer(_ context.Context, in plan.Session) (secret.Bytes, error) {
	return in.Token.Clone(), nil
}
