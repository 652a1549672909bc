package client

import (
	"context"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// This file is the door of a plan of two servers: who signed in at the one must be known to the other, else they would stand in
// a home without anything of theirs in it, and be told that there is nothing (S082).

// admitted looks at what the identity server gave. A member whom the services do not know is not let in: the session is ended,
// and the sign-in begins anew, for another account. Services that are in trouble, or do not tell, keep nobody out.
func (r routed) admitted(ctx context.Context, step plan.Step, err error) (plan.Step, error) {
	done, signedIn := step.(plan.Done)
	if !signedIn || done.Purpose.NeedsSession() {
		return step, err
	}
	stranger := r.stranger(ctx, done.Session)
	if stranger == nil {
		return step, err
	}
	fresh, failed := r.identity.Begin(ctx, plan.SignIn, nil)
	if failed != nil {
		return nil, stranger
	}
	return fresh, stranger
}

// stranger ends the session of a member whom the services do not know, and says so; nil: they do.
func (r routed) stranger(ctx context.Context, session plan.Session) error {
	_, err := r.services.Account(ctx, session)
	if !problem.Is(err, problem.ProviderUnlinked) {
		return nil
	}
	_, _ = r.identity.SignOut(ctx, session) // one that was not ended there runs out, and opens nothing here
	return problem.New(problem.ProviderUnlinked)
}

// admitting is a Renewer behind the same door.
type admitting struct {
	plan.Renewer
	door routed
}

// Renew opens a session by the token on a shelf. One of a member who was parted from the account since is over.
func (a admitting) Renew(ctx context.Context, shelf plan.Shelf) (plan.Done, error) {
	done, err := a.Renewer.Renew(ctx, shelf)
	if err != nil {
		return done, err
	}
	if stranger := a.door.stranger(ctx, done.Session); stranger != nil {
		return plan.Done{}, problem.New(problem.SessionRevoked).Because(stranger)
	}
	return done, nil
}
