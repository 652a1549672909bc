package ui_test

import (
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/ui/uitest"
)

// carmen begins a test with Carmen Delgado signed in, who cares for her family.
func carmen(t testing.TB, form uitest.FormFactor, before ...func(*rig)) *rig {
	t.Helper()
	r := newRig(t, form, before...)
	r.cares()
	return r
}

// cares signs Carmen in by a text message.
func (r *rig) cares() {
	r.t.Helper()
	r.see(`button "Sign in"`)
	r.signIn("carmen", r.seed("carmen").Password)
	r.see(`radio "Text me a code"`)
	r.must(r.Choose("Text me a code"))
	r.must(r.Press("Continue"))
	r.see(`textbox "Code"`)
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
	r.see("Hello, Carmen")
	r.settle()
}

// atGrant comes to the page of a grant, with these knobs turned.
func atGrant(faults, subject, name string) provocation {
	return provocation{walk: func(r *rig) {
		r.cares()
		r.knob(faults)
		r.grant(subject, name)
	}}
}

// grant opens the page of a grant of Carmen's.
func (r *rig) grant(subject, name string) string {
	r.t.Helper()
	r.ui.ShowGrantOf(subject, name)
	return r.settle()
}

// TestEveryStateOfAGrantHasItsReasonAndItsWayOn looks at each grant of Carmen's, as the invented plan has them.
func TestEveryStateOfAGrantHasItsReasonAndItsWayOn(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		t.Run(string(form), func(t *testing.T) {
			r := carmen(t, form)
			for _, g := range []struct {
				id, name string
				shows    []string
			}{
				{"m72", "Luis Delgado", []string{"You are a parent", "Look, and do things for them"}},
				{"m73", "Sofia Delgado", []string{"Only they see this", "Results, Messages", "Closed"}},
				{"m70", "Dolores Ruiz", []string{"They signed a paper", "Look only", `button "Help them get back in"`, `button "Ask to see or do more"`}},
				{"m74", "Ernesto Ruiz", []string{"Your access has come to its end", `button "Ask for more time"`}},
				{"m75", "Pilar Ruiz", []string{"The plan still needs a paper", `button "Send the paper"`, `button "Power of attorney, signed" (Still needed.)`}},
				{"m76", "Mateo Ruiz", []string{"The plan is still looking at this", "A court made you the guardian"}},
				{"m77", "Ana Ruiz", []string{"Your access has ended", `button "Ask for access"`}},
				{"m78", "Ines Ruiz", []string{"We are sorry for your loss", `button "Send the paper"`}},
			} {
				out := r.grant(g.id, g.name)
				r.shows(out, append(g.shows, `heading 1 "`+g.name+`"`)...)
				r.page("grant-"+strings.ToLower(strings.Fields(g.name)[0]), form)
				r.picture("grant-" + strings.ToLower(strings.Fields(g.name)[0]) + "-" + string(form))
			}
		})
	}
}

// TestADeadPersonIsAskedForNothing: whoever has died is written to no more, also where a grant for what is left to do counts.
func TestADeadPersonIsAskedForNothing(t *testing.T) {
	left := &uploads{grant: plan.Grant{ID: "g", Kind: plan.GrantEstate, Actor: plan.Person{ID: "m23", Name: "Carmen"}, Subject: plan.Person{ID: "m78", Name: "Ines Ruiz"},
		Scope: map[plan.RecordKind]plan.Access{plan.Messages: plan.MayLook}}}
	r := carmen(t, uitest.Phone, gives(left))
	out := r.grant("m78", "Ines Ruiz")
	r.shows(out, "You look after what they left behind", `button "See what was done"`)
	r.hides(out, "Help them get back in", "Ask to see or do more")
}

