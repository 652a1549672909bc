package servers_test

import (
	"context"
	"net/http"
	"testing"

	"vestibule/client/plantest"
)

// TestServersWalkOpenIDDown plays the end of E20 where the provider is killed: before the member goes there, while they are
// there, and as they come back. Each time the page says so, has a way on, and lets them in once the provider is back.
func TestServersWalkOpenIDDown(t *testing.T) {
	plantest.Lane(t, "servers")
	o := plantest.StartOpenID(t)
	t.Run("E20 down before the app is opened", func(t *testing.T) { downBefore(t, o) })
	t.Run("E20 down when the page is opened", func(t *testing.T) { downThere(t, o) })
	t.Run("E20 down on the way back", func(t *testing.T) { downOnTheWayBack(t, o) })
	t.Run("E20 down, and back without its memory", func(t *testing.T) { backWithoutMemory(t, o) })
}

// unanswered is what a member is told of a server at which nobody answers.
const unanswered = "Your plan does not answer the door"

func downBefore(t *testing.T, o *plantest.OpenID) {
	m := o.Member(t)
	o.Down()
	a := newApp(t, o.Address, newDevice(t), at(func(ctx context.Context) *plantest.Visitor { return o.Visitor(ctx, m) }))
	a.see(unanswered, `button "Try again"`)
	o.Up(t)
	a.press("Try again")
	throughBrowser(a)
}

// downThere: the browser finds nobody, and so nothing comes back of which the app could tell.
func downThere(t *testing.T, o *plantest.OpenID) {
	m := o.Member(t)
	a := newApp(t, o.Address, newDevice(t), at(func(ctx context.Context) *plantest.Visitor { return o.Visitor(ctx, m) }))
	a.see(`heading 1 "Go on in your browser"`)
	o.Down()
	a.press(a.browserButton())
	a.see("Waiting for you to come back", "Then open it again")
	o.Up(t)
	a.press("Open it again")
	a.see(`heading 1 "Hello,`)
}

func downOnTheWayBack(t *testing.T, o *plantest.OpenID) {
	a := killedOnTheWayBack(t, o)
	o.Up(t)
	a.press("Try again")
	a.see(`heading 1 "Hello,`)
}

// backWithoutMemory: it does not know the app any more that registered itself, and says so in the browser alone. The other way on
// finds that out, and the page leads in again.
func backWithoutMemory(t *testing.T, o *plantest.OpenID) {
	a := killedOnTheWayBack(t, o)
	o.Forget(t)
	o.Up(t)
	a.press("Use another device instead")
	a.see("The sign-in page cannot help right now")
	throughBrowser(a)
}

// killedOnTheWayBack is the app with a member who has signed in at a provider that was killed the moment after.
func killedOnTheWayBack(t *testing.T, o *plantest.OpenID) *app {
	m, killed := o.Member(t), false
	a := newApp(t, o.Address, newDevice(t), func(ctx context.Context, page string) {
		arrived, err := o.Visitor(ctx, m).Browse(ctx, page, redirectOf(page))
		if err != nil {
			return // what became of it stands on the app's page
		}
		if !killed {
			killed = true
			o.Down()
		}
		comesBack(ctx, arrived)
	})
	a.see(`heading 1 "Go on in your browser"`)
	a.press(a.browserButton())
	a.see(unanswered, `button "Try again"`)
	return a
}

// comesBack is the browser at the app's own door.
func comesBack(ctx context.Context, address string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return
	}
	if res, err := http.DefaultClient.Do(req); err == nil {
		_ = res.Body.Close()
	}
}
