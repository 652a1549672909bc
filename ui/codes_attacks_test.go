package ui_test

import (
	"testing"

	"vestibule/ui/uitest"
)

// TestAnotherSecretOfThePlansNameReplacesNothing: a QR code or an address that names our plan and the same account asks
// first, and both stay.
func TestAnotherSecretOfThePlansNameReplacesNothing(t *testing.T) { // AT-133
	r := newRig(t, uitest.Phone)
	r.bound()
	own := r.vaultNow().Codes()[0]
	r.must(r.Press("Your codes"))
	r.see(`button "Add a code"`)
	r.must(r.Press("Add a code"))
	r.see(`textbox "Key"`)
	r.must(r.Type("Key", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
	r.must(r.Type("Who it is for", own.Issuer))
	r.must(r.Type("Your name there", own.Account))
	r.must(r.Press("Add this code"))
	r.see("Look at this first", "You have another code of this name.")
	if n := len(r.vaultNow().Codes()); n != 1 {
		t.Fatalf("%d codes are kept before the member agreed", n)
	}
	r.must(r.Press("Add it all the same"))
	r.see("Added: ")
	all := r.vaultNow().Codes()
	if len(all) != 2 {
		t.Fatalf("%d codes are kept", len(all))
	}
	for _, c := range all {
		if c.ID == own.ID && (c.Authenticator != own.Authenticator || c.Place != own.Place) || c.ID != own.ID && c.Authenticator != "" {
			t.Errorf("what the plan knows is now %+v", c)
		}
	}
}

// TestARestrictedWayIsToldAndAnotherOffered: who signs in with a text message or a call reads what can go wrong with it, and
// an app is one press away (NIST SP 800-63B-4, 3.2.9).
func TestARestrictedWayIsToldAndAnotherOffered(t *testing.T) { // AT-031
	r := newRig(t, uitest.Phone)
	atSecurity(r)
	r.shows(r.goes("Ways to sign in"), "some thieves can take over a phone number", `button "Add`)
}
