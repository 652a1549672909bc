package rest

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// Begin opens a conversation. It is not repeated by itself: a second one would leave the first open at the plan.
func (p *Plan) Begin(ctx context.Context, purpose plan.Purpose, session *plan.Session) (plan.Step, error) {
	r := request{method: http.MethodPost, path: p.base + "/flows", body: wire.BeginBody(purpose)}
	if session != nil {
		r.session = *session
	}
	return p.step(ctx, r)
}

// Submit answers a step. An answer whose reply never came is sent once more: the plan gives the same number with the same
// body the same result.
func (p *Plan) Submit(ctx context.Context, step plan.Step, answer plan.Answer) (plan.Step, error) {
	head := step.At()
	answer, err := p.doorway.through(ctx, answer)
	if err != nil {
		return nil, err
	}
	body, err := wire.AnswerBody(head.Number, answer)
	if err != nil {
		return nil, problem.New(problem.Unexpected).Because(err)
	}
	return p.step(ctx, request{method: http.MethodPost, path: p.flow(head.Handle), body: body, again: true})
}

// Poll asks again about a step.
func (p *Plan) Poll(ctx context.Context, step plan.Step) (plan.Step, error) {
	return p.Resume(ctx, step.At().Handle)
}

// Resume asks where a conversation stands.
func (p *Plan) Resume(ctx context.Context, handle plan.Handle) (plan.Step, error) {
	return p.step(ctx, request{method: http.MethodGet, path: p.flow(handle)})
}

// Abandon ends a conversation, and the session that a Done opened. The conversation goes first: as long as the plan knows it, the
// same answer gets the same session again, and the trust it gave to this device holds. A plan that has forgotten the
// conversation still has the session.
func (p *Plan) Abandon(ctx context.Context, step plan.Step) error {
	p.doorway.keep(nil)
	_, err := p.do(ctx, request{method: http.MethodDelete, path: p.flow(step.At().Handle)})
	if problem.Is(err, problem.FlowExpired) || problem.Is(err, problem.FlowConflict) {
		err = nil
	}
	done, signedIn := step.(plan.Done)
	if !signedIn || done.Purpose.NeedsSession() {
		return err
	}
	_, out := p.SignOut(ctx, done.Session)
	return errors.Join(err, out)
}

// flow is where a conversation lives. Its handle is a secret, and net/http has addresses as strings only.
func (p *Plan) flow(h plan.Handle) string { return p.base + "/flows/" + segment(h.Bytes) }

func segment(s secret.Bytes) string { return url.PathEscape(string(s.Reveal())) }

// step makes a request whose answer is a step, or a problem with the step as it now stands.
func (p *Plan) step(ctx context.Context, r request) (plan.Step, error) {
	a, err := p.do(ctx, r)
	var no refusal
	if errors.As(err, &no) {
		return p.doorway.met(no.step), no.Problem
	}
	if err != nil {
		return nil, err
	}
	var w wire.Step
	if err := a.read(&w); err != nil {
		return nil, err
	}
	step, err := w.Step()
	if err != nil {
		return nil, a.sign(problem.Of(err))
	}
	return p.doorway.met(step), nil
}
