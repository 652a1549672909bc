package ui_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/ui/a11y"
	"vestibule/ui/uitest"
)

// This file is the list of codes: what is hidden, found, copied, removed, kept.

// pass lets so much time go by, a second at a time, as a member sees it.
func (r *rig) pass(d time.Duration) {
	for ; d > 0; d -= second {
		r.clock.Advance(second)
		r.Queue.Run()
	}
}

// vaultNow is the vault as the device has it: the one that rests, opened anew.
func (r *rig) vaultNow() *vault.Vault {
	r.t.Helper()
	r.settle()
	r.memory.mu.Lock()
	defer r.memory.mu.Unlock()
	return vault.Open(context.Background(), r.memory.config(r.memory.files[0]))
}

// codeAt is the code of a key at a time, spelled as it is spoken.
func codeAt(t *testing.T, k otp.Key, at time.Time) string {
	t.Helper()
	c, err := k.Code(at)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Split(c.Text[:3], ""), " ") + ", " + strings.Join(strings.Split(c.Text[3:], ""), " ")
}

// walkTo gives a thing on screen without touching it.
func (r *rig) walkTo(role a11y.Role, name string) *a11y.Node {
	r.t.Helper()
	n, err := uitest.Find(a11y.Walk(r.Window.Canvas()), role, name)
	r.must(err)
	return n
}

func TestCopyIsTakenOffAgain(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...))
	r.codes()
	r.must(r.Press("Copy the code of Garden club, garden.club@example.org"))
	want, _ := timed("Garden club", "garden.club@example.org").Code(noon)
	if got := fyne.CurrentApp().Clipboard().Content(); got != want.Text {
		t.Errorf("the clipboard has %q", got)
	}
	r.see("Copied. It is taken off again in 30 seconds.")
	r.pass(31 * second)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "" {
		t.Errorf("31 seconds later the clipboard has %q", got)
	}
	if out, _ := r.Outline(); strings.Contains(out, "Copied") {
		t.Error("the row still says so")
	}
	if c := r.vaultNow().Codes()[0]; c.Uses != 1 || !c.LastUsed.Equal(noon) {
		t.Errorf("the use is kept as %d at %v", c.Uses, c.LastUsed)
	}
}

func TestACounterIsSavedBeforeItsCodeIsSeen(t *testing.T) {
	k := timed("Library", "anna")
	k.Type, k.Period, k.Counter = otp.HOTP, 0, 7
	r := newRig(t, uitest.Phone, having(stored{vault.Code{}, k}))
	want := codeAt(t, k, noon)
	r.codes()
	r.see("Library, anna: code is hidden")
	r.memory.files[0].fault = problem.New(problem.StoreFull)
	r.must(r.Press("Next code of Library, anna"))
	r.settle()
	if out, _ := r.Outline(); strings.Contains(out, want) {
		t.Fatal("a code is shown whose counter could not be saved")
	}
	r.memory.files[0].fault = nil
	r.must(r.Press("Next code of Library, anna"))
	k.Counter++
	want = codeAt(t, k, noon)
	r.see("Library, anna: " + want)
	if c := r.vaultNow().Codes()[0]; c.Counter != 9 {
		t.Errorf("the counter rests at %d", c.Counter)
	}
	r.must(r.Press("Library, anna: " + want))
	r.see("code is hidden")
}

func TestAHiddenCodeIsHiddenInTheTreeToo(t *testing.T) { // AT-034
	r := newRig(t, uitest.Phone, having(plain("Garden club", "Library")...))
	code := codeAt(t, timed("Garden club", "garden.club@example.org"), noon)
	r.codes()
	r.see(code)
	r.fold("More choices")
	r.must(r.Check("Hide codes until I press one", true))
	if out := r.settle(); regexp.MustCompile(`\d \d \d, \d \d \d|\d{3} \d{3}`).MatchString(out) {
		t.Fatalf("a code is on screen:\n%s", out)
	}
	r.must(r.Press("Garden club, garden.club@example.org: code is hidden"))
	r.see(code)
	r.must(r.Press("Garden club, garden.club@example.org: " + code))
	r.see("Garden club, garden.club@example.org: code is hidden")
	r.must(r.Press("Back"))
	r.codes()
	r.see("Garden club, garden.club@example.org: code is hidden") // it is remembered
}

func TestCodesAreFoundByAnyPartOfTheirNames(t *testing.T) {
	list := plain("Garden club", "Library", "Café Zürich", "Bank", "Mail", "Shop", "Gym")
	list[3].Group = "Money"
	r := newRig(t, uitest.Phone, having(list...))
	r.codes()
	for query, want := range map[string]string{"brary": "Library", "zurich cafe": "Café Zürich", "ORG gym": "Gym", "money": "Bank"} {
		r.must(r.Type("Find a code", query))
		if out := r.settle(); !strings.Contains(out, `button "`+want) || !strings.Contains(out, "[1 of 1]") {
			t.Errorf("%q finds\n%s", query, out)
		}
	}
	r.must(r.Type("Find a code", "zebra"))
	r.see("No code fits that. Try fewer letters.")
	r.must(r.Type("Find a code", ""))
	r.fold("More choices")
	r.must(r.Choose("Money"))
	r.see("Bank, bank@example.org", "[1 of 1]")
}

