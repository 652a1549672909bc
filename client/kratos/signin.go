package kratos

import (
	"context"
	"net/http"
	"net/url"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// beginSignIn shows what the flow of a sign-in asks for first. A flow that was fetched before is used once.
func (p *Plan) beginSignIn(ctx context.Context, at place) (plan.Step, error) {
	f, err := p.prefetched(ctx)
	if err != nil {
		return nil, err
	}
	defer f.wipe()
	at.Root, at.Flow, at.Expires = f.ID, f.ID, f.ExpiresAt
	return p.entrance(ctx, at, f)
}

// entrance is the first question of a sign-in: what the groups of the flow's form say, and nothing else.
func (p *Plan) entrance(ctx context.Context, at place, f *reading) (plan.Step, error) {
	at.Codes = f.takes(byCode, "method")
	if p.comesBack {
		at.Providers = f.providers()
	}
	switch {
	case f.takes(byPassword, "password"):
		return p.askPassword(at.to(atPassword)), nil
	case at.Codes:
		return p.askName(at.to(atName)), nil
	}
	if len(at.Providers) > 0 {
		return p.leave(ctx, at, at.Providers[0].ID)
	}
	return nil, problem.New(problem.UnknownStep)
}

func (p *Plan) askPassword(at place) plan.Step {
	s := plan.Credentials{Head: at.head(), Identifiers: p.identifiers, SharedDevice: at.Owns, Providers: at.Providers}
	if at.Name != "" {
		s.For = mask(at.Name)
	}
	return s
}

func (p *Plan) askName(at place) plan.Step {
	return plan.Identify{Head: at.head(), Identifiers: p.identifiers, Most: 1}
}

// password proves the first factor. A flow that has run out meanwhile is renewed without a word: nothing had counted yet.
func (p *Plan) password(ctx context.Context, at place, step plan.Step, a plan.NameAndPassword) (plan.Step, error) {
	name := at.Name // of who is asked again
	if name == "" {
		name = a.Name
	}
	at.Shared = a.Shared && at.Owns
	r, err := p.login(ctx, &at, func() []byte {
		return method(byPassword).set("identifier", name).secret("password", a.Password).body()
	})
	defer r.wipe()
	if err != nil {
		return step, err
	}
	return p.entered(ctx, at, r)
}

// login answers a flow of signing in with what does not depend on what went before in it, so that a flow that has ended can
// be followed by another.
func (p *Plan) login(ctx context.Context, at *place, body func() []byte) (*reading, error) {
	r, err := p.submit(ctx, login, at.Flow, at.token, body())
	if err == nil && ended(r) {
		query, _ := url.ParseQuery(at.Query)
		r.wipe()
		if r, err = p.start(ctx, login, query, at.token); err == nil && r.verdict() == nil {
			at.Flow, at.Expires = r.ID, r.ExpiresAt
			r, err = p.submit(ctx, login, at.Flow, at.token, body())
		}
	}
	if err != nil {
		return r, err
	}
	if v := r.noSession(); v != nil {
		return r, v
	}
	return r, nil
}

// ended reports whether a flow was over before it was answered.
func ended(r *reading) bool {
	v := r.verdict()
	return v != nil && v.Code == problem.FlowExpired
}

// entered goes on with a session: done, or to its second proof. Kratos leaves the member out of a session that must be proved
// further, so that nobody has to be asked (selfservice/flow/login/hook.go).
func (p *Plan) entered(ctx context.Context, at place, r *reading) (plan.Step, error) {
	at = p.holds(ctx, at, r.token())
	defer at.token.Clear()
	if r.Session != nil && r.Session.Identity != nil {
		return p.proved(ctx, at, *r.Session)
	}
	return p.second(ctx, at)
}

// holds puts a session into the conversation. One that it had opened before, for another name perhaps, is ended.
func (p *Plan) holds(ctx context.Context, at place, token secret.Bytes) place {
	at.token = token.Clone()
	if !at.Owns {
		return at
	}
	if before := p.ends.opened(at.Root, token); !before.Empty() {
		_ = p.logout(ctx, before) // its own end comes anyway
		before.Clear()
	}
	return at
}

// proved ends the conversation, or goes back to what a proof was asked for.
func (p *Plan) proved(ctx context.Context, at place, s session) (plan.Step, error) {
	if at.Later != "" {
		return p.goOn(ctx, at)
	}
	return p.done(at, s), nil
}

// identified takes the name that a code, or a recovery, is for.
func (p *Plan) identified(ctx context.Context, at place, step plan.Step, a plan.Identified) (plan.Step, error) {
	if len(a.Names) == 0 {
		return step, about(problem.MissingField, "identifier")
	}
	at.Address = a.Names[0]
	if at.At == atAddress {
		return p.sendRecovery(ctx, at, step)
	}
	return p.sendToName(ctx, at, step)
}

// sendToName has a code sent that takes the place of the password.
func (p *Plan) sendToName(ctx context.Context, at place, step plan.Step) (plan.Step, error) {
	f := method(byCode).set("identifier", at.Address)
	if at.At == atNameCode {
		f.set("resend", "code")
	}
	r, err := p.submit(ctx, login, at.Flow, at.token, f.body())
	defer r.wipe()
	if err != nil {
		return step, err
	}
	if v := r.verdict(); v != nil {
		return step, v
	}
	if r.State != stateSent {
		return step, r.signed(problem.New(problem.Malformed))
	}
	at.Sent = r.now
	return p.askCode(at.to(atNameCode)), nil
}

// nameCode proves that code.
func (p *Plan) nameCode(ctx context.Context, at place, step plan.Step, code secret.Bytes) (plan.Step, error) {
	r, err := p.submit(ctx, login, at.Flow, at.token, method(byCode).set("identifier", at.Address).secret("code", code).body())
	defer r.wipe()
	if err != nil {
		return step, err
	}
	if v := r.noSession(); v != nil {
		return step, v
	}
	return p.entered(ctx, at, r)
}

// codeDigits is how long Kratos' codes are (selfservice/strategy/code, CodeLength).
const codeDigits = 6

// askCode asks for a code that was sent before anything was proved: nothing is said of where to but what was typed.
func (p *Plan) askCode(at place) plan.Step {
	a := plan.Authenticator{ID: nameOf(kindOf(at.Address), at.Address), Kind: kindOf(at.Address), Hint: at.Address}
	return plan.Code{Head: at.head(), Authenticator: a, Digits: codeDigits, Sent: at.Sent, Expires: at.Expires, Neutral: true}
}

// kindOf guesses how a code gets to an address.
func kindOf(address string) plan.AuthenticatorKind {
	if plan.IdentifierOf(address) == plan.Phone {
		return plan.SMS
	}
	return plan.EmailCode
}

// prefetched gives a flow of signing in: the one that opening the plan brought, where it is still good, else a new one.
func (p *Plan) prefetched(ctx context.Context) (*reading, error) {
	p.mu.Lock()
	f := p.ready
	p.ready = nil
	p.mu.Unlock()
	if f != nil && p.clock.Until(f.ExpiresAt) > f.ExpiresAt.Sub(f.IssuedAt)/2 {
		return f, nil
	}
	f, err := p.begun(ctx, login, nil, secret.Bytes{})
	if err != nil {
		return nil, err
	}
	if f.status != http.StatusOK || f.ID == "" {
		return nil, f.signed(problem.New(problem.Malformed))
	}
	return f, nil
}
