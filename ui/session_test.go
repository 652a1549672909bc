package ui_test

import (
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/ui/uitest"
)

// key is what the rig's plan is called on this device.
const key plan.Key = "https://tallowmere.example.org"

// in signs a member in who gets a text.
func (r *rig) in(name, hello string, tick ...string) {
	r.t.Helper()
	r.see(`button "Sign in"`)
	for _, box := range tick {
		r.must(r.Check(box, true))
	}
	r.signIn(name, r.seed(name).Password)
	r.see(`textbox "Code"`)
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
	r.see(hello)
	r.settle()
}

// after lets time pass, and gives what is on screen then.
func (r *rig) after(d time.Duration) string {
	r.t.Helper()
	r.clock.Advance(d)
	return r.settle()
}

func (r *rig) shows(out string, texts ...string) {
	r.t.Helper()
	for _, text := range texts {
		if !strings.Contains(out, text) {
			r.t.Fatalf("no %s on screen:\n%s", text, out)
		}
	}
}

func (r *rig) hides(out string, texts ...string) {
	r.t.Helper()
	for _, text := range texts {
		if strings.Contains(out, text) {
			r.t.Fatalf("%s is on screen:\n%s", text, out)
		}
	}
}

// asks counts the requests with this end.
func (r *rig) asks(method, end string) (n int) {
	for _, x := range r.line.asked() {
		if x.method == method && strings.HasSuffix(x.path, end) {
			n++
		}
	}
	return n
}

// TestTheWarningComesAtItsSecond: two and a half minutes before fifteen have passed without a touch, as the plan says.
func TestTheWarningComesAtItsSecond(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.in("anna", "Hello, Anna")
	r.hides(r.after(749*second), "Still there?")
	r.shows(r.after(1*second), "Still there?", "we sign you out in 2 minutes 30 seconds")
	r.shows(r.after(149*second), "we sign you out in 1 second.")
	r.shows(r.after(1*second), "You were signed out", "You were away for a while")
	if r.asks("DELETE", "/v1/session") != 1 {
		t.Error("the plan was not told of an end that is ours to tell")
	}
}

// TestStayingExtendsAtThePlanToo: both clocks start anew, so the plan does not end what the screen says goes on.
func TestStayingExtendsAtThePlanToo(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.in("anna", "Hello, Anna")
	r.shows(r.after(800*second), "Still there?")
	r.must(r.Press("Stay signed in"))
	r.hides(r.settle(), "Still there?")
	if n := r.asks("POST", "/v1/session/extend"); n != 1 {
		t.Errorf("extended %d times at the plan", n)
	}
	r.hides(r.after(749*second), "Still there?")
	r.must(r.Press("Results")) // 1549 s after sign-in: the plan would have ended it at 900
	r.see("listitem [1")
}

// TestTheAbsoluteEndCannotBePutOff: whatever is touched, twelve hours are twelve hours; the warning offers no way to stay.
func TestTheAbsoluteEndCannotBePutOff(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.in("anna", "Hello, Anna")
	ends := 12 * time.Hour
	passed := time.Duration(0)
	for passed < ends-10*time.Minute {
		r.after(10 * time.Minute)
		passed += 10 * time.Minute
		r.must(r.Press("Membership card"))
		r.must(r.Press("Back"))
		r.settle()
	}
	r.hides(r.after(449*second), "Your plan ends this visit")
	out := r.after(1 * second)
	r.shows(out, "Still there?", "Your plan ends this visit in 2 minutes 30 seconds")
	r.hides(out, "Stay signed in")
	r.must(r.Press("Membership card"))
	r.must(r.Press("Back"))
	r.shows(r.after(150*second), "You were signed out", "Your plan ends each visit after a set time.")
}

// TestBackToWhatTheMemberCameFor: results on screen, an idle end, a sign-in, results.
func TestBackToWhatTheMemberCameFor(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.in("anna", "Hello, Anna")
	r.must(r.Press("Results"))
	r.see("listitem [1")
	out := r.after(901 * second)
	r.shows(out, "You were signed out", "we take you back to Results")
	r.hides(out, "Anna", "listitem")
	r.must(r.Press("Sign in again"))
	r.in("anna", `heading 1 "Results"`)
	r.see("listitem [1")
}

// TestSignedOutMeansHomeNextTime: who ended it himself is not led back, and the next one is not led where he was.
func TestSignedOutMeansHomeNextTime(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.in("anna", "Hello, Anna")
	r.must(r.Press("Results"))
	r.see("listitem [1")
	r.must(r.Press("Back"))
	r.must(r.Press("Sign out"))
	r.see("You are signed out")
	r.must(r.Press("Sign in again"))
	r.in("samuel", "Hello, Samuel")
}

// ofAnna are things of Anna's that nobody may find after her.
func ofAnna() []string {
	return []string{"anna", "Anna", "Lindqvist", "TM-4400-1070", annaPassword}
}

// holdsNothing looks at all that the program can reach: pages that are kept, too.
func (r *rig) holdsNothing(of ...string) {
	r.t.Helper()
	if found := holding(reach(r.ui), of...); len(found) > 0 {
		r.t.Errorf("still in memory: %s", found)
	}
}

// TestASharedDeviceKeepsNothing, neither on screen nor behind it nor in the device's memory, after both kinds of end.
func TestASharedDeviceKeepsNothing(t *testing.T) {
	ends := map[string]func(*rig){
		"signed out": func(r *rig) {
			r.must(r.Press("Sign out"))
			r.see("You are signed out", "Nothing was kept on this device.")
		},
		"idle": func(r *rig) { r.shows(r.after(901*second), "You were signed out") },
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Desktop)
			r.in("anna", "Hello, Anna", "This is a shared device")
			if len(holding(reach(r.ui), "Anna Lindqvist")) == 0 {
				t.Fatal("who is signed in is not found: nothing of this test can be trusted")
			}
			r.must(r.Press("Membership card"))
			r.see("TM-4400-1070")
			r.must(r.Press("Back"))
			r.see("Hello")
			end(r)
			r.hides(r.settle(), ofAnna()...)
			r.holdsNothing(ofAnna()...)
			if kept, any := r.memory.entry(); any {
				t.Errorf("kept: %+v", kept)
			}
			r.must(r.Press("Sign in again"))
			r.shows(r.settle(), `"Username, e-mail, phone or member number" [required]`, "[password 0 characters]")
			r.holdsNothing(ofAnna()...)
			r.in("samuel", "Hello, Samuel") // home, and nothing of what Anna looked at
		})
	}
}

// TestAnotherNameAfterALock: one member's lock is none of another's on the same device.
func TestAnotherNameAfterALock(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.signIn("lucas", "Three-Misses-1")
	r.see("Use another name")
	r.must(r.Press("Use another name"))
	r.shows(r.settle(), `"Username, e-mail, phone or member number" [required]`, "[password 0 characters]")
	r.in("anna", "Hello, Anna")
}

// TestNoSessionOutlivesTheProgram: closing the window ends the session at the plan, too.
func TestNoSessionOutlivesTheProgram(t *testing.T) { // AT-115
	r := newRig(t, uitest.Phone)
	toCode(r)
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
	r.see("Hello, Anna")
	r.must(r.Close())
	select {
	case <-r.ui.Closed():
	case <-t.Context().Done():
		t.Fatal("the plan was not told")
	}
	if all := r.line.asked(); all[len(all)-1].method != "DELETE" || all[len(all)-1].path != "/v1/session" {
		t.Errorf("the last thing asked was %v", all[len(all)-1])
	}
}
