package oidc

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// longestTalk is how long a conversation can be taken up again: a sign-in page is left after that.
const longestTalk = time.Hour

var errPurpose = errors.New("oidc: no conversation for this")

// Begin opens a conversation: the step is a page of the provider's in the browser, or a code for another device where no
// browser can come back to this one.
func (p *Provider) Begin(ctx context.Context, purpose plan.Purpose, session *plan.Session) (plan.Step, error) {
	if err := p.takes(purpose, session); err != nil {
		return nil, err
	}
	t, err := newTalk(purpose, p.config.Chance, p.clock.Now())
	if err != nil {
		return nil, problem.New(problem.Unexpected).Because(err)
	}
	defer t.clear()
	if session != nil {
		t.session = session.ID
	}
	return p.leave(ctx, t)
}

// leave opens the door that the browser comes back to, and gives the way out.
func (p *Provider) leave(ctx context.Context, t talk) (plan.Step, error) {
	address, close, err := p.config.Door.Open(ctx, p.config.Ports...)
	if err != nil && p.meta.Device == "" {
		return nil, problem.New(problem.BrowserNotOpened).Because(err)
	}
	if err != nil {
		address, close = "", func() {}
	}
	t.redirect = address
	if t.client, err = p.client(ctx, cmp.Or(address, "http://127.0.0.1/callback")); err != nil {
		close()
		return nil, err
	}
	p.talks.enter(t, close)
	if address == "" {
		return p.elsewhere(ctx, t)
	}
	return p.step(t), nil
}

// takes refuses what a provider has no page for.
func (p *Provider) takes(purpose plan.Purpose, session *plan.Session) error {
	switch {
	case purpose == plan.SignIn, purpose == plan.Register && p.creates():
		return nil
	case purpose == plan.StepUp && session != nil:
		if p.held.of(session.ID) == nil {
			return problem.New(problem.SessionRevoked)
		}
		return nil
	}
	return problem.New(problem.NotForMember).Because(errPurpose)
}

// creates reports that the provider has a page for making an account.
func (p *Provider) creates() bool { return slices.Contains(p.meta.Prompts, "create") }

// step is a conversation as the member sees it.
func (p *Provider) step(t talk) plan.OpenBrowser {
	s := plan.OpenBrowser{
		Head: t.head(), URL: p.authorize(t), State: t.state.Clone(), Redirect: t.redirect, Elsewhere: p.meta.Device != "",
	}
	if d := t.device; !d.code.Empty() {
		s.Device = plan.DeviceGrant{Page: d.page, Code: d.user, Link: d.link, Expires: d.expires, PollEvery: d.every}
		if t.redirect == "" {
			s.URL = cmp.Or(d.link, d.page)
		}
	}
	return s
}

// anew offers the same step with a fresh state, nonce and verifier: those of the one before were seen by others, or used.
func (p *Provider) anew(t talk) (plan.Step, error) {
	next, err := newTalk(t.purpose, p.config.Chance, p.clock.Now())
	if err != nil {
		return nil, problem.New(problem.Unexpected).Because(err)
	}
	defer next.clear()
	next.session, next.client, next.redirect, next.number = t.session, t.client, t.redirect, t.number+1
	p.talks.follow(t, next)
	return p.step(next), nil
}

// offered gives the step anew, with what was wrong. From a code for another device it goes back to the page in the browser
// here, unless no browser can come back here.
func (p *Provider) offered(t talk, why *problem.Problem) (plan.Step, error) {
	if t.redirect == "" {
		p.talks.leave(t)
		return nil, why
	}
	step, err := p.anew(t)
	if err != nil {
		return nil, err
	}
	return step, why
}

// authorize is the address of the provider's page (RFC 6749, section 4.1.1; RFC 7636, section 4.3; OpenID Connect Core,
// section 3.1.2.1).
func (p *Provider) authorize(t talk) string {
	more := []oauth2.AuthCodeOption{
		oauth2.SetAuthURLParam("nonce", string(t.nonce.Reveal())), oauth2.S256ChallengeOption(string(t.verifier.Reveal())),
	}
	for name, value := range p.wishes(t) {
		more = append(more, oauth2.SetAuthURLParam(name, value))
	}
	return p.oauth(t).AuthCodeURL(string(t.state.Reveal()), more...)
}

