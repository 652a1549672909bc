package flow_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// fakePlan keeps the port's contract with three members: sam and lee need a password only, maria a code as well. It
// counts tries and open sessions, and gives the same result again for the same answer to the same step.
type fakePlan struct {
	plan.Identity // the rest of the port is not called

	mu       sync.Mutex
	sessions map[string]string // token → who, while open
	results  map[string]result // by step number and answer
	asked    int               // the number of the newest step
	tries    int               // answers looked at, replays not counted
	polls    []result          // what the next polls get
	begun    int
	// hold keeps replies to a name or a code on their way, until the channel is closed.
	hold map[string]chan struct{}
	// lose drops the reply to the next answer after it was looked at.
	lose bool
	// refuse makes so many calls of Abandon go nowhere, because of refusal.
	refuse  int
	refusal *problem.Problem
	// ended are the contexts that were cancelled while a call was on its way, by their causes.
	ended []error
	// panics is thrown by the next Submit.
	panics any
	// given are the answers, for tests that look whether they were cleared.
	given []plan.Answer
}

type result struct {
	step plan.Step
	err  error
}

func newPlan() *fakePlan {
	return &fakePlan{sessions: map[string]string{}, results: map[string]result{}, hold: map[string]chan struct{}{},
		refusal: problem.New(problem.NetOffline)}
}

func (p *fakePlan) Begin(ctx context.Context, _ plan.Purpose, _ *plan.Session) (plan.Step, error) {
	if err := p.wait(ctx, "begin"); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.begun++
	return plan.Credentials{Head: p.next()}, nil
}

func (p *fakePlan) Resume(_ context.Context, h plan.Handle) (plan.Step, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if string(h.Reveal()) != "handle-1" {
		return nil, problem.New(problem.FlowExpired)
	}
	return plan.Code{Head: p.next()}, nil
}

func (p *fakePlan) next() plan.Head {
	p.asked++
	return head(p.asked)
}

func (p *fakePlan) Submit(ctx context.Context, step plan.Step, a plan.Answer) (plan.Step, error) {
	said := words(a)
	res := p.look(step, a, said)
	if err := p.wait(ctx, said); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lose {
		p.lose = false
		return nil, problem.New(problem.NetDropped)
	}
	return res.step, res.err
}

// look is what happens at the plan, whatever becomes of the reply.
func (p *fakePlan) look(step plan.Step, a plan.Answer, said string) result {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.given = append(p.given, a)
	if p.panics != nil {
		panic(p.panics)
	}
	key := fmt.Sprint(step.At().Number, said)
	if res, again := p.results[key]; again {
		return res
	}
	p.tries++
	p.results[key] = p.judge(step, said)
	return p.results[key]
}

func (p *fakePlan) judge(step plan.Step, said string) result {
	switch {
	case said == "sam" || said == "lee":
		return result{p.signIn(said), nil}
	case said == "maria":
		return result{plan.Code{Head: p.next()}, nil}
	case said == "push":
		return result{plan.Push{Head: p.next(), PollEvery: push.PollEvery}, nil}
	case said == "new app":
		s := shown()
		s.Head = p.next()
		return result{s, nil}
	case said == "new codes":
		s := shownCodes()
		s.Head = p.next()
		return result{s, nil}
	case said == "locked":
		return result{plan.Credentials{Head: p.next()}, lock}
	case said == "nothing":
		return result{}
	case said == "123456":
		return result{p.signIn("maria"), nil}
	}
	return result{step, problem.New(problem.BadCredentials)}
}

func (p *fakePlan) signIn(who string) plan.Done {
	token := fmt.Sprintf("session-%d", len(p.sessions)+1)
	p.sessions[token] = who
	return plan.Done{Head: p.next(), Session: plan.Session{ID: plan.SessionID(token), Token: secret.Of([]byte(token)), Actor: plan.MemberID(who)}}
}

func (p *fakePlan) Poll(ctx context.Context, step plan.Step) (plan.Step, error) {
	if err := p.wait(ctx, "poll"); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.polls) == 0 {
		return nil, errors.New("nobody was to ask")
	}
	res := p.polls[0]
	p.polls = p.polls[1:]
	if res.step == nil && res.err == nil {
		res.step = step
	}
	return res.step, res.err
}

func (p *fakePlan) Abandon(_ context.Context, step plan.Step) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.refuse > 0 {
		p.refuse--
		return p.refusal
	}
	if d, ok := step.(plan.Done); ok {
		delete(p.sessions, string(d.Session.Token.Reveal()))
	}
	return nil
}

// wait keeps a reply on its way.
func (p *fakePlan) wait(ctx context.Context, what string) error {
	p.mu.Lock()
	held := p.hold[what]
	p.mu.Unlock()
	if held == nil {
		return nil
	}
	select {
	case <-held:
		return nil
	case <-ctx.Done():
		p.mu.Lock()
		defer p.mu.Unlock()
		p.ended = append(p.ended, context.Cause(ctx))
		return ctx.Err()
	}
}

// open gives who is signed in at the plan.
func (p *fakePlan) open() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var who []string
	for _, name := range p.sessions {
		who = append(who, name)
	}
	return strings.Join(who, " ")
}

func words(a plan.Answer) string {
	switch a := a.(type) {
	case plan.NameAndPassword:
		return a.Name
	case plan.CodeTyped:
		return string(a.Code.Reveal())
	case plan.ShowSecretConfirmed:
		return string(a.Code.Reveal())
	}
	return fmt.Sprintf("%T", a)
}
