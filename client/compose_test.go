package client

import (
	"context"
	"errors"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// server is one half of a plan: it notes what it is asked, and answers with what it was given.
type server struct {
	plan.Identity
	plan.Security
	name  string
	asked []string
	gives plan.Step
}

func (s *server) note(what string, handle plan.Handle) plan.Step {
	s.asked = append(s.asked, what+" "+string(handle.Reveal()))
	return s.gives
}

func (s *server) Begin(_ context.Context, p plan.Purpose, _ *plan.Session) (plan.Step, error) {
	return s.note(string(p), plan.Handle{}), nil
}
func (s *server) Submit(_ context.Context, step plan.Step, _ plan.Answer) (plan.Step, error) {
	return s.note("submit", step.At().Handle), problem.New(problem.CodeWrong)
}
func (s *server) Poll(_ context.Context, step plan.Step) (plan.Step, error) {
	return s.note("poll", step.At().Handle), nil
}
func (s *server) Resume(_ context.Context, h plan.Handle) (plan.Step, error) {
	return s.note("resume", h), nil
}
func (s *server) Abandon(_ context.Context, step plan.Step) error {
	s.note("abandon", step.At().Handle)
	return nil
}
func (s *server) Account(context.Context, plan.Session) (plan.Account, error) {
	return plan.Account{Name: s.name}, nil
}
func (s *server) SignOut(context.Context, plan.Session) (string, error) { return s.name, nil }
func (s *server) Status(context.Context) (plan.Status, error)           { return plan.Status{}, nil }
func (s *server) Activity(context.Context, plan.Session) ([]plan.Event, error) {
	return []plan.Event{{ID: plan.EventID(s.name)}}, nil
}
func (s *server) Overview(context.Context, plan.Session) (plan.Overview, error) {
	return plan.Overview{Contacts: []plan.ContactOnFile{{Hint: s.name}}}, nil
}
func (s *server) NotMe(_ context.Context, _ plan.Session, id plan.EventID) error {
	s.asked = append(s.asked, "not-me "+string(id))
	return nil
}
func (s *server) Freeze(context.Context, plan.Session) error {
	s.asked = append(s.asked, "freeze")
	return nil
}
func (s *server) SendPacket(context.Context, *plan.Session, []plan.PacketLine) (string, error) {
	return s.name, nil
}

// last gives what was asked last, and forgets it.
func (s *server) last() string {
	if len(s.asked) == 0 {
		return ""
	}
	defer func() { s.asked = nil }()
	return s.asked[len(s.asked)-1]
}

func inApp(all ...plan.Capability) map[plan.Capability]plan.Ability {
	out := map[plan.Capability]plan.Ability{}
	for _, c := range all {
		out[c] = plan.Ability{How: plan.InApp}
	}
	return out
}

func handled(handle string) plan.Head {
	return plan.Head{Handle: plan.Handle{Bytes: secret.Of([]byte(handle))}}
}

// halves are an identity server and services that can do these things.
func halves(theirs ...plan.Capability) (identity, services *server, both *plan.Plan) {
	identity = &server{name: "identity", gives: plan.Code{Head: handled("secret-i")}}
	services = &server{name: "services", gives: plan.Identify{Head: handled("secret-s")}}
	a := &plan.Plan{Key: "k", Identity: identity, Security: identity, Server: plan.Server{Kind: plan.Kratos, Identity: "https://id.example.org"},
		Document: plan.Document{Name: "id", Capabilities: inApp(plan.CanSignIn, plan.CanRecoverPassword, plan.CanRegister, plan.CanSessions, plan.CanSecurity)}}
	b := &plan.Plan{Identity: services, Services: services, Security: services, Server: plan.Server{Services: "https://plan.example.org"},
		Document: plan.Document{Name: "Plan", Host: "plan.example.org", Capabilities: inApp(theirs...)}}
	return identity, services, compose(a, b)
}

func TestAConversationStaysWhereItBegan(t *testing.T) {
	identity, services, p := halves(plan.CanFindUsername, plan.CanRegister)
	for _, c := range []struct {
		purpose      plan.Purpose
		here, other  *server
		handle, kind string
	}{
		{plan.SignIn, identity, services, "secret-i", "code"}, {plan.RecoverPassword, identity, services, "secret-i", "code"},
		{plan.Activate, identity, services, "secret-i", "code"}, {plan.StepUp, identity, services, "secret-i", "code"},
		{plan.FindUsername, services, identity, "secret-s", "identify"}, {plan.Register, services, identity, "secret-s", "identify"},
	} {
		step, err := p.Identity.Begin(t.Context(), c.purpose, nil)
		if err != nil || string(step.Kind()) != c.kind || c.here.last() != string(c.purpose)+" " {
			t.Fatal(c.purpose, step, err)
		}
		if string(step.At().Handle.Reveal()) == c.handle {
			t.Errorf("%s: the handle does not tell where it began", c.purpose)
		}
		next, err := p.Identity.Submit(t.Context(), step, nil)
		if !problem.Is(err, problem.CodeWrong) || !plan.Same(next, step) || c.here.last() != "submit "+c.handle {
			t.Error(c.purpose, "submit", next, err)
		}
		if _, err := p.Identity.Poll(t.Context(), step); err != nil || c.here.last() != "poll "+c.handle {
			t.Error(c.purpose, "poll", err)
		}
		if again, err := p.Identity.Resume(t.Context(), step.At().Handle); err != nil || c.here.last() != "resume "+c.handle || !plan.Same(again, step) {
			t.Error(c.purpose, "resume", err)
		}
		if err := p.Identity.Abandon(t.Context(), step); err != nil || c.here.last() != "abandon "+c.handle {
			t.Error(c.purpose, "abandon", err)
		}
		if got := c.other.last(); got != "" {
			t.Errorf("%s: the other server is asked: %s", c.purpose, got)
		}
	}
}

func TestAHandleOfNeitherServerIsOver(t *testing.T) {
	_, _, p := halves(plan.CanFindUsername)
	for _, handle := range []string{"", "x", "\x00i", "rest"} {
		if step, err := p.Identity.Resume(t.Context(), handled(handle).Handle); step != nil || !problem.Is(err, problem.FlowExpired) {
			t.Errorf("%q: %v %v", handle, step, err)
		}
		if _, err := p.Identity.Submit(t.Context(), plan.Code{Head: handled(handle)}, nil); !problem.Is(err, problem.FlowExpired) {
			t.Errorf("%q: %v", handle, err)
		}
	}
}

// TestNobodySignsInAtTheServices: their session would be worth nothing at the server that signs members in.
func TestNobodySignsInAtTheServices(t *testing.T) {
	_, services, p := halves(plan.CanFindUsername)
	services.gives = plan.Done{Head: handled("secret-s")}
	if step, err := p.Identity.Begin(t.Context(), plan.FindUsername, nil); step != nil || !problem.Is(err, problem.Malformed) {
		t.Fatal(step, err)
	}
}

func TestSessionsAreTheIdentityServers(t *testing.T) {
	_, _, p := halves()
	account, err := p.Identity.Account(t.Context(), plan.Session{})
	if err != nil || account.Name != "identity" {
		t.Error(account, err)
	}
	if page, err := p.Identity.SignOut(t.Context(), plan.Session{}); err != nil || page != "identity" {
		t.Error(page, err)
	}
}

type extending struct{ *server }

func (extending) Extend(context.Context, plan.Session) (plan.Session, error) {
	return plan.Session{}, errors.New("extended")
}

type renewing struct{ *server }

func (renewing) Renew(context.Context, plan.Shelf) (plan.Done, error) {
	return plan.Done{}, errors.New("renewed")
}
func (renewing) Rest(context.Context, plan.Session, plan.Shelf) error { return nil }

// TestWhatAnIdentityCanBeyondThePortIsSeenThroughTheComposition, and nothing that it cannot.
func TestWhatAnIdentityCanBeyondThePortIsSeenThroughTheComposition(t *testing.T) {
	s := &server{}
	services := &plan.Plan{Identity: extending{s}, Services: s}
	for name, c := range map[string]struct {
		identity        plan.Identity
		extends, renews bool
	}{
		"neither": {s, false, false}, "extends": {extending{s}, true, false}, "renews": {renewing{s}, false, true},
		"both": {struct {
			extending
			plan.Renewer
		}{extending{s}, renewing{s}}, true, true},
	} {
		p := compose(&plan.Plan{Identity: c.identity}, services)
		e, extends := p.Identity.(plan.Extender)
		r, renews := p.Identity.(plan.Renewer)
		if extends != c.extends || renews != c.renews {
			t.Errorf("%s: extends %v, renews %v", name, extends, renews)
		}
		if extends {
			if _, err := e.Extend(t.Context(), plan.Session{}); err == nil || err.Error() != "extended" {
				t.Error(name, err)
			}
		}
		if renews {
			if _, err := r.Renew(t.Context(), nil); err == nil || err.Error() != "renewed" {
				t.Error(name, err)
			}
		}
	}
}

func TestAHelpDeskIsSeenWhereTheServicesSaySo(t *testing.T) {
	for _, there := range []bool{true, false} {
		can := []plan.Capability{plan.CanStatus}
		if there {
			can = append(can, plan.CanHelpdesk)
		}
		_, _, p := halves(can...)
		desk, is := p.Services.(plan.Helpdesk)
		if is != there {
			t.Fatal(there, is)
		}
		if is {
			if by, err := desk.SendPacket(t.Context(), nil, nil); by != "services" || err != nil {
				t.Error(by, err)
			}
		}
	}
}

func TestTheAccountIsTheIdentityServersAndItsLogTheServices(t *testing.T) {
	identity, services, p := halves(plan.CanActivity, plan.CanFreeze)
	overview, _ := p.Security.Overview(t.Context(), plan.Session{})
	events, _ := p.Security.Activity(t.Context(), plan.Session{})
	if overview.Contacts[0].Hint != "identity" || events[0].ID != "services" {
		t.Error(overview, events)
	}
	_ = p.Security.NotMe(t.Context(), plan.Session{}, "e-1") // of an event that only the services know
	if got := identity.last(); got != "not-me " {
		t.Errorf("%q", got)
	}
	_ = p.Security.Freeze(t.Context(), plan.Session{})
	if services.last() != "freeze" {
		t.Error("frozen elsewhere")
	}
	_, services, p = halves(plan.CanActivity, plan.CanNotMe)
	_ = p.Security.NotMe(t.Context(), plan.Session{}, "e-1")
	if got := services.last(); got != "not-me e-1" {
		t.Errorf("%q", got)
	}
	if _, _, p = halves(); p.Document.Can(plan.CanActivity).How != plan.No {
		t.Error("a log that nobody keeps")
	}
}

func TestServicesThatKeepALogKnowNothingElseOfTheAccount(t *testing.T) {
	for _, c := range []plan.Capability{plan.CanActivity, plan.CanSecurity} {
		s := &server{name: "services"}
		p := compose(&plan.Plan{Identity: s}, &plan.Plan{Identity: s, Services: s, Security: s, Document: plan.Document{Capabilities: inApp(c)}})
		overview, err := p.Security.Overview(t.Context(), plan.Session{})
		if asked := len(overview.Contacts) > 0; err != nil || asked != (c == plan.CanSecurity) {
			t.Errorf("%s: %+v %v", c, overview, err)
		}
		if events, err := p.Security.Activity(t.Context(), plan.Session{}); err != nil || events[0].ID != "services" {
			t.Errorf("%s: %v %v", c, events, err)
		}
	}
}

func TestWhatTheTwoSayTogether(t *testing.T) {
	page := plan.Ability{How: plan.InBrowser, URL: "https://plan.example.org/password"}
	identity := plan.Document{Name: "id", Capabilities: inApp(plan.CanSignIn, plan.CanRegister, plan.CanSessions), Policy: plan.Policy{
		Password: plan.PasswordRules{MinLen: 12}}}
	services := plan.Document{Name: "Plan", Host: "plan.example.org", Mark: "P", Capabilities: inApp(plan.CanActivity, plan.CanRecoverPassword, plan.CanTrustDevice),
		Policy: plan.Policy{Password: plan.PasswordRules{MinLen: 8}, Lockout: plan.Lockout{MaxFailures: 3}, Hosts: plan.Hosts{Official: []string{"plan.example.org"}}}}
	services.Capabilities[plan.CanChangePassword], services.Capabilities[plan.CanRegister] = page, page
	d := composeDocument(identity, services)
	want := map[plan.Capability]plan.Ability{plan.CanSignIn: {How: plan.InApp}, plan.CanSessions: {How: plan.InApp}, plan.CanActivity: {How: plan.InApp},
		plan.CanSecurity: {How: plan.InApp}, plan.CanChangePassword: page,
		plan.CanRegister:        {How: plan.InApp}, // in the app goes before a page
		plan.CanRecoverPassword: {},                // the services cannot set a password that is not theirs
		plan.CanTrustDevice:     {}}
	for c, a := range want {
		if d.Can(c) != a {
			t.Errorf("%s: %+v, want %+v", c, d.Can(c), a)
		}
	}
	if d.Name != "Plan" || d.Mark != "P" || d.Policy.Password.MinLen != 12 || d.Policy.Lockout.MaxFailures != 3 || len(d.Policy.Hosts.Official) != 1 {
		t.Errorf("%+v", d)
	}
	if len(identity.Capabilities) != 3 {
		t.Error("the server's own document was changed")
	}
}
