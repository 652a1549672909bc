package faults

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/client"
	"vestibule/client/kratos"
	"vestibule/client/kratos/kratostest"
)

// This file is a member of an Ory Kratos, as it was recorded: password, then a code by mail. The recording answers each request
// that it knows as often as it comes, and holds all others against us.

// signIn are the exchanges of one sign-in, in any order and number.
var signIn = []string{"login-begun", "login-password-right", "second-begun", "second-mail-sent", "second-mail-right", "logout", "whoami-second-wanted"}

// PlayKratos is Play at the recorded exchanges of Kratos.
func PlayKratos(seed uint64) error {
	chance := rand.New(rand.NewPCG(seed, 0))
	replay := kratostest.Of().Opened().At(client.Device{}.Now)
	for _, name := range signIn {
		replay.Always(kratostest.Get(name))
	}
	replay.Always(stands(kratostest.Get("login-begun"), "login"), stands(kratostest.Get("second-begun"), "login"))
	p := &play{story: story{name: "kratos", who: "ana.lee", purpose: plan.SignIn, by: []plan.AuthenticatorKind{plan.EmailCode}}, chance: chance,
		posted: make(chan func(), 1000), passwords: []string{"Winter-Meadow-4411"}, still: true, onlyCode: true}
	p.read = func(plan.AuthenticatorKind) string { return "938543" }
	p.line = &Line{To: &renames{to: replay, recorded: map[string]string{}}, Clock: client.Device{}, Seed: seed, Rate: 10 + chance.IntN(60)}
	p.line.Calm()
	base, err := url.Parse("http://127.0.0.1:4433/")
	if err == nil {
		p.plan, err = kratos.Open(context.Background(), kratos.Config{Base: base, Key: "kratos", Transport: p.line, Clock: client.Device{}, Agent: "vestibule/test"})
	}
	if err == nil {
		err = p.atKratos(replay)
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("seed %d, %s: %w\n\tthe line: %s\n\tthe member: %v", seed, p.story.name, err, p.line.Met(), p.told)
}

func (p *play) atKratos(replay *kratostest.Replay) error {
	p.runner = flow.New(flow.Config{Identity: p.plan.Identity, Clock: p.plan.Clock, Post: func(f func()) { p.posted <- f },
		OnState: func(s flow.State) { p.note(s) }, OnEnter: p.enter})
	p.line.Rough()
	err := p.talk(plan.SignIn)
	made := replay.Made()
	if p.session != nil && !slices.Contains(made, "POST /self-service/login") {
		err = errors.Join(err, errors.New("signed in, and Kratos was never told a password"))
	}
	if p.session != nil && string(p.session.Token.Reveal()) != kratostest.Token {
		err = errors.Join(err, errors.New("signed in with another token than Kratos gave"))
	}
	p.runner.Close()
	p.line.Calm()
	p.pass(mostLate)
	return errors.Join(err, replay.Err())
}
