package ui_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vestibule/app/support"
	"vestibule/assets"
	"vestibule/ui/uitest"
)

// This file is how a member comes to a person, and what that person is told.

// references are what the plan gives to be read out.
var references = regexp.MustCompile(`TM-[0-9A-Z]{6}`)

// disabled comes to a page that only a person can help with.
func (r *rig) disabled() {
	r.t.Helper()
	r.signIn("dmitri", "Closed-Door-77")
	r.see("Your plan has turned this account off")
}

// packs goes from any page to the form of the packet.
func (r *rig) packs() {
	r.t.Helper()
	r.must(r.Press("Need a person?"))
	r.see(`heading 1 "Need a person?"`)
	r.must(r.Press("Get the facts ready"))
	r.see(`heading 1 "Get the facts ready"`)
}

// looks goes on to its lines.
func (r *rig) looks() string {
	r.t.Helper()
	r.must(r.Press("Look it over"))
	r.see(`heading 1 "What they will see"`)
	return r.settle()
}

// arrived gives the packets that the plan has, as lines.
func (r *rig) arrived() (all [][]string) {
	r.t.Helper()
	var got struct {
		Packets []struct {
			Lines []struct{ Label, Text string }
		}
	}
	r.must(json.Unmarshal([]byte(r.backstage("GET", "/mock/packets", "")), &got))
	for _, p := range got.Packets {
		var lines []string
		for _, l := range p.Lines {
			lines = append(lines, l.Label+": "+l.Text)
		}
		all = append(all, lines)
	}
	return all
}

// TestAPacketIsSeenLineByLine, filled in, looked at, read out, sent; with its reference in the end.
func TestAPacketIsSeenLineByLine(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r := newRig(t, form)
		r.disabled()
		r.packs()
		r.page("packet", form)
		r.must(r.Type("Full name", "Dmitri Sokolov"))
		r.must(r.Type("Member number", "TM-4471-82093"))
		r.must(r.Type("Birth date", "5 March 1984"))
		r.must(r.Type("E-mail", "dmitri@example.org"))
		r.must(r.Type("Phone", "1-213-555-0142"))
		r.must(r.Check("My phone number", true))
		r.must(r.Type("In your own words", "I moved in May. Call 213 555 0142."))
		r.looks()
		r.steady("packet-look", form)
		r.must(r.Press("Read it out on the phone"))
		r.see("This takes a minute at most.")
		r.steady("packet-aloud", form)
		r.must(r.Press("Back"))
		r.must(r.Press("Send it to my plan"))
		r.see("Your plan has it")
		r.page("packet-sent", form)
		if n := len(r.arrived()); n != 1 {
			t.Errorf("%d packets arrived", n)
		}
	}
}

// steady is page with the references of a plan's answers taken out.
func (r *rig) steady(name string, form uitest.FormFactor) {
	r.t.Helper()
	uitest.Golden(r.t, name+"-"+string(form), references.ReplaceAllString(r.settle(), "REF"))
}

// TestTheWordsArriveAsTheyWereShown, byte for byte, with their code (S175).
func TestTheWordsArriveAsTheyWereShown(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.signIn("anna", "not the password")
	r.see("2 tries left")
	shown := r.settle()
	r.packs()
	r.looks()
	r.must(r.Press("Send it to my plan"))
	r.see("Your plan has it")
	lines := strings.Join(r.arrived()[0], "\n")
	at := strings.Index(lines, "What was on screen: ")
	words, _, _ := strings.Cut(lines[at+len("What was on screen: "):], " (code credentials.wrong;")
	title, detail, _ := strings.Cut(words, ". ")
	if !strings.Contains(shown, `"`+title+`"`) || !strings.Contains(shown, `"`+detail+`"`) || detail == "" {
		t.Errorf("%q was shown as\n%s", words, shown)
	}
	if !strings.Contains(lines, "Already tried: name and password (1)") {
		t.Error(lines)
	}
}

// TestALineLeftOutIsNotSent, and one put back is.
func TestALineLeftOutIsNotSent(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.disabled()
	r.packs()
	r.must(r.Type("Full name", "Dmitri Sokolov"))
	r.must(r.Type("In your own words", "I moved."))
	r.looks()
	r.must(r.Check("Full name", false))
	r.must(r.Check("In your own words", false))
	r.must(r.Check("In your own words", true))
	r.must(r.Press("Send it to my plan"))
	r.see("Your plan has it")
	got := r.arrived()[0]
	if slices.ContainsFunc(got, func(l string) bool { return strings.Contains(l, "Dmitri") }) || !slices.Contains(got, "In your own words: I moved.") {
		t.Errorf("%q", got)
	}
}

