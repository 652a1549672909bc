package ui_test

import (
	"slices"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/uitest"
)

// This file is what the pages of the account do, and what they must not.

// proves answers the step-up with the code that was texted.
func (r *rig) proves() string {
	r.t.Helper()
	r.see(`textbox "Code"`)
	r.settle()
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
	return r.settle()
}

// stale lets the last proof get too old to change anything.
func (r *rig) stale() { r.after(window + second) }

// TestAStaleProofIsRenewedAndTheActDoneOnce: the plan says it wants a proof; the member gives one and is back on the page,
// where it is done (S114).
func TestAStaleProofIsRenewedAndTheActDoneOnce(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r, f := account(t, form)
		r.goes("Contacts", "(•••) •••-0107")
		r.stale()
		r.shows(r.goes("Remove this contact"), `heading 1 "Enter the code we texted"`)
		if len(f.all.Contacts) != 2 {
			t.Fatal("removed without a proof")
		}
		out := r.proves()
		r.shows(out, `heading 1 "Contacts"`, "The contact was removed", "We told all your contacts", "a•••@example.org")
		r.hides(out, "0107")
		if got := f.calls(); !slices.Equal(got, []string{"remove c2", "remove c2"}) {
			t.Errorf("the plan was asked for %q", got)
		}
	}
}

// TestAFreshProofIsEnough: nobody is asked twice within the plan's window.
func TestAFreshProofIsEnough(t *testing.T) {
	r, f := account(t, uitest.Phone)
	r.shows(r.goes("Contacts", "(•••) •••-0107", "Remove this contact"), "The contact was removed")
	if got := f.calls(); !slices.Equal(got, []string{"remove c2"}) {
		t.Errorf("the plan was asked for %q", got)
	}
}

// TestWithoutTheProofNothingChanges, and one press tries again.
func TestWithoutTheProofNothingChanges(t *testing.T) {
	r, f := account(t, uitest.Phone)
	r.goes("Contacts", "(•••) •••-0107")
	r.stale()
	r.goes("Remove this contact")
	out := r.goes("Back")
	r.shows(out, `heading 1 "(•••) •••-0107"`, "Nothing was changed", `button "Remove this contact"`)
	if len(f.all.Contacts) != 2 || len(f.calls()) != 1 {
		t.Errorf("%d contacts, asked %q", len(f.all.Contacts), f.calls())
	}
	r.goes("Check it is me")
	r.shows(r.proves(), "The contact was removed")
}

// TestALateAnswerIsNotDrawn: whoever went back stays where they are, whether the plan did it or wants a proof.
func TestALateAnswerIsNotDrawn(t *testing.T) {
	for name, late := range map[string]struct {
		stale bool
		leave []string
		where string
	}{
		"done, after Back":           {false, []string{"Back"}, `heading 1 "Contacts"`},
		"wants a proof, after Back":  {true, []string{"Back"}, `heading 1 "Contacts"`},
		"done, after Stop":           {false, []string{"Stop waiting"}, `heading 1 "(•••) •••-0107"`},
		"wants a proof, after Stop":  {true, []string{"Stop waiting"}, `heading 1 "(•••) •••-0107"`},
		"wants a proof, on the home": {true, []string{"Back", "Back", "Back"}, `heading 1 "Hello, Anna`},
	} {
		t.Run(name, func(t *testing.T) {
			r, f := account(t, uitest.Desktop)
			r.goes("Contacts", "(•••) •••-0107")
			if late.stale {
				r.stale()
			}
			f.holds(true)
			r.must(r.Press("Remove this contact"))
			r.must(r.seeNow("Removing the contact"))
			let := f.waiting()
			t.Cleanup(let)
			for _, press := range late.leave {
				r.must(r.Press(press))
			}
			let()
			out := r.settle()
			r.shows(out, late.where)
			r.hides(out, "was removed", "Enter the code", "Nothing was changed", "Removing")
		})
	}
}

// TestAfterStopThePageTellsHowThingsStand: the plan may have done it all the same.
func TestAfterStopThePageTellsHowThingsStand(t *testing.T) {
	r, f := account(t, uitest.Phone)
	r.goes("Contacts", "(•••) •••-0107")
	f.holds(false)
	r.must(r.Press("Remove this contact"))
	r.must(r.seeNow("Removing the contact"))
	f.waiting()
	f.mu.Lock()
	f.all.Contacts = f.all.Contacts[:1]
	f.mu.Unlock()
	r.must(r.Press("Stop waiting"))
	r.settle()
	r.hides(r.goes("Back"), "0107")
}

// TestALongWaitSaysSo: after two seconds how long it takes, after eight what can be done; Stop before the first look leads home.
func TestALongWaitSaysSo(t *testing.T) {
	var f *fakeSecurity
	r := newRig(t, uitest.Phone, guards(&f))
	r.in("anna", "Hello, Anna")
	f.holds(false)
	r.must(r.Press("Security"))
	r.must(r.seeNow("Looking at your account"))
	for range 9 {
		r.clock.Advance(second)
		r.Queue.Run()
	}
	r.must(r.seeNow("This is slow today"))
	r.must(r.Press("Stop waiting"))
	r.shows(r.settle(), "Hello, Anna")
}

// TestTheLastWayStays: with a sentence why, recovery codes or not; and where the plan knows better, it has the last word.
func TestTheLastWayStays(t *testing.T) {
	r, f := account(t, uitest.Phone)
	r.goes("Ways to sign in", "App for codes: Pixel")
	r.shows(r.goes("Remove this way"), "The way to sign in was removed")
	out := r.goes("Text message: (•••) •••-0107")
	r.shows(out, `button "Remove this way" (This is your only way. Add another one first.) [disabled]`)
	if err := r.Press("Remove this way"); err == nil {
		t.Error("the last way can be pressed away")
	}
	if got := f.calls(); !slices.Equal(got, []string{"remove app"}) {
		t.Errorf("the plan was asked for %q", got)
	}
}