// wishes are what else is asked of the page.
func (p *Provider) wishes(t talk) map[string]string {
	out := map[string]string{}
	switch {
	case t.purpose == plan.StepUp:
		out["prompt"], out["max_age"] = "login", "0"
		if strong := p.strong(); len(strong) > 0 {
			out["acr_values"] = strings.Join(strong, " ")
		}
	case t.purpose == plan.Register:
		out["prompt"] = "create"
	default:
		out["prompt"] = p.prompts()
	}
	if out["prompt"] == "" {
		delete(out, "prompt")
	}
	if p.smart != nil {
		out["aud"] = p.smart.base // SMART App Launch, section "Obtain authorization code"
	}
	return out
}

// prompts are what a page for signing in is to ask. After a sign-out it asks who is there: the provider's own session may go
// on, and would let the same member in again whoever sits here now (OpenID Connect Core, section 3.1.2.1).
func (p *Provider) prompts() string {
	var out []string
	if p.parted.Load() {
		out = append(out, "login")
	}
	if slices.Contains(p.scopes(), "offline_access") {
		out = append(out, "consent") // OpenID Connect Core, section 11: else offline_access is to be ignored
	}
	return strings.Join(out, " ")
}

// oauth is what x/oauth2 needs to know. The client has no secret, and says who it is in the form; trying the other way first
// would spend a code.
func (p *Provider) oauth(t talk) *oauth2.Config {
	return &oauth2.Config{
		ClientID: t.client, RedirectURL: t.redirect, Scopes: p.scopes(),
		Endpoint: oauth2.Endpoint{
			AuthURL: p.meta.Authorization, TokenURL: p.meta.Token, DeviceAuthURL: p.meta.Device, AuthStyle: oauth2.AuthStyleInParams,
		},
	}
}

// scopes are what is asked for. Whoever lists what there is, is not asked for more.
func (p *Provider) scopes() []string {
	if p.smart != nil {
		return p.smart.scopes()
	}
	out := []string{"openid"}
	for _, s := range []string{"profile", "email", "offline_access"} {
		if len(p.meta.Scopes) == 0 && s != "offline_access" || slices.Contains(p.meta.Scopes, s) {
			out = append(out, s)
		}
	}
	return out
}

// Resume takes a conversation up again: where the browser can still come back to the same address, as it was left; else the
// page is to be opened anew.
func (p *Provider) Resume(ctx context.Context, handle plan.Handle) (plan.Step, error) {
	t, err := p.talk(handle)
	if err != nil {
		return nil, err
	}
	defer t.clear()
	if p.talks.of(t) != nil {
		return p.step(t), nil
	}
	if t.redirect == "" {
		p.talks.enter(t, func() {})
		return p.step(t), nil
	}
	address, close, err := p.config.Door.Open(ctx, portsOf(t.redirect)...)
	if err == nil && address == t.redirect {
		p.talks.enter(t, close)
		return p.step(t), nil
	}
	if err == nil {
		close()
	}
	fresh, err := newTalk(t.purpose, p.config.Chance, p.clock.Now())
	if err != nil {
		return nil, problem.New(problem.Unexpected).Because(err)
	}
	defer fresh.clear()
	fresh.session, fresh.number = t.session, t.number+1
	return p.leave(ctx, fresh)
}

// talk reads the handle of a conversation that can go on.
func (p *Provider) talk(handle plan.Handle) (talk, error) {
	t, err := taken(handle)
	if err != nil {
		return talk{}, problem.New(problem.FlowExpired).Because(err)
	}
	if p.stale(t) {
		t.clear()
		return talk{}, problem.New(problem.FlowExpired)
	}
	return t, nil
}

// stale reports a conversation that cannot go on: it is over, was left, went on under another state, or is too old.
func (p *Provider) stale(t talk) bool {
	return p.talks.forgotten(t) || p.clock.Now().Sub(t.began) > longestTalk
}

// portsOf gives the port of an address on this device; none for any other.
func portsOf(address string) []int {
	u, err := url.Parse(address)
	if err != nil || !onLoopback(address) {
		return nil
	}
	port, err := strconv.Atoi(u.Port())
	if err != nil {
		return nil
	}
	return []int{port}
}
