package kratos

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// Overview gives the member's contacts, ways to sign in and sessions. Kratos leaves the session that asks out of its list.
func (p *Plan) Overview(ctx context.Context, in plan.Session) (plan.Overview, error) {
	f, err := p.settings(ctx, in)
	if err != nil {
		return plan.Overview{}, err
	}
	defer f.wipe()
	out := plan.Overview{Authenticators: p.authenticators(f), Lacks: lacks(f)}
	for _, c := range f.Identity.Contacts {
		one := plan.ContactOnFile{ID: plan.ContactID(c.ID), Kind: contactKind(c.Via), Hint: mask(c.Value)}
		if c.Verified {
			one.Confirmed = c.VerifiedAt
			if one.Confirmed.IsZero() { // 1.3.1 leaves it out now and then
				one.Confirmed = in.Began
			}
		}
		out.Contacts = append(out.Contacts, one)
	}
	out.Sessions, err = p.sessions(ctx, in)
	return out, err
}

// lacks is what this member's settings have not: nobody tells before a sign-in. Of authenticator apps Kratos takes one.
func lacks(f *reading) (out []plan.Capability) {
	for what, has := range map[plan.Capability]bool{
		plan.CanBind:           f.takes(byTOTP, "totp_secret_key"),
		plan.CanRecoveryCodes:  f.hasCodes(),
		plan.CanChangePassword: f.takes(byPassword, "password"),
		plan.CanContacts:       len(f.contacts()) > 0,
	} {
		if !has {
			out = append(out, what)
		}
	}
	slices.Sort(out)
	return out
}

func contactKind(via string) plan.ContactKind {
	if via == "sms" {
		return plan.ContactPhone
	}
	return plan.ContactEmail
}

// settings begins a settings flow for what is done at once. A proof that is wanted is problem.NeedsReauth.
func (p *Plan) settings(ctx context.Context, in plan.Session) (*reading, error) {
	f, err := p.begun(ctx, settings, nil, in.Token)
	if err != nil {
		return nil, err
	}
	if f.Identity == nil {
		return nil, f.signed(problem.New(problem.Malformed))
	}
	return f, nil
}

// authenticators are the ways that the settings tell of, and the addresses that codes go to.
func (p *Plan) authenticators(f *reading) []plan.Authenticator {
	var out []plan.Authenticator
	if f.takes(byTOTP, "totp_unlink") {
		out = append(out, way{Kind: plan.TOTP}.shown())
	}
	for _, c := range f.Identity.Contacts {
		if kind := (plan.AuthenticatorKind(c.Via)); p.secondCodes && kind.Sent() {
			out = append(out, way{kind, c.Value}.shown())
		}
	}
	if f.takes(byLookup, "lookup_secret_reveal") || f.takes(byLookup, "lookup_secret_disable") {
		out = append(out, way{Kind: plan.RecoveryCodes}.shown())
	}
	return out
}

// sessions gives the session that asks, and the others.
func (p *Plan) sessions(ctx context.Context, in plan.Session) ([]plan.OpenSession, error) {
	this, err := p.whoami(ctx, in.Token)
	if err != nil {
		return nil, err
	}
	a, err := p.do(ctx, request{method: http.MethodGet, path: "/sessions", token: in.Token})
	if err != nil {
		return nil, err
	}
	var others []session
	if a.status != http.StatusOK {
		return nil, problem.New(byStatus(a.status))
	}
	if err := a.read(&others, p.clock.Now()); err != nil {
		return nil, err
	}
	out := []plan.OpenSession{this.open(true)}
	for _, s := range others {
		if s.Active && s.ID != this.ID {
			out = append(out, s.open(false))
		}
	}
	return out, nil
}

// open is a session as the security page shows it. Kratos tells of the device what it called itself, and its address with
// the port glued on.
func (s session) open(this bool) plan.OpenSession {
	out := plan.OpenSession{ID: plan.SessionID(s.ID), Began: s.IssuedAt, Used: s.Authenticated, This: this}
	if n := len(s.Devices); n > 0 {
		d := s.Devices[n-1]
		out.Device, out.Place = d.Agent, d.Location
		if out.Place == "" {
			out.Place = host(d.Address)
		}
	}
	return out
}

func host(address string) string {
	if h, _, err := net.SplitHostPort(address); err == nil {
		return h
	}
	return address
}

