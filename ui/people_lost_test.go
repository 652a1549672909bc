package ui_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"vestibule/app/vault"
	"vestibule/ui/uitest"
)

// hold has requests to a path with this in it wait until the function that comes back is called.
func (r *rig) hold(part string) (let func()) {
	gate := make(chan struct{})
	r.line.fake = func(q *http.Request) *http.Response {
		if strings.Contains(q.URL.Path, part) {
			<-gate
		}
		return nil
	}
	return func() { close(gate) }
}

// lacks fails the test where any of the words is on screen or in the title of the window.
func (r *rig) lacks(words ...string) {
	r.t.Helper()
	out := r.settle() + r.Window.Title()
	for _, w := range words {
		if strings.Contains(out, w) {
			r.t.Errorf("%q is still there:\n%s", w, out)
		}
	}
}

func TestWhatWasAskedForOfOneIsNotShownUnderAnother(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.carmen()
	r.must(r.Press("People you help"))
	r.settle()
	let := r.hold("/m72/")
	r.must(r.Type("Find a person", "lu"))
	r.must(r.Press("Luis Delgado"))
	r.see("Acting for Luis Delgado")
	r.must(r.Press("Results"))
	r.see("Getting your Results")
	r.must(r.Press("Back"))
	r.must(r.Press("People you help"))
	r.must(r.Type("Find a person", "dol"))
	r.must(r.Press("Dolores Ruiz"))
	r.see("Acting for Dolores Ruiz")
	let()
	r.lacks("Luis")
	r.must(r.Press("Results"))
	r.see("Dolores: ")
	r.lacks("Luis")
	for _, x := range r.line.asked() {
		if strings.Contains(x.path, "/records") && strings.Contains(x.answer, "Luis") && !strings.Contains(x.path, "m72") {
			t.Errorf("%s answers with somebody else's", x.path)
		}
	}
}

func TestAGrantThatIsTakenBackInTheMiddleLeavesNothing(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.actFor("Dolores Ruiz")
	r.must(r.Press("Messages"))
	r.see("About Dolores")
	r.must(r.Press("About Dolores’s physical therapy"))
	r.settle()
	r.knob(`{"proxy.revoked_mid_session":{"member":"dolores"}}`)
	r.must(r.Press("Back"))
	r.must(r.Press("Back"))
	r.must(r.Press("Results"))
	r.see(`heading 1 "Hello, Carmen`, "You no longer see the record of Dolores Ruiz")
	r.lacks("Acting for", "Dolores: ", "About Dolores")
	r.must(r.Press("See why, and what helps"))
	r.see("Your access has ended")
}

// TestAGrantThatEndsWhileItsAnswerIsOnTheWay: what the plan says last counts, and nothing of the person stays.
func TestAGrantThatEndsWhileItsAnswerIsOnTheWay(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.actFor("Dolores Ruiz")
	let := r.hold("/m70/records/messages")
	r.must(r.Press("Messages"))
	r.see("Getting your Messages")
	r.knob(`{"proxy.revoked_mid_session":{"member":"dolores"}}`)
	let()
	r.see(`heading 1 "Hello, Carmen`, "You no longer see the record of Dolores Ruiz")
	r.lacks("Acting for", "Dolores: ", "About Dolores")
}

// TestAGrantThatRunsOutOfflineShowsNothingThatWasKept, until the plan was asked: it may have been renewed.
func TestAGrantThatRunsOutOfflineShowsNothingThatWasKept(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.line.fake = r.endsSoon
	r.actFor("Dolores Ruiz")
	r.see("Newest: Dolores: ")
	r.line.cut, r.line.path = http.ErrHandlerTimeout, "/v1/"
	r.must(r.Press("Results"))
	r.see("Dolores: ", "Try again") // kept, and still hers to see
	r.clock.Advance(301 * second)
	r.must(r.Press("Try again"))
	r.settle()
	r.lacks("Dolores: ")
	r.must(r.Press("Back"))
	r.see(`heading 1 "Dolores Ruiz"`)
	r.lacks("Newest")
	r.line.cut, r.line.fake = nil, nil
	r.knob(`{"proxy.expired":{"member":"dolores"}}`)
	r.must(r.Press("Results"))
	r.see(`heading 1 "Hello, Carmen`)
	r.lacks("Acting for", "Dolores: ")
}

