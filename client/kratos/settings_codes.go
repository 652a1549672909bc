package kratos

import (
	"context"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// makeCodes has new recovery codes made, and shows them. They count once they are kept.
func (p *Plan) makeCodes(ctx context.Context, at place, f *reading) (plan.Step, error) {
	if !f.hasCodes() {
		return p.refer(at, problem.NotForMember), nil
	}
	r, next, err := p.change(ctx, at, nil, method(byLookup).yes("lookup_secret_regenerate"))
	defer r.wipe()
	if err != nil {
		return next, err
	}
	return p.showCodes(at, r)
}

// hasCodes reports whether the plan hands out recovery codes.
func (r *reading) hasCodes() bool {
	return r.takes(byLookup, "lookup_secret_regenerate") || r.takes(byLookup, "lookup_secret_reveal")
}

func (p *Plan) showCodes(at place, r *reading) (plan.Step, error) {
	n := r.node(byLookup, "lookup_secret_codes")
	if n == nil {
		return p.refer(at, problem.NotForMember), nil
	}
	s := plan.ShowRecoveryCodes{Head: at.head()}
	for _, code := range codesIn(n.Attributes.Text) {
		s.Codes = append(s.Codes, printed(code.Bytes))
		code.Clear()
	}
	if len(s.Codes) == 0 {
		return nil, r.signed(problem.New(problem.Malformed))
	}
	return s, nil
}

func codesIn(m *message) (codes []wire.Secret) {
	var c struct {
		Secrets []struct {
			Context struct {
				Secret wire.Secret `json:"secret"`
			} `json:"context"`
		} `json:"secrets"`
	}
	m.context(&c)
	for _, s := range c.Secrets {
		if !s.Context.Secret.Empty() {
			codes = append(codes, s.Context.Secret)
		}
	}
	return codes
}

// printed gives a copy of a code as it is read best: in halves of four.
func printed(code secret.Bytes) secret.Bytes {
	b := code.Reveal()
	if len(b) != 8 {
		return code.Clone()
	}
	out := make([]byte, 0, 9)
	return secret.Of(append(append(append(out, b[:4]...), '-'), b[4:]...))
}

// keepCodes has the codes count that the member has written down. The set before ends.
func (p *Plan) keepCodes(ctx context.Context, at place, step plan.Step) (plan.Step, error) {
	r, next, err := p.change(ctx, at, step, method(byLookup).yes("lookup_secret_confirm"))
	defer r.wipe()
	if err != nil {
		return next, err
	}
	if !r.takes(byLookup, "lookup_secret_reveal") && !r.takes(byLookup, "lookup_secret_disable") {
		return step, r.signed(problem.New(problem.Malformed))
	}
	return p.finish(ctx, at)
}
