package ui_test

import (
	"testing"

	"vestibule/app/plan"
	"vestibule/app/vault"
	"vestibule/ui/uitest"
)

// addsKey adds a code by a key that is typed, from the list, and goes back to what the list lay over.
func (r *rig) addsKey(name, key string) {
	r.t.Helper()
	r.must(r.Press("Add a code"))
	r.see(`textbox "Key"`)
	r.must(r.Type("Key", key))
	r.must(r.Type("Who it is for", name))
	r.must(r.Press("Add this code"))
	r.see("Added: " + name)
	r.settle()
}

// TestCodesOfSomebodyElseAreTheirs: added while their record is on screen, in a section of their own, shown with it alone, and
// gone with the leave for it.
func TestCodesOfSomebodyElseAreTheirs(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.actFor("Dolores Ruiz")
	r.goes("Codes for this account")
	r.addsKey("Hers", "JBSW Y3DP EHPK 3PXP JBSW Y3DP EE")
	r.see("Codes of Dolores Ruiz")
	r.must(r.Press("Back to me"))
	r.see("Hello, Carmen")
	r.goes("Your codes")
	r.hides(r.settle(), "Hers")
	r.addsKey("Mine", "JBSW Y3DP EHPK 3PXP JBSW Y3DP EE") // the same key is another code in another place
	r.must(r.Press("Back"))

	r.toPerson("Dolores Ruiz")
	r.goes("Codes for this account")
	r.hides(r.see("Codes of Dolores Ruiz", "Hers"), "Mine")
	r.must(r.Press("Back"))
	r.knob(`{"proxy.revoked_mid_session":{"member":"dolores"}}`)
	r.goes("Results")
	r.see("You no longer see the record of Dolores Ruiz")
	v, err := r.memory.Open(t.Context(), "")
	r.must(err)
	left := v.Codes()
	if len(left) != 1 || left[0].Place.Subject != plan.MemberID("") || left[0].Issuer+left[0].Account != "Mine" {
		t.Errorf("left are %+v", left)
	}
}

// TestWhatSomebodyElseHasBoundIsNotBoundHere: a backup of theirs is brought in by who helps them, and goes with the leave for them
// like anything else.
func TestWhatSomebodyElseHasBoundIsNotBoundHere(t *testing.T) {
	hers := stored{vault.Code{Place: vault.Place{Plan: key, Subject: "m70"}, Authenticator: "a1"}, timed("Tallowmere Health Plan", "dolores")}
	data, err := newRig(t, uitest.Phone, having(hers)).vaultNow().Backup(t.Context(), hush(secondPassphrase), noon)
	r := newRig(t, uitest.Phone)
	r.must(err)
	r.files["backup.vestibule"] = data
	r.carmen()
	r.goes("Your codes", "Add a code", "Open a picture or a file")
	r.must(r.Type("Where the file is", "backup.vestibule"))
	r.goes("Open it")
	r.must(r.Type("Passphrase or recovery code", secondPassphrase))
	r.shows(r.goes("Open it"), `button "Add 1 code"`)
	r.goes("Add 1 code")
	v, err := r.memory.Open(t.Context(), "")
	r.must(err)
	if got := v.Codes(); len(got) != 1 || got[0].Place != hers.Place || got[0].Authenticator != "" {
		t.Errorf("it rests as %+v", got)
	}
}
