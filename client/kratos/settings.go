package kratos

import (
	"context"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// What a member changes is a settings flow: fetched, shown by what of it is asked for, submitted. Kratos wants a fresh proof
// for all of it, and says so only when the change is there.

// open fetches the settings and asks what is to be changed. flow is one that was begun already; empty: a new one.
func (p *Plan) open(ctx context.Context, at place, ask phase, flow string) (plan.Step, error) {
	var f *reading
	var err error
	if flow == "" {
		f, err = p.start(ctx, settings, nil, at.token)
	} else {
		f, err = p.look(ctx, settings, flow, at.token)
	}
	defer f.wipe()
	if err != nil {
		return nil, err
	}
	if step, err, asked := p.wantsProof(ctx, at, f, ask, flow); asked {
		return step, err
	}
	if v := f.verdict(); v != nil {
		return nil, v
	}
	at.Flow, at.Expires = f.ID, f.ExpiresAt
	if at.Root == "" {
		at.Root = f.ID
	}
	return p.setting(ctx, at.to(ask), f)
}

// wantsProof asks for the proof that Kratos wants first; asked is false where it wants none. What it is wanted for comes
// later.
func (p *Plan) wantsProof(ctx context.Context, at place, f *reading, ask phase, flow string) (step plan.Step, err error, asked bool) {
	at.Later, at.LaterFlow = ask, flow
	switch f.failed() {
	case needsSecond:
		step, err = p.second(ctx, at)
	case needsFresh:
		step, err = p.refresh(ctx, at)
	default:
		return nil, nil, false
	}
	return step, err, true
}

// setting asks for one change, by the flow as it stands.
func (p *Plan) setting(ctx context.Context, at place, f *reading) (plan.Step, error) {
	switch at.At {
	case atSecret:
		return p.showSecret(at, f)
	case atCodes:
		return p.makeCodes(ctx, at, f)
	case atContact:
		return p.askContact(at, f)
	}
	if !f.takes(byPassword, "password") {
		return p.refer(at, problem.NotForMember), nil
	}
	return p.askNewPassword(at, f), nil
}

// change submits a change. Where Kratos wants a proof first, that is asked for, with what it is for in mind; nil, nil: the
// change is made, and r says how the settings now stand.
func (p *Plan) change(ctx context.Context, at place, step plan.Step, f *form) (r *reading, next plan.Step, err error) {
	r, err = p.submit(ctx, settings, at.Flow, at.token, f.body())
	if err != nil {
		return r, step, err
	}
	if id := r.failed(); id == needsFresh || id == needsSecond {
		next, err, _ = p.wantsProof(ctx, at, r, at.At, at.Flow)
		if err == nil {
			err = problem.New(problem.NeedsReauth)
		}
		p.tooOld(ctx, at)
		return r, next, err
	}
	if v := r.verdict(); v != nil {
		return r, step, v
	}
	if r.ID == "" {
		return r, step, r.signed(problem.New(problem.Malformed))
	}
	return r, nil, nil
}

// tooOld learns how old a proof may be from one that was not taken.
func (p *Plan) tooOld(ctx context.Context, at place) {
	if s, err := p.whoami(ctx, at.token); err == nil {
		p.fresh(p.clock.Now().Sub(s.Authenticated))
	}
}
