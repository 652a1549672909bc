package ui_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/ui/uitest"
)

// This file is a sign-in elsewhere that waits for the member's word.

const numberField = "Number on the other device"

// says types a number and says yes.
func (r *rig) says(number string) string {
	r.t.Helper()
	r.must(r.Type(numberField, number))
	r.must(r.Press("Yes, it is me"))
	return r.settle()
}

// TestTheRightNumberLetsTheOtherDeviceIn, and the screen below says so.
func TestTheRightNumberLetsTheOtherDeviceIn(t *testing.T) {
	r := newRig(t, uitest.Phone)
	a := r.asked()
	out := r.settle()
	r.shows(out, `"Where: `, `"On what: `, `"When: 2 March 2026, 12:00"`, "This ends by itself in 1 minute 55 seconds.", `textbox "`+numberField+`"`)
	r.hides(out, a.number())
	out = r.says(a.number())
	r.shows(out, `heading 1 "Hello, Grace`, "The other device is being signed in")
	if kind, code := a.looks(); kind != plan.KindDone {
		t.Errorf("the other device is at %s %s", kind, code)
	}
}

// TestANumberThatIsTooShortIsNotSent.
func TestANumberThatIsTooShortIsNotSent(t *testing.T) { // AT-037
	r := newRig(t, uitest.Phone)
	a := r.asked()
	r.shows(r.says(a.number()[:1]), "Type the 2 digits that are shown on the other device.", approvalTitle)
	if n := r.verdicts(); n != 0 {
		t.Errorf("%d verdicts were sent", n)
	}
	r.shows(r.says(a.number()), "The other device is being signed in")
}

// verdicts counts what was said to requests.
func (r *rig) verdicts() (n int) {
	for _, x := range r.line.asked() {
		if x.method == http.MethodPost && strings.HasPrefix(x.path, "/v1/approvals/") {
			n++
		}
	}
	return n
}

// TestAWrongNumberCanBeMended while tries are left; after the last the request is over.
func TestAWrongNumberCanBeMended(t *testing.T) {
	r := newRig(t, uitest.Phone)
	a := r.asked()
	for _, left := range []string{"2 tries left", "1 try left"} {
		r.shows(r.says(a.other()), "That is not the number on the other screen", left, approvalTitle, `= "`+a.other()+`"`)
	}
	r.shows(r.says(a.number()), "The other device is being signed in")

	a = r.waitsElsewhere("grace")
	r.shows(r.after(5*second), approvalTitle)
	for range 3 {
		r.says(a.other())
	}
	out := r.settle()
	r.shows(out, `heading 1 "That request is over"`)
	r.hides(out, numberField, "Yes, it is me")
	if _, code := a.looks(); code != problem.PushDenied {
		t.Errorf("the other device hears %q", code)
	}
	r.must(r.Press("Go back"))
	r.shows(r.settle(), `heading 1 "Hello, Grace`)
}

// TestNoMeansNo: the other device is not let in, and the screen below says so.
func TestNoMeansNo(t *testing.T) {
	r := newRig(t, uitest.Phone)
	a := r.asked()
	r.must(r.Press("No, do not let it in"))
	r.shows(r.settle(), `heading 1 "Hello, Grace`, "It was not let in", "Nobody was signed in on the other device.")
	if _, code := a.looks(); code != problem.PushDenied {
		t.Errorf("the other device hears %q", code)
	}
	r.hides(r.after(10*second), approvalTitle)
}

// TestItWasNotMe: the plan is told, the member hears what follows, and a person is one press away.
func TestItWasNotMe(t *testing.T) {
	r := newRig(t, uitest.Phone)
	a := r.asked()
	r.must(r.Press("It wasn’t me"))
	r.shows(r.settle(), `heading 1 "Hello, Grace`, "It was not let in, and your plan knows", "Set a new password soon", `button "Talk to a person"`)
	if _, code := a.looks(); code != problem.FlowExpired {
		t.Errorf("the other device hears %q", code)
	}
	if members := r.backstage("GET", "/mock/members", ""); !strings.Contains(members, `"review":true`) && !strings.Contains(members, `"review": true`) {
		t.Error("the plan does not look at the account")
	}
	r.must(r.Press("Talk to a person"))
	r.see("1-800-555-0100")
}

// TestARequestEndsWhileItIsLookedAt: nothing can be said to it any more, and the page says so by itself.
func TestARequestEndsWhileItIsLookedAt(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.asked()
	r.must(r.Type(numberField, "12"))
	r.shows(r.after(114*second), "This ends by itself in 1 second.")
	out := r.after(second)
	r.shows(out, `heading 1 "That request is over"`, `button "Go back"`)
	r.hides(out, "Yes, it is me", "It wasn’t me")
	r.must(r.Press("Go back"))
	r.shows(r.settle(), `heading 1 "Hello, Grace`)
	if n := r.verdicts(); n != 0 {
		t.Errorf("%d verdicts were sent", n)
	}
}

