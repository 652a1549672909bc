package kratos

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"slices"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// second asks for a second proof, by what the flow for it offers this member.
func (p *Plan) second(ctx context.Context, at place) (plan.Step, error) {
	at.Query = "aal=" + aal2
	f, err := p.start(ctx, login, url.Values{"aal": {aal2}}, at.token)
	if err != nil {
		return nil, err
	}
	defer f.wipe()
	if id := f.failed(); id == alreadyIn || id == alreadyProved {
		return p.enough(ctx, at)
	}
	if v := f.verdict(); v != nil {
		return nil, v
	}
	at.Flow, at.Expires, at.Sent, at.Way = f.ID, f.ExpiresAt, time.Time{}, 0
	all := f.ways()
	at.Ways = all
	if at.First != "" {
		at.Ways = slices.DeleteFunc(slices.Clone(all), func(w way) bool { return w.Kind == at.First })
	}
	switch {
	case len(at.Ways) > 0:
		return p.offer(ctx, at)
	case len(all) > 0: // the mailbox alone would open everything (KRATOS: recovery by e-mail, then a code by e-mail)
		return p.dismiss(ctx, at, problem.NoAuthenticator)
	case at.Purpose.NeedsSession():
		return p.refresh(ctx, at)
	case at.First != "":
		return p.goOn(ctx, at)
	}
	return p.enough(ctx, at)
}

// ways reads which second proofs a flow offers. Keys and passkeys are for browsers: no native flow has them.
func (r *reading) ways() []way {
	var out []way
	if r.takes(byTOTP, "totp_code") {
		out = append(out, way{Kind: plan.TOTP})
	}
	for _, n := range r.UI.Nodes {
		if n.Group == byCode && n.Attributes.Name == "address" && n.text() != "" {
			out = append(out, way{n.channel(), n.text()})
		}
	}
	if r.takes(byLookup, byLookup) {
		out = append(out, way{Kind: plan.RecoveryCodes})
	}
	return out
}

// channel is how a code gets to a node's address.
func (n node) channel() plan.AuthenticatorKind {
	var c struct {
		Channel string `json:"channel"`
	}
	n.Meta.Label.context(&c)
	switch c.Channel {
	case "sms":
		return plan.SMS
	case "email":
		return plan.EmailCode
	}
	return kindOf(n.text())
}

// enough is where no second proof is to be had: the session does as it is, or nothing here can prove it further.
func (p *Plan) enough(ctx context.Context, at place) (plan.Step, error) {
	s, err := p.whoami(ctx, at.token)
	if problem.Is(err, problem.NeedsReauth) {
		return p.dismiss(ctx, at, problem.NoAuthenticator)
	}
	if err != nil {
		return nil, err
	}
	return p.proved(ctx, at, s)
}

// offer asks which way, or goes the only one there is. Recovery codes are for when that is lost.
func (p *Plan) offer(ctx context.Context, at place) (plan.Step, error) {
	usual := slices.DeleteFunc(slices.Clone(at.Ways), func(w way) bool { return w.Kind == plan.RecoveryCodes })
	if len(usual) > 1 {
		return p.choose(at), nil
	}
	if len(usual) == 1 {
		at.Way = slices.Index(at.Ways, usual[0])
	}
	step, err := p.take(ctx, at, p.choose(at))
	if err != nil && step != nil { // the choice is still there when sending fails
		at.Sent = p.clock.Now() // perhaps; the next one is asked for as another
		return p.choose(at), err
	}
	return step, err
}

func (p *Plan) choose(at place) plan.Step {
	at = at.to(atChoose)
	s := plan.Choose{Head: at.head()}
	for _, w := range at.Ways {
		s.Options = append(s.Options, w.shown())
	}
	return s
}

// shown is a way as a page shows it: its address masked.
func (w way) shown() plan.Authenticator {
	a := plan.Authenticator{ID: nameOf(w.Kind, w.Address), Kind: w.Kind}
	if w.Address != "" {
		a.Hint = mask(w.Address)
	}
	return a
}

// chosen takes the way that the member picked.
func (p *Plan) chosen(ctx context.Context, at place, a plan.Chosen) (plan.Step, error) {
	i := slices.IndexFunc(at.Ways, func(w way) bool { return w.shown().ID == a.Authenticator })
	if i < 0 {
		return p.choose(at), problem.New(problem.AuthenticatorOff)
	}
	asked := p.choose(at)
	at.Way = i
	return p.take(ctx, at, asked)
}

