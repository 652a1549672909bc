package faults

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"vestibule/app/flow"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client"
	"vestibule/client/mockplan"
)

// What a schedule is bounded by.
const (
	roughMoves = 12               // after so many moves of the member the line is good
	mostMoves  = 60               // and after so many they must be where they wanted
	patience   = 35 * time.Second // for so long a screen may show that something is on its way
	mostLate   = 3 * time.Minute  // after so long what lies somewhere is delivered, and what is owed is given back
)

// play is one schedule.
type play struct {
	story  story
	chance *rand.Rand
	mock   *mockplan.Plan
	line   *Line
	plan   *plan.Plan // over the line
	calm   *plan.Plan // beside it
	runner *flow.Runner
	read   func(plan.AuthenticatorKind) string // the newest code that came by a channel
	browse func(plan.OpenBrowser) plan.Answer  // what comes back from the browser; nil: nobody is sent there
	posted chan func()

	session *plan.Session // signed in here
	ended   bool          // the story is over for the member
	told    []string      // every state, to be read after a failure

	passwords    []string // the documented one, then those given
	believed     int      // which of them the member thinks counts
	lastPassword string
	lastCode     string
	onlyCode     bool // no other code can be had
	still        bool // the member makes no mistakes now
	slips        int
	untold       bool             // a slip that was not complained of yet
	misses       int              // what was complained of
	trouble      *problem.Problem // the last complaint
	vault        []string         // secrets of authenticator apps, held before they were confirmed
	sheets       []string         // the first recovery code of every sheet that was written down
	kills        int
}