// TestARequestThatIsAnsweredElsewhereGoes at the next look, and one that is gone when the word comes says so.
func TestARequestThatIsAnsweredElsewhereGoes(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.asked()
	next := r.waitsElsewhere("grace") // it takes the first one's place
	out := r.says("12")
	r.shows(out, `heading 1 "That request is over"`, "A new one will show up here.")
	r.must(r.Press("Go back"))
	r.shows(r.after(5*second), approvalTitle)
	r.shows(r.says(next.number()), "The other device is being signed in")

	r.waitsElsewhere("grace")
	r.shows(r.after(5*second), approvalTitle)
	next = r.waitsElsewhere("grace")
	r.shows(r.after(5*second), `heading 1 "That request is over"`)
	r.must(r.Press("Go back"))
	r.shows(r.after(5*second), approvalTitle)
	r.shows(r.says(next.number()), "The other device is being signed in")
}

// TestARequestThatWasPutAsideIsNotAskedAgain; the next one is.
func TestARequestThatWasPutAsideIsNotAskedAgain(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.asked()
	r.must(r.Press("Back"))
	r.shows(r.settle(), `heading 1 "Hello, Grace`)
	r.hides(r.after(20*second), approvalTitle)
	r.waitsElsewhere("grace")
	r.shows(r.after(5*second), approvalTitle)
}

// TestOneThatWasPutAsideHidesNoOther that waits beside it.
func TestOneThatWasPutAsideHidesNoOther(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.graceIn()
	r.line.fake = func(q *http.Request) *http.Response {
		if q.Method != http.MethodGet || !strings.HasSuffix(q.URL.Path, "/approvals") {
			return nil
		}
		const one = `{"id":%q,"place":%q,"asked":%q,"expires":%q,"digits":2}`
		now, end := noon.Format(time.RFC3339), noon.Add(time.Hour).Format(time.RFC3339)
		return answering(http.StatusOK, "application/json", fmt.Sprintf(`{"server_time":%q,"approvals":[`+one+`,`+one+`]}`,
			now, "b", "Leeds", now, end, "a", "Ghent", now, end))
	}
	for _, place := range []string{"Leeds", "Ghent"} {
		r.shows(r.after(5*second), approvalTitle, place)
		r.must(r.Press("Back"))
	}
	r.hides(r.after(10*second), approvalTitle)
}

// TestARequestWaitsForTheMember: it does not come over what is laid over a screen, and comes again when something else was
// laid over it.
func TestARequestWaitsForTheMember(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.graceIn()
	r.must(r.Press("Text size and colors"))
	r.waitsElsewhere("grace")
	r.shows(r.after(10*second), "High contrast")
	r.must(r.Press("Back"))
	r.shows(r.after(5*second), approvalTitle)
	r.must(r.Press("Need a person?"))
	r.see("1-800-555-0100")
	r.must(r.Press("Back"))
	r.shows(r.after(5*second), approvalTitle)
}

// TestWhatWasTypedBelowStays: a request comes while a code of another app is being typed.
func TestWhatWasTypedBelowStays(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.graceIn()
	r.must(r.Press(bindTitle))
	r.see(`button "Use another app"`)
	r.must(r.Press("Use another app"))
	r.see("Set up an app for codes")
	r.must(r.Type("Code", "123"))
	a := r.waitsElsewhere("grace")
	r.shows(r.after(5*second), approvalTitle)
	out := r.says(a.number())
	r.shows(out, "Set up an app for codes", `= "123"`)
}

// TestNobodyIsAskedBehindALock: nothing goes to the plan, nothing comes on screen; after it all goes on.
func TestNobodyIsAskedBehindALock(t *testing.T) {
	r := newRig(t, uitest.Phone, kept(vault.Passphrase))
	r.graceIn()
	r.lockKey()
	r.waitsElsewhere("grace")
	before := r.polls()
	out := r.after(5 * second)
	for range 3 {
		out = r.after(5 * second)
	}
	r.shows(out, gateTitle)
	if n := r.polls(); n != before {
		t.Errorf("the plan was asked %d times behind the lock", n-before)
	}
	r.must(r.Press("Unlock"))
	r.settle()
	r.shows(r.after(5*second), approvalTitle)
}

// TestALockTakesARequestAway and what was typed into it; after the lock it is there again.
func TestALockTakesARequestAway(t *testing.T) {
	r := newRig(t, uitest.Phone, kept(vault.Passphrase))
	a := r.asked()
	r.must(r.Type(numberField, a.number()))
	r.lockKey()
	out := r.settle()
	r.shows(out, gateTitle)
	r.hides(out, numberField)
	r.must(r.Press("Unlock"))
	r.settle()
	out = r.after(5 * second)
	r.shows(out, approvalTitle)
	r.hides(out, `= "`+a.number()+`"`)
}

// TestAskingEndsWithTheSession, and begins with the next; two in a row ask no faster than one.
func TestAskingEndsWithTheSession(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.graceIn()
	asks := func() int {
		before := r.polls()
		for range 4 {
			r.after(5 * second)
		}
		return r.polls() - before
	}
	if n := asks(); n != 4 {
		t.Errorf("asked %d times in 20 seconds", n)
	}
	r.must(r.Press("Sign out"))
	r.see("You are signed out")
	if n := asks(); n != 0 {
		t.Errorf("asked %d times after the end", n)
	}
	r.must(r.Press("Sign in again"))
	r.in("anna", "Hello, Anna")
	if n := asks(); n != 4 {
		t.Errorf("asked %d times in 20 seconds", n)
	}
}

