package kratos

import (
	"context"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// beginConfirm has a code sent to the first e-mail address on file that was never confirmed. To a phone Kratos sends one only
// when the number is new.
func (p *Plan) beginConfirm(ctx context.Context, at place) (plan.Step, error) {
	s, err := p.whoami(ctx, at.token)
	if err != nil {
		return nil, err
	}
	left := false
	for _, c := range s.Identity.Contacts {
		if left = left || !c.Verified; c.Verified || c.Via != "email" {
			continue
		}
		f, err := p.begun(ctx, verification, nil, secret.Bytes{})
		if err != nil {
			return nil, err
		}
		defer f.wipe()
		at.Root, at.Flow, at.Address = f.ID, f.ID, c.Value
		return p.sendConfirm(ctx, at, nil)
	}
	at.Root = s.ID
	if left {
		return p.refer(at, problem.NotForMember), nil
	}
	return p.done(at, s), nil
}

// confirm asks for the code that was sent to a new address. The flow for it is named once, in the answer to the change.
func (p *Plan) confirm(ctx context.Context, at place, r *reading, address string) (plan.Step, error) {
	for _, c := range r.ContinueWith {
		if c.Action == "show_verification_ui" && strings.EqualFold(c.Flow.Address, address) {
			at.Flow, at.Address, at.Sent = c.Flow.ID, address, r.now
			return p.askConfirm(at.to(atConfirm)), nil
		}
	}
	return p.finish(ctx, at) // nothing confirms contacts here
}

// askConfirm asks for that code. To a phone it cannot be sent again: Kratos takes e-mail addresses only.
func (p *Plan) askConfirm(at place) plan.Step {
	kind := kindOf(at.Address)
	s := plan.Code{Head: at.head(), Authenticator: plan.Authenticator{ID: nameOf(kind, at.Address), Kind: kind, Hint: mask(at.Address)},
		Digits: codeDigits, Sent: at.Sent}
	if kind != plan.EmailCode {
		s.Sends = plan.Tries{Known: true}
	}
	return s
}

// sendConfirm has the code sent again, to an e-mail address.
func (p *Plan) sendConfirm(ctx context.Context, at place, step plan.Step) (plan.Step, error) {
	r, err := p.submit(ctx, verification, at.Flow, secret.Bytes{}, method(byCode).set("email", at.Address).body())
	defer r.wipe()
	if err != nil {
		return step, err
	}
	if v := r.verdict(); v != nil {
		return p.anew(ctx, at, step, r, v)
	}
	if r.State != stateSent {
		return step, r.signed(problem.New(problem.Malformed))
	}
	at.Sent = r.now
	return p.askConfirm(at.to(atConfirm)), nil
}

// confirmContact proves a contact by the code that was sent to it.
func (p *Plan) confirmContact(ctx context.Context, at place, step plan.Step, code secret.Bytes) (plan.Step, error) {
	r, err := p.submit(ctx, verification, at.Flow, secret.Bytes{}, method(byCode).secret("code", code).body())
	defer r.wipe()
	if err != nil && !problem.Is(err, problem.FlowExpired) {
		return step, err
	}
	if err != nil { // the redirect of a verification that has run out
		return p.anew(ctx, at, step, nil, problem.Of(err))
	}
	if v := r.verdict(); v != nil {
		return p.anew(ctx, at, step, r, v)
	}
	if r.State != statePassed {
		return step, r.signed(problem.New(problem.Malformed))
	}
	return p.finish(ctx, at)
}

// anew goes on with the flow that took the place of a verification that was tried too often or has run out: the member asks
// for a new code there. Any other refusal leaves the step as it stands.
func (p *Plan) anew(ctx context.Context, at place, step plan.Step, r *reading, why *problem.Problem) (plan.Step, error) {
	if why.Code != problem.CodeSpent && why.Code != problem.FlowExpired {
		return step, why
	}
	if why.Code == problem.FlowExpired {
		why = problem.New(problem.CodeExpired)
	}
	if r != nil && r.successor() != "" {
		at.Flow = r.successor()
		return p.askConfirm(at.to(atConfirm)), why
	}
	f, err := p.begun(ctx, verification, nil, secret.Bytes{})
	if err != nil {
		return step, err
	}
	defer f.wipe()
	at.Flow = f.ID
	return p.askConfirm(at.to(atConfirm)), why
}
