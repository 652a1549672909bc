package ui_test

import (
	"strings"
	"testing"

	"vestibule/ui/uitest"
)

// enter signs a member in by a text code.
func (r *rig) enter(name, password, hello string) {
	r.t.Helper()
	r.prove(name, password)
	r.see(`heading 1 "Hello, ` + hello)
	r.settle()
}

// prove gives name, password and the code of a text, which may have to be chosen.
func (r *rig) prove(name, password string) {
	r.t.Helper()
	r.signIn(name, password)
	if out := r.settle(); strings.Contains(out, "How should we check it is you?") {
		r.must(r.Choose("Text me a code"))
		r.must(r.Press("Continue"))
	}
	r.see("Enter the code we texted")
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
}

func (r *rig) carmen() { r.t.Helper(); r.enter("carmen", "Two-Kids-and-Mom", "Carmen") }

// actFor signs Carmen in and puts somebody's record on screen.
func (r *rig) actFor(name string) {
	r.t.Helper()
	r.carmen()
	r.toPerson(name)
}

// toPerson goes on to somebody from the home.
func (r *rig) toPerson(name string) {
	r.t.Helper()
	r.must(r.Press("People you help"))
	r.settle()
	r.must(r.Type("Find a person", name))
	r.must(r.Press(name))
	r.settle()
}

func TestTwoLettersAndOneChoiceLeadToAPerson(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.carmen()
	if out := r.settle(); strings.Contains(out, "Acting for") {
		t.Fatalf("nobody was chosen:\n%s", out)
	}
	r.must(r.Press("People you help"))
	out := r.settle()
	if !strings.Contains(out, "Your own record On screen now") || strings.Index(out, "Your own record") > strings.Index(out, `"Luis Delgado"`) {
		t.Errorf("the member's own record comes first:\n%s", out)
	}
	r.must(r.Type("Find a person", "er"))
	if out = r.settle(); !strings.Contains(out, `"Ernesto Ruiz"`) || !strings.Contains(out, "Your access has come to its end") {
		t.Errorf("two letters do not find Ernesto, or his state is not in words:\n%s", out)
	}
	r.must(r.Type("Find a person", "lu"))
	r.must(r.Press("Luis Delgado"))
	out = r.see(`region "Acting for Luis Delgado"`, `heading 1 "Luis Delgado"`)
	for _, mine := range []string{"Membership card", "Your codes", "Hello, Carmen"} {
		if strings.Contains(out, mine) {
			t.Errorf("%q of the member's own is on somebody else's home:\n%s", mine, out)
		}
	}
	if title := r.Window.Title(); !strings.HasPrefix(title, "Acting for Luis Delgado") {
		t.Errorf("the window is called %q", title)
	}
	out = r.settle()
	if !strings.Contains(out, "Newest: Luis:") {
		t.Errorf("the home does not tell what came:\n%s", out)
	}
	r.must(r.Press("Back to me"))
	r.see(`heading 1 "Hello, Carmen`)
	if title := r.Window.Title(); strings.Contains(title, "Acting") || strings.Contains(r.settle(), "Acting for") {
		t.Errorf("back at oneself, and still %q", title)
	}
}
