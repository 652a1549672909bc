package kratos

import (
	"context"
	"crypto/sha256"
	"encoding/base64"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// beginRecovery asks for the address that the way back leads over. Kratos 1.3 takes e-mail addresses only.
func (p *Plan) beginRecovery(ctx context.Context, at place) (plan.Step, error) {
	f, err := p.begun(ctx, recovery, nil, secret.Bytes{})
	if err != nil {
		return nil, err
	}
	defer f.wipe()
	if !f.takes(byCode, "email") && !f.takes(byCode, addressChosen) {
		return nil, problem.New(problem.UnknownStep) // by links in mails alone
	}
	at.Root, at.Flow, at.Expires = f.ID, f.ID, f.ExpiresAt
	at.Codes = f.takes(byCode, addressChosen)
	return p.askAddress(at.to(atAddress)), nil
}

// addressChosen is the field of newer versions, which takes numbers, too.
const addressChosen = "recovery_address"

func (p *Plan) askAddress(at place) plan.Step {
	s := plan.Identify{Head: at.head(), Identifiers: []plan.Identifier{plan.Email}, Most: 1}
	if at.Codes {
		s.Identifiers = append(s.Identifiers, plan.Phone)
	}
	return s
}

// sendRecovery has a code sent, if the address is known: the answer is the same where it is not.
func (p *Plan) sendRecovery(ctx context.Context, at place, step plan.Step) (plan.Step, error) {
	r, err := p.submit(ctx, recovery, at.Flow, secret.Bytes{}, at.addressed().body())
	if err == nil && ended(r) && r.successor() != "" {
		at.Flow = r.successor()
		r.wipe()
		r, err = p.submit(ctx, recovery, at.Flow, secret.Bytes{}, at.addressed().body())
	}
	if err == nil && r.State == stateChoice {
		r, err = p.sameAddress(ctx, at, r)
	}
	defer r.wipe()
	if err != nil {
		return step, err
	}
	if v := r.verdict(); v != nil {
		return step, v
	}
	if r.State != stateSent && r.State != stateAwaits {
		return step, r.signed(problem.New(problem.UnknownStep))
	}
	at.Sent, at.Expires = r.now, r.ExpiresAt
	return p.askCode(at.to(atRecovery)), nil
}

// addressed is the form that has a code sent, or sent again.
func (at place) addressed() *form {
	f := method(byCode)
	switch {
	case !at.Codes:
		return f.set("email", at.Address)
	case at.At == atRecovery:
		return f.set(addressChosen, at.Address).set("recovery_confirm_address", at.Address)
	}
	return f.set(addressChosen, at.Address)
}

// sameAddress answers the question which of the account's addresses is meant with the one that was typed: Kratos names each by
// its sum (AddressToHashBase64 in selfservice/strategy/code).
func (p *Plan) sameAddress(ctx context.Context, at place, r *reading) (*reading, error) {
	sum := sha256.Sum256([]byte(at.Address))
	typed := base64.StdEncoding.EncodeToString(sum[:])
	for _, n := range r.UI.Nodes {
		if n.Attributes.Name == "recovery_select_address" && n.text() == typed {
			return p.submit(ctx, recovery, at.Flow, secret.Bytes{}, at.addressed().set("recovery_select_address", typed).body())
		}
	}
	return r, nil
}

// recoveryCode proves the mailbox, and goes on to a second proof where there is one.
func (p *Plan) recoveryCode(ctx context.Context, at place, step plan.Step, code secret.Bytes) (plan.Step, error) {
	r, err := p.submit(ctx, recovery, at.Flow, secret.Bytes{}, method(byCode).secret("code", code).body())
	defer r.wipe()
	if err != nil {
		return step, err
	}
	if r.failed() == needsBrowser { // feature_flags.use_continue_with_transitions is off: only a browser gets further
		return p.dismiss(ctx, at, problem.AuthenticatorOff)
	}
	if v := r.verdict(); v != nil {
		return p.recoveryRefused(at, step, r, v)
	}
	next := r.next("show_settings_ui")
	if r.token().Empty() || next == nil || next.Flow.ID == "" {
		return step, r.signed(problem.New(problem.Malformed))
	}
	at = p.holds(ctx, at, r.token())
	defer at.token.Clear()
	at.First = kindOf(at.Address)
	at.Later, at.LaterFlow = atNewPassword, next.Flow.ID
	return p.second(ctx, at)
}

// recoveryRefused goes on with the flow that took the place of one that was tried too often: the member asks for a new code
// there.
func (p *Plan) recoveryRefused(at place, step plan.Step, r *reading, why *problem.Problem) (plan.Step, error) {
	flow := r.successor()
	if flow == "" || why.Code != problem.CodeSpent && why.Code != problem.FlowExpired {
		return step, why
	}
	if why.Code == problem.FlowExpired {
		why = problem.New(problem.CodeExpired)
	}
	at.Flow = flow
	return p.askCode(at.to(atRecovery)), why
}
