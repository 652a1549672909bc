package plantest_test

import (
	"crypto/rand"
	"net/http/httptest"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client"
	"vestibule/client/mockplan"
	"vestibule/client/plantest"
)

// composed is a real server with the mock's services beside it, found by the services' address.
type composed struct {
	plantest.World
	address string
	door    *plantest.Door
}

// Plan opens it as the program does.
func (c composed) Plan(t testing.TB) *plan.Plan {
	t.Helper()
	p, err := plantest.Finder(client.Device{}, c.door).Find(t.Context(), c.address)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// withServices puts services beside a server at an address, as `-serve ADDR -services-for URL` does.
func withServices(t *testing.T, world plantest.World, address string, door *plantest.Door) composed {
	t.Helper()
	beside, err := client.ServicesFor(t.Context(), address, plantest.Finder(client.Device{}, door))
	if err != nil {
		t.Fatal(err)
	}
	mock, err := mockplan.New(mockplan.Config{Clock: client.Device{}, Chance: rand.Reader, Beside: beside,
		KDF: mockplan.KDFCost{Passes: 1, MemoryKiB: 8, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	services := httptest.NewServer(mock)
	t.Cleanup(services.Close)
	return composed{world, services.URL, door}
}

// TestServersComposedKeepTheContract: a server that signs members in, with services beside it, is one plan. The whole contract
// is played on the quicker of the two: what is between is the same.
func TestServersComposedKeepTheContract(t *testing.T) {
	plantest.Lane(t, "servers")
	t.Run("kratos", func(t *testing.T) {
		k := plantest.StartKratos(t, plantest.Default)
		c := withServices(t, k, k.Address, k.Door)
		servicesAreThere(t, c, plan.Kratos, k.Address)
		servicesKnowTheMember(t, c, k.Member(t, plan.SMS))
	})
	t.Run("oidc", func(t *testing.T) {
		o := plantest.StartOpenID(t)
		c := withServices(t, o, o.Address, o.Door)
		servicesAreThere(t, c, plan.OpenID, o.Address)
		servicesKnowTheMember(t, c, o.Member(t))
		plantest.Run(t, func(testing.TB) plantest.World { return c })
	})
}

// servicesAreThere: the plan is called what its services call it, and holds with them the conversations that are theirs.
func servicesAreThere(t *testing.T, c composed, kind plan.ServerKind, identity string) {
	t.Helper()
	p := c.Plan(t)
	if p.Server.Kind != kind || p.Server.Identity != identity || p.Server.Services != c.address || p.Document.Name != "Tallowmere Health Plan" {
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
	if list, err := p.Records.List(t.Context(), as, plan.Results); err != nil || len(list) > 0 { // no member of the mock's
		t.Error(list, err)
	}
	if events, err := p.Security.Activity(t.Context(), done.Session); err != nil || len(events) > 0 {
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

// signedIn goes all the way at the server, in the app or in the browser.
func signedIn(t *testing.T, w plantest.World, p *plan.Plan, m *plantest.Member) plan.Done {
	t.Helper()
	step, err := p.Identity.Begin(t.Context(), plan.SignIn, nil)
	for range 6 {
		if err != nil {
			t.Fatal(err)
		}
		var answer plan.Answer
		switch s := step.(type) {
		case plan.Done:
			return s
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
	t.Fatalf("not signed in, but at %T", step)
	return plan.Done{}
}