// take asks for what the way is proved by, and has a code sent first where it is sent.
func (p *Plan) take(ctx context.Context, at place, from plan.Step) (plan.Step, error) {
	if at.way().Kind.Sent() {
		return p.send(ctx, at, from)
	}
	return p.askProof(at.to(atProof)), nil
}

// send has a code sent to the way's address. Kratos answers 400 to that; the state of the flow is what counts.
func (p *Plan) send(ctx context.Context, at place, from plan.Step) (plan.Step, error) {
	f := method(byCode).set("address", at.way().Address)
	if !at.Sent.IsZero() {
		f.set("identifier", at.way().Address).set("resend", "code")
	}
	r, err := p.submit(ctx, login, at.Flow, at.token, f.body())
	defer r.wipe()
	if err != nil {
		return from, err
	}
	if v := r.verdict(); v != nil {
		if v.Code == problem.FlowExpired {
			return p.second(ctx, at)
		}
		return from, v
	}
	if r.State != stateSent {
		return from, r.signed(problem.New(problem.Malformed))
	}
	at.Sent = r.now
	return p.askProof(at.to(atProof)), nil
}

// totpPeriod and totpDigits are of every authenticator app that Kratos binds (selfservice/strategy/totp/generator.go).
const (
	totpPeriod = 30 * time.Second
	totpDigits = 6
)

func (p *Plan) askProof(at place) plan.Step {
	others := len(at.Ways) > 1
	switch w := at.way(); w.Kind {
	case plan.RecoveryCodes:
		return plan.RecoveryCode{Head: at.head(), Others: others, Exact: true}
	case plan.TOTP:
		return plan.Code{Head: at.head(), Authenticator: w.shown(), Digits: totpDigits, Period: totpPeriod, Others: others}
	default:
		return plan.Code{Head: at.head(), Authenticator: w.shown(), Digits: codeDigits, Sent: at.Sent, Expires: at.Expires, Others: others}
	}
}

// prove sends what proves the way that was taken. A flow that has run out is renewed, but for a code that was sent in it.
func (p *Plan) prove(ctx context.Context, at place, step plan.Step, typed secret.Bytes) (plan.Step, error) {
	w := at.way()
	if w.Kind.Sent() {
		return p.proveSent(ctx, at, step, typed)
	}
	r, err := p.login(ctx, &at, func() []byte {
		if w.Kind == plan.RecoveryCodes {
			small := secret.Of(bytes.ToLower(typed.Reveal())) // Kratos makes them of small letters and digits
			defer small.Clear()
			return method(byLookup).secret("lookup_secret", small).body()
		}
		return method(byTOTP).secret("totp_code", typed).body()
	})
	defer r.wipe()
	if err != nil {
		return step, err
	}
	return p.entered(ctx, at, r)
}

func (p *Plan) proveSent(ctx context.Context, at place, step plan.Step, typed secret.Bytes) (plan.Step, error) {
	body := method(byCode).secret("code", typed).set("identifier", at.way().Address).body()
	r, err := p.submit(ctx, login, at.Flow, at.token, body)
	defer r.wipe()
	if err != nil {
		return step, err
	}
	switch v := r.noSession(); {
	case v != nil && v.Code == problem.FlowExpired: // the code died with it: another is chosen and sent
		asked, err := p.second(ctx, at)
		return asked, errors.Join(err, problem.New(problem.CodeExpired))
	case v != nil:
		return step, v
	}
	return p.entered(ctx, at, r)
}

// lost goes on without what the member no longer has: by the ways that are left, by a code in the place of the password, or
// with a person at the plan.
func (p *Plan) lost(ctx context.Context, at place) (plan.Step, error) {
	if at.At == atPassword && at.Codes && at.Owns {
		return p.askName(at.to(atName)), nil
	}
	if at.At != atProof {
		return p.dismiss(ctx, at, problem.NoAuthenticator)
	}
	gone := at.way()
	at.Ways = slices.DeleteFunc(slices.Clone(at.Ways), func(w way) bool { return w == gone })
	at.Way = 0
	if len(at.Ways) == 0 {
		return p.dismiss(ctx, at, problem.NoAuthenticator)
	}
	return p.choose(at), nil
}