// TestWhatWasTypedInSecretIsInNoLine: a password, a code and a recovery code that were not right, each on its page.
func TestWhatWasTypedInSecretIsInNoLine(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.signIn("samuel", "Canary-Password-Seen")
	r.see("tries left")
	r.must(r.Type(passField, "Safe-Drawer-9"))
	r.must(r.Press("Sign in"))
	r.see(`textbox "Code"`)
	r.must(r.Type("Code", "918273"))
	r.must(r.Press("Continue"))
	r.see("That is not the code we sent")
	r.must(r.Press("Use another way"))
	r.see("Use a recovery code")
	r.must(r.Choose("Use a recovery code"))
	r.must(r.Press("Continue"))
	r.see(`textbox "Recovery code"`)
	r.must(r.Type("Recovery code", "VEST-9876-QQQQ-ZZZZ"))
	r.must(r.Press("Continue"))
	r.settle()
	r.packs()
	out := r.looks()
	for _, secret := range []string{"Canary", "Safe-Drawer", "918273", "9876", "QQQQ"} {
		if strings.Contains(out, secret) {
			t.Errorf("%s in\n%s", secret, out)
		}
	}
	r.shows(out, "credentials.wrong", "code.wrong", "recovery-code.wrong")
	r.holdsNothing("Canary-Password-Seen", "918273")
}

// TestAPacketThatIsNotTakenIsNotLost: it says so, stays, can be saved, and goes through the next time.
func TestAPacketThatIsNotTakenIsNotLost(t *testing.T) {
	words, _ := assets.Load("en")
	r := newRig(t, uitest.Phone)
	r.disabled()
	r.packs()
	r.must(r.Type("Full name", "Dmitri Sokolov"))
	r.looks()
	r.knob(`{"support.upload_fails":{"times":1}}`)
	r.must(r.Press("Send it to my plan"))
	r.see(words.Say("problem.packet.not-sent.title"), `checkbox "Full name"`)
	r.must(r.Press("Save it as a file"))
	r.see("It is saved")
	saved := ""
	for name, data := range r.files {
		saved += name + string(data)
	}
	if !strings.Contains(saved, "help-packet.txt") || !strings.Contains(saved, "Full name: Dmitri Sokolov\n") {
		t.Errorf("%q", saved)
	}
	r.must(r.Press("Send it to my plan"))
	r.see("Your plan has it")
}

// TestNothingOfThePacketIsLeft once its pages are gone.
func TestNothingOfThePacketIsLeft(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.disabled()
	r.packs()
	r.must(r.Type("Full name", "Canary Sokolov"))
	r.must(r.Type("Member number", "TM-4471-82093"))
	r.looks()
	r.must(r.Press("Back"))
	r.see(`= "Canary Sokolov"`)
	r.must(r.Press("Back"))
	r.see(`heading 1 "Need a person?"`)
	r.must(r.Press("Back"))
	r.settle()
	r.holdsNothing("Canary Sokolov", "TM-4471-82093")
}

// TestAutomaticWaysComeFirst: a packet is the filled button only where a person is next.
func TestAutomaticWaysComeFirst(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.must(r.Press("Need a person?"))
	r.shows(r.settle(), "Try these first", "Get a new password")
	r.must(r.Press("Get a new password"))
	r.see(`heading 1 "Get a new password"`)
	other := newRig(t, uitest.Phone)
	other.disabled()
	other.must(other.Press("Need a person?"))
	other.see(`heading 1 "Need a person?"`)
	other.hides(other.settle(), "Try these first")
}

// TestWhoIsSignedInIsKnown: the card's name and number are filled in, the number masked in what is sent.
func TestWhoIsSignedInIsKnown(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.in("anna", "Hello, Anna")
	r.packs()
	r.see(`textbox "Full name" = "Anna`)
	out := r.looks()
	r.shows(out, `checkbox "Last sign-in" (12:00:00 UTC on 2 March 2026)`, `checkbox "Member number" (•••`)
}

// TestEverySentenceSurvives: no words of the app about a problem look like a secret to the Redactor (S175).
func TestEverySentenceSurvives(t *testing.T) {
	words, _ := assets.Load("en")
	w, r := words, support.Redactor{Removed: "[taken out]"}
	for _, key := range w.Keys() {
		if strings.HasPrefix(key, "problem.") {
			if said := w.Say(key, assets.Facts{"until": "2 January, 15:04", "n": "3", "host": "tallowmere.example.org"}); r.Redact(said) != said {
				t.Errorf("%s: %q became %q", key, said, r.Redact(said))
			}
		}
	}
}
