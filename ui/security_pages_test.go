package ui_test

import (
	"slices"
	"strings"
	"testing"

	"vestibule/ui/uitest"
)

// TestSecurityPages looks at every page of the account, as a phone and as a desktop draw it: one member goes through all.
func TestSecurityPages(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		t.Run(string(form), func(t *testing.T) {
			r, f := account(t, form)
			r.page("security", form)
			for _, at := range []struct {
				name string
				by   []string
			}{
				{"security-contacts", []string{"Contacts"}},
				{"security-contact", []string{"Contacts", "(•••) •••-0107"}},
				{"security-password", []string{"Password"}},
				{"security-ways", []string{"Ways to sign in"}},
				{"security-way", []string{"Ways to sign in", "App for codes: Pixel"}},
				{"security-codes", []string{"Recovery codes"}},
				{"security-devices", []string{"Manage devices"}},
				{"security-device", []string{"Manage devices", "Family tablet"}},
				{"security-others", []string{"Manage devices", "Sign out everywhere else"}},
				{"security-activity", []string{"Activity"}},
				{"security-event", []string{"Activity", "A contact was added"}},
				{"security-freeze", []string{"Freeze my account"}},
			} {
				r.goes(at.by...)
				r.page(at.name, form)
				r.picture(at.name + "-" + string(form))
				for range at.by { // Back works from everywhere
					r.goes("Back")
				}
				r.shows(r.settle(), `heading 1 "Security"`)
			}
			f.all.Contacts[0].Bouncing, f.all.Authenticators, f.all.Sessions, f.all.Devices, f.log = true, nil, nil, nil, nil
			r.goes("Back", "Security", "Contacts")
			r.page("security-bouncing", form)
			r.shows(r.goes("Back", "Ways to sign in"), "You sign in with your password only.")
			r.shows(r.goes("Back", "Manage devices"), "Your plan does not list them.")
			r.shows(r.goes("Back", "Activity"), "Nothing happened yet.")
			r.goes("Back", "Freeze my account", "Freeze my account")
			r.page("security-freeze-sure", form)
			r.goes("Yes, freeze it now")
			r.page("security-frozen", form)
		})
	}
}

// TestItWasntMe at the bundled plan: what will happen is said, then it is done, a new password is made, and every part is
// looked over (E22).
func TestItWasntMe(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		t.Run(string(form), func(t *testing.T) {
			r := newRig(t, form)
			atSecurity(r)
			r.shows(r.goes("Activity", "There was a sign-in"), "All other devices are signed out", "You make a new password right away")
			before := r.asks("POST", "/v1/flows")
			out := r.goes("It wasn’t me")
			if r.asks("POST", "/v1/flows") != before+1 {
				t.Fatalf("no new password was asked for:\n%s", out)
			}
			r.shows(r.goes("Back"), `heading 1 "Look over your account"`, `button "Password" (Not changed yet)`)
			r.page("security-review", form)
			for _, part := range []string{"Contacts", "Ways to sign in", "Manage devices", "Recovery codes"} {
				r.goes(part)
				out := r.goes("All of this is mine")
				r.shows(out, `button "`+part+`" (Looked over)`)
				r.hides(out, `button "Finish"`)
			}
			r.goes("Password", "Change my password")
			r.must(r.Type("New password", "Quiet-Harbor-Window-52"))
			out = r.goes("Save and go on")
			r.shows(out, "Your new password counts now", `button "Finish"`)
			if strings.Contains(out, "Not looked at yet") {
				t.Error("a part is left")
			}
			r.hides(r.goes("Finish"), "Your account still waits")
		})
	}
}

// TestTheAccountAtTheBundledPlan goes through what the mock plan keeps: what is shown is what it knows, a removal is told, and
// the log has it.
func TestTheAccountAtTheBundledPlan(t *testing.T) {
	r := newRig(t, uitest.Phone)
	atSecurity(r)
	out := r.goes("Contacts")
	r.shows(out, `button "Add a contact"`)
	r.hides(out, "anna@")
	r.shows(r.goes("Back", "Manage devices"), "This device.")
	r.shows(r.goes("Back", "Activity"), "There was a sign-in")
	r.goes("Back", "Freeze my account", "Freeze my account", "Yes, freeze it now")
	r.see("Your account is frozen")
	if all := r.line.asked(); !slices.ContainsFunc(all, func(x exchange) bool { return strings.HasSuffix(x.path, "/freeze") }) {
		t.Errorf("the plan was asked for %v", all)
	}
}

// TestWhatIsAddedComesBackToItsPage: a contact, a set of recovery codes, an app and a new password are each a conversation,
// begun from a page of the account and ended there, with a word on what came of it.
func TestWhatIsAddedComesBackToItsPage(t *testing.T) {
	r := newRig(t, uitest.Phone)
	atSecurity(r)
	r.goes("Contacts", "Add a contact")
	r.must(r.Type("E-mail address or phone number", "anna.second@mail.example.org"))
	r.goes("Send me a code")
	r.must(r.Type("Code", r.code()))
	out := r.goes("Continue")
	r.shows(out, `heading 1 "Contacts"`, "Your new contact counts now", "[3 of 3]")

	r.goes("Back", "Recovery codes", "Make recovery codes")
	r.must(r.Check("I have kept them in a safe place", true))
	out = r.goes("Use these codes")
	r.shows(out, `heading 1 "Recovery codes"`, "Your new codes count now", "You have 10 left.", `button "Make new codes"`)

	r.goes("Back", "Ways to sign in", "Add an app for codes")
	out = r.goes("Use this app")
	r.shows(out, `heading 1 "Ways to sign in"`, "Your new way to sign in counts now", "App for codes")
	r.hides(out, `button "Add an app for codes"`)

	r.goes("Back", "Password", "Change my password")
	r.shows(r.goes("Back"), `heading 1 "Password"`)
	r.goes("Change my password")
	r.must(r.Type("New password", "Quiet-Harbor-Window-52"))
	r.shows(r.goes("Save and go on"), `heading 1 "Password"`, "Your new password counts now", "You last changed it on 2 March 2026.")
}
