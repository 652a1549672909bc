package oidc

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"golang.org/x/oauth2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/reach"
)

// deviceGrant is the name of the grant (RFC 8628, section 3.4).
const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

const (
	// usualEvery is how often to ask where the provider does not tell, slower what slow_down adds (RFC 8628, sections 3.2 and
	// 3.5); slowest bounds what a line in trouble makes of it.
	usualEvery = 5 * time.Second
	slower     = 5 * time.Second
	slowest    = time.Minute
	// longestGrant bounds the life of a code, longestUser what a member has to type, in characters.
	longestGrant = time.Hour
	longestUser  = 40
)

var errDevice = errors.New("oidc: a device grant that cannot be shown")

// elsewhere asks for a code to type on another device (RFC 8628, section 3.1).
func (p *Provider) elsewhere(ctx context.Context, t talk) (plan.Step, error) {
	got, err := p.oauth(t).DeviceAuth(p.line.in(ctx))
	if err != nil {
		return p.notElsewhere(ctx, t, refusedToken(ctx, err))
	}
	life := time.Until(got.Expiry) // x/oauth2 reckons by the wall clock; what the provider said is how long the code lasts
	server := reach.Far(hostOf(p.meta.Issuer))
	_, pageOK := reach.Address(got.VerificationURI, server)
	_, linkOK := reach.Address(got.VerificationURIComplete, server)
	if !pageOK || got.DeviceCode == "" || got.UserCode == "" || len(got.UserCode) > longestUser || life <= 0 {
		return p.notElsewhere(ctx, t, problem.New(problem.Malformed).Because(errDevice))
	}
	link := got.VerificationURIComplete
	if !linkOK {
		link = ""
	}
	t.device = grant{
		code: secret.Of([]byte(got.DeviceCode)), user: got.UserCode, page: got.VerificationURI, link: link,
		expires: p.clock.Now().Add(min(life, longestGrant)).Round(time.Second).UTC(), every: every(got.Interval),
	}
	defer t.device.code.Clear()
	t.number++
	return p.step(t), nil
}

// notElsewhere says why there is no code; the browser here is still a way, unless there is none.
func (p *Provider) notElsewhere(ctx context.Context, t talk, why *problem.Problem) (plan.Step, error) {
	if errors.Is(why, errClient) {
		return p.introduced(ctx, t, why)
	}
	if t.redirect == "" {
		p.talks.leave(t)
		return nil, why
	}
	return p.step(t), why
}

func every(seconds int64) time.Duration {
	if seconds <= 0 {
		return usualEvery
	}
	return time.Duration(min(seconds, int64(slowest/time.Second))) * time.Second
}

// Poll asks whether the member has said yes on the other device. It never asks more often than it may, nor twice at a time.
func (p *Provider) Poll(ctx context.Context, step plan.Step) (plan.Step, error) {
	t, err := p.talk(step.At().Handle)
	if err != nil {
		return nil, err
	}
	defer t.clear()
	u := p.underway(t)
	if t.device.code.Empty() || !u.one.try() {
		return p.step(t), nil
	}
	defer u.one.leave()
	now := p.clock.Now()
	switch {
	case !now.Before(t.device.expires):
		return p.offered(t, problem.New(problem.CodeExpired))
	case now.Sub(u.asked) < t.device.every-time.Second: // alarms are a little early or late
		return p.step(t), nil
	}
	u.asked = now
	return p.ask(ctx, t)
}

// ask asks once. x/oauth2 has a loop for it, which waits by the wall clock and cannot be taken up again.
func (p *Provider) ask(ctx context.Context, t talk) (plan.Step, error) {
	status, body, err := p.line.form(ctx, p.meta.Token, url.Values{
		"grant_type": {deviceGrant}, "device_code": {string(t.device.code.Reveal())}, "client_id": {t.client},
	})
	if err != nil {
		if problem.Is(err, problem.NetTimeout) || problem.Is(err, problem.TooBusy) { // RFC 8628, section 3.5: back off
			t.device.every = min(2*t.device.every, slowest)
		}
		return p.step(t), err
	}
	defer clear(body)
	var said struct {
		Error string `json:"error"`
	}
	if status == 200 {
		return p.allowed(ctx, t, body)
	}
	_ = json.Unmarshal(body, &said) // what is none is told by the status
	switch said.Error {
	case "authorization_pending":
		return p.step(t), nil
	case "slow_down":
		t.device.every += slower
		return p.step(t), nil
	case "expired_token":
		return p.offered(t, problem.New(problem.CodeExpired))
	}
	why := refusedBy(status, said.Error)
	if errors.Is(why, errClient) {
		return p.introduced(ctx, t, why)
	}
	return p.offered(t, why)
}

// allowed signs the member in.
func (p *Provider) allowed(ctx context.Context, t talk, body []byte) (plan.Step, error) {
	var got oauth2.Token
	var more map[string]any
	if reach.Unmarshal(body, &got) != nil || json.Unmarshal(body, &more) != nil {
		return p.offered(t, problem.New(problem.Malformed).Because(errToken))
	}
	k, err := granted(got.WithExtra(more))
	if err != nil {
		return p.offered(t, problem.Of(err))
	}
	return p.welcome(ctx, t, secret.Bytes{}, k, marked(t.device.code))
}
