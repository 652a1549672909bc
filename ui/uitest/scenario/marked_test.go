package scenario_test

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestibule/ui/uitest"
	"vestibule/ui/uitest/scenario"
)

// This file holds the app to one promise: a secret stands nowhere but where the member asked to see it.

// watched is a driver that has everything written down after each act, and acts on what is not there, to see how that fails.
type watched struct {
	*hands
	by *watch
}

func (d *watched) after(err error) error {
	d.by.look()
	d.by.failure("an act that failed", err)
	d.by.failure("what is behind the plan", d.by.marks.behind(d.by.backstage))
	d.by.files()
	d.by.failure("a press of nothing", d.hands.Press("A button that is not there"))
	return err
}

func (d *watched) Press(name string) error          { return d.after(d.hands.Press(name)) }
func (d *watched) Type(name, text string) error     { return d.after(d.hands.Type(name, text)) }
func (d *watched) Check(name string, on bool) error { return d.after(d.hands.Check(name, on)) }
func (d *watched) Choose(name string) error         { return d.after(d.hands.Choose(name)) }
func (d *watched) Close() error                     { err := d.hands.Close(); d.by.files(); return err }
func (d *watched) Wait(ctx context.Context, pleases func(string) bool) (string, error) {
	outline, err := d.hands.Wait(ctx, pleases)
	return outline, d.after(err)
}

// troubled is what E09 lacks: a passphrase, and everything typed wrong once. Its last line does not hold.
const troubled = `E09 What else a member types in secret, and what is typed wrong
part "A passphrase, and everything wrong once"
open
press "What this device keeps"
press "Passphrase"
type "New passphrase" "Marked amber otter quilt"
type "The same passphrase again" "Marked amber otter quilk"
press "Save the passphrase"
see text "These two are not the same."
type "The same passphrase again" "Marked amber otter quilt"
press "Save the passphrase"
see heading "What this device keeps"
press "Back"
type "Username, e-mail, phone or member number" "anna"
type "Password" "Marked-Wrong-Password-3"
press "Sign in"
see textbox "Password"
attempts "anna" 1
type "Password" "Harbor-Light-7"
press "Sign in"
see textbox "Code"
type "Code" "000000"
press "Continue"
attempts "anna" 2
code sms "anna" into "Code"
press "Continue"
see heading "Hello, Anna Lindqvist"
press "Use this app as a way to sign in"
press "Use this app"
see text "This app now makes your codes"
press "Your codes"
press "Add a code"
type "Key" "MARKEDWRONGKEY8901"
type "Who it is for" "Garden club"
press "Add this code"
type "Key" "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
press "Add this code"
see text "Added: Garden club"
press "Back"
press "What this device keeps"
press "Lock now"
see heading "Unlock what this device keeps"
type "Passphrase" "Marked amber otter wrong"
press "Unlock"
see text "passphrase"
type "Passphrase" "Marked amber otter quilt"
press "Unlock"
see heading "Hello, Anna Lindqvist"
see heading "What is never there"
`

// typedIn are the secrets of troubled.
func typedIn(m *marks) {
	for _, passphrase := range []string{"Marked amber otter quilt", "Marked amber otter quilk", "Marked amber otter wrong"} {
		m.add("a passphrase", passphrase)
	}
	m.add("a password", "Marked-Wrong-Password-3")
	m.add(aKey, "MARKEDWRONGKEY8901")
	m.addKey(aKey, "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U")
}

// TestMarkedSecretsStandNowhere plays E09, and what it lacks, and looks for their secrets in all that was written down.
func TestMarkedSecretsStandNowhere(t *testing.T) { // AT-115
	m, said := newMarks(), heard(t)
	typedIn(m)
	w := newWatch(t, m)
	run := scenario.Run{Stage: w, Form: uitest.Desktop, Within: time.Minute, Clock: time.Now}
	for _, s := range chosen(t, "E09") {
		_, err := scenario.Play(t.Context(), s, run)
		if err != nil {
			t.Error(err)
		}
	}
	s, err := scenario.Parse("troubled.txt", troubled)
	if err != nil {
		t.Fatal(err)
	}
	_, err = scenario.Play(t.Context(), s, run)
	if err == nil || !strings.Contains(err.Error(), "What is never there") {
		t.Error("the script that fails at its end: ", err)
	}
	w.failure("a script that failed", err)
	w.note("what was logged or printed", said())
	w.files()
	w.judge(t)
}

// heard turns the log, slog, stdout and stderr aside until the test ends; what it gives is what they were told.
func heard(t *testing.T) func() string {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "said"))
	if err != nil {
		t.Fatal(err)
	}
	out, errs, to := os.Stdout, os.Stderr, log.Writer()
	level := slog.SetLogLoggerLevel(slog.LevelDebug)
	os.Stdout, os.Stderr = f, f
	log.SetOutput(f)
	t.Cleanup(func() {
		os.Stdout, os.Stderr = out, errs
		log.SetOutput(to)
		slog.SetLogLoggerLevel(level)
		_ = f.Close()
	})
	slog.Debug(canary)
	log.Print(canary)
	fmt.Fprintln(os.Stderr, canary)
	fmt.Println(canary)
	return func() string {
		said, err := os.ReadFile(f.Name())
		if n := strings.Count(string(said), canary); err != nil || n != 4 {
			t.Errorf("of four ways to say something %d are heard: %v", n, err)
		}
		return string(said)
	}
}

// canary is what shows that somebody listens.
const canary = "a bird sings"

// judge looks for the marked secrets in all that was seen, and that there was something to look for and into.
func (w *watch) judge(t *testing.T) {
	t.Helper()
	for _, of := range []string{"a password", "a passphrase", "a recovery code", aKey, "a session's token", "a conversation's handle"} {
		if w.marks.count(of) == 0 {
			t.Errorf("no secret was marked that is %s", of)
		}
	}
	places, shown := map[string]int{}, false
	for what, where := range w.seen {
		place, _, _ := strings.Cut(where, " by ")
		places[place]++
		for _, of := range w.marks.in(what) {
			if place == keyPage && of == aKey+", "+plain {
				shown = true
				continue
			}
			t.Errorf("%s stands in %s:\n%.600s", of, where, what)
		}
	}
	for _, place := range []string{"the ui", "the memory", "the vault", "the plan", "the keeper", "the talk", "the gate", "the codes", "a page", "a problem", "a press of nothing", "an act that failed", "a script that failed", "the preferences", "what was logged or printed"} {
		if places[place] == 0 {
			t.Errorf("nothing was seen of %s", place)
		}
	}
	for _, state := range []string{"flow.Asking", "flow.Waiting", "flow.Ended"} {
		if w.kinds[state] == 0 {
			t.Errorf("no state %s was seen: %v", state, w.kinds)
		}
	}
	if !shown {
		t.Error("the key was not found even where it is shown: this finds nothing")
	}
	t.Logf("%d things were seen: %v, states %v", len(w.seen), places, w.kinds)
}
