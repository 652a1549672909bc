package kratos

import (
	"bytes"
	"cmp"
	"context"
	"crypto/subtle"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

// providers are the services whose accounts a flow takes. What they are called in words newer versions tell.
func (r *reading) providers() []plan.Provider {
	var out []plan.Provider
	for _, n := range r.UI.Nodes {
		if n.Group != byOIDC || n.Attributes.Name != "provider" || n.text() == "" {
			continue
		}
		var c struct {
			Name string `json:"provider"`
		}
		n.Meta.Label.context(&c)
		out = append(out, plan.Provider{ID: n.text(), Name: cut(cmp.Or(c.Name, n.text()))})
	}
	return out
}

// mayComeBack asks whether Kratos lets a browser come back to this device: it wants the address among those it was told of,
// the port too. Where it does not, nobody is sent away.
func (p *Plan) mayComeBack(ctx context.Context) bool {
	if p.door == nil || p.chance == nil {
		return false
	}
	address, shut, err := p.door.Open(ctx, p.ports...)
	if err != nil {
		return false
	}
	defer shut()
	f, err := p.start(ctx, login, url.Values{"return_session_token_exchange_code": {"true"}, "return_to": {address}}, secret.Bytes{})
	defer f.wipe()
	return err == nil && f.verdict() == nil && !f.Exchange.Empty()
}

// byProvider takes the member's word with whom to sign in.
func (p *Plan) byProvider(ctx context.Context, at place, step plan.Step, a plan.ByProvider) (plan.Step, error) {
	if !slices.ContainsFunc(at.Providers, func(known plan.Provider) bool { return known.ID == a.ID }) {
		return step, problem.New(problem.AuthenticatorOff)
	}
	at.Shared = a.Shared && at.Owns
	next, err := p.leave(ctx, at, a.ID)
	if err != nil {
		return step, err
	}
	return next, nil
}

// leave sends the member to a provider's page in the browser. The flow that was begun is left for one that gives a code to
// ask for the session with: half of it stays here, the other half comes back with the browser.
func (p *Plan) leave(ctx context.Context, at place, provider string) (plan.Step, error) {
	address, shut, err := p.door.Open(ctx, p.ports...)
	if err != nil {
		return nil, problem.New(problem.BrowserNotOpened).Because(err)
	}
	p.ends.waits(at.Root, shut)
	if at.state, err = p.newState(); err != nil {
		return nil, err
	}
	defer func() { at.state.Clear(); at.exchange.Clear() }()
	page, err := p.provider(ctx, &at, address, provider)
	if err != nil {
		p.ends.over(at.Root).Clear()
		return nil, err
	}
	at = at.to(atBrowser)
	return plan.OpenBrowser{Head: at.head(), URL: page, State: at.state.Clone(), Redirect: address}, nil
}

// newState makes what the returning address must carry (RFC 6749, section 10.12).
func (p *Plan) newState() (secret.Bytes, error) {
	raw := make([]byte, 16)
	if _, err := io.ReadFull(p.chance, raw); err != nil {
		return secret.Bytes{}, problem.New(problem.Unexpected).Because(err)
	}
	defer clear(raw)
	return secret.Of(base64.RawURLEncoding.AppendEncode(nil, raw)), nil
}

// provider begins the flow that ends at the door, and asks for the page. Kratos gives that with an error.
func (p *Plan) provider(ctx context.Context, at *place, address, provider string) (page string, err error) {
	back := address + "?" + url.Values{"state": {string(at.state.Reveal())}}.Encode()
	f, err := p.begun(ctx, login, url.Values{"return_session_token_exchange_code": {"true"}, "return_to": {back}}, secret.Bytes{})
	if err != nil {
		return "", err
	}
	defer f.wipe()
	at.Flow, at.Expires, at.exchange = f.ID, f.ExpiresAt, f.Exchange.Clone()
	r, err := p.submit(ctx, login, at.Flow, secret.Bytes{}, method(byOIDC).set("provider", provider).body())
	if err != nil {
		return "", err
	}
	defer r.wipe()
	if r.failed() != needsBrowser {
		if v := r.verdict(); v != nil {
			return "", v
		}
		return "", r.signed(problem.New(problem.Malformed))
	}
	if _, ok := reach.Address(r.BrowserTo, p.far); !ok {
		return "", r.signed(problem.New(problem.ProviderRefused))
	}
	return r.BrowserTo, nil
}

// arrived takes what came back to the door, and asks for the session with both halves of the code.
func (p *Plan) arrived(ctx context.Context, at place, step plan.Step, address secret.Bytes) (plan.Step, error) {
	_, query, _ := bytes.Cut(address.Reveal(), []byte("?"))
	back, err := url.ParseQuery(string(query))
	if err != nil || subtle.ConstantTimeCompare([]byte(back.Get("state")), at.state.Reveal()) != 1 {
		return step, problem.New(problem.ProviderRefused)
	}
	code := back.Get("code")
	if code == "" {
		return step, problem.New(problem.ProviderCancelled)
	}
	path := "/sessions/token-exchange?" + url.Values{"init_code": {string(at.exchange.Reveal())}, "return_to_code": {code}}.Encode()
	r, err := p.ask(ctx, request{method: http.MethodGet, path: path})
	defer r.wipe()
	if err != nil {
		return step, err
	}
	if v := r.noSession(); v != nil {
		return step, v
	}
	return p.entered(ctx, at, r)
}
