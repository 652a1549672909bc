package servers_test

import (
	"context"
	"sync"
	"testing"

	"vestibule/client/plantest"
)

// TestServersWalkOpenIDStranger plays the part of E20 where the provider signs somebody in whom the plan's services do not know:
// the page says so, nobody is signed in, and from there another account gets in.
func TestServersWalkOpenIDStranger(t *testing.T) {
	plantest.Lane(t, "servers")
	o := plantest.StartOpenID(t)
	services := plantest.StartServices(t, o.Address)
	stranger, known := o.Member(t), o.Member(t)
	services.Know(t, known)
	b := &oneBrowser{o: o, member: stranger}
	a := newApp(t, services.Address, newDevice(t), b.open)
	a.see(`heading 1 "Go on in your browser"`)
	a.press(a.browserButton())
	a.see("That sign-in is not known to your plan", `button "Talk to a person"`)
	b.is(known)
	throughBrowser(a)
	a.press("Results")
	a.see(`heading 1 "Results"`)
}

// oneBrowser keeps its cookies, so that the provider knows who was there before; the member at it may be another.
type oneBrowser struct {
	o *plantest.OpenID

	mu      sync.Mutex
	member  *plantest.Member
	visitor *plantest.Visitor
}

// is has another member sit down.
func (b *oneBrowser) is(m *plantest.Member) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.member = m
}

func (b *oneBrowser) open(ctx context.Context, address string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	typist := b.o.Visitor(ctx, b.member)
	if b.visitor == nil {
		b.visitor = typist
	}
	b.visitor.Type = typist.Type
	_, _ = b.visitor.Browse(ctx, address, "") // what became of it stands on the app's page
}
