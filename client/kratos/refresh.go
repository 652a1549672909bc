package kratos

import (
	"context"
	"net/url"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// usualFresh is how long after a proof a change is taken to be allowed, where nothing tells. Kratos' own default is an hour;
// too short costs a member one more password, too long a page that has to be answered twice.
const usualFresh = 15 * time.Minute

// beginIn opens a conversation in a session. A proof that is too old is asked for first, so that nothing is typed in vain.
func (p *Plan) beginIn(ctx context.Context, at place, in plan.Session) (plan.Step, error) {
	switch at.Purpose {
	case plan.StepUp:
		return p.stepUp(ctx, at, in)
	case plan.ConfirmContact:
		return p.beginConfirm(ctx, at)
	}
	at.Later = opening(at.Purpose)
	if p.clock.Now().Sub(in.Proved) > p.fresh(0) {
		return p.stepUp(ctx, at, in)
	}
	return p.goOn(ctx, at)
}

// opening is the first question of what is begun in a session.
func opening(purpose plan.Purpose) phase {
	switch purpose {
	case plan.Bind:
		return atSecret
	case plan.NewRecoveryCodes:
		return atCodes
	case plan.AddContact:
		return atContact
	}
	return atNewPassword
}

// fresh is how old a proof may be, learnt from what was refused: refused is the age of one that was too old; 0: none.
func (p *Plan) fresh(refused time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if refused > 0 {
		p.freshFor = min(p.freshFor, refused)
	}
	return p.freshFor
}

// stepUp asks for one more proof: the second where the session has only one yet, else the first again.
func (p *Plan) stepUp(ctx context.Context, at place, in plan.Session) (plan.Step, error) {
	if in.AAL < plan.AAL2 {
		return p.second(ctx, at)
	}
	return p.refresh(ctx, at)
}

// refresh asks for the first proof again (login?refresh=true).
func (p *Plan) refresh(ctx context.Context, at place) (plan.Step, error) {
	at.Query = "refresh=true"
	f, err := p.begun(ctx, login, url.Values{"refresh": {"true"}}, at.token)
	if err != nil {
		return nil, err
	}
	defer f.wipe()
	if !f.Refresh { // there is no such session: what was begun is a sign-in like any other
		return nil, problem.New(problem.SessionRevoked)
	}
	if at.Root == "" {
		at.Root = f.ID
	}
	at.Flow, at.Expires, at.Name, at.Address = f.ID, f.ExpiresAt, f.value("identifier"), f.value("identifier")
	switch {
	case f.takes(byPassword, "password"):
		return p.askPassword(at.to(atPassword)), nil
	case f.takes(byCode, "method"):
		return p.refreshByCode(ctx, at)
	}
	return nil, problem.New(problem.NeedsReauth) // by the page that signs in
}

// refreshByCode has a code sent to whom the session is of.
func (p *Plan) refreshByCode(ctx context.Context, at place) (plan.Step, error) {
	if at.Address == "" {
		s, err := p.whoami(ctx, at.token)
		if err != nil {
			return nil, err
		}
		for _, c := range s.Identity.Contacts {
			if at.Address == "" || c.Via == "email" {
				at.Address = c.Value
			}
		}
	}
	return p.sendToName(ctx, at, nil)
}

// goOn takes up what a proof was asked for.
func (p *Plan) goOn(ctx context.Context, at place) (plan.Step, error) {
	later, flow := at.Later, at.LaterFlow
	at.Later, at.LaterFlow = "", ""
	return p.open(ctx, at, later, flow)
}
