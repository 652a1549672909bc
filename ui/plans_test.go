package ui_test

import (
	"slices"
	"strings"
	"testing"

	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/ui"
	"vestibule/ui/uitest"
)

// This file is a member with several plans: going from one to the other, forgetting.

// TestThePlanUsedLastIsOpened where none is named.
func TestThePlanUsedLastIsOpened(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(known(harbor, "Harbor Mutual"), known(tallowmere, "Tallowmere")), func(r *rig) { r.address = "" })
	r.see(`button "Sign in"`, "at harbor.example.org")
}

// TestAPlanThatWasTypedIsOpenedAtOnce by who starts the program.
func TestAPlanThatWasTypedIsOpenedAtOnce(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(), func(r *rig) { r.address, r.typed = harbor, true })
	r.see(`button "Sign in"`, "at harbor.example.org")
}

// TestASharedDeviceKeepsNoPlan: it is used, and is not on the list.
func TestASharedDeviceKeepsNoPlan(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(), func(r *rig) { r.address = harbor })
	r.see(meetsHarbor)
	r.must(r.Check("This is a shared device", true))
	r.must(r.Press("Yes, go on"))
	r.see(`button "Sign in"`)
	if names := r.listed().names(); len(names) > 0 {
		t.Errorf("kept %q", names)
	}
	r.toPlans()
	r.shows(r.settle(), `"Harbor Mutual"`) // while it is open
}

// TestASharedSignInTakesThePlanOffTheList that it was put on before, and no other.
func TestASharedSignInTakesThePlanOffTheList(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(known(tallowmere, "Tallowmere Health Plan")), func(r *rig) { r.address = harbor })
	r.see(meetsHarbor)
	r.must(r.Press("Yes, go on"))
	r.see(`button "Sign in"`)
	r.must(r.Check("This is a shared device", true))
	r.signIn("henry", "Just-A-Password-1")
	r.see("Hello, Henry")
	if names := r.listed().names(); !slices.Equal(names, []string{"Tallowmere Health Plan"}) {
		t.Errorf("the list is %q", names)
	}
}

// TestErasingEverythingErasesTheList.
func TestErasingEverythingErasesTheList(t *testing.T) {
	r := newRig(t, uitest.Phone, kept(), twoPlans(known(tallowmere, "Tallowmere Health Plan")))
	r.keeps("Remove everything from this device")
	r.must(r.Check("I do not need what is kept here any more", true))
	r.goes("Remove everything")
	if names := r.listed().names(); len(names) > 0 {
		t.Errorf("the list is %q", names)
	}
}

// TestSeveralPlansSideBySide: each keeps its session and its place, and a sign-out ends one of them.
func TestSeveralPlansSideBySide(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(known(tallowmere, "Tallowmere Health Plan"), known(harbor, "Harbor Mutual")))
	r.in("anna", "Hello, Anna")
	r.goes("Your plans")
	r.must(r.Press("Harbor Mutual"))
	r.see(`button "Sign in"`, "at harbor.example.org")
	r.hides(r.settle(), "Hello, Anna")
	r.must(r.Type(nameField, "henry"))
	r.goes("Your plans")
	r.shows(r.settle(), "Signed in.", "You are here. Not signed in.")
	r.goes("Tallowmere Health Plan")
	r.shows(r.settle(), "Hello, Anna", "at tallowmere.example.org")
	r.goes("Your plans", "Harbor Mutual")
	r.shows(r.settle(), `= "henry"`) // as it was left
	r.must(r.Type(passField, "Just-A-Password-1"))
	r.must(r.Press("Sign in"))
	r.see("Hello, Henry")
	r.settle()
	r.must(r.Press("Sign out"))
	r.see("You are signed out")
	r.goes("Your plans", "Tallowmere Health Plan")
	r.shows(r.settle(), "Hello, Anna")
	if n := r.asks("DELETE", "/v1/session"); n != 1 {
		t.Errorf("%d sessions were ended", n)
	}
}

// TestWhatEndsElsewhereIsNotDrawnHere: the session of a plan that is not on screen runs out, and that stands there.
func TestWhatEndsElsewhereIsNotDrawnHere(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(known(tallowmere, "Tallowmere Health Plan"), known(harbor, "Harbor Mutual")))
	r.in("anna", "Hello, Anna")
	r.goes("Your plans", "Harbor Mutual")
	r.see(`button "Sign in"`)
	r.must(r.Type(nameField, "henry"))
	out := r.after(901 * second)
	r.shows(out, `= "henry"`, "at harbor.example.org")
	r.hides(out, "You were signed out")
	r.goes("Your plans", "Tallowmere Health Plan")
	r.shows(r.settle(), "You were signed out", "You were away for a while")
}

// TestALockCoversEveryPlan, and the unlocking shows each again.
func TestALockCoversEveryPlan(t *testing.T) {
	r := newRig(t, uitest.Phone, kept(vault.Passphrase), twoPlans(known(tallowmere, "Tallowmere Health Plan"), known(harbor, "Harbor Mutual")))
	r.in("anna", "Hello, Anna")
	r.goes("Your plans", "Harbor Mutual")
	r.see(`button "Sign in"`)
	r.must(r.Type(passField, "typed-canary"))
	r.keeps("Lock now")
	r.see("You locked it.")
	r.holdsNothing("typed-canary")
	r.must(r.Press("Unlock"))
	r.see(`button "Sign in"`, "[password 0 characters]")
	r.goes("Your plans", "Tallowmere Health Plan")
	r.shows(r.settle(), "Hello, Anna")
}

