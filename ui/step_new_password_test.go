package ui_test

import (
	"testing"

	"vestibule/app/plan"
	"vestibule/ui/uitest"
)

// This file is a new password that is guessed first, at a plan that keeps a list of common ones and at one that keeps none.

// guessed are a few for each reason, by the words of it.
var guessed = map[string][]string{
	"It has a name in it that others know.": {"Plan1234", "Tallowmere123", "Health2024"},
	"Many people use it.":                   {"Password1", "P@ssw0rd", "Welcome2024"},
	"Its keys lie side by side.":            {"Qwertyui1", "1qaz2wsX"},
	"Its letters or numbers run in a row.":  {"Abcdefgh1", "Abcdef12"},
	"It says the same again and again.":     {"Abc1Abc1Abc1", "Aaaaaaa1"},
}

const (
	common     = `"Not one that many people use" `
	stillUnmet = "Some of the points below are still needed."
)

// TestAPasswordThatIsGuessedFirstIsNotSent: why is said while it is typed, and the plan is not asked (S206).
func TestAPasswordThatIsGuessedFirstIsNotSent(t *testing.T) {
	r := newRig(t, uitest.Phone)
	s := r.plays(plan.RecoverPassword, newPassword(plan.PasswordIsForgotten, 0), passwordFor("m•••a"))
	r.must(r.Press("Forgot password"))
	for words, list := range guessed {
		for _, typed := range list {
			r.see(`textbox "New password"`)
			r.must(r.Type("New password", typed))
			r.see("Easy to guess. "+words, common+"(still needed)")
			r.must(r.Press("Save and go on"))
			r.see(stillUnmet, "Easy to guess. "+words)
		}
	}
	r.settle()
	if len(s.heard) != 0 {
		t.Errorf("sent: %v", s.heard)
	}
	r.must(r.Type("New password", "Brisk-walnut7"))
	r.see(common + "(checked when you save)")
	r.must(r.Press("Save and go on"))
	r.see("Type your password")
}

// TestAPlanWithoutAListTakesIt: the app has no rule of its own, it only says what it thinks.
func TestAPlanWithoutAListTakesIt(t *testing.T) {
	r := newRig(t, uitest.Phone)
	asked := plan.NewPassword{Reason: plan.PasswordIsForgotten, Name: "maria", Rules: plan.PasswordRules{MinLen: 8, MaxLen: 64}}
	s := r.plays(plan.RecoverPassword, spoken{step: asked}, passwordFor("m•••a"))
	r.must(r.Press("Forgot password"))
	r.see(`textbox "New password"`)
	r.must(r.Type("New password", "Password1"))
	r.see("Easy to guess. Many people use it.")
	r.must(r.Press("Save and go on"))
	r.see("Type your password")
	if said := s.last()["password"]; said != "Password1" {
		t.Errorf("sent %q", said)
	}
}
