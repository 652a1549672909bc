package client

import (
	"context"
	"errors"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// side is where a conversation goes on: the first byte of its handle.
type side byte

const (
	atIdentity side = 'i'
	atServices side = 's'
)

// routed is an Identity of two servers. A conversation stays where it was begun; sessions are the identity server's alone.
type routed struct {
	identity plan.Identity
	services plan.Identity
	// ours reports that our services hold the conversations for a purpose.
	ours func(plan.Purpose) bool
}

// composeIdentity gives an Identity that can do what the identity server's can beyond the port, and no more: who asks for
// an Extender finds one only where there is one.
func composeIdentity(identity plan.Identity, services *plan.Plan) plan.Identity {
	r := routed{identity, services.Identity, func(p plan.Purpose) bool { return held(p, services.Document) }}
	extender, extends := identity.(plan.Extender)
	renewer, renews := identity.(plan.Renewer)
	renewer = admitting{renewer, r}
	switch {
	case extends && renews:
		return struct {
			routed
			plan.Extender
			plan.Renewer
		}{r, extender, renewer}
	case extends:
		return struct {
			routed
			plan.Extender
		}{r, extender}
	case renews:
		return struct {
			routed
			plan.Renewer
		}{r, renewer}
	}
	return r
}

// held reports that the services hold the conversations for a purpose, by their document.
func held(p plan.Purpose, services plan.Document) bool {
	c, theirs := map[plan.Purpose]plan.Capability{plan.FindUsername: plan.CanFindUsername, plan.CheckStatus: plan.CanCheckStatus,
		plan.Register: plan.CanRegister, plan.Activate: plan.CanActivate, plan.Reactivate: plan.CanReactivate}[p]
	return theirs && services.Can(c).How == plan.InApp
}

// Begin opens a conversation where its purpose belongs.
func (r routed) Begin(ctx context.Context, purpose plan.Purpose, session *plan.Session) (plan.Step, error) {
	at := atIdentity
	if r.ours(purpose) {
		at = atServices
	}
	return r.out(at)(r.to(at).Begin(ctx, purpose, session))
}

// Submit answers a step where its conversation is.
func (r routed) Submit(ctx context.Context, step plan.Step, answer plan.Answer) (plan.Step, error) {
	at, bare, err := r.in(step)
	if err != nil {
		return nil, err
	}
	next, err := r.to(at).Submit(ctx, bare, answer)
	return r.out(at)(r.admitted(ctx, next, err))
}

// Poll asks again about a step.
func (r routed) Poll(ctx context.Context, step plan.Step) (plan.Step, error) {
	at, bare, err := r.in(step)
	if err != nil {
		return nil, err
	}
	next, err := r.to(at).Poll(ctx, bare)
	return r.out(at)(r.admitted(ctx, next, err))
}

// Resume takes a conversation up where it was left.
func (r routed) Resume(ctx context.Context, handle plan.Handle) (plan.Step, error) {
	at, bare, err := part(handle)
	if err != nil {
		return nil, err
	}
	next, err := r.to(at).Resume(ctx, bare)
	return r.out(at)(r.admitted(ctx, next, err))
}

// Abandon ends a conversation where it is.
func (r routed) Abandon(ctx context.Context, step plan.Step) error {
	at, bare, err := r.in(step)
	if err != nil {
		return err
	}
	return r.to(at).Abandon(ctx, bare)
}

// Account asks the identity server.
func (r routed) Account(ctx context.Context, session plan.Session) (plan.Account, error) {
	return r.identity.Account(ctx, session)
}

// SignOut ends the session at the identity server.
func (r routed) SignOut(ctx context.Context, session plan.Session) (browser string, err error) {
	return r.identity.SignOut(ctx, session)
}

func (r routed) to(at side) plan.Identity {
	if at == atServices {
		return r.services
	}
	return r.identity
}

// errNoSide is the cause where a handle is of neither server: one of another kind of plan, or of an older version.
var errNoSide = errors.New("client: the handle of a conversation tells neither server")

// errStrangeSession is the cause where our services hand a session out beside a server that signs members in: it would be
// worth nothing there.
var errStrangeSession = errors.New("client: a session of the services, which sign nobody in")

// part reads on which side a conversation is, and gives the handle of that server. It shares the memory of the whole.
func part(handle plan.Handle) (side, plan.Handle, error) {
	b := handle.Reveal()
	if len(b) < 1 || side(b[0]) != atIdentity && side(b[0]) != atServices {
		return 0, plan.Handle{}, problem.New(problem.FlowExpired).Because(errNoSide)
	}
	return side(b[0]), plan.Handle{Bytes: secret.Of(b[1:])}, nil
}

func (r routed) in(step plan.Step) (side, plan.Step, error) {
	at, bare, err := part(step.At().Handle)
	if err != nil {
		return 0, nil, err
	}
	return at, plan.WithHandle(step, bare), nil
}

// out marks what comes from one side. A step without a handle stays so: nothing can be answered to it.
func (r routed) out(at side) func(plan.Step, error) (plan.Step, error) {
	return func(step plan.Step, err error) (plan.Step, error) {
		if step == nil {
			return nil, err
		}
		if _, signedIn := step.(plan.Done); signedIn && at == atServices {
			return nil, problem.New(problem.Malformed).Because(errStrangeSession)
		}
		handle := step.At().Handle
		if handle.Empty() {
			return step, err
		}
		whole := append(make([]byte, 0, 1+handle.Len()), byte(at))
		return plan.WithHandle(step, plan.Handle{Bytes: secret.Of(append(whole, handle.Reveal()...))}), err
	}
}