// endsSoon has the plan tell of every grant that it ends in five minutes.
func (r *rig) endsSoon(q *http.Request) *http.Response {
	if !strings.HasSuffix(q.URL.Path, "/grants/received") {
		return nil
	}
	res, err := r.line.next.RoundTrip(q)
	var told struct {
		ServerTime string           `json:"server_time"`
		Grants     []map[string]any `json:"grants"`
	}
	if err != nil || json.NewDecoder(res.Body).Decode(&told) != nil {
		r.t.Error(err)
		return nil
	}
	for _, g := range told.Grants {
		g["ends"] = r.clock.Now().Add(300 * second).Format(time.RFC3339)
	}
	said, _ := json.Marshal(told)
	return answering(http.StatusOK, "application/json", string(said))
}

func TestSignOutAndSessionEndLeaveNobody(t *testing.T) {
	for name, leave := range map[string]func(*rig){
		"sign out": func(r *rig) { r.must(r.Press("Sign out")); r.see("You are signed out") },
		"idle":     func(r *rig) { r.clock.Advance(901 * second); r.see("You were signed out") },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Desktop)
			r.actFor("Luis Delgado")
			r.must(r.Press("Results"))
			r.see("Luis: ")
			r.must(r.Press("Back"))
			leave(r)
			r.lacks("Luis", "Acting")
			r.must(r.Press("Sign in again"))
			r.carmen()
			r.lacks("Acting for", "Luis: ")
		})
	}
}

func TestWhatTheGrantDoesNotCoverIsSaidWithAWayOn(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.actFor("Sofia Delgado")
	r.see("Sofia: ", "This part is now private")
	r.must(r.Press("Results"))
	r.see("This part is now private", `button "Ask this person"`)
	for _, x := range r.line.asked() {
		if strings.Contains(x.path, "/m73/") && strings.Contains(x.path, "results") {
			t.Errorf("asked for what is known to be closed: %s", x.path)
		}
	}
}

func TestWhoseRecordDoesNotOpenLeadsToTheGrant(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.actFor("Ernesto Ruiz")
	r.see(`heading 1 "Ernesto Ruiz"`, `button "Ask for more time"`)
	r.lacks("Acting for")
}

func TestTwoOfOneNameAreToldApartEverywhere(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.carmen()
	r.must(r.Press("People you help"))
	r.settle()
	r.must(r.Type("Find a person", "maria 68"))
	out := r.settle()
	if !strings.Contains(out, "born 1968") || strings.Contains(out, "born 1941") {
		t.Fatalf("the year does not find one of two:\n%s", out)
	}
	r.must(r.Press("Maria Ruiz, born 1968"))
	r.see("Acting for Maria Ruiz, born 1968")
}

func TestBeforeSignInOneCanSayItIsForSomebodyElse(t *testing.T) {
	r := newRig(t, uitest.Phone)
	out := r.see(`button "Sign in"`, "I sign in to help somebody else")
	if !strings.Contains(out, "never theirs") {
		t.Errorf("it is not said whose password it is:\n%s", out)
	}
	r.must(r.Check("I sign in to help somebody else", true))
	r.prove("carmen", "Two-Kids-and-Mom")
	r.see(`heading 1 "People you help"`)
	r.lacks("Acting for")
}

func TestALockLeavesNobodysRecord(t *testing.T) {
	r := newRig(t, uitest.Phone, kept(vault.Passphrase))
	r.carmen()
	r.toPerson("Luis Delgado")
	r.lockKey()
	r.shows(r.settle(), gateTitle)
	r.lacks("Acting for", "Luis")
	r.must(r.Press("Unlock"))
	r.see("Acting for Luis Delgado", "Newest: Luis: ")
}

func TestWhoWasOnScreenLastIsOfferedAndNotOpened(t *testing.T) {
	r := newRig(t, uitest.Phone, kept())
	r.carmen()
	r.toPerson("Luis Delgado")
	later := newRig(t, uitest.Phone, func(o *rig) { o.memory = r.memory })
	later.carmen()
	later.see(`heading 1 "Hello, Carmen`, "Last time you helped Luis Delgado")
	later.lacks("Acting for")
	later.must(later.Press("Go on for Luis Delgado"))
	later.see("Acting for Luis Delgado")
}
