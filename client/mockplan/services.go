package mockplan

import (
	"context"
	"crypto/sha256"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// This file is the plan beside a server that signs its members in: it keeps what a health plan knows, and asks that server
// who comes. What it then holds conversations for is services_flows.go.

// Beside is the server that signs members in.
type Beside struct {
	// Server is what the plan's document says of it.
	Server wire.SignInServer
	// Introspect asks it who the bearer of a token is. An error is a *problem.Problem: problem.SessionRevoked where the token
	// is worth nothing there.
	Introspect func(ctx context.Context, token secret.Bytes) (Bearer, error)
	// Proofs reports that it tells when a bearer last proved who they are. Else nothing is offered that needs a fresh proof.
	Proofs bool
}

// Bearer is who holds a token.
type Bearer struct {
	// ID is theirs at that server.
	ID string
	// Names may tell which member it is: a username, an address, a number. They are what that server vouches for.
	Names []string
	// Proved is when they last proved who they are, where Beside.Proofs; that server tells of no session that could be proved further.
	Proved time.Time
}

const (
	// introducedFor is how long an answer is believed: a session that ended there goes on here no longer than that.
	introducedFor = 15 * time.Second
	// mostIntroduced is how many answers are kept, mostAsking how many questions are on their way at a time.
	mostIntroduced, mostAsking = 1000, 16
)

// introduced is who a token belongs to, and until when that is believed. Trouble is why nobody knows.
type introduced struct {
	bearer  Bearer
	trouble *problem.Problem
	until   time.Time
}

type introducedKey struct{}

// introduce asks who sends a request, before anything of the plan is looked at: the answer may take its time.
func (p *Plan) introduce(r *http.Request) *http.Request {
	text, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if p.config.Beside == nil || !ok {
		return r
	}
	return r.WithContext(context.WithValue(r.Context(), introducedKey{}, p.whose(r.Context(), text, r.Method != http.MethodGet)))
}

// whose is who a token belongs to: as it was told a moment ago, or as that server tells now. Nothing is changed on a memory: the
// session may have ended there since, or been proved anew.
func (p *Plan) whose(ctx context.Context, text string, changes bool) introduced {
	key := sha256.Sum256([]byte(text))
	if known, ok := p.remembers(key); ok && !changes {
		return known
	}
	select {
	case p.asking <- struct{}{}:
		defer func() { <-p.asking }()
	default:
		return introduced{trouble: problem.New(problem.TooBusy)}
	}
	token := secret.Of([]byte(text))
	defer token.Clear()
	bearer, err := p.config.Beside.Introspect(ctx, token)
	if err != nil {
		return introduced{trouble: problem.Of(err)}
	}
	return p.learn(key, bearer)
}

func (p *Plan) remembers(key [32]byte) (introduced, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	known, ok := p.bearers[key]
	return known, ok && p.config.Clock.Now().Before(known.until)
}

// learn keeps an answer; where there are too many, those that are too old go, and then all.
func (p *Plan) learn(key [32]byte, bearer Bearer) introduced {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.config.Clock.Now()
	if len(p.bearers) >= mostIntroduced {
		maps.DeleteFunc(p.bearers, func(_ [32]byte, i introduced) bool { return !now.Before(i.until) })
	}
	if len(p.bearers) >= mostIntroduced {
		clear(p.bearers)
	}
	known := introduced{bearer: bearer, until: now.Add(introducedFor)}
	p.bearers[key] = known
	return known
}

// guest gives the session of a request as the other server tells it; ok is false where members sign in here.
func (p *Plan) guest(r *http.Request) (s *session, trouble *problem.Problem, ok bool) {
	who, ok := r.Context().Value(introducedKey{}).(introduced)
	if !ok || who.trouble != nil {
		return nil, who.trouble, ok
	}
	m := p.memberOf(who.bearer)
	if m == nil {
		return nil, unlinked(), true
	}
	now := p.now()
	s = &session{member: m, identifier: m.Username, used: now,
		plan: plan.Session{Actor: plan.MemberID(who.bearer.ID), AAL: plan.AAL2, Began: now, Proved: who.bearer.Proved, Idle: day, Ends: now.Add(day)}}
	return s, p.ended(s), true
}

// unlinked is said to whoever signed in at the other server and is nobody here: that there is nothing of theirs would not be
// true (S082).
func unlinked() *problem.Problem {
	trouble := problem.New(problem.ProviderUnlinked)
	trouble.Status = http.StatusForbidden
	return trouble
}

// memberOf is the member whom one of the names tells; nil: a stranger.
func (p *Plan) memberOf(b Bearer) *member {
	for _, name := range b.Names {
		if m := p.find(name); m != nil {
			return m
		}
	}
	return nil
}

// servicesRoutes names the addresses of the services: all that there are beside another server.
func (p *Plan) servicesRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/member-client", p.getDocument)
	mux.HandleFunc("POST /v1/flows", p.postFlows)
	mux.HandleFunc("POST /v1/flows/{id}", p.postFlow)
	mux.HandleFunc("GET /v1/flows/{id}", p.getFlow)
	mux.HandleFunc("DELETE /v1/flows/{id}", p.deleteFlow)
	mux.HandleFunc("GET /v1/account", p.getAccount)
	mux.HandleFunc("GET /v1/status", p.getStatus)
	mux.HandleFunc("GET /v1/people/{member}/records/{kind}", p.getRecords)
	mux.HandleFunc("GET /v1/activity", p.getActivity)
	mux.HandleFunc("POST /v1/support", p.postSupport)
	mux.HandleFunc("GET /openapi.yaml", getOpenAPI)
	p.actingForOthers(mux)
	p.linkPages(mux)
	p.backstage(mux)
	return mux
}

// servicesDocument is what the plan says of itself there: who signs its members in, what it can beside that, and no rule
// that is the other server's to keep.
func (p *Plan) servicesDocument() plan.Document {
	d := p.document()
	d.Policy = plan.Policy{Name: d.Policy.Name, Inactivity: d.Policy.Inactivity, Contacts: d.Policy.Contacts, App: d.Policy.App,
		Hosts: d.Policy.Hosts, Activation: d.Policy.Activation, Grants: d.Policy.Grants}
	kept := []plan.Capability{plan.CanRecords, plan.CanStatus, plan.CanHelpdesk, plan.CanActivity, plan.CanFindUsername,
		plan.CanCheckStatus, plan.CanActivate, plan.CanReactivate,
		plan.CanActFor, plan.CanAskAccess, plan.CanUploadPaper, plan.CanDo, plan.CanHandOff}
	if p.config.Beside.Proofs {
		kept = append(kept, plan.CanGiveAccess)
	}
	maps.DeleteFunc(d.Capabilities, func(c plan.Capability, _ plan.Ability) bool { return !slices.Contains(kept, c) })
	return d
}
