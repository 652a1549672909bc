package kratos

import (
	"context"
	"errors"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// Begin opens a conversation. What Kratos has no flow for is problem.NotForMember: the document does not offer it.
func (p *Plan) Begin(ctx context.Context, purpose plan.Purpose, in *plan.Session) (plan.Step, error) {
	if !p.has(purpose) {
		return nil, problem.New(problem.NotForMember)
	}
	at := place{Purpose: purpose}
	if purpose.NeedsSession() {
		if in == nil {
			return nil, problem.New(problem.SessionRevoked)
		}
		at.token = in.Token.Clone()
		defer func() { at.clear() }()
		return p.beginIn(ctx, at, *in)
	}
	at.Owns = true
	if purpose == plan.RecoverPassword {
		return p.beginRecovery(ctx, at)
	}
	return p.beginSignIn(ctx, at)
}

// has reports whether this Kratos has the flow for a purpose.
func (p *Plan) has(purpose plan.Purpose) bool {
	switch purpose {
	case plan.SignIn, plan.StepUp, plan.Bind, plan.ChangePassword, plan.NewRecoveryCodes:
		return true
	case plan.RecoverPassword:
		return p.on[recovery]
	case plan.AddContact, plan.ConfirmContact:
		return p.on[verification]
	}
	return false
}

// Submit answers a step. Kratos does not remember its answers: where one is lost, it is asked how things stand, and before
// the next try where it could not be reached.
func (p *Plan) Submit(ctx context.Context, step plan.Step, answer plan.Answer) (plan.Step, error) {
	at, ok := placeOf(step.At().Handle)
	if !ok {
		return nil, problem.New(problem.FlowExpired)
	}
	defer at.clear()
	if p.ends.given(at.Root) {
		return nil, problem.New(problem.FlowExpired)
	}
	if next, is := p.twice.before(at, answer); is {
		return next, nil
	}
	next, err := p.submitted(ctx, at, step, answer)
	if err == nil {
		p.twice.leads(at, answer, next)
	}
	return next, err
}

// submitted answers a step that was not answered so before.
func (p *Plan) submitted(ctx context.Context, at place, step plan.Step, answer plan.Answer) (plan.Step, error) {
	if p.ends.doubted(at) {
		stands, err := p.stands(ctx, at)
		if err != nil && uncertain(err) {
			p.ends.doubt(at)
			return step, err
		}
		if err != nil || moved(at, stands) {
			return stands, err
		}
	}
	next, err := p.answer(ctx, at, step, answer)
	if err == nil || !uncertain(err) || next != nil && moved(at, next) {
		return next, err
	}
	return p.unsure(ctx, at, step, err)
}

// unsure asks what became of an answer.
func (p *Plan) unsure(ctx context.Context, at place, step plan.Step, lost error) (plan.Step, error) {
	stands, err := p.stands(ctx, at)
	switch {
	case err != nil && uncertain(err):
		p.ends.doubt(at)
		return step, lost
	case err != nil:
		return nil, err
	case moved(at, stands):
		return stands, nil
	}
	return stands, lost
}

// moved reports whether a conversation stands elsewhere than it stood.
func moved(at place, stands plan.Step) bool {
	now, ok := placeOf(stands.At().Handle)
	defer now.clear()
	return !ok || now.At != at.At
}

// Poll asks how a conversation stands. A lock is a gateway's, and ends by its time.
func (p *Plan) Poll(ctx context.Context, step plan.Step) (plan.Step, error) {
	return p.Resume(ctx, step.At().Handle)
}

// Resume takes a conversation up again where Kratos still has its flow.
func (p *Plan) Resume(ctx context.Context, h plan.Handle) (plan.Step, error) {
	at, ok := placeOf(h)
	if !ok {
		return nil, problem.New(problem.FlowExpired)
	}
	defer at.clear()
	return p.stands(ctx, at)
}

// Abandon ends a conversation. Kratos forgets its flows by itself; a session that was opened on the way is ended.
func (p *Plan) Abandon(ctx context.Context, step plan.Step) error {
	at, ok := placeOf(step.At().Handle)
	if !ok {
		return nil
	}
	defer at.clear()
	p.ends.give(at.Root)
	p.twice.forget(at.Root)
	opened := p.ends.over(at.Root)
	defer opened.Clear()
	if !at.Owns {
		return nil
	}
	var err error
	if done, is := step.(plan.Done); is {
		_, err = p.SignOut(ctx, done.Session)
	} else if !at.token.Empty() {
		err = p.logout(ctx, at.token)
	}
	if !opened.Empty() && !opened.Equal(at.token) {
		err = errors.Join(err, p.logout(ctx, opened))
	}
	return err
}

// done ends a conversation with the session as it now stands.
func (p *Plan) done(at place, s session) plan.Step {
	p.ends.over(at.Root).Clear()
	in := s.in(at.token.Clone(), at.way().Kind)
	in.Shared = at.Shared
	return plan.Done{Head: at.to(atEnd).head(), Session: in, Account: p.account(s.Identity)}
}

// finish asks how the session now stands, and ends the conversation with it.
func (p *Plan) finish(ctx context.Context, at place) (plan.Step, error) {
	s, err := p.whoami(ctx, at.token)
	if err != nil {
		return nil, err
	}
	return p.done(at, s), nil
}

// dismiss ends a conversation with a person at the plan. A session that nobody will hold is ended with it.
func (p *Plan) dismiss(ctx context.Context, at place, why problem.Code) (plan.Step, error) {
	if at.Owns && !at.token.Empty() {
		_ = p.logout(ctx, at.token) // its own end comes anyway
		p.ends.over(at.Root).Clear()
		at.token = secret.Bytes{}
	}
	return p.refer(at, why), nil
}

// refer says what this plan does not do for this member. Its flows tell that only now.
func (p *Plan) refer(at place, why problem.Code) plan.Step {
	return plan.Refer{Head: at.to(atEnd).head(), Why: why}
}

// answer carries out what the member gave at a place.
func (p *Plan) answer(ctx context.Context, at place, step plan.Step, given plan.Answer) (plan.Step, error) {
	switch a := given.(type) {
	case plan.LostIt:
		return p.lost(ctx, at)
	case plan.NameAndPassword:
		return p.password(ctx, at, step, a)
	case plan.ByProvider:
		return p.byProvider(ctx, at, step, a)
	case plan.Identified:
		return p.identified(ctx, at, step, a)
	case plan.Chosen:
		return p.chosen(ctx, at, a)
	case plan.CodeTyped:
		return p.typed(ctx, at, step, a.Code)
	case plan.RecoveryCodeTyped:
		return p.prove(ctx, at, step, a.Code)
	case plan.CodeResend:
		return p.resend(ctx, at, step)
	case plan.CodeAnotherWay, plan.RecoveryCodeAnotherWay:
		return p.choose(at), nil
	case plan.NewPasswordTyped:
		return p.newPassword(ctx, at, step, a)
	case plan.ShowSecretConfirmed:
		return p.confirmSecret(ctx, at, step, a.Code)
	case plan.RecoveryCodesKept:
		return p.keepCodes(ctx, at, step)
	case plan.ContactTyped:
		return p.newContact(ctx, at, step, a)
	case plan.Arrived:
		return p.arrived(ctx, at, step, a.Address)
	}
	return step, problem.New(problem.FlowConflict)
}

// typed sends a code that was typed to where it belongs.
func (p *Plan) typed(ctx context.Context, at place, step plan.Step, code secret.Bytes) (plan.Step, error) {
	switch at.At {
	case atNameCode:
		return p.nameCode(ctx, at, step, code)
	case atRecovery:
		return p.recoveryCode(ctx, at, step, code)
	case atConfirm:
		return p.confirmContact(ctx, at, step, code)
	}
	return p.prove(ctx, at, step, code)
}

// resend asks for a new code. The one before dies.
func (p *Plan) resend(ctx context.Context, at place, step plan.Step) (plan.Step, error) {
	switch at.At {
	case atNameCode:
		return p.sendToName(ctx, at, step)
	case atRecovery:
		return p.sendRecovery(ctx, at, step)
	case atConfirm:
		return p.sendConfirm(ctx, at, step)
	}
	return p.send(ctx, at, step)
}