func TestTheLastContactStays(t *testing.T) {
	r, f := account(t, uitest.Phone)
	r.goes("Contacts", "(•••) •••-0107", "Remove this contact")
	out := r.goes("a•••@example.org")
	r.shows(out, `button "Remove this contact" (This is your only contact. Add another one first.) [disabled]`)
	if got := f.calls(); !slices.Equal(got, []string{"remove c2"}) {
		t.Errorf("the plan was asked for %q", got)
	}
}

// TestAnswersOfThePlanAreTold on the page they are about, with a way on.
func TestAnswersOfThePlanAreTold(t *testing.T) {
	r, f := account(t, uitest.Phone)
	r.goes("Manage devices", "Firefox on Windows")
	f.refuse = problem.New(problem.ServerError)
	r.shows(r.goes("Sign this device out"), `button "Try again"`, `heading 1 "Firefox on Windows"`)
	r.shows(r.goes("Try again"), "The device was signed out")
	f.refuse = problem.New(problem.SessionRevoked)
	r.goes("Sign out everywhere else")
	r.shows(r.goes("Sign out all others"), "You were signed out")
}

// TestDevicesGo one by one and all at once; this one is named in words and stays.
func TestDevicesGo(t *testing.T) {
	r, f := account(t, uitest.Phone)
	out := r.goes("Manage devices")
	r.shows(out, `"Vestibule on Linux" (This device.`, "1 trusted device was not used for more than 90 days",
		`"Family tablet" (Not used for more than 90 days.`)
	r.shows(r.goes("Family tablet", "Stop trusting this device"), "The device is not trusted any more")
	r.shows(r.goes("Firefox on Windows", "Sign this device out"), "The device was signed out")
	r.goes("Sign out everywhere else")
	r.shows(r.goes("Sign out all others"), "All other devices were signed out", "None. Each sign-in asks for a second proof.")
	if got := f.calls(); !slices.Equal(got, []string{"forget d1", "end s2", "end others"}) {
		t.Errorf("the plan was asked for %q", got)
	}
}

// TestFreezingAsksTwiceAndSignsOut: the plan has ended the session, so nobody signs out of it there.
func TestFreezingAsksTwiceAndSignsOut(t *testing.T) {
	r, f := account(t, uitest.Phone)
	r.shows(r.goes("Freeze my account"), "Nobody can sign in, not even you", "How to come back")
	r.shows(r.goes("Freeze my account"), `heading 1 "Freeze it now?"`)
	r.shows(r.goes("No, leave it open"), `heading 1 "Security"`)
	if len(f.calls()) > 0 {
		t.Fatalf("asked for %q", f.calls())
	}
	out := r.goes("Freeze my account", "Freeze my account", "Yes, freeze it now")
	r.shows(out, `heading 1 "Your account is frozen"`, "prove it is you in two ways")
	r.hides(out, "Anna")
	if n := r.asks("DELETE", "/v1/session"); n > 0 || !slices.Equal(f.calls(), []string{"freeze"}) {
		t.Errorf("signed out %d times, asked for %q", n, f.calls())
	}
}

// TestAPlanWithoutTheAccount shows no way to it; one that has it on its website leads there, and says so.
func TestAPlanWithoutTheAccount(t *testing.T) {
	var can plan.Ability
	without := func(r *rig) {
		r.found = func(p *plan.Plan) { p.Security, p.Document.Capabilities[plan.CanSecurity] = nil, can }
	}
	for _, how := range []plan.How{plan.No, plan.InApp} {
		can = plan.Ability{How: how}
		r := newRig(t, uitest.Phone, without)
		r.in("anna", "Hello, Anna")
		r.hides(r.settle(), `"Security"`)
	}
	can = plan.Ability{How: plan.InBrowser, URL: "https://tallowmere.example.org/security"}
	r := newRig(t, uitest.Phone, without)
	r.in("anna", "Hello, Anna")
	r.shows(r.settle(), `"Security" (Only on your plan's website for now)`)
	r.must(r.Press("Security"))
	if !slices.Equal(r.opened, []string{can.URL}) {
		t.Errorf("opened %q", r.opened)
	}
}

// TestTheAccountByKeyboardAlone comes to a contact, removes it, and goes back (WCAG 2.2, 2.1.1).
func TestTheAccountByKeyboardAlone(t *testing.T) {
	r, f := account(t, uitest.Desktop)
	for _, stop := range []string{`button "Contacts"`, `button "(•••) •••-0107"`, `button "Remove this contact"`} {
		r.tabToLine(stop)
		r.must(r.Key(uitest.Enter))
		r.settle()
	}
	r.see("The contact was removed")
	r.must(r.Key(uitest.Escape))
	r.shows(r.settle(), `heading 1 "Security"`)
	if got := f.calls(); !slices.Equal(got, []string{"remove c2"}) {
		t.Errorf("the plan was asked for %q", got)
	}
}

// tabToLine presses Tab until a line that begins like this has the focus.
func (r *rig) tabToLine(line string) {
	r.t.Helper()
	for range 30 {
		out, err := r.Outline()
		r.must(err)
		for l := range strings.Lines(out) {
			if strings.HasPrefix(strings.TrimSpace(l), line) && strings.Contains(l, "[focused]") {
				return
			}
		}
		r.must(r.Key(uitest.Tab))
	}
	r.t.Fatalf("Tab never came to %s", line)
}
