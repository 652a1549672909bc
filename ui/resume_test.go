package ui_test

import (
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/client"
	"vestibule/ui/uitest"
)

// This file is conversations that outlive the app: what rests meanwhile, and what is offered when it is back.

const (
	offered = "Go on where you left off?"
	proofs  = "How can you show that it is you?"
)

// killed is the program begun anew on the same device, with the plan as it was: nobody has closed the one before.
func killed(r *rig) func(*rig) {
	return func(next *rig) {
		next.memory, next.mock, next.clock = r.memory, r.mock, r.clock
		next.wall, next.line = clock.Shift(r.clock, 0), &line{next: client.InProcess{Handler: r.mock}}
	}
}

// forgot begins to get a new password, as far as the question for a proof.
func (r *rig) forgot(name string) {
	r.t.Helper()
	r.see(`button "Sign in"`)
	r.must(r.Press("Forgot password"))
	r.see(`heading 1 "Get a new password"`, `textbox "`+nameField)
	r.must(r.Type(nameField, name))
	r.must(r.Press("Continue"))
	r.see(proofs)
	r.settle()
}

// gaveUp reports whether a conversation was ended at the plan.
func (r *rig) gaveUp() bool { return r.ends() > 0 }

// TestAMemberKilledInARecoveryGoesOn where the plan stands, and is asked for nothing again.
func TestAMemberKilledInARecoveryGoesOn(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r := newRig(t, form)
		r.forgot("anna")
		again := newRig(t, form, killed(r))
		again.see(offered, "You had begun to get a new password.")
		again.page("resume", form)
		again.must(again.Press("Go on"))
		again.see(proofs)
	}
}

func TestAnOfferIsNotMadeTwiceInOneRun(t *testing.T) {
	r := newRig(t, uitest.Phone, kept())
	r.forgot("anna")
	again := newRig(t, uitest.Phone, killed(r))
	again.see(offered)
	again.must(again.Press("Back"))
	again.see(`button "Sign in"`)
	again.ui.Close()
	once := newRig(t, uitest.Phone, killed(r))
	once.see(offered)
	once.must(once.Press("Back"))
	once.see(`button "Sign in"`)
	once.keeps("Lock now")
	once.see("You locked it.")
	once.must(once.Press("Unlock"))
	once.see(`button "Sign in"`)
	once.hides(once.settle(), offered)
}

// TestItIsOfferedAfterTheVaultIsOpen, not before.
func TestItIsOfferedAfterTheVaultIsOpen(t *testing.T) {
	r := newRig(t, uitest.Phone, shutBy(vault.Passphrase))
	r.unlock("Passphrase", passphrase)
	r.forgot("anna")
	again := newRig(t, uitest.Phone, killed(r))
	again.see(`textbox "Passphrase`)
	again.hides(again.settle(), offered)
	again.unlock("Passphrase", passphrase)
	again.see(offered)
}

// TestStartingOverKeepsTheName, and ends what was begun at the plan.
func TestStartingOverKeepsTheName(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.forgot("anna")
	again := newRig(t, uitest.Phone, killed(r))
	again.see(offered)
	again.must(again.Press("Start over"))
	again.see(`heading 1 "Get a new password"`, `= "anna"`)
	again.settle()
	if !again.gaveUp() {
		t.Error("the conversation before goes on at the plan")
	}
}

func TestWhatIsForgottenIsNotOfferedAgain(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.forgot("anna")
	again := newRig(t, uitest.Phone, killed(r))
	again.see(offered)
	again.must(again.Press("Forget it"))
	again.see(`button "Sign in"`)
	again.settle()
	if !again.gaveUp() {
		t.Error("the conversation goes on at the plan")
	}
	third := newRig(t, uitest.Phone, killed(r))
	third.see(`button "Sign in"`)
	third.hides(third.settle(), offered)
}

// TestOneThatThePlanHasLostIsBegunAnew: that is said, and the name is not asked for again.
func TestOneThatThePlanHasLostIsBegunAnew(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.forgot("anna")
	r.clock.Advance(48 * time.Hour)
	again := newRig(t, uitest.Phone, killed(r))
	again.see(offered)
	again.must(again.Press("Go on"))
	again.see(`heading 1 "Get a new password"`, "That took a while, so we started again", `= "anna"`)
	third := newRig(t, uitest.Phone, killed(r))
	third.see(`button "Sign in"`)
	third.hides(third.settle(), offered)
}

// TestClosingTheWindowEndsNoRecovery, leaving it does.
func TestClosingTheWindowEndsNoRecovery(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.forgot("anna")
	r.ui.Close()
	r.settle()
	again := newRig(t, uitest.Phone, killed(r))
	again.see(offered)
	again.must(again.Press("Go on"))
	again.see(proofs)
	again.must(again.Press("Back"))
	again.see(`button "Sign in"`)
	again.settle()
	third := newRig(t, uitest.Phone, killed(r))
	third.see(`button "Sign in"`)
	third.hides(third.settle(), offered)
}

// TestWhatHasEndedIsNotOffered.
func TestWhatHasEndedIsNotOffered(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.forgot("henry")
	r.must(r.Choose("E-mail me a code"))
	r.must(r.Press("Continue"))
	r.see(`textbox "Code or link"`)
	r.must(r.Type("Code or link", r.code()))
	r.must(r.Press("Continue"))
	r.see(`textbox "New password"`)
	r.must(r.Type("New password", "Quiet-Barn-Swallow-31"))
	r.must(r.Press("Save and go on"))
	r.see("Hello, Henry")
	r.settle()
	again := newRig(t, uitest.Phone, killed(r))
	again.see(`button "Sign in"`)
	again.hides(again.settle(), offered)
}

// TestNothingRestsOfASharedDevice, nor where nothing can rest; and the member is told before they rely on it.
func TestNothingRestsWhereNothingMayOrCan(t *testing.T) {
	for name, c := range map[string]struct {
		before func(*rig)
		shared bool
		says   string
	}{
		"shared":      {func(*rig) {}, true, "This device is shared, so we keep nothing here."},
		"memory only": {func(r *rig) { r.memory.chain.fault = problem.New(problem.KeyringUnavailable) }, false, "This device keeps nothing for you."},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Phone, c.before)
			r.see(`button "Sign in"`)
			if c.shared {
				r.must(r.Check("This is a shared device", true))
			}
			r.forgot("anna")
			r.hides(r.settle(), "There is no way back") // nothing leads away from here
			r.must(r.Choose("E-mail me a code"))
			r.must(r.Press("Continue"))
			r.see("There is no way back to this page", c.says)
			again := newRig(t, uitest.Phone, killed(r))
			again.see(`button "Sign in"`)
			again.hides(again.settle(), offered)
		})
	}
}
