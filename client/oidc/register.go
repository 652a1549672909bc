package oidc

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/reach"
)

const (
	// usualClient is who this app is to a provider that was told of it beforehand.
	usualClient = "vestibule"
	clientName  = "Vestibule"
	// longestClient bounds what a provider may call us, in bytes.
	longestClient = 1 << 10
)

// register is who this app is to the provider. One that it made up itself rests as long as the plan is open.
type register struct {
	one turn
	id  string
	// back is the address that a browser comes back to after a sign-out; empty: none was registered.
	back string
}

// client gives who this app is: as configured, else as the provider names it (RFC 7591), else as usual.
func (p *Provider) client(ctx context.Context, redirect string) (string, error) {
	if p.config.ClientID != "" {
		return p.config.ClientID, nil
	}
	if err := p.identity.one.await(ctx); err != nil {
		return "", err
	}
	defer p.identity.one.leave()
	if p.identity.id == "" {
		if err := p.registerAs(ctx, redirect); err != nil {
			return "", err
		}
	}
	return p.identity.id, nil
}

// errClient is the cause where the provider does not know who we are (RFC 6749, section 5.2).
var errClient = errors.New("oidc: invalid_client")

// unknown has this app register anew before it next leaves for the provider, where that has forgotten the name it gave.
func (p *Provider) unknown(client string) {
	p.identity.one.enter()
	defer p.identity.one.leave()
	if p.identity.id == client {
		p.identity.id, p.identity.back = "", ""
	}
}

// introduced offers the step anew, under a name that the provider knows where it gives one.
func (p *Provider) introduced(ctx context.Context, t talk, why *problem.Problem) (plan.Step, error) {
	p.unknown(t.client)
	if t.redirect != "" {
		if client, err := p.client(ctx, t.redirect); err == nil {
			t.client = client
		}
	}
	return p.offered(t, why)
}

// registration is what a client says of itself (RFC 7591, section 2), and what came of it.
type registration struct {
	Type        string   `json:"application_type"`
	Name        string   `json:"client_name"`
	Redirects   []string `json:"redirect_uris"`
	Back        []string `json:"post_logout_redirect_uris,omitempty"`
	Grants      []string `json:"grant_types"`
	Responses   []string `json:"response_types"`
	TokenMethod string   `json:"token_endpoint_auth_method"`
	ID          string   `json:"client_id,omitempty"`
}

// registerAs asks the provider for a name. One that gives none has perhaps been told of us already.
func (p *Provider) registerAs(ctx context.Context, redirect string) error {
	p.identity.id = usualClient
	if p.meta.Registration == "" {
		return nil
	}
	asked := p.registration(redirect)
	body, err := json.Marshal(asked)
	if err != nil {
		return err
	}
	status, answer, err := p.line.post(ctx, p.meta.Registration, "application/json", body)
	if err != nil {
		p.identity.id = ""
		return err
	}
	var got registration
	if status >= 300 || reach.Unmarshal(answer, &got) != nil || got.ID == "" || len(got.ID) > longestClient {
		return nil
	}
	if got.TokenMethod != "" && got.TokenMethod != asked.TokenMethod {
		return nil // wants a secret, and a program that everybody has keeps none (RFC 8252, section 8.5)
	}
	p.identity.id = got.ID
	if len(got.Back) == 1 && got.Back[0] == redirect {
		p.identity.back = redirect
	}
	return nil
}

func (p *Provider) registration(redirect string) registration {
	r := registration{
		Type: "native", Name: clientName, Redirects: p.redirects(redirect), Grants: []string{"authorization_code", "refresh_token"},
		Responses: []string{"code"}, TokenMethod: "none",
	}
	if p.meta.Device != "" {
		r.Grants = append(r.Grants, deviceGrant)
	}
	if !onLoopback(redirect) {
		r.Back = []string{redirect}
	}
	return r
}

// redirects are the addresses to register. On this device any port will do (RFC 8252, section 7.3), unless the provider is
// known to want each.
func (p *Provider) redirects(redirect string) []string {
	u, err := url.Parse(redirect)
	if err != nil || !onLoopback(redirect) {
		return []string{redirect}
	}
	host := u.Hostname()
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if len(p.config.Ports) == 0 {
		return []string{u.Scheme + "://" + host + u.Path}
	}
	var out []string
	for _, port := range p.config.Ports {
		out = append(out, u.Scheme+"://"+host+":"+strconv.Itoa(port)+u.Path)
	}
	return out
}

func onLoopback(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "http" && reach.Loopback(u.Hostname())
}
