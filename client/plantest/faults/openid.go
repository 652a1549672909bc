package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client"
	"vestibule/client/oidc"
	"vestibule/client/oidc/optest"
)

// This file is a member whose plan signs in at a provider of OpenID Connect: there, back, and for hours at home, while the
// tokens are renewed.

const issuer = "https://id.example.org"

// books of the provider: what it has answered, whatever reached us.
type provided struct {
	*optest.Provider
	ended, exchanged int
}

func (o *provided) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	seen := &seenAnswer{ResponseWriter: w}
	o.Provider.ServeHTTP(seen, r)
	if bytes.Contains(seen.body.Bytes(), []byte("invalid_grant")) {
		o.ended++
	}
	if r.URL.Path == "/token" && bytes.Contains(seen.body.Bytes(), []byte("access_token")) {
		o.exchanged++
	}
}

// seenAnswer keeps what is answered.
type seenAnswer struct {
	http.ResponseWriter
	body bytes.Buffer
}

func (s *seenAnswer) Write(p []byte) (int, error) {
	s.body.Write(p)
	return s.ResponseWriter.Write(p)
}

// door is where the browser would come back to; what comes is carried by hand.
type door struct{}

func (door) Open(context.Context, ...int) (string, func(), error) {
	return "http://127.0.0.1:40001/callback", func() {}, nil
}

// PlayOpenID is Play at a provider of OpenID Connect.
func PlayOpenID(seed uint64) error {
	chance := rand.New(rand.NewPCG(seed, 0))
	o := &provided{Provider: optest.New(issuer, client.Device{}.Now)}
	p := &play{story: story{name: "openid", purpose: plan.SignIn}, chance: chance, posted: make(chan func(), 1000)}
	p.line = &Line{To: client.InProcess{Handler: o}, Clock: client.Device{}, Seed: seed, Rate: 10 + chance.IntN(60)}
	p.line.Calm()
	p.browse = func(s plan.OpenBrowser) plan.Answer { return plan.Arrived{Address: secret.Of([]byte(o.Visit(s.URL)))} }
	at, err := url.Parse(issuer)
	if err == nil {
		p.plan, err = oidc.Open(context.Background(), oidc.Config{Issuer: at, Key: "openid", Transport: p.line, Clock: client.Device{},
			Agent: "vestibule/test", Door: door{}, Chance: client.Chance()})
	}
	if err == nil {
		err = p.atProvider(o)
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("seed %d, %s: %w\n\tthe line: %s\n\tthe member: %v", seed, p.story.name, err, p.line.Met(), p.told)
}

func (p *play) atProvider(o *provided) error {
	p.runner = flow.New(flow.Config{Identity: p.plan.Identity, Clock: p.plan.Clock, Post: func(f func()) { p.posted <- f },
		OnState: func(s flow.State) { p.note(s) }, OnEnter: p.enter})
	p.line.Rough()
	if err := p.talk(plan.SignIn); err != nil {
		return err
	}
	if p.session == nil || o.exchanged == 0 {
		return fmt.Errorf("signed in: %v, and the provider has given tokens %d times", p.session != nil, o.exchanged)
	}
	p.line.Rough()
	for range 12 { // tokens end every five minutes
		p.pass(time.Duration(1+p.chance.IntN(6)) * time.Minute)
		if over, err := p.bears(o); over {
			return err
		}
	}
	p.line.Calm()
	p.pass(2 * time.Minute)
	_, err := p.bears(o)
	p.runner.Close()
	p.pass(mostLate)
	return err
}

// bears asks for what carries a request now. A session is dropped for nothing but the provider's word; over: it was.
func (p *play) bears(o *provided) (over bool, err error) {
	bearer, ok := p.plan.Identity.(interface {
		Bearer(context.Context, plan.Session) (secret.Bytes, error)
	})
	if !ok {
		return true, errors.New("no token can be had")
	}
	token, err := bearer.Bearer(context.Background(), *p.session)
	token.Clear()
	if err == nil {
		return false, nil
	}
	trouble := problem.Of(err)
	switch {
	case dropped(trouble.Code) && o.ended == 0:
		return true, fmt.Errorf("dropped, and the provider has ended nothing: %w", err)
	case dropped(trouble.Code):
		return true, nil
	case p.line.calmNow():
		return true, fmt.Errorf("on a good line: %w", err)
	}
	return false, nil
}
