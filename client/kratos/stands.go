package kratos

import (
	"cmp"
	"context"
	"net/http"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// stands asks Kratos how a conversation stands: after a restart, and where the answer to a request never came. What cannot be
// gone on with is problem.FlowExpired: a new one is begun.
func (p *Plan) stands(ctx context.Context, at place) (plan.Step, error) {
	switch at.At {
	case atPassword, atName, atNameCode:
		return p.standsFirst(ctx, at)
	case atChoose, atProof:
		return p.standsSecond(ctx, at)
	case atAddress, atRecovery:
		return p.standsRecovery(ctx, at)
	case atNewPassword, atSecret, atCodes, atContact:
		return p.standsSetting(ctx, at)
	case atConfirm:
		return p.standsConfirm(ctx, at)
	}
	return nil, problem.New(problem.FlowExpired)
}

// found looks a flow up.
func (p *Plan) found(ctx context.Context, kind string, at place, token secret.Bytes) (*reading, error) {
	f, err := p.look(ctx, kind, at.Flow, token)
	if err != nil {
		return nil, err
	}
	if f.ID == "" || f.status != http.StatusOK {
		if v := f.verdict(); v != nil {
			return nil, v
		}
		return nil, f.signed(problem.New(problem.FlowExpired))
	}
	return f, nil
}

// standsFirst: a flow that nobody has signed in by yet still takes the answer. Whether somebody has, it does not tell: the
// token went with the answer, and that session ends by itself.
func (p *Plan) standsFirst(ctx context.Context, at place) (plan.Step, error) {
	f, err := p.found(ctx, login, at, at.token)
	if err != nil {
		return nil, err
	}
	defer f.wipe()
	switch {
	case f.State == statePassed:
		return nil, problem.New(problem.FlowExpired)
	case f.State == stateSent && at.At != atPassword:
		if at.Sent.IsZero() {
			at.Sent = f.now
		}
		if at.At == atName {
			at = at.to(atNameCode)
		}
		return p.askCode(at), nil
	case at.At == atPassword:
		return p.askPassword(at), nil
	}
	at.At = atName
	return p.askName(at), nil
}

// standsSecond: the session itself tells whether the second proof counted.
func (p *Plan) standsSecond(ctx context.Context, at place) (plan.Step, error) {
	s, err := p.whoami(ctx, at.token)
	if err == nil && (s.AAL == aal2 || at.Later == "") {
		return p.proved(ctx, at, s)
	}
	if err != nil && !problem.Is(err, problem.NeedsReauth) {
		return nil, err
	}
	f, err := p.found(ctx, login, at, at.token)
	if problem.Is(err, problem.FlowExpired) {
		return p.second(ctx, at)
	}
	if err != nil {
		return nil, err
	}
	defer f.wipe()
	unseen := f.State == stateSent && at.Sent.IsZero()
	if unseen {
		at.Sent = f.now // which way it went is not told: the member chooses again, and gets another
	}
	if unseen || at.At == atChoose {
		return p.chooseAgain(at), nil
	}
	return p.askProof(at), nil
}

// chooseAgain is the same question once more.
func (p *Plan) chooseAgain(at place) plan.Step {
	at.Number--
	return p.choose(at)
}

// standsRecovery: a code that counted brought a token, which is lost; the recovery is begun anew.
func (p *Plan) standsRecovery(ctx context.Context, at place) (plan.Step, error) {
	f, err := p.found(ctx, recovery, at, secret.Bytes{})
	if err != nil {
		return nil, err
	}
	defer f.wipe()
	switch {
	case f.State == statePassed:
		return nil, problem.New(problem.FlowExpired)
	case (f.State == stateSent || f.State == stateAwaits) && at.At == atAddress:
		if at.Address = cmp.Or(f.value("email"), f.value("recovery_confirm_address"), f.value(addressChosen)); at.Address == "" {
			break
		}
		at.Sent = f.now
		return p.askCode(at.to(atRecovery)), nil
	case at.At == atRecovery:
		return p.askCode(at), nil
	}
	return p.askAddress(at), nil
}

// standsSetting: a change that was made is told by its flow.
func (p *Plan) standsSetting(ctx context.Context, at place) (plan.Step, error) {
	f, err := p.found(ctx, settings, at, at.token)
	if err != nil {
		return nil, err
	}
	defer f.wipe()
	made := f.State == stateSuccess
	switch at.At {
	case atSecret:
		made = made || f.takes(byTOTP, "totp_unlink")
	case atCodes:
		if f.takes(byLookup, "lookup_secret_codes") {
			return p.showCodes(at, f)
		}
	case atContact:
		if made && len(f.ContinueWith) == 0 {
			return p.finish(ctx, at) // changed; the flow of its code was named in the answer that is lost
		}
	}
	if made {
		return p.finish(ctx, at)
	}
	return p.setting(ctx, at, f)
}

// standsConfirm: the flow tells whether the code counted.
func (p *Plan) standsConfirm(ctx context.Context, at place) (plan.Step, error) {
	f, err := p.found(ctx, verification, at, secret.Bytes{})
	if err != nil {
		return nil, err
	}
	defer f.wipe()
	if f.State == statePassed {
		return p.finish(ctx, at)
	}
	return p.askConfirm(at), nil
}
