package ui_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/ui/uitest"
)

// This file is a wait that a member leaves, with another program over the same vault later on.

// cancelLink is where a request is stopped, in a message to the member.
var cancelLink = regexp.MustCompile(`/cancel/[\w-]+`)

// waiting is a program whose member has lost the phone and showed the card, at a plan that waits a day for an objection.
func waiting(t *testing.T) *rig {
	t.Helper()
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.backstage("PUT", "/mock/policy", `"nist"`)
	r.knob(`{"contact.none_reachable":{"member":"maria"}}`)
	r.signIn("maria", r.seed("maria").Password)
	r.see(`button "I no longer have this phone"`)
	r.must(r.Press("I no longer have this phone"))
	r.see(proofs)
	r.must(r.Choose("Use my member card"))
	r.must(r.Press("Continue"))
	r.see(`textbox "Member number`)
	for label, text := range map[string]string{"Member number": "TM-4400-1420", "Last name": "Santos", "Birth date": "1940-01-17"} {
		r.must(r.Type(label, text))
	}
	r.must(r.Press("Check this"))
	r.see(waitsTitle, "That is in 24 hours.")
	r.settle()
	return r
}

// leaves goes away from the wait, and closes the program.
func (r *rig) leaves() {
	r.t.Helper()
	before := r.ends()
	r.must(r.Press("Leave and come back later"))
	r.see(`button "Sign in"`)
	r.settle()
	if r.ends() != before {
		r.t.Fatal("the wait was ended at the plan")
	}
	r.ui.Close()
	r.settle()
}

// ends counts the conversations that were ended at the plan.
func (r *rig) ends() (n int) {
	for _, x := range r.line.asked() {
		if x.method == http.MethodDelete && strings.HasPrefix(x.path, "/v1/flows/") {
			n++
		}
	}
	return n
}

// stops does what the link in the message does.
func (r *rig) stops() {
	r.t.Helper()
	link := cancelLink.FindString(r.backstage("GET", "/mock/outbox", ""))
	if said := r.backstage("POST", link, ""); !strings.Contains(said, "was stopped") {
		r.t.Fatal(said)
	}
}

// offersNothing: a program that is begun now has nothing to go on with.
func (r *rig) offersNothing() {
	r.t.Helper()
	next := newRig(r.t, uitest.Phone, killed(r))
	next.see(`button "Sign in"`)
	next.hides(next.settle(), offered)
}

// behind is a device whose clock is two days behind: it would not see the end of the wait.
func behind(next *rig) { next.wall = clock.Shift(next.clock, -48*time.Hour) }

// TestAWaitThatIsOverGoesOn to the next step and in, once it is over by the plan's clock: neither name, password nor card is
// asked for again.
func TestAWaitThatIsOverGoesOn(t *testing.T) {
	r := waiting(t)
	r.leaves()
	r.clock.Advance(24*time.Hour + second)
	again := newRig(t, uitest.Phone, killed(r), behind)
	again.see(offered, "You had begun to sign in.", "Your plan has finished waiting.")
	again.must(again.Press("Go on"))
	again.see(`heading 1 "What is your phone number?"`)
	again.must(again.Press("Go on without"))
	again.see("Hello, Maria")
	again.settle()
	again.offersNothing()
}

// TestAWaitIsTakenUpAndLeftAgain: it is the same one, with the same end, and it goes on by itself when that comes.
func TestAWaitIsTakenUpAndLeftAgain(t *testing.T) {
	r := waiting(t)
	r.leaves()
	r.clock.Advance(4 * time.Hour)
	again := newRig(t, uitest.Phone, killed(r), behind)
	again.see(offered, "Your plan still waits until")
	again.must(again.Press("Go on"))
	again.see(waitsTitle, "That is in 20 hours.")
	again.leaves()
	third := newRig(t, uitest.Phone, killed(again))
	third.see(offered)
	third.must(third.Press("Go on"))
	third.see(waitsTitle, "That is in 20 hours.")
	third.settle()
	third.clock.Advance(20*time.Hour + 61*second)
	third.see(`heading 1 "What is your phone number?"`)
	third.must(third.Press("Go on without"))
	third.see("Hello, Maria")
	third.settle()
	third.offersNothing()
}

// TestAWaitThatWasStoppedSaysSo, whether that was before the member came back or after.
func TestAWaitThatWasStoppedSaysSo(t *testing.T) {
	for name, back := range map[string]bool{"meanwhile": false, "while they look": true} {
		t.Run(name, func(t *testing.T) {
			r := waiting(t)
			r.leaves()
			r.clock.Advance(time.Hour)
			if !back {
				r.stops()
			}
			again := newRig(t, uitest.Phone, killed(r))
			again.see(offered)
			again.must(again.Press("Go on"))
			if back {
				again.see(waitsTitle)
				again.settle()
				r.stops()
				again.clock.Advance(61 * second)
			}
			again.see(`heading 1 "This was stopped"`, "Nobody got in, and nothing was changed.")
			again.settle()
			again.offersNothing()
		})
	}
}
