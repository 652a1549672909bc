package kratos

import (
	"context"
	"net/http"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

func (p *Plan) askNewPassword(at place, f *reading) plan.Step {
	s := plan.NewPassword{Head: at.head(), Reason: plan.PasswordIsChanged, Rules: p.passwordRules()}
	if at.Purpose == plan.RecoverPassword {
		s.Reason = plan.PasswordIsForgotten
	}
	if f.Identity != nil {
		s.Name = p.account(f.Identity).Identifier
	}
	return s
}

// newPassword sets a password. What it must keep Kratos tells only of one that it refuses: that is remembered.
func (p *Plan) newPassword(ctx context.Context, at place, step plan.Step, a plan.NewPasswordTyped) (plan.Step, error) {
	r, next, err := p.change(ctx, at, step, method(byPassword).secret("password", a.Password))
	defer r.wipe()
	if problem.Is(err, problem.PasswordRefused) {
		p.learn(r)
		if asked, is := step.(plan.NewPassword); is {
			asked.Rules = p.passwordRules()
			return asked, err
		}
	}
	if err != nil {
		return next, err
	}
	if r.State != stateSuccess {
		return step, r.signed(problem.New(problem.Malformed))
	}
	if a.EndOthers {
		_ = p.endOthers(ctx, at.token) // the password is changed; the list of sessions shows who is left
	}
	return p.finish(ctx, at)
}

// learn takes over what a refusal tells of the rules.
func (p *Plan) learn(r *reading) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range r.UI.Messages {
		m.bounds(&p.rules)
	}
	for _, n := range r.UI.Nodes {
		for _, m := range n.Messages {
			m.bounds(&p.rules)
		}
	}
}

func (p *Plan) passwordRules() plan.PasswordRules {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.rules
}

// endOthers ends every session of the member but this.
func (x *exchanger) endOthers(ctx context.Context, token secret.Bytes) error {
	r, err := x.ask(ctx, request{method: http.MethodDelete, path: "/sessions", token: token})
	if err != nil {
		return err
	}
	if v := r.verdict(); v != nil {
		return v
	}
	return nil
}
