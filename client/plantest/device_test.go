package plantest_test

import (
	"context"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/plantest"
)

// TestServersDeviceGrant walks the way over another device to its end at the real provider (RFC 8628): by the code that is typed
// and by the picture, to a yes that opens a session here, and to a no that is told.
func TestServersDeviceGrant(t *testing.T) {
	plantest.Lane(t, "servers")
	o := plantest.StartOpenID(t)
	services := plantest.StartServices(t, o.Address)
	together := composed{o, services, o.Door}
	for name, c := range map[string]struct {
		world plantest.World
		visit func(context.Context, *plantest.Member, plan.DeviceGrant) error
	}{
		"by the code": {o, o.Elsewhere}, "by the picture": {o, o.ElsewhereByLink}, "to the records": {o.SMART(), o.Elsewhere},
		"with services beside it": {together, o.Elsewhere},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := startDevice(t, c.world)
			m := c.world.Member(t)
			d.must(c.visit(t.Context(), m, d.step.Device))
			allowed(d, m)
		})
	}
	t.Run("to a no", func(t *testing.T) {
		t.Parallel()
		d := startDevice(t, o)
		m := o.Member(t)
		right := m.Password
		m.Password = ""                                // nothing to type: they go back
		_ = o.Elsewhere(t.Context(), m, d.step.Device) // the provider's last page has a status that says so, too
		step, err := d.asked()
		again, offered := step.(plan.OpenBrowser)
		if !problem.Is(err, problem.ProviderCancelled) || !offered || again.Device.Given() {
			t.Fatalf("who said no there is told %v, %v", step, err)
		}
		m.Password = right
		step, err = d.plan.Identity.Submit(t.Context(), again, plan.AnotherDevice{})
		d.must(err)
		d.step = step.(plan.OpenBrowser)
		d.must(o.Elsewhere(t.Context(), m, d.step.Device))
		allowed(d, m)
	})
}

// device is a sign-in that waits for another device.
type device struct {
	*testing.T
	plan *plan.Plan
	step plan.OpenBrowser
}

// startDevice begins one, and hears that nobody has said yes yet.
func startDevice(t *testing.T, w plantest.World) *device {
	t.Helper()
	d := &device{T: t, plan: w.Plan(t)}
	begun, err := d.plan.Identity.Begin(t.Context(), plan.SignIn, nil)
	d.must(err)
	step, err := d.plan.Identity.Submit(t.Context(), begun, plan.AnotherDevice{})
	d.must(err)
	d.step = step.(plan.OpenBrowser)
	if g := d.step.Device; !g.Given() || g.Link == "" || g.Expires.Before(d.plan.Clock.Now()) {
		t.Fatalf("%+v", g)
	}
	step, err = d.plan.Identity.Poll(t.Context(), d.step)
	if err != nil || step.Kind() != plan.KindOpenBrowser {
		t.Fatalf("nobody has said anything, and: %v, %v", step, err)
	}
	return d
}

func (d *device) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// asked asks as often as the plan wants, until it has something else to say than that it waits.
func (d *device) asked() (plan.Step, error) {
	d.Helper()
	again := time.NewTicker(d.step.Device.PollEvery)
	defer again.Stop()
	for range 12 {
		select {
		case <-again.C:
		case <-d.Context().Done():
			d.Fatal("the test is over")
		}
		step, err := d.plan.Identity.Poll(d.Context(), d.step)
		if next, waits := step.(plan.OpenBrowser); err == nil && waits {
			d.step = next
			continue
		}
		return step, err
	}
	d.Fatal("the provider never answers")
	return nil, nil
}

// allowed holds the end to be a session of the member's, which the provider and what is behind it take.
func allowed(d *device, m *plantest.Member) {
	d.Helper()
	step, err := d.asked()
	d.must(err)
	done, is := step.(plan.Done)
	if !is || done.Session.Token.Empty() || string(done.Session.Actor) != m.Name {
		d.Fatalf("allowed, and at %T: %+v", step, step)
	}
	account, err := d.plan.Identity.Account(d.Context(), done.Session)
	d.must(err)
	if account.Member != done.Session.Actor {
		d.Errorf("the account is %q's, the session %q's", account.Member, done.Session.Actor)
	}
	if d.plan.Records != nil {
		_, err := d.plan.Records.List(d.Context(), plan.For(done.Session, account.Member), plan.Results)
		d.must(err)
	}
	if _, err := d.plan.Identity.Poll(d.Context(), d.step); !problem.Is(err, problem.FlowExpired) {
		d.Error("asked once more about what is over:", err)
	}
}