func TestTheOrderIsByUseOrByName(t *testing.T) {
	list := plain("Bank", "Arena", "Library")
	list[2].Uses, list[0].Uses = 5, 2
	r := newRig(t, uitest.Phone, having(list...))
	r.codes()
	order := func() (names []string) {
		for _, m := range regexp.MustCompile(`button "(\w+), \w+@example.org:`).FindAllStringSubmatch(r.settle(), -1) {
			names = append(names, m[1])
		}
		return names
	}
	if got := order(); !slices.Equal(got, []string{"Library", "Bank", "Arena"}) {
		t.Errorf("by use: %q", got)
	}
	r.fold("More choices")
	r.must(r.Choose("By name"))
	if got := order(); !slices.Equal(got, []string{"Arena", "Bank", "Library"}) {
		t.Errorf("by name: %q", got)
	}
}

func TestRemovedCodesCanBePutBack(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club", "Library")...))
	remove := func() {
		r.must(r.Press("Details of Library, library@example.org"))
		r.see(`button "Remove"`)
		r.must(r.Press("Remove"))
		r.see("Removed: Library", `button "Undo"`)
	}
	r.codes()
	remove()
	if n := len(r.vaultNow().Codes()); n != 1 {
		t.Errorf("%d codes rest", n)
	}
	r.must(r.Press("Undo"))
	r.see("Library, library@example.org: ")
	remove()
	r.fold("More choices")
	r.must(r.Press("1 removed code"))
	r.must(r.Press("Put back Library, library@example.org"))
	r.see("Library, library@example.org: ")
}

func TestNamesAndGroupsAreKept(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...))
	r.codes()
	r.must(r.Press("Details of Garden club, garden.club@example.org"))
	r.must(r.Type("Who it is for", "Allotment\u202e"))
	r.must(r.Type("Your name there", "anna"))
	r.must(r.Type("Group", "Home"))
	r.must(r.Press("Save"))
	r.see("Allotment, anna: ", "Saved")
	if c := r.vaultNow().Codes()[0]; c.Issuer != "Allotment" || c.Account != "anna" || c.Group != "Home" {
		t.Errorf("kept as %q %q %q", c.Issuer, c.Account, c.Group)
	}
}

func TestTheLargeCodeGoesFromOneToTheNext(t *testing.T) {
	r := newRig(t, uitest.Desktop, having(plain("Arena", "Bank")...))
	r.codes()
	r.fold("More choices")
	r.must(r.Press("Show one at a time, very large"))
	r.see(`heading 1 "Arena"`, codeAt(t, timed("Arena", "arena@example.org"), noon), `timer "Time left"`)
	r.must(r.Press("Next one (1 of 2)"))
	r.see(`heading 1 "Bank"`)
	r.must(r.Press("Copy the code of Bank, bank@example.org"))
	r.see("Copied.")
	r.must(r.Press("Back"))
	r.see(`heading 1 "Your codes"`)
}

// TestCodesByKeyboardAlone adds a code, finds it, copies it, and leaves, without a pointer (WCAG 2.2, 2.1.1).
func TestCodesByKeyboardAlone(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		t.Run(string(form), func(t *testing.T) {
			r := newRig(t, form, having(plain("Arena", "Bank", "Mail", "Shop", "Gym", "Library")...))
			r.see(`link "Your codes"`)
			r.tabTo(`link "Your codes" [focused]`)
			r.must(r.Key(uitest.Enter))
			r.see(`textbox "Find a code" [focused]`)
			r.must(r.Key(uitest.Enter)) // the one way on
			r.see(`textbox "Key"`)
			r.keys("JBSW Y3DP EHPK 3PXP JBSW Y3DP EE")
			r.tabTo(`textbox "Who it is for"`)
			r.tabTo(`(Such as the name of your plan, bank or mail) [focused]`)
			r.keys("Zoo")
			r.must(r.Key(uitest.Enter))
			r.see("Added: Zoo", `textbox "Find a code" [focused]`)
			r.keys("zoo")
			r.see("[1 of 1]")
			r.tabTo(`button "Copy the code of Zoo" [focused]`)
			r.must(r.Key(uitest.Enter))
			if fyne.CurrentApp().Clipboard().Content() == "" {
				t.Error("nothing was copied")
			}
			r.must(r.Key(uitest.Escape))
			r.see(`button "Sign in"`)
		})
	}
}

func TestCodesAreForgottenWhenTheListIsLeft(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...))
	code, _ := timed("Garden club", "garden.club@example.org").Code(noon)
	r.codes()
	r.see("Garden club")
	r.must(r.Press("Back"))
	r.see(`button "Sign in"`)
	r.holdsNothing(code.Text)
}
