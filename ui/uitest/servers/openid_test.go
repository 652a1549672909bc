package servers_test

import (
	"context"
	"net/http"
	"testing"

	"vestibule/client/plantest"
	"vestibule/ui/uitest"
)

// TestServersWalkOpenID plays E01 and E20 as far as a provider of sign-ins goes.
func TestServersWalkOpenID(t *testing.T) {
	plantest.Lane(t, "servers")
	o := plantest.StartOpenID(t)
	t.Run("E01 a plain sign-in", func(t *testing.T) {
		m := o.Member(t)
		a := newApp(t, o.Address, newDevice(t), at(func(ctx context.Context) *plantest.Visitor { return o.Visitor(ctx, m) }))
		throughBrowser(a)
		a.press("Sign out")
		a.see("Sign in again")
	})
	t.Run("E01 and what a member comes for", func(t *testing.T) {
		m := o.Member(t)
		a := newApp(t, o.Records, newDevice(t), at(func(ctx context.Context) *plantest.Visitor { return o.Visitor(ctx, m) }))
		throughBrowser(a)
		a.press("Results")
		a.see("Haemoglobin A1c")
	})
	t.Run("E20 going back at the provider", func(t *testing.T) { cancelled(t, o) })
	t.Run("E20 an answer that nobody asked for", func(t *testing.T) { forged(t, o) })
}

// throughBrowser goes to the provider's page, whose visitor does the rest.
func throughBrowser(a *app) {
	a.t.Helper()
	a.see(`heading 1 "Go on in your browser"`)
	a.press(a.browserButton())
	a.see(`heading 1 "Hello,`)
}

// browserButton is what opens the provider's page.
func (a *app) browserButton() string {
	a.t.Helper()
	return a.named(`button "Open `)
}

func cancelled(t *testing.T, o *plantest.OpenID) {
	m := o.Member(t)
	right := m.Password
	m.Password = "" // nothing to type: they go back
	a := newApp(t, o.Address, newDevice(t), at(func(ctx context.Context) *plantest.Visitor { return o.Visitor(ctx, m) }))
	a.see(`heading 1 "Go on in your browser"`)
	a.press(a.browserButton())
	a.see("alert")
	m.Password = right
	if outline, _ := a.Outline(); !uitest.Shows(`button "Open `)(outline) {
		a.press("Start over")
	}
	throughBrowser(a)
}

// forged comes to the app's own door with a state of its own: nothing happens, and the right answer is still taken.
func forged(t *testing.T, o *plantest.OpenID) {
	m := o.Member(t)
	visitor := at(func(ctx context.Context) *plantest.Visitor { return o.Visitor(ctx, m) })
	a := newApp(t, o.Address, newDevice(t), func(ctx context.Context, page string) {
		door := redirectOf(page)
		for _, query := range []string{"?code=stolen&state=not-ours&iss=" + o.Address, "?error=access_denied&state=not-ours", "?code=stolen"} {
			if req, err := http.NewRequestWithContext(ctx, http.MethodGet, door+query, nil); err == nil {
				if res, err := http.DefaultClient.Do(req); err == nil {
					_ = res.Body.Close()
				}
			}
		}
		visitor(ctx, page)
	})
	throughBrowser(a)
}
