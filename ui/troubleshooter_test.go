package ui_test

import (
	"strings"
	"testing"
	"time"

	"vestibule/app/diagnose"
	"vestibule/app/vault"
	"vestibule/ui/uitest"
)

// appNow is the version that the tests run.
const appNow = "0.1.0"

// seen has this device keep what a good sign-in of Anna's was like, by what a test changes of it.
func seen(change func(*diagnose.Seen)) func(*rig) {
	return func(r *rig) {
		s := diagnose.Seen{At: r.clock.Now().Add(-time.Hour), App: appNow, System: "linux"}
		change(&s)
		r.memory.put(vault.Entry{Name: "anna", Seen: s.Encode()})
	}
}

func TestWhatChangedSinceTheLastGoodSignInIsNamed(t *testing.T) { // S057
	for name, c := range map[string]struct {
		change func(*diagnose.Seen)
		says   string
	}{
		"the app":  {func(s *diagnose.Seen) { s.App = "0.0.7" }, "This app was updated, from 0.0.7 to " + appNow + "."},
		"system":   {func(s *diagnose.Seen) { s.System = "plan9" }, "It ran on something else then: plan9."},
		"password": {func(s *diagnose.Seen) { s.PasswordGone = true }, "Your password was changed elsewhere."},
		"its end":  {func(s *diagnose.Seen) { s.Expires = s.At }, "Your password ran out."},
		"time":     {func(s *diagnose.Seen) { s.At = s.At.AddDate(0, -5, 0) }, "Nothing has changed but the time."},
		"nothing":  {func(*diagnose.Seen) {}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Phone, seen(c.change))
			r.see(`button "Sign in"`)
			r.must(r.Press("Can’t sign in?"))
			r.see("What happens when you try?")
			if c.says == "" {
				r.hides(r.settle(), "Since you were last in here")
				return
			}
			r.see("Since you were last in here", c.says)
		})
	}
}

// TestFindingOutSpendsNothingAndLosesNothing: what was typed stands there again, and the plan was asked how it stands alone.
func TestFindingOutSpendsNothingAndLosesNothing(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.see(`button "Sign in"`)
	r.must(r.Type("Username, e-mail, phone or member number", "anna"))
	r.must(r.Type("Password", annaPassword))
	before := len(r.line.asked())
	r.must(r.Press("Can’t sign in?"))
	r.see("What happens when you try?")
	r.must(r.Press("My name and password are not taken"))
	r.see("Do you know the name you sign in with?")
	r.must(r.Press("Back"))
	r.see("What happens when you try?")
	r.must(r.Press("Back"))
	r.see(`"anna"`, "password 14 characters")
	for _, x := range r.line.asked()[before:] {
		if !strings.HasSuffix(x.path, "/status") {
			t.Errorf("the plan was asked %s %s", x.method, x.path)
		}
	}
}
