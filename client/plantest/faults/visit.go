package faults

import (
	"context"
	"fmt"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// visit looks at this and that in a session, and signs out.
func (p *play) visit() error {
	ctx, s := context.Background(), *p.session
	look := []func() error{
		func() error { _, err := p.plan.Identity.Account(ctx, s); return err },
		func() error { _, err := p.plan.Security.Overview(ctx, s); return err },
		func() error {
			_, err := p.plan.Records.List(ctx, plan.As{Session: s, Subject: s.Actor}, plan.RecordKinds()[0])
			return err
		},
		func() error { _, err := p.plan.Identity.(plan.Extender).Extend(ctx, s); return err },
		func() error { _, err := p.plan.Services.Status(ctx); return err },
	}
	for range 8 {
		if err := look[p.chance.IntN(len(look))](); err != nil && dropped(problem.Of(err).Code) {
			return fmt.Errorf("a hiccup ended the session: %w", err)
		}
	}
	for range mostMoves {
		if _, err := p.plan.Identity.SignOut(ctx, s); err == nil {
			p.session = nil
			if _, err := p.calm.Identity.Account(ctx, s); !problem.Is(err, problem.SessionRevoked) {
				return fmt.Errorf("signed out, and the plan still has the session: %w", err)
			}
			return nil
		}
	}
	return nil
}
