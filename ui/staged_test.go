package ui_test

import (
	"context"
	"fmt"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// This file is a plan that asks what a test says, in the place of the bundled one: for pages that are looked at alone.

// stage is the bundled plan's identity until a test puts a step on it: that is what every answer gets from then on.
type stage struct {
	plan.Identity
	asks plan.Step
	// refuses is said of the next answer.
	refuses *problem.Problem
	// given are the answers since then, as answered writes them: what they hold is cleared soon after.
	given []string
}

// staged gives every plan that is found a rig's stage.
type staged struct {
	plan.Finder
	on *stage
}

// Find implements plan.Finder.
func (s staged) Find(ctx context.Context, address string) (*plan.Plan, error) {
	p, err := s.Finder.Find(ctx, address)
	if err == nil {
		s.on.Identity, p.Identity = p.Identity, s.on
	}
	return p, err
}

// Submit implements plan.Identity.
func (s *stage) Submit(ctx context.Context, step plan.Step, answer plan.Answer) (plan.Step, error) {
	if s.asks == nil {
		return s.Identity.Submit(ctx, step, answer)
	}
	s.given = append(s.given, answered(answer))
	if refused := s.refuses; refused != nil {
		s.refuses = nil
		return asked(step, step), refused
	}
	return asked(s.asks, step), nil
}

// Poll implements plan.Identity.
func (s *stage) Poll(ctx context.Context, step plan.Step) (plan.Step, error) {
	if s.asks == nil {
		return s.Identity.Poll(ctx, step)
	}
	if s.refuses != nil {
		return nil, s.refuses
	}
	return asked(s.asks, step), nil
}

// Extend implements plan.Extender.
func (s *stage) Extend(ctx context.Context, session plan.Session) (plan.Session, error) {
	return s.Identity.(plan.Extender).Extend(ctx, session)
}

// asked is a step as the plan's next word in the conversation of another.
func asked(next, before plan.Step) plan.Step {
	h := before.At()
	h.Number++
	switch next := next.(type) {
	case plan.Credentials:
		next.Head = h
		return next
	case plan.ProveIdentity:
		next.Head = h
		return next
	case plan.Contact:
		next.Head = h
		return next
	case plan.RegisterAccount:
		next.Head = h
		return next
	case plan.Activation:
		next.Head = h
		return next
	case plan.ShowRecoveryCodes:
		next.Head = h
		return next
	case plan.Told:
		next.Head = h
		return next
	case plan.Wait:
		next.Head = h
		return next
	case plan.Refer:
		next.Head = h
		return next
	case plan.OpenBrowser:
		next.Head = h
		return next
	}
	panic(fmt.Sprintf("a stage knows no %T", next))
}

// answered writes an answer down, with what it holds.
func answered(a plan.Answer) string {
	switch a := a.(type) {
	case plan.IdentityTyped:
		var all []string
		for _, v := range a.Values {
			all = append(all, string(v.Name)+"="+string(v.Value.Reveal()))
		}
		return strings.Join(all, " ")
	case plan.ContactTyped:
		return string(a.ContactKind) + "=" + a.Value
	case plan.RegisterTyped:
		return a.Username + "," + a.Email + "," + a.Phone
	case plan.ActivationTyped:
		return string(a.Code.Reveal())
	case plan.ByProvider:
		return fmt.Sprintf("%s, shared %v", a.ID, a.Shared)
	}
	return fmt.Sprintf("%T", a)
}

// puts signs Anna in at a plan that goes on with a step, up to its page, named by the title.
func (r *rig) puts(step plan.Step, title string) {
	r.t.Helper()
	r.see(`button "Sign in"`)
	r.stage.asks = step
	r.signIn("anna", annaPassword)
	r.see(`heading 1 "` + title)
	r.stage.given = nil
}

// atStep has the plan ask a step and say a problem of what is answered to it.
func atStep(step plan.Step, title string, code problem.Code, answer func(*rig)) provocation {
	return provocation{walk: func(r *rig) {
		r.puts(step, title)
		r.stage.refuses = problem.New(code)
		if left := 2; r.stage.refuses.Kind == problem.Credential {
			r.stage.refuses.Facts.Left = &left
		}
		answer(r)
	}}
}

// typesCard answers with a whole card.
func typesCard(r *rig) {
	r.types("TM-000-123-456", "TM-2200", "Okafor", "March 4, 1960")
	r.must(r.Press("Check this"))
}

// picksName answers with a username that another has.
func picksName(r *rig) {
	r.must(r.Type("Username", "ana"))
	r.must(r.Type("E-mail address", "ana@mail.example.org"))
	r.must(r.Press("Send me a code"))
}

// typesLetter answers with a code of a letter.
func typesLetter(r *rig) {
	r.must(r.Type("Code or link", "4YKD-7QXM"))
	r.must(r.Press("Go on"))
}