// EndSession ends one other session.
func (p *Plan) EndSession(ctx context.Context, in plan.Session, id plan.SessionID) error {
	r, err := p.ask(ctx, request{method: http.MethodDelete, path: "/sessions/" + url.PathEscape(string(id)), token: in.Token})
	if err != nil {
		return err
	}
	if r.status == http.StatusNotFound { // it has ended
		return nil
	}
	return asError(r.verdict())
}

// EndOthers ends all sessions but this.
func (p *Plan) EndOthers(ctx context.Context, in plan.Session) error {
	return p.endOthers(ctx, in.Token)
}

// RemoveAuthenticator takes the authenticator app or the recovery codes away. Where codes are sent hangs on the contacts.
func (p *Plan) RemoveAuthenticator(ctx context.Context, in plan.Session, id plan.AuthenticatorID) error {
	f, err := p.settings(ctx, in)
	if err != nil {
		return err
	}
	defer f.wipe()
	button := map[plan.AuthenticatorID]*form{
		nameOf(plan.TOTP, ""):          method(byTOTP).yes("totp_unlink"),
		nameOf(plan.RecoveryCodes, ""): method(byLookup).yes("lookup_secret_disable"),
	}[id]
	if button == nil {
		return problem.New(problem.AuthenticatorOff)
	}
	held := plan.Overview{Authenticators: p.authenticators(f)}
	if id != nameOf(plan.RecoveryCodes, "") && !account.CanRemoveWay(held, id) {
		return problem.New(problem.LastAuthenticator)
	}
	return p.changeNow(ctx, in, f, button)
}

// changeNow submits a change that needs nothing typed. Kratos wants a fresh proof: problem.NeedsReauth.
func (p *Plan) changeNow(ctx context.Context, in plan.Session, f *reading, change *form) error {
	r, err := p.submit(ctx, settings, f.ID, in.Token, change.body())
	defer r.wipe()
	if err != nil {
		return err
	}
	if v := r.verdict(); v != nil {
		return v
	}
	if r.ID == "" {
		return r.signed(problem.New(problem.Malformed))
	}
	return nil
}

// RemoveContact takes an address out of the traits. Where the plan's schema wants one, it is problem.LastContact.
func (p *Plan) RemoveContact(ctx context.Context, in plan.Session, id plan.ContactID) error {
	f, err := p.settings(ctx, in)
	if err != nil {
		return err
	}
	defer f.wipe()
	for _, c := range f.Identity.Contacts {
		if c.ID != string(id) {
			continue
		}
		if len(f.Identity.Contacts) < 2 {
			return problem.New(problem.LastContact)
		}
		return p.dropTrait(ctx, in, f, c.Value)
	}
	return nil // it is gone
}

func (p *Plan) dropTrait(ctx context.Context, in plan.Session, f *reading, value string) error {
	for _, t := range traitsOf(f.Identity.Traits) {
		if !strings.EqualFold(t.value, value) {
			continue
		}
		rest, err := without(f.Identity.Traits, t.path)
		if err != nil {
			return problem.New(problem.Malformed).Because(err)
		}
		err = p.changeNow(ctx, in, f, method("profile").raw("traits", rest))
		if problem.Is(err, problem.MissingField) || problem.Is(err, problem.BadField) {
			return problem.New(problem.LastContact)
		}
		return err
	}
	return problem.New(problem.NotForMember) // it is none of the traits
}

// without gives a copy of an object that lacks one member, deep in it.
func without(raw json.RawMessage, path []string) (json.RawMessage, error) {
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, err
	}
	if len(path) == 1 {
		delete(all, path[0])
		return json.Marshal(all)
	}
	below, err := without(all[path[0]], path[1:])
	if err != nil {
		return nil, err
	}
	all[path[0]] = below
	return json.Marshal(all)
}

// Activity is not kept by Kratos.
func (p *Plan) Activity(context.Context, plan.Session) ([]plan.Event, error) { return nil, notHere() }

// ForgetDevice is not known to Kratos: it asks every device for the same.
func (p *Plan) ForgetDevice(context.Context, plan.Session, plan.DeviceID) error { return notHere() }

// NotMe is not known to Kratos.
func (p *Plan) NotMe(context.Context, plan.Session, plan.EventID) error { return notHere() }

// Freeze is not known to Kratos.
func (p *Plan) Freeze(context.Context, plan.Session) error { return notHere() }

// notHere is for what the document does not offer.
func notHere() error { return problem.New(problem.NotForMember) }
