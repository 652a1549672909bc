package plantest_test

import (
	"crypto/rand"
	"net/http/httptest"
	"testing"

	"vestibule/app/plan"
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

// TestServersComposedKeepTheContract: a server that signs members in, with services beside it, is one plan.
func TestServersComposedKeepTheContract(t *testing.T) {
	plantest.Lane(t, "servers")
	t.Run("kratos", func(t *testing.T) {
		k := plantest.StartKratos(t, plantest.Default)
		c := withServices(t, k, k.Address, k.Door)
		servicesAreThere(t, c, plan.Kratos, k.Address)
		plantest.Run(t, func(testing.TB) plantest.World { return c })
	})
	t.Run("oidc", func(t *testing.T) {
		o := plantest.StartOpenID(t)
		c := withServices(t, o, o.Address, o.Door)
		servicesAreThere(t, c, plan.OpenID, o.Address)
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
