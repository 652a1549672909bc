package ui_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/vault"
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
			if len(r.memory.kept) > 0 {
				t.Errorf("kept: %+v", r.memory.kept)
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
	if kept := r.memory.kept[key]; kept.Name != "anna" || kept.Trust.Empty() || !kept.Password.Empty() {
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

// TestWhatWasTypedDoesNotOutliveTheSignIn: password and code are nowhere in memory once they were used.
func TestWhatWasTypedDoesNotOutliveTheSignIn(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.in("anna", "Hello, Anna")
	r.holdsNothing(annaPassword, r.code())
}

// remembered is a device that knows Anna.
func remembered(password string) func(*rig) {
	return func(r *rig) {
		r.memory.kept[key] = vault.Entry{Name: "anna", Password: hush(password)}
	}
}

// TestWhatIsRememberedIsFilledIn, as it was kept, and one press signs in.
func TestWhatIsRememberedIsFilledIn(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.must(r.Check("Remember my name on this device", true))
	r.must(r.Check("Remember my password too", true))
	r.in("anna", "Hello, Anna")
	kept := r.memory.kept[key]
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
