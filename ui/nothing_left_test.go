package ui_test

import (
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/uitest"
)

// This file is a member whose password was right and who has no way left to sign in with.

// nothingLeft is what the plan says to them; others: with other proofs it goes on.
func nothingLeft(others bool) spoken {
	return spoken{step: plan.Refer{Why: problem.NoAuthenticator, Reference: "TM-4471", Lost: others}}
}

// TestNothingLeftGoesOnInTheSameConversation: the password that was right counts, and no name is asked for. Where the plan has
// no other proof, the button begins anew with the name.
func TestNothingLeftGoesOnInTheSameConversation(t *testing.T) {
	asked := spoken{step: plan.Credentials{Identifiers: []plan.Identifier{plan.Username}}}
	r := newRig(t, uitest.Phone)
	s := r.plays(plan.SignIn, asked, nothingLeft(true), waysLeft())
	r.signIn("maria", "Sunny-Garden-12")
	r.see(`heading 1 "You can fix this here"`, "TM-4471")
	r.must(r.Press("I no longer have this phone or app"))
	r.see(`heading 1 "How can you show that it is you?"`, `button "None of these"`)
	if said := s.last()["type"]; said != "lost-it" {
		t.Errorf("said %v", said)
	}

	s = r.plays(plan.SignIn, asked, nothingLeft(false))
	r.signIn("maria", "Sunny-Garden-12")
	r.see(`heading 1 "You can fix this here"`)
	r.must(r.Press("I no longer have this phone or app"))
	r.see(`heading 1 "I have a new phone"`, `= "maria"`)
	if said := s.last()["type"]; said == "lost-it" {
		t.Error("a plan that has nothing left is told of the loss")
	}
}

// TestNothingLeftIsKeptWhereItGoesOn: a conversation that other proofs go on with outlives the app, one that only a person
// goes on with is over.
func TestNothingLeftIsKeptWhereItGoesOn(t *testing.T) {
	for _, others := range []bool{true, false} {
		r := newRig(t, uitest.Phone)
		r.plays(plan.FindUsername, whom(2), passwordFor("m•••a"), nothingLeft(others))
		r.must(r.Press("Forgot username"))
		r.see(`heading 1 "Find your username"`, `textbox "`+nameField)
		r.must(r.Type(nameField, "maria@example.org"))
		r.must(r.Press("Continue"))
		r.see(`textbox "Password"`, `button "Sign in"`)
		r.must(r.Type("Password", "Sunny-Garden-12"))
		r.must(r.Press("Sign in"))
		r.see(`heading 1 "You can fix this here"`)
		r.settle()
		again := newRig(t, uitest.Phone, killed(r))
		if others {
			again.see(offered)
		} else {
			again.see(`button "Sign in"`)
			again.hides(again.settle(), offered)
		}
	}
}