// TestAnEndedGrantIsAskedForAgain: the plan then looks at it, and says so.
func TestAnEndedGrantIsAskedForAgain(t *testing.T) {
	r := carmen(t, uitest.Phone)
	r.grant("m74", "Ernesto Ruiz")
	r.shows(r.goes("Ask for more time"), "We asked for more time", "The plan is still looking at this")
	r.shows(r.goes("Back"), "Hello, Carmen")
	r.shows(r.grant("m74", "Ernesto Ruiz"), "The plan is still looking at this")
}

// TestThePersonIsAsked: what a grant does not cover goes to their own contacts, and comes up in their own app.
func TestThePersonIsAsked(t *testing.T) {
	r := carmen(t, uitest.Phone)
	r.grant("m70", "Dolores Ruiz")
	r.goes("Ask to see or do more")
	r.shows(r.goes("Ask them"), "Please choose what it is about")
	r.must(r.Choose("Prescriptions"))
	r.must(r.Choose("Look, and do things for them"))
	r.page("grant-ask", uitest.Phone)
	r.shows(r.goes("Ask them"), "We asked Dolores Ruiz", "The plan wrote to")
	box := r.backstage("GET", "/mock/outbox", "")
	if !strings.Contains(box, "A request from Carmen Delgado") {
		t.Errorf("nobody was asked: %s", box)
	}
}

// TestRecoveryForSomebodyElseGoesToThem: what opens the account goes to their own contacts, and the caregiver is told so before
// and after (S055).
func TestRecoveryForSomebodyElseGoesToThem(t *testing.T) {
	r := carmen(t, uitest.Phone)
	r.grant("m70", "Dolores Ruiz")
	r.goes("Help them get back in")
	r.page("grant-back-in", uitest.Phone)
	was := len(r.messages())
	r.shows(r.goes("Have the plan write to them"), "Dolores Ruiz can get back in now", "Nothing of it comes to you")
	before := len(r.messages())
	for _, m := range r.messages()[:before-was] {
		if strings.Contains(m.To, "carmen") {
			t.Errorf("the caregiver was sent %q: %s", m.Subject, m.Body)
		}
	}
	if before == was {
		t.Error("nobody was written to")
	}
}

// TestAccessIsGivenUp with one confirmation, and the other side is told.
func TestAccessIsGivenUp(t *testing.T) {
	r := carmen(t, uitest.Phone)
	r.grant("m70", "Dolores Ruiz")
	r.shows(r.goes("Give up this access"), "Give up your access to the record of Dolores Ruiz?")
	r.shows(r.goes("Give up this access"), "Your access has ended", "They have been told.")
	r.shows(r.grant("m70", "Dolores Ruiz"), "It was taken back")
}

// TestWhoHelpsSomebodyReadsTheWay: on the page of help before a sign-in.
func TestWhoHelpsSomebodyReadsTheWay(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.goes("Need a person?", "I am helping somebody else get back in")
	r.page("help-another", uitest.Phone)
	r.shows(r.goes("Back"), `button "Sign in"`)
}

// TestAccessIsAskedFor by a form: what is missing is said under its field, nothing typed is lost, and whether the person was found
// is not said.
func TestAccessIsAskedFor(t *testing.T) {
	for _, number := range []string{"TM-0000-0000", "nobody-1"} {
		r := carmen(t, uitest.Phone)
		r.ui.AskAccess()
		r.shows(r.goes("Ask the plan"), "Please fill this in.")
		r.must(r.Type("Their full name, as on their card", "Rafael Ruiz"))
		r.must(r.Type("Member number", number))
		r.must(r.Type("Their birth date", "2/14/1975"))
		r.shows(r.goes("Ask the plan"), "Please choose why you need it", "We read this as 14 February 1975.")
		r.must(r.Choose("They signed a power of attorney"))
		if number != "nobody-1" {
			r.page("grant-request", uitest.Phone)
		}
		r.shows(r.goes("Ask the plan"), `heading 1 "Rafael Ruiz"`, "The plan still needs a paper", `button "Power of attorney, signed" (Still needed.)`)
	}
}
