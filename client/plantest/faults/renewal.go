package faults

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"sync"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client"
	"vestibule/client/oidc"
	"vestibule/client/oidc/optest"
)

// This file is a member who stays signed in on this device, for days: tokens follow each other over the rough line, several ask
// at a time, and the program is closed and opened again.

// renewal is one such schedule.
type renewal struct {
	chance   *rand.Rand
	provider *optest.Provider
	line     *Line
	ledger   *ledger
	shelf    *memory

	id      *oidc.Provider // of the program that runs now
	session *plan.Session  // nil: the program was opened, and has not got in yet
	told    []string       // to be read after a failure
}

// memory is a shelf of one token. Safe for concurrent use.
type memory struct {
	mu    sync.Mutex
	token []byte
}

// Load implements plan.Shelf.
func (m *memory) Load(context.Context) (secret.Bytes, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return secret.Copy(m.token), nil
}

// Save implements plan.Shelf.
func (m *memory) Save(_ context.Context, token secret.Bytes) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.token = slices.Clone(token.Reveal())
	return nil
}

func (m *memory) rests() []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.token)
}

// rounds is how often somebody needs a token.
const rounds = 20

// PlayRenewal is Play for tokens that are renewed. A session is dropped where the program has heard that its grant is worth
// nothing, and for nothing else; then the member signs in anew.
func PlayRenewal(seed uint64) error {
	chance := rand.New(rand.NewPCG(seed, 0))
	r := &renewal{chance: chance, provider: optest.New(issuer, client.Device{}.Now), shelf: &memory{}}
	r.provider.Repeats = chance.IntN(2) == 0
	r.line = &Line{To: client.InProcess{Handler: r.provider}, Clock: client.Device{}, Seed: seed, Rate: 10 + chance.IntN(60)}
	r.ledger = &ledger{to: r.line, under: map[string]int{}, spent: map[string]bool{}}
	err := r.signsIn()
	for range rounds {
		if err == nil {
			err = r.round()
		}
	}
	if err == nil {
		err = r.atLast()
	}
	if err = errors.Join(err, r.ledger.err()); err == nil {
		return nil
	}
	return fmt.Errorf("seed %d, renewal: %w\n\tthe line: %s\n\tthe member: %v", seed, err, r.line.Met(), r.told)
}

// opens starts the program, with nothing but the shelf. What the provider says of itself comes over a good line.
func (r *renewal) opens() error {
	at, err := url.Parse(issuer)
	if err != nil {
		return err
	}
	r.line.Calm()
	p, err := oidc.Open(context.Background(), oidc.Config{Issuer: at, Key: "renewal", Transport: r.ledger, Clock: client.Device{}, ClientID: "vestibule",
		Agent: "vestibule/test", Door: door{}, Chance: client.Chance()})
	if err != nil {
		return err
	}
	r.id, r.session = p.Identity.(*oidc.Provider), nil
	return nil
}

// signsIn opens the program and has the member sign in on a good line, and stay signed in.
func (r *renewal) signsIn() error {
	if err := r.opens(); err != nil {
		return err
	}
	ctx := context.Background()
	step, err := r.id.Begin(ctx, plan.SignIn, nil)
	if err != nil {
		return err
	}
	step, err = r.id.Submit(ctx, step, plan.Arrived{Address: secret.Of([]byte(r.provider.Visit(step.(plan.OpenBrowser).URL)))})
	if err != nil {
		return fmt.Errorf("on a good line: %w", err)
	}
	done := step.(plan.Done)
	r.session = &done.Session
	r.ledger.begins()
	r.told = append(r.told, "signed in")
	return r.id.Rest(ctx, done.Session, r.shelf)
}

// round lets time pass, and then somebody needs a token. Now and then the program was closed meanwhile.
func (r *renewal) round() error {
	pass(time.Duration(1+r.chance.IntN(7)) * time.Minute)
	if r.session == nil || r.chance.IntN(6) == 0 {
		if err := r.opens(); err != nil {
			return err
		}
	}
	r.line.Rough()
	err := r.needs()
	r.line.Calm()
	pass(mostLate) // until nothing is on its way
	if err != nil && dropped(problem.Of(err).Code) {
		return r.isOver(err)
	}
	return r.ledger.rests(r.shelf.rests())
}
