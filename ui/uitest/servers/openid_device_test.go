package servers_test

import (
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/client/plantest"
)

// TestServersWalkOpenIDDevice signs in by way of another device: the page shows where to go and what to type, and goes home by
// itself once that was done.
func TestServersWalkOpenIDDevice(t *testing.T) {
	plantest.Lane(t, "servers")
	o := plantest.StartOpenID(t)
	m := o.Member(t)
	a := newApp(t, o.Address, newDevice(t), nil)
	a.see(`heading 1 "Go on in your browser"`)
	a.press("Use another device instead")
	outline := a.see(`heading 1 "Sign in on another device"`, `QR code`)
	if err := o.Elsewhere(t.Context(), m, plan.DeviceGrant{Page: fact(outline, "Address"), Code: fact(outline, "Code")}); err != nil {
		t.Fatal(err)
	}
	a.see(`heading 1 "Hello,`)
	if a.visits() != 0 {
		t.Error("a browser was opened here")
	}
}

// fact is what a page says of a thing that it names.
func fact(outline, name string) string {
	_, after, _ := strings.Cut(outline, `text "`+name+`: `)
	said, _, _ := strings.Cut(after, `"`)
	return said
}
