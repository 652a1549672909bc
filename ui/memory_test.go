package ui_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"vestibule/app/vault"
	"vestibule/ui/uitest"
)

// This file is what a device keeps of a member, and what it does not.

// TestATrustedDeviceIsAskedForLess, next time, for that name only.
func TestATrustedDeviceIsAskedForLess(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.signIn("anna", annaPassword)
	r.see(`textbox "Code"`)
	r.must(r.Check("Skip this step on this device for 30 days", true))
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
	r.see("Hello, Anna")
	r.settle()
	if kept, _ := r.memory.entry(); kept.Name != "anna" || kept.Trust.Empty() || !kept.Password.Empty() {
		t.Fatalf("kept: %+v", kept)
	}
	r.must(r.Press("Sign out"))
	r.see("You are signed out")
	r.must(r.Press("Sign in again"))
	r.signIn("anna", annaPassword)
	r.see("Hello, Anna", "this device")
	r.must(r.Press("Sign out"))
	r.see("You are signed out")
	r.must(r.Press("Sign in again"))
	sent := false
	r.line.fake = func(q *http.Request) *http.Response {
		body, err := io.ReadAll(q.Body)
		sent = sent || err != nil || strings.Contains(string(body), "trust")
		q.Body = io.NopCloser(bytes.NewReader(body))
		return nil
	}
	r.signIn("samuel", "Safe-Drawer-9")
	r.see(`textbox "Code"`)
	if sent {
		t.Error("what Anna's device was given went out under another name")
	}
}

// TestWhatWasTypedIsErased: password and code are nowhere in memory once they were used, and where they were typed is zeros.
func TestWhatWasTypedIsErased(t *testing.T) {
	r := newRig(t, uitest.Phone)
	typed := func(field, secret string) (where [][]byte) {
		r.must(r.Type(field, secret))
		if where = reachBytes(r.ui, secret); len(where) == 0 {
			t.Fatalf("%s is not found where it was typed: nothing of this test can be trusted", field)
		}
		return where
	}
	r.see(`button "Sign in"`)
	r.must(r.Type(nameField, "anna"))
	places := typed(passField, annaPassword)
	r.must(r.Press("Sign in"))
	r.see(`textbox "Code"`)
	places = append(places, typed("Code", r.code())...)
	r.must(r.Press("Continue"))
	r.see("Hello, Anna")
	r.settle()
	for _, b := range places {
		if bytes.ContainsFunc(b, func(r rune) bool { return r != 0 }) {
			t.Errorf("%d bytes of what was typed are left", len(b))
		}
	}
	r.holdsNothing(annaPassword, r.code())
}

// remembered is a device that knows Anna.
func remembered(password string) func(*rig) {
	return func(r *rig) {
		r.memory.put(vault.Entry{Name: "anna", Password: hush(password)})
	}
}

// TestWhatIsRememberedIsFilledIn, as it was kept, and one press signs in.
func TestWhatIsRememberedIsFilledIn(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.must(r.Check("Remember my name on this device", true))
	r.must(r.Check("Remember my password too", true))
	r.in("anna", "Hello, Anna")
	kept, _ := r.memory.entry()
	if kept.Name != "anna" || !kept.Password.Equal(hush(annaPassword)) {
		t.Fatalf("kept %+v", kept)
	}
	again := newRig(t, uitest.Phone, func(next *rig) { next.memory = r.memory })
	again.see(`= "anna"`, "Your name is filled in from last time.", "[password 14 characters]", "Your saved password is filled in.")
	again.must(again.Press("Sign in"))
	again.see(`textbox "Code"`)
}

// TestAChangedPasswordIsNotTriedAgain: a saved password that is older than the last change is said to be, tried once, and
// cleared with one press (S009).
func TestAChangedPasswordIsNotTriedAgain(t *testing.T) {
	r := newRig(t, uitest.Phone, remembered("Harbor-Light-6"))
	r.see(`= "anna"`)
	r.must(r.Press("Sign in"))
	r.see("Your saved password is older than your last change", "2 tries left")
	r.after(60 * second)
	if spent := r.seed("anna").Tries.Password; spent != 1 {
		t.Errorf("%d tries spent by one press", spent)
	}
	r.must(r.Press("Clear both and type them"))
	r.shows(r.settle(), "[password 0 characters]")
	r.in("anna", "Hello, Anna")
}

// TestASavedPasswordIsForItsName: another name empties the field, and what is sent under it is what was typed.
func TestASavedPasswordIsForItsName(t *testing.T) {
	r := newRig(t, uitest.Phone, remembered(annaPassword))
	r.see("[password 14 characters]")
	r.must(r.Type(nameField, "samuel"))
	r.shows(r.settle(), `= "samuel"`, "[password 0 characters]")
	r.hides(r.settle(), "Your saved password is filled in.")
	r.must(r.Press("Sign in"))
	r.see("[password 0 characters]")
	if n := r.seed("samuel").Tries.Password; n != 0 {
		t.Errorf("Anna's password was tried %d times under another name", n)
	}
}

// TestSomebodyElseTakesNothingAway: who signs in without asking to be remembered leaves what is kept of another.
func TestSomebodyElseTakesNothingAway(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.signIn("anna", annaPassword)
	r.see(`textbox "Code"`)
	r.must(r.Check("Skip this step on this device for 30 days", true))
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
	r.see("Hello, Anna")
	r.settle()
	r.must(r.Press("Sign out"))
	r.see("You are signed out")
	r.must(r.Press("Sign in again"))
	r.signIn("henry", "Just-A-Password-1")
	r.see("Hello, Henry")
	r.settle()
	if kept, _ := r.memory.entry(); kept.Name != "anna" || kept.Trust.Empty() {
		t.Fatalf("after Henry: %+v", kept)
	}
}
