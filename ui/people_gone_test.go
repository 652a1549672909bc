package ui_test

import (
	"testing"

	"vestibule/app/vault"
	"vestibule/ui/uitest"
)

// TestTheCodesOfSomebodyWhoTookTheLeaveBackGoAtTheNextSignIn, though they were never on screen; those of a person whose leave
// counts, and one's own, stay.
func TestTheCodesOfSomebodyWhoTookTheLeaveBackGoAtTheNextSignIn(t *testing.T) {
	of := func(place vault.Place, account string) stored {
		return stored{vault.Code{Place: place, Issuer: "Tallowmere Health Plan", Account: account}, timed("Tallowmere Health Plan", account)}
	}
	r := newRig(t, uitest.Phone, having(of(vault.Place{Plan: key, Subject: "m77"}, "ana"), of(vault.Place{Plan: key, Subject: "m70"}, "dolores"),
		of(vault.Place{Plan: key, Subject: "m23"}, "carmen"), of(vault.Place{}, "garden club")))
	r.carmen()
	left := map[string]bool{}
	for _, c := range r.vaultNow().Codes() {
		left[c.Account] = true
	}
	if left["ana"] || len(left) != 3 {
		t.Errorf("%v are left", left)
	}
}
