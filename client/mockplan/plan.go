package mockplan

import (
	"io"
	"net/http"
	"sync"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
)

// Config is what a Plan needs from outside.
type Config struct {
	// Clock is the device's; the plan's own time is this, moved by POST /mock/clock and the clock.skew knob.
	Clock clock.Clock
	// Chance is where ids, codes and tokens come from: crypto/rand in the program. It must not fail.
	Chance io.Reader
	// Policy names the rules to begin with: "seeds" (also when empty) or "nist".
	Policy string
	// Pages is where a browser finds the plan's own pages, such as "https://plan.example.org"; empty: where the plan is asked over
	// a socket. Asked inside the program alone, it sends nobody to a page.
	Pages string
	// KDF is what a password check costs; the zero value is DefaultKDF.
	KDF KDFCost
	// Beside is the server that signs members in, where that is another: then this is the services alone. nil: members sign in
	// here.
	Beside *Beside
}

// Plan is a health plan in memory. It is an http.Handler, safe for concurrent use, over a socket as well as in process.
type Plan struct {
	config Config
	mux    *http.ServeMux
	asking chan struct{} // one for each question to the server beside

	mu       sync.Mutex // guards all below
	clock    *clock.Shifted
	policy   plan.Policy
	opened   time.Time // when the plan was made or reset, by its own clock
	members  []*member
	names    map[string]*member // by every normalised identifier
	nobody   *member            // whose password is checked when the name is unknown
	misses   *misses            // names whose password was missed
	doors    *misses            // names that were given for a recovery, by route
	links    map[string]*issued // what was sent with a link, by its token
	waits    map[string]*request
	void     []*sent // what nobody gets (see carry)
	flows    map[string]*flow
	sessions map[string]*session
	trusts   map[string]*trust
	outbox   []*sent
	packets  []packet
	bearers  map[[32]byte]introduced // by the hash of their token
	grants   map[string]*grant       // what the identity provider handed out, by code
	faults   faults
	journal  journal

	cards       []*member // who has a record and no account, and never signs in
	delegations []*delegation
	invites     int // how many invitations there have been
	invitations []*invitation
	handoffs    []*handoff
	guesses     *misses  // wrong codes of tickets, by where they come from
	later       []func() // what is sent once somebody looks (see afterwards)
}

// New gives a plan with its seeded members. It fails only for a policy that it does not ship.
func New(config Config) (*Plan, error) {
	if config.KDF == (KDFCost{}) {
		config.KDF = DefaultKDF()
	}
	if config.Policy == "" {
		config.Policy = SeedsPolicy
	}
	policy, err := policyNamed(config.Policy)
	if err != nil {
		return nil, err
	}
	p := &Plan{config: config, clock: clock.Shift(config.Clock, 0), asking: make(chan struct{}, mostAsking)}
	p.reset(policy)
	if p.mux = p.routes(); config.Beside != nil {
		p.mux = p.servicesRoutes()
	}
	return p, nil
}

// reset makes everything as it was at the beginning, under a policy.
func (p *Plan) reset(policy plan.Policy) {
	p.clock.Reset()
	p.policy, p.faults, p.journal = policy, faults{}, journal{[]Entry{}, map[string]*Spent{}}
	p.flows, p.sessions, p.trusts = map[string]*flow{}, map[string]*session{}, map[string]*trust{}
	p.misses, p.outbox = newMisses(mostMissed), nil
	p.doors, p.void = newMisses(mostMissed), nil
	p.links, p.waits = map[string]*issued{}, map[string]*request{}
	p.packets, p.bearers, p.grants = nil, map[[32]byte]introduced{}, map[string]*grant{}
	p.opened = p.now()
	p.nobody = p.stranger()
	p.members, p.names = nil, map[string]*member{}
	p.guesses, p.later = newMisses(mostGuessers), nil
	for _, m := range p.seeded() {
		p.admit(m)
	}
	p.seedGrants()
}

// now is the plan's time, to the second: what it writes is what it compares.
func (p *Plan) now() time.Time {
	skew := time.Duration(p.faults.setting("clock.skew", nil).Seconds) * time.Second
	return p.clock.Now().Add(skew).UTC().Truncate(time.Second)
}
