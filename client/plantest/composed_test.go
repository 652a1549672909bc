package plantest_test

import (
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client"
	"vestibule/client/plantest"
)

// composed is a real server with the mock's services beside it, found by the services' address. Its members are known to both.
type composed struct {
	plantest.World
	services *plantest.Services
	door     *plantest.Door
}

// Plan opens it as the program does.
func (c composed) Plan(t testing.TB) *plan.Plan {
	t.Helper()
	p, err := plantest.Finder(client.Device{}, c.door).Find(t.Context(), c.services.Address)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Member makes one whom the services know, too.
func (c composed) Member(t testing.TB, ways ...plan.AuthenticatorKind) *plantest.Member {
	t.Helper()
	m := c.World.Member(t, ways...)
	if m != nil {
		c.services.Know(t, m)
	}
	return m
}

// TestServersComposedKeepTheContract: a server that signs members in, with services beside it, is one plan. The whole contract
// is played on the quicker of the two: what is between is the same.
func TestServersComposedKeepTheContract(t *testing.T) {
	plantest.Lane(t, "servers")
	t.Run("kratos", func(t *testing.T) {
		k := plantest.StartKratos(t, plantest.Default)
		c := composed{k, plantest.StartServices(t, k.Address), k.Door}
		servicesAreThere(t, c, plan.Kratos, k.Address)
		servicesKnowTheMember(t, c, c.Member(t, plan.SMS))
		strangersStayOutside(t, c, k.Member(t, plan.SMS))
		plantest.Run(t, func(testing.TB) plantest.World { return c }, "ports are as said", "acting for somebody", "an invitation", "a grant ends",
			"a grant changes", "a grant of others", "asking for a grant", "papers", "a deed", "a deed for somebody", "a hand-off", "a hand-off that asks")
	})
	t.Run("oidc", func(t *testing.T) {
		o := plantest.StartOpenID(t)
		c := composed{o, plantest.StartServices(t, o.Address), o.Door}
		servicesAreThere(t, c, plan.OpenID, o.Address)
		servicesKnowTheMember(t, c, c.Member(t))
		strangersStayOutside(t, c, o.Member(t))
		plantest.Run(t, func(testing.TB) plantest.World { return c })
	})
}

// servicesAreThere: the plan is called what its services call it, and holds with them the conversations that are theirs.
func servicesAreThere(t *testing.T, c composed, kind plan.ServerKind, identity string) {
	t.Helper()
	p := c.Plan(t)
	if p.Server.Kind != kind || p.Server.Identity != identity || p.Server.Services != c.services.Address || p.Document.Name != "Tallowmere Health Plan" {
		t.Errorf("%+v, called %q", p.Server, p.Document.Name)
	}
	for _, can := range []plan.Capability{plan.CanSignIn, plan.CanFindUsername, plan.CanCheckStatus, plan.CanActivate, plan.CanStatus, plan.CanHelpdesk, plan.CanActivity, plan.CanRecords} {
		if p.Document.Can(can).How == plan.No {
			t.Errorf("cannot %s", can)
		}
	}
	if _, err := p.Services.Status(t.Context()); err != nil {
		t.Error(err)
	}
	step, err := p.Identity.Begin(t.Context(), plan.CheckStatus, nil)
	if err != nil {
		t.Fatal(err)
	}
	told, err := p.Identity.Submit(t.Context(), step, plan.Identified{Names: []string{"anna"}})
	if err != nil || told.Kind() != plan.KindTold {
		t.Error(told, err)
	}
	if _, err := p.Identity.Resume(t.Context(), step.At().Handle); err != nil {
		t.Error("it is not found again:", err)
	}
}

// servicesKnowTheMember: whoever signed in at the server is let in by the services, and nobody else.
func servicesKnowTheMember(t *testing.T, c composed, m *plantest.Member) {
	t.Helper()
	p := c.Plan(t)
	done := signedIn(t, c, p, m)
	as := plan.For(done.Session, done.Account.Member)
	if list, err := p.Records.List(t.Context(), as, plan.Results); err != nil {
		t.Error(list, err)
	}
	if events, err := p.Security.Activity(t.Context(), done.Session); err != nil {
		t.Error(events, err)
	}
	if _, err := p.Services.(plan.Helpdesk).SendPacket(t.Context(), &done.Session, []plan.PacketLine{{Label: "Problem", Text: "None"}}); err != nil {
		t.Error(err)
	}
	if _, err := p.Records.List(t.Context(), plan.For(done.Session, "somebody else"), plan.Results); !problem.Is(err, problem.NotForMember) {
		t.Error(err)
	}
	if _, err := p.Identity.SignOut(t.Context(), done.Session); err != nil {
		t.Error(err)
	}
	strange := done.Session
	strange.ID, strange.Token = "", secret.Of([]byte("nobody's"))
	if _, err := p.Security.Activity(t.Context(), strange); err == nil || problem.Of(err).Kind != problem.Reauth {
		t.Error("let in:", err)
	}
}

// strangersStayOutside: whom the services do not know is told so, and has no session left; another one gets in from there.
func strangersStayOutside(t *testing.T, c composed, stranger *plantest.Member) {
	t.Helper()
	p := c.Plan(t)
	begun, err := p.Identity.Begin(t.Context(), plan.SignIn, nil)
	step, err := goesOn(t, c, p, stranger, begun, err)
	if !problem.Is(err, problem.ProviderUnlinked) || step == nil || step.Kind() != begun.Kind() || plan.Same(step, begun) {
		t.Fatalf("a stranger is told %v, %v", step, err)
	}
	if step, err = goesOn(t, c, p, c.Member(t, stranger.Ways...), step, nil); err != nil || step.Kind() != plan.KindDone {
		t.Errorf("who comes after them: %v, %v", step, err)
	}
}

// signedIn goes all the way at the server, in the app or in the browser.
func signedIn(t *testing.T, w plantest.World, p *plan.Plan, m *plantest.Member) plan.Done {
	t.Helper()
	step, err := p.Identity.Begin(t.Context(), plan.SignIn, nil)
	step, err = goesOn(t, w, p, m, step, err)
	done, is := step.(plan.Done)
	if !is {
		t.Fatalf("not signed in, but at %T: %v", step, err)
	}
	return done
}

// goesOn answers steps until the end, or until something is said.
func goesOn(t *testing.T, w plantest.World, p *plan.Plan, m *plantest.Member, step plan.Step, err error) (plan.Step, error) {
	t.Helper()
	for range 6 {
		if err != nil {
			return step, err
		}
		var answer plan.Answer
		switch s := step.(type) {
		case plan.Done:
			return s, nil
		case plan.Credentials:
			answer = plan.NameAndPassword{Name: m.Name, Password: secret.Of([]byte(m.Password))}
		case plan.Choose:
			answer = plan.Chosen{Authenticator: s.Options[0].ID}
		case plan.Code:
			codes, none := w.Codes(t.Context(), m, 1)
			if none != nil {
				t.Fatal(none)
			}
			answer = plan.CodeTyped{Code: secret.Of([]byte(codes[len(codes)-1]))}
		case plan.OpenBrowser:
			arrived, lost := w.Visit(t.Context(), m, s)
			if lost != nil {
				t.Fatal(lost)
			}
			answer = arrived
		}
		step, err = p.Identity.Submit(t.Context(), step, answer)
	}
	return step, err
}
