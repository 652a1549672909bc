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