// Play plays the schedule of a seed, in a bubble of testing/synctest, and gives what was wrong after it. Time is the bubble's.
func Play(seed uint64) error {
	p, err := newPlay(seed)
	if err == nil {
		err = p.run()
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("seed %d, %s: %w\n\tthe line: %s\n\tthe member: %v", seed, p.story.name, err, p.line.Met(), p.told)
}

func newPlay(seed uint64) (*play, error) {
	chance := rand.New(rand.NewPCG(seed, 0))
	mock, err := mockplan.New(mockplan.Config{Clock: client.Device{}, Chance: client.Chance(), KDF: mockplan.KDFCost{Passes: 1, MemoryKiB: 8, Lanes: 1}})
	if err != nil {
		return nil, err
	}
	p := &play{story: stories[seed%uint64(len(stories))], chance: chance, mock: mock, posted: make(chan func(), 1000)}
	p.line = &Line{To: client.InProcess{Handler: mock}, Clock: client.Device{}, Seed: seed, Rate: 10 + chance.IntN(70)}
	p.line.Calm()
	p.back("PUT", "/mock/policy", `{"otp":{"max_requests":1000},"session":{"idle_s":43200,"warn_s":60,"absolute_s":86400}}`)
	p.read = p.newest
	p.passwords = []string{p.backstage().password}
	finder := client.Finder{Transport: p.line, Clock: client.Device{}, Agent: "vestibule/test"}
	if p.plan, err = finder.Find(context.Background(), "https://tallowmere.example.org"); err != nil {
		return p, err
	}
	finder.Transport = p.line.To
	p.calm, err = finder.Find(context.Background(), "https://tallowmere.example.org")
	return p, err
}

// run signs in where the story needs that, has it played on the rough line, and looks into the plan's books.
func (p *play) run() error {
	p.runner = flow.New(flow.Config{Identity: p.plan.Identity, Clock: p.plan.Clock, Post: func(f func()) { p.posted <- f },
		OnState: func(s flow.State) { p.note(s) }, OnEnter: p.enter})
	if p.story.purpose == "" || p.story.purpose.NeedsSession() {
		p.still = true
		if err := p.talk(plan.SignIn); err != nil {
			return fmt.Errorf("before: %w", err)
		}
		p.pass(time.Minute)
	}
	p.told, p.still = nil, false
	p.line.Rough()
	var err error
	if p.story.purpose == "" {
		err = p.visit()
	} else {
		err = p.talk(p.story.purpose)
	}
	p.runner.Close()
	p.line.Calm()
	p.pass(mostLate)
	return errors.Join(err, p.books())
}

// enter is where the app takes a session for one.
func (p *play) enter(d plan.Done) {
	s := d.Session
	p.session = &s
}

func (p *play) note(s flow.State) {
	said := fmt.Sprintf("%T", s)[5:]
	if step := flow.StepOf(s); step != nil {
		said += " " + string(step.Kind())
	}
	if trouble := troubleOf(s); trouble != nil {
		p.complained(trouble)
		said += " (" + string(trouble.Code) + ")"
	}
	if n := len(p.told); n == 0 || p.told[n-1] != said {
		p.told = append(p.told, said)
	}
}

// complained counts what the member was told to have missed.
func (p *play) complained(of *problem.Problem) {
	if of == p.trouble {
		return
	}
	p.trouble = of
	switch of.Code {
	case problem.BadCredentials, problem.CodeWrong, problem.CodeSuperseded, problem.CodeExpired, problem.CodeReplayed, problem.RecoveryWrong, problem.RecoveryUsed:
		p.misses, p.untold = p.misses+1, false
	}
}

func troubleOf(s flow.State) *problem.Problem {
	switch s := s.(type) {
	case flow.Asking:
		return s.Problem
	case flow.Paused:
		return s.Problem
	case flow.Ended:
		return s.Problem
	}
	return nil
}

// talk has one conversation, begun anew where it broke off, until the member is where they wanted.
func (p *play) talk(purpose plan.Purpose) error {
	p.runner.Send(p.begin(purpose))
	for move := range mostMoves {
		if move == roughMoves {
			p.line.Calm()
		}
		if err := p.settle(); err != nil {
			return err
		}
		switch s := p.runner.State().(type) {
		case flow.Ended:
			if over, err := p.over(s); over {
				return err
			}
			p.runner.Send(p.begin(purpose))
		case flow.Asking:
			if end := p.asked(s); end {
				return nil
			}
		case flow.Paused:
			p.paused(s)
		case flow.Idle:
			return errors.New("the conversation was forgotten")
		}
	}
	return fmt.Errorf("after %d moves the member is not where they wanted, but at %#v", mostMoves, p.runner.State())
}

func (p *play) begin(purpose plan.Purpose) flow.Begin {
	b := flow.Begin{Purpose: purpose, WarnAt: 1}
	if purpose.NeedsSession() {
		s := *p.session
		s.Token = s.Token.Clone()
		b.Session = &s
	}
	return b
}

// over takes the end of a conversation. One that broke off is begun anew; a session that is said to be over must be.
func (p *play) over(s flow.Ended) (bool, error) {
	if s.Done != nil {
		return true, nil
	}
	if s.Problem != nil && dropped(s.Problem.Code) {
		return true, fmt.Errorf("the member was told %s", s.Problem.Code)
	}
	return false, nil
}

func dropped(code problem.Code) bool {
	return code == problem.SessionRevoked || code == problem.SessionIdle || code == problem.SessionAbsolute
}

// settle waits for what is on its way. It must come to an end by itself, while the member can stop waiting at any time.
func (p *play) settle() error {
	late := time.NewTimer(patience)
	defer late.Stop()
	hurry := time.NewTimer(time.Duration(p.chance.Int64N(int64(10 * patience))))
	defer hurry.Stop()
	for {
		if _, waits := p.runner.State().(flow.Waiting); !waits && len(p.posted) == 0 {
			return nil
		}
		select {
		case f := <-p.posted:
			before := p.waitsFor()
			f()
			if p.waitsFor() != before { // another question is on its way
				late.Reset(patience)
			}
		case <-hurry.C:
			p.runner.Send(flow.Stop{})
		case <-late.C:
			return fmt.Errorf("stuck for %v", patience)
		}
	}
}

// waitsFor is the request that the screen waits for.
func (p *play) waitsFor() flow.RequestID {
	if w, waits := p.runner.State().(flow.Waiting); waits {
		return w.Request
	}
	return 0
}

// pass lets time pass, with all that comes.
func (p *play) pass(d time.Duration) {
	over := time.NewTimer(d)
	defer over.Stop()
	for {
		select {
		case f := <-p.posted:
			f()
		case <-over.C:
			return
		}
	}
}

// asked answers, or does what people do instead; end: the story ends here.
func (p *play) asked(at flow.Asking) (end bool) {
	switch at.Step.Kind() {
	case plan.KindTold, plan.KindRefer, plan.KindWait:
		p.ended = true
		return true
	}
	if p.kills < 2 && p.chance.IntN(20) == 0 {
		p.kill(at)
		return false
	}
	answer := p.answer(at)
	if answer == nil {
		p.pass(5 * time.Second)
		return false
	}
	now, still := p.runner.State().(flow.Asking)
	if !still { // it has gone on meanwhile
		answer.Clear()
		return false
	}
	p.runner.Send(flow.Answer{Number: now.Step.At().Number, Answer: answer, Confirmed: now.Confirm})
	return false
}

// kill ends the program in the middle, and starts it again.
func (p *play) kill(at flow.Asking) {
	p.kills++
	handle := plan.Handle{Bytes: at.Step.At().Handle.Clone()}
	purpose := at.Purpose
	p.runner.Send(flow.Part{})
	b := p.begin(purpose)
	p.runner.Send(flow.Resume{Handle: handle, Purpose: purpose, Session: b.Session, WarnAt: 1})
}

// paused waits for what ends by itself, and presses what is there where nothing does.
func (p *play) paused(s flow.Paused) {
	if wait := p.plan.Clock.Until(s.Until); !s.Until.IsZero() && wait > 0 {
		p.pass(wait + 2*time.Second)
	}
	if _, still := p.runner.State().(flow.Paused); !still {
		return
	}
	if p.chance.IntN(8) == 0 {
		p.runner.Send(flow.StartOver{})
		return
	}
	p.pass(time.Second)
	p.runner.Send(flow.Connected{})
}

// visit looks at this and that in a session, and signs out.
func (p *play) visit() error {
	ctx, s := context.Background(), *p.session
	look := []func() error{
		func() error { _, err := p.plan.Identity.Account(ctx, s); return err },
		func() error { _, err := p.plan.Security.Overview(ctx, s); return err },
		func() error {
			_, err := p.plan.Records.List(ctx, plan.As{Session: s, Subject: s.Actor}, plan.RecordKinds()[0])
			return err
		},
		func() error { _, err := p.plan.Identity.(plan.Extender).Extend(ctx, s); return err },
		func() error { _, err := p.plan.Services.Status(ctx); return err },
	}
	for range 8 {
		if err := look[p.chance.IntN(len(look))](); err != nil && dropped(problem.Of(err).Code) {
			return fmt.Errorf("a hiccup ended the session: %w", err)
		}
	}
	for range mostMoves {
		if _, err := p.plan.Identity.SignOut(ctx, s); err == nil {
			p.session = nil
			if _, err := p.calm.Identity.Account(ctx, s); !problem.Is(err, problem.SessionRevoked) {
				return fmt.Errorf("signed out, and the plan still has the session: %w", err)
			}
			return nil
		}
	}
	return nil
}
