package ui_test

import (
	"regexp"
	"strings"
	"testing"

	"vestibule/ui/uitest"
)

// TestASignInTakesThreeRequests after the plan was found: one opens the conversation, one per page answers it.
func TestASignInTakesThreeRequests(t *testing.T) {
	for name, code := range map[string]func(*rig) string{
		"tomas": func(r *rig) string { return r.totp("tomas", 0) }, // an authenticator app
		"anna":  (*rig).code,                                       // a text
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Phone)
			r.signIn(name, r.seed(name).Password)
			r.see(`textbox "Code"`)
			r.must(r.Type("Code", code(r)))
			r.must(r.Press("Continue"))
			r.see("Hello")
			r.settle()
			var asked []string
			for _, x := range r.line.asked() {
				asked = append(asked, x.method+" "+x.path)
			}
			if len(asked) != 3 {
				t.Errorf("%d requests: %q", len(asked), asked)
			}
		})
	}
}

// secondFactors are words that only an answer about a second factor has.
var secondFactors = regexp.MustCompile(`(?i)sms|totp|voice|email|push|recovery|authenticator|hint|digits|•|555-01`)

// TestAWrongPasswordTellsNothingOfWhatComesAfter looks at every byte of the plan's answer, for each seeded member (S101).
func TestAWrongPasswordTellsNothingOfWhatComesAfter(t *testing.T) {
	for _, name := range []string{"anna", "grace", "samuel", "henry", "rosa", "beth", "leo"} {
		r := newRig(t, uitest.Phone)
		r.signIn(name, "wrong")
		r.see("do not match")
		all := r.line.asked()
		if said := all[len(all)-1].answer; !strings.Contains(said, "credentials.wrong") || tells(said) {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// tells reports whether something of a second factor is in an answer, past the four kinds of name that a plan takes.
func tells(said string) bool {
	return secondFactors.MatchString(regexp.MustCompile(`"identifiers":\[[^]]*\]`).ReplaceAllString(said, ""))
}

// TestNamesAreAnsweredAlike: what is on screen after wrong passwords does not tell whether, and how, a name is known
// (CATALOGUE 0.3). Those who are locked are in trouble only once their password is right.
func TestNamesAreAnsweredAlike(t *testing.T) {
	words := regexp.MustCompile(`= "[^"]*"`)
	tries := func(name string) (pages []string) {
		r := newRig(t, uitest.Phone)
		for range 4 {
			out := r.settle()
			if !strings.Contains(out, `button "Sign in"`) {
				break
			}
			r.must(r.Type(nameField, name))
			r.must(r.Type(passField, "wrong"))
			r.must(r.Press("Sign in"))
			out = r.settle()
			if strings.Contains(out, "last try") {
				pages = append(pages, out)
				r.must(r.Press("Use my last try"))
				out = r.settle()
			}
			pages = append(pages, out)
		}
		for i, p := range pages {
			pages[i] = reference.ReplaceAllString(words.ReplaceAllString(p, "= NAME"), "REF")
		}
		return pages
	}
	want := tries("nobody")
	if len(want) < 4 || !strings.Contains(want[len(want)-1], "locked") {
		t.Errorf("an unknown name is not locked like a known one: %d pages\n%s", len(want), want[len(want)-1])
	}
	// Known, password alone, locked by hand, on hold, disabled, never activated, lapsed, at an employer's, no way left.
	for _, name := range []string{"anna", "henry", "felix", "helen", "dmitri", "nadia", "ingrid", "edgar", "beth", "mina", "oscar"} {
		got := tries(name)
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Errorf("%s, page %d:\n%s", name, i+1, uitest.Difference(want[i], got[i]))
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d pages, a stranger %d", name, len(got), len(want))
		}
	}
}
