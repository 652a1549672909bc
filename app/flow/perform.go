package flow

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// limit is how long a request may take, a Submit that nobody waits for any more included.
const limit = 30 * time.Second

// An Abandon that does not reach the plan is repeated: it may be about a session that nobody holds. After that the plan's
// idle time ends it.
const (
	abandonTries = 3
	abandonPause = 5 * time.Second
)

func (r *Runner) performAll(effects []Effect) {
	for _, e := range effects {
		r.perform(e)
	}
}

func (r *Runner) perform(e Effect) {
	id := r.config.Identity
	switch e := e.(type) {
	case Open:
		r.opening = r.request(e.Request, func(ctx context.Context) (plan.Step, error) {
			return id.Begin(ctx, e.Purpose, e.Session)
		})
	case TakeUp:
		r.request(e.Request, func(ctx context.Context) (plan.Step, error) { return id.Resume(ctx, e.Handle) })
	case Submit:
		r.request(e.Request, func(ctx context.Context) (plan.Step, error) {
			defer e.Answer.Clear()
			return id.Submit(ctx, e.Step, e.Answer)
		})
	case Ask:
		r.request(e.Request, func(ctx context.Context) (plan.Step, error) { return id.Poll(ctx, e.Step) })
	case Abandon:
		r.given.note(e.Step)
		r.abandon(e.Step, abandonTries)
	case Wake:
		r.wake(e)
	case Hush:
		r.hush()
	case Erase:
		wipe(e)
	case Enter:
		r.config.OnEnter(e.Done)
	}
}

// call is one call of the port.
type call func(context.Context) (plan.Step, error)

// request makes a call elsewhere and sends what comes of it: always exactly one Reply.
func (r *Runner) request(id RequestID, do call) request {
	ctx, cancel := context.WithCancelCause(context.Background())
	stop := r.config.Clock.AfterFunc(limit, func() { cancel(context.DeadlineExceeded) })
	go func() {
		reply := answered(ctx, do)
		stop()
		cancel(nil)
		reply.Request = id
		r.config.Post(func() { r.Send(reply) })
	}()
	return request{id, func() { cancel(context.Canceled) }}
}

// answered makes the call and sorts what comes of it.
func answered(ctx context.Context, do call) Reply {
	step, err := guarded(ctx, do)
	switch {
	case err != nil && step == nil && context.Cause(ctx) == context.DeadlineExceeded:
		return Reply{Problem: problem.New(problem.NetTimeout).Because(err)}
	case err == nil && step == nil:
		return Reply{Problem: problem.New(problem.Malformed)}
	}
	return Reply{Step: step, Problem: problem.Of(err)}
}

// guarded keeps a fault in a plan's adapter from ending the program. What was panicked with may hold anything, so only
// the runtime's own words are kept.
func guarded(ctx context.Context, do call) (step plan.Step, err error) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case runtime.Error:
			step, err = nil, problem.New(problem.Unexpected).Because(v)
		default:
			step, err = nil, problem.New(problem.Unexpected).Because(fmt.Errorf("flow: panic with a %T", v))
		}
	}()
	return do(ctx)
}

// abandon gives a step back, as well as it can: nobody is told, because there is nothing a member could do.
func (r *Runner) abandon(step plan.Step, tries int) {
	ctx, cancel := context.WithCancel(context.Background())
	stop := r.config.Clock.AfterFunc(limit, cancel)
	go func() {
		defer cancel()
		_, err := guarded(ctx, func(ctx context.Context) (plan.Step, error) {
			return nil, r.config.Identity.Abandon(ctx, step)
		})
		stop()
		if passing(problem.Of(err)) && tries > 1 {
			r.config.Clock.AfterFunc(abandonPause, func() { r.abandon(step, tries-1) })
			return
		}
		r.config.Post(func() { spent(step) })
	}()
}

// spent clears the secrets of a session that was given back. It is done on the thread of all that may compare them.
func spent(step plan.Step) {
	if done, ok := step.(plan.Done); ok {
		done.Session.Token.Clear()
		done.Trust.Clear()
	}
}

// wipe clears secrets that go nowhere.
func wipe(e Erase) {
	if e.Answer != nil {
		e.Answer.Clear()
	}
	e.Address.Clear()
	for _, b := range secrets(e.Step) {
		b.Clear()
	}
}