// TestEveryPlanIsToldWhenTheWindowCloses.
func TestEveryPlanIsToldWhenTheWindowCloses(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(known(tallowmere, "Tallowmere Health Plan"), known(harbor, "Harbor Mutual")))
	r.in("anna", "Hello, Anna")
	r.goes("Your plans", "Harbor Mutual")
	r.signIn("henry", "Just-A-Password-1")
	r.see("Hello, Henry")
	r.settle()
	r.ui.Close()
	<-r.ui.Closed()
	if n := r.asks("DELETE", "/v1/session"); n != 2 {
		t.Errorf("%d of 2 sessions were ended", n)
	}
}

// TestForgettingAPlan says what goes, asks, and leaves nothing of it here.
func TestForgettingAPlan(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r := newRig(t, form, kept(), twoPlans(known(tallowmere, "Tallowmere Health Plan"), known(harbor, "Harbor Mutual")))
		r.see(`= "anna"`)
		r.toPlans()
		r.goes("Forget a plan", "Tallowmere Health Plan")
		r.shows(r.settle(), `heading 1 "Forget Tallowmere Health Plan?"`)
		r.page("plans-forget", form)
		r.goes("Back", "Back")
		if e, _ := r.memory.entry(); e.Name != "anna" || len(r.listed().list) != 2 {
			t.Fatal("it was forgotten before anybody said so")
		}
		r.goes("Forget a plan", "Tallowmere Health Plan", "Forget this plan")
		r.shows(r.settle(), `heading 1 "Your plans"`, `"Harbor Mutual"`)
		r.hides(r.settle(), "Tallowmere")
		if e, there := r.memory.entry(); there || !e.Password.Empty() {
			t.Errorf("still kept: %q", e.Name)
		}
		if names := r.listed().names(); !slices.Equal(names, []string{"Harbor Mutual"}) {
			t.Errorf("the list is %q", names)
		}
		r.goes("Harbor Mutual")
		r.shows(r.settle(), `button "Sign in"`, "at harbor.example.org")
	}
}

// TestForgettingAPlanSignsOutThere, and the last one leaves a page to go on from.
func TestForgettingAPlanSignsOutThere(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(known(tallowmere, "Tallowmere Health Plan")))
	r.in("anna", "Hello, Anna")
	r.keeps("Your plans")
	r.goes("Forget a plan", "Tallowmere Health Plan")
	r.shows(r.settle(), "You are signed out there.")
	r.goes("Forget this plan")
	out := r.settle()
	r.shows(out, "You have no plans here yet", `button "Add a plan"`)
	r.hides(out, "Tallowmere", `"Back"`, "Demo plan. No one")
	if n := r.asks("DELETE", "/v1/session"); n != 1 {
		t.Errorf("%d sessions were ended", n)
	}
	r.adds(harbor)
	r.see(meetsHarbor)
	r.must(r.Press("Yes, go on"))
	r.see(`button "Sign in"`)
}

// TestAPlanIsNotForgottenWhereThatCannotBeSaved: it says so, and the plan stays on the list.
func TestAPlanIsNotForgottenWhereThatCannotBeSaved(t *testing.T) {
	r := newRig(t, uitest.Phone, kept(), twoPlans(known(tallowmere, "Tallowmere Health Plan")))
	r.see(`= "anna"`)
	r.toPlans()
	r.goes("Forget a plan", "Tallowmere Health Plan")
	r.memory.files[0].fault = problem.New(problem.StoreFull)
	r.shows(r.goes("Forget this plan"), `button "Forget this plan"`, `button "Try again"`)
	if len(r.listed().list) != 1 {
		t.Error("it is off the list")
	}
	r.memory.files[0].fault = nil
	r.shows(r.goes("Try again"), `heading 1 "Your plans"`)
	if len(r.listed().list) != 0 {
		t.Error("it is still on the list")
	}
}

// TestACodeOfAForgottenPlanStays.
func TestACodeOfAForgottenPlanStays(t *testing.T) {
	r := newRig(t, uitest.Phone, kept(), twoPlans(known(tallowmere, "Tallowmere Health Plan")), func(r *rig) {
		v, err := r.memory.Open(t.Context(), "")
		r.must(err)
		bound := someKey()
		bound.Account, bound.Secret = "bound", hush("another key of twenty")
		_, err = v.AddCode(vault.Code{Place: vault.Place{Plan: key}}, bound)
		r.must(err)
		r.must(v.Save(t.Context()))
	})
	r.toPlans()
	r.goes("Forget a plan", "Tallowmere Health Plan")
	r.shows(r.settle(), "1 code for it stays under Your codes.")
	r.goes("Forget this plan")
	v, err := r.memory.Open(t.Context(), "")
	r.must(err)
	if n := len(v.Codes()); n != 2 {
		t.Errorf("%d of 2 codes are left", n)
	}
}

// TestAListThatSomebodyHasSpoiled is read as far as it goes.
func TestAListThatSomebodyHasSpoiled(t *testing.T) {
	var list []ui.KnownPlan
	for range 200 {
		list = append(list, known(tallowmere, "Tallowmere Health Plan"), ui.KnownPlan{Name: "No key"})
	}
	list = append(list, known(harbor, strings.Repeat("Long name ", 30)))
	r := newRig(t, uitest.Phone, twoPlans(list...))
	r.toPlans()
	out := r.settle()
	r.shows(out, "[1 of 2]", "Long name")
	r.hides(out, "No key")
}

// TestAListThatCannotBeKeptSaysSo.
func TestAListThatCannotBeKeptSaysSo(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(), func(r *rig) { r.address, r.listed().full = harbor, true })
	r.see(meetsHarbor)
	r.must(r.Press("Yes, go on"))
	r.toPlans()
	r.shows(r.settle(), "Your list could not be kept", `"Harbor Mutual"`)
}
