package mockplan

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net"
	"net/http"
	"net/url"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// This file is the plan's side of a sign-in by an identity provider (S082): where the member is sent, and what is believed of
// what comes back. The provider's own side, pages of an invented one, is in idp_page.go.

const (
	providerID   = "brindlewood"
	providerName = "Brindlewood ID"
	// byProvider is how a session tells that the provider said who it is.
	byProvider = "provider"
)

// away is a visit of a member to the provider.
type away struct {
	redirect string
	state    string // what must come back (RFC 6749, section 10.12)
	verifier string // what proves that we asked (RFC 7636)
}

// providers are who else can say who a member is: where the rules have one, and a browser finds its pages.
func (p *Plan) providers(f *flow) []plan.Provider {
	if p.policy.Name != NISTPolicy || f.purpose != plan.SignIn || f.pages == "" {
		return nil
	}
	return []plan.Provider{{ID: providerID, Name: providerName}}
}

// pagesFor is where a browser finds the plan's pages, for who asks: empty where it is asked inside the program.
func (p *Plan) pagesFor(r *http.Request) string {
	if p.config.Pages != "" {
		return p.config.Pages
	}
	if _, socket := r.Context().Value(http.LocalAddrContextKey).(net.Addr); !socket {
		return ""
	}
	if at := "http://" + r.Host; wire.SafeURL(at) {
		return at
	}
	return "https://" + r.Host
}

// answerProvider sends the member to the provider.
func (p *Plan) answerProvider(f *flow, a plan.ByProvider) *problem.Problem {
	switch {
	case a.ID != providerID || p.providers(f) == nil:
		return refusedField("provider")
	case !ownDoor(a.Redirect):
		return refusedField("redirect")
	}
	f.shared = a.Shared
	f.name, f.member, f.using, f.methods, f.chose, f.trust, f.joins = "", nil, nil, nil, false, false, ""
	f.forgetChoices()
	if _, down := p.faults.use("idp.down", nil); down {
		f.at = plan.KindCredentials
		return problem.New(problem.ProviderUnavailable)
	}
	f.at, f.away = plan.KindOpenBrowser, &away{a.Redirect, p.token(16), p.token(32)}
	return nil
}

// ownDoor reports that an address is on the member's own device (RFC 8252, section 7.3): nobody else may get the code.
func ownDoor(redirect string) bool {
	u, err := url.Parse(redirect)
	return err == nil && u.Scheme == "http" && wire.Loopback(u.Hostname()) && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

// awayStep draws the visit. The address asks with a challenge and a state of their own (RFC 6749, section 4.1.1; RFC 7636,
// section 4.3).
func (p *Plan) awayStep(f *flow, head plan.Head) plan.Step {
	ask := url.Values{"response_type": {"code"}, "client_id": {clientID}, "redirect_uri": {f.away.redirect}, "state": {f.away.state},
		"code_challenge": {challengeOf(f.away.verifier)}, "code_challenge_method": {"S256"}}
	return plan.OpenBrowser{Head: head, URL: f.pages + authorizePath + "?" + ask.Encode(),
		State: secret.Of([]byte(f.away.state)), Redirect: f.away.redirect}
}

// challengeOf is RFC 7636, section 4.2: S256.
func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// answerArrived believes what came back, or not. Either way the visit is over, and the other ways stand there again.
func (p *Plan) answerArrived(f *flow, a plan.Arrived) *problem.Problem {
	visit := f.away
	f.at, f.away = plan.KindCredentials, nil
	at, query, _ := strings.Cut(string(a.Address.Reveal()), "?")
	said, err := url.ParseQuery(query)
	if err != nil || at != visit.redirect || len(said["state"]) != 1 || !same(said.Get("state"), visit.state) {
		return problem.New(problem.ProviderRefused)
	}
	switch said.Get("error") {
	case "":
		return p.exchange(f, said.Get("code"), visit)
	case "access_denied": // RFC 6749, section 4.1.2.1
		return problem.New(problem.ProviderCancelled)
	case "temporarily_unavailable", "server_error":
		return problem.New(problem.ProviderUnavailable)
	}
	return problem.New(problem.ProviderRefused)
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// exchange turns the code into whom the provider knows, and goes on as after a password. Whom nobody here goes with can sign in
// another way, once, and is joined then.
func (p *Plan) exchange(f *flow, code string, visit *away) *problem.Problem {
	whom, ok := p.redeem(code, visit)
	if !ok {
		return problem.New(problem.ProviderRefused)
	}
	m := p.joinedTo(whom)
	if _, unlinked := p.faults.use("idp.unlinked", m); unlinked || m == nil {
		f.joins = whom
		return problem.New(problem.ProviderUnlinked)
	}
	f.member, f.methods, f.name = m, []string{byProvider}, m.Username
	return p.afterPassword(f, plan.NameAndPassword{})
}

func (p *Plan) joinedTo(whom string) *member {
	for _, m := range p.members {
		if m.joined == whom {
			return m
		}
	}
	return nil
}

// join joins whom the provider knows to who has signed in, and tells them.
func (p *Plan) join(f *flow) {
	if f.joins == "" {
		return
	}
	if before := p.joinedTo(f.joins); before != nil {
		before.joined = ""
	}
	f.member.joined, f.joins = f.joins, ""
	p.note(f.member, plan.EventAuthAdded, f.device, providerName)
	p.tellAll(f.member, words{subject: "You can sign in with " + providerName, body: "From now on you can sign in to your " + planName +
		" account with " + providerName + ". If this was not you, call 1-800-555-0100."})
}