// TestAnAnswerThatComesAfterTheEndIsNotShown: who signs in next must not see whose other device waits.
func TestAnAnswerThatComesAfterTheEndIsNotShown(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.graceIn()
	r.waitsElsewhere("grace")
	hold, asked := make(chan struct{}), make(chan struct{})
	r.line.fake = func(q *http.Request) *http.Response {
		if !strings.HasSuffix(q.URL.Path, "/v1/approvals") {
			return nil
		}
		answer, _ := r.line.next.RoundTrip(q) // while the session lasts
		close(asked)
		<-hold
		return answer
	}
	r.clock.Advance(5 * second)
	r.Queue.Run()
	<-asked
	err := r.Press("Sign out")
	close(hold)
	r.must(err)
	out := r.settle()
	r.shows(out, "You are signed out")
	r.hides(out, approvalTitle)
}

// TestAskingKeepsNoSessionAlive: it ends at its time, for who does nothing.
func TestAskingKeepsNoSessionAlive(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.graceIn()
	for range 179 {
		r.after(5 * second)
	}
	if n := r.polls(); n < 170 {
		t.Fatalf("asked %d times", n)
	}
	r.shows(r.after(10*second), "You were signed out")
}

// TestAnAskingThatFailsChangesNothing, and the next one shows what waits.
func TestAnAskingThatFailsChangesNothing(t *testing.T) {
	for name, fail := range map[string]func(*rig){
		"a cut line": func(r *rig) { r.line.cut, r.line.path = http.ErrHandlerTimeout, "/v1/approvals" },
		"a plan in trouble": func(r *rig) {
			r.line.fake = func(q *http.Request) *http.Response {
				if !strings.HasPrefix(q.URL.Path, "/v1/approvals") {
					return nil
				}
				return answering(http.StatusInternalServerError, "text/plain", "no")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Phone)
			r.graceIn()
			before := r.settle()
			fail(r)
			r.waitsElsewhere("grace")
			if out := r.after(5 * second); out != before {
				t.Errorf("it changed:\n%s", uitest.Difference(before, out))
			}
			r.line.cut, r.line.fake = nil, nil
			r.shows(r.after(5*second), approvalTitle)
			fail(r)
			r.shows(r.after(5*second), approvalTitle)
		})
	}
}

// TestAWordThatDoesNotReachThePlanIsSaidAgain with one press; the number stays.
func TestAWordThatDoesNotReachThePlanIsSaidAgain(t *testing.T) {
	r := newRig(t, uitest.Phone)
	a := r.asked()
	r.line.cut, r.line.path = http.ErrHandlerTimeout, "/v1/approvals/"
	out := r.says(a.number())
	r.shows(out, approvalTitle, `= "`+a.number()+`"`, `button "Try again"`)
	r.line.cut = nil
	r.must(r.Press("Try again"))
	r.shows(r.settle(), "The other device is being signed in")
}

// TestASessionThatIsOverApprovesNothing: the member hears that they were signed out, not that something was approved.
func TestASessionThatIsOverApprovesNothing(t *testing.T) {
	r := newRig(t, uitest.Phone)
	a := r.asked()
	r.knob(`{"sess.revoked":{}}`)
	r.shows(r.says(a.number()), "You were signed out")
	r.hides(r.settle(), "The other device is being signed in")
}

// TestAnotherSessionsProofIsApprovedHere: not only sign-ins wait, a step-up of another session does, too.
func TestAnotherSessionsProofIsApprovedHere(t *testing.T) {
	r := newRig(t, uitest.Phone)
	a := r.asked()
	r.shows(r.says(a.number()), "The other device is being signed in")
	a.looks()
	a.again()
	r.shows(r.after(5*second), approvalTitle)
	r.shows(r.says(a.number()), "The other device is being signed in")
	if kind, code := a.looks(); kind != plan.KindDone {
		t.Errorf("the other session is at %s %s", kind, code)
	}
}

// TestNobodyIsAskedOnASharedDevice.
func TestNobodyIsAskedOnASharedDevice(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.in("anna", "Hello, Anna", "This is a shared device")
	r.after(5 * second)
	r.after(5 * second)
	if n := r.polls(); n != 0 {
		t.Errorf("asked %d times", n)
	}
}

// TestARequestByKeyboardAlone: Tab, digits, Enter.
func TestARequestByKeyboardAlone(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	a := r.asked()
	r.tabTo(`textbox "` + numberField + `"`)
	r.see("[focused]")
	r.keys(a.number())
	r.must(r.Key(uitest.Enter))
	r.see("The other device is being signed in")
	r.waitsElsewhere("grace")
	r.shows(r.after(5*second), approvalTitle)
	r.must(r.Key(uitest.Escape))
	r.shows(r.settle(), `heading 1 "Hello, Grace`)
}
