package ui_test

import (
	"strings"
	"testing"

	"vestibule/ui/uitest"
)

// This file goes the whole way back in at the bundled plan.

// TestForgottenPasswordEndsSignedIn: a name, two proofs by different routes, a new password, home; the name is typed once.
func TestForgottenPasswordEndsSignedIn(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.must(r.Type(nameField, "samuel"))
	r.must(r.Press("Forgot password"))
	r.see(`= "samuel"`)
	r.must(r.Press("Continue"))
	r.see(`heading 1 "How can you show that it is you?"`)
	r.must(r.Choose("E-mail me a code"))
	r.must(r.Press("Continue"))
	r.see("Code or link", "What to look for")
	r.must(r.Type("Code or link", r.code()))
	r.must(r.Press("Continue"))
	if out := r.see(`heading 1 "How can you show that it is you?"`, "You have 8 left."); strings.Contains(out, "E-mail me") {
		t.Error("e-mail counts twice")
	}
	r.must(r.Choose("Use a recovery code"))
	r.must(r.Press("Continue"))
	r.see(`textbox "Recovery code"`)
	r.must(r.Type("Recovery code", r.seed("samuel").RecoveryCodes[0]))
	r.must(r.Press("Continue"))
	r.see(`heading 1 "Make a new password"`)
	r.must(r.Press("Make one for me"))
	r.must(r.Press("Use this one"))
	r.must(r.Press("Save and go on"))
	r.see("Hello, Samuel")
}

// TestTheDeadPhoneAtTheLock: the second factor is locked, the phone is gone; the same conversation goes on to a recovery
// code, and in.
func TestTheDeadPhoneAtTheLock(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.knob(`{"acct.locked":{"member":"samuel","kind":"mfa","until":"+15m"}}`)
	r.signIn("samuel", r.seed("samuel").Password)
	r.see("The extra step is locked")
	r.must(r.Press("I no longer have this phone or app"))
	r.see(`heading 1 "How can you show that it is you?"`)
	r.must(r.Choose("Use a recovery code"))
	r.must(r.Press("Continue"))
	r.see(`textbox "Recovery code"`)
	r.must(r.Type("Recovery code", r.seed("samuel").RecoveryCodes[0]))
	r.must(r.Press("Continue"))
	r.see(`heading 1 "What is your phone number?"`, "It takes the place of")
	r.must(r.Press("Go on without"))
	r.see("Hello, Samuel")
}

// TestUnlockedWithoutWaiting: the lock is lifted by proofs, and only the password is asked for then (S010). The second factor
// counts as proved.
func TestUnlockedWithoutWaiting(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.knob(`{"acct.locked":{"member":"samuel","kind":"password","until":"+15m"}}`)
	r.signIn("samuel", r.seed("samuel").Password)
	r.see("Sign-in is locked")
	r.must(r.Press("Unlock it now"))
	r.see(`= "samuel"`)
	r.must(r.Press("Continue"))
	r.see(`heading 1 "How can you show that it is you?"`)
	r.must(r.Choose("Use a recovery code"))
	r.must(r.Press("Continue"))
	r.see(`textbox "Recovery code"`)
	r.must(r.Type("Recovery code", r.seed("samuel").RecoveryCodes[0]))
	r.must(r.Press("Continue"))
	r.see("To (•••)")
	r.must(r.Choose("Text me a code"))
	r.must(r.Press("Continue"))
	r.see(`heading 1 "Enter the code`)
	box := "Code"
	if strings.Contains(r.settle(), codeOrLink) {
		box = codeOrLink
	}
	r.must(r.Type(box, r.code()))
	r.must(r.Press("Continue"))
	r.see(`heading 1 "Type your password"`)
	r.must(r.Type(passField, r.seed("samuel").Password))
	r.must(r.Press("Sign in"))
	r.see("Hello, Samuel")
}
