package ui_test

import (
	"net/http"
	"testing"

	"vestibule/app/problem"
	"vestibule/ui/uitest"
)

// given begins a test with Dolores Ruiz at the list of who can see her record: her daughter does, her son asks.
func given(t testing.TB, form uitest.FormFactor) *rig {
	t.Helper()
	r := newRig(t, form)
	r.in("dolores", "Hello, Dolores")
	r.shows(r.goes("Who can see my record"), `heading 1 "Who can see my record"`)
	return r
}

// TestWhoCanSeeMyRecord looks at the list, a grant, its acts, and a wish.
func TestWhoCanSeeMyRecord(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		t.Run(string(form), func(t *testing.T) {
			r := given(t, form)
			r.page("given", form)
			r.goes("Carmen Delgado")
			r.page("given-one", form)
			r.picture("given-one-" + string(form))
			r.goes("See what was done")
			r.page("given-acts", form)
			r.goes("Back", "Back", "Rafael Ruiz")
			r.page("given-wish", form)
			r.goes("No, not now")
			r.page("given-no", form)
			r.shows(r.goes("No, not now"), "You said no to Rafael Ruiz", "They have been told.")
		})
	}
}

// TestAScopeIsChanged: what is narrower counts at once, what is wider only with a fresh proof.
func TestAScopeIsChanged(t *testing.T) {
	r := given(t, uitest.Phone)
	r.goes("Carmen Delgado")
	r.must(r.Choose("Messages: nothing"))
	r.shows(r.goes("Save the change"), "The change for Carmen Delgado is saved", "Open: Results, Appointments, Prescriptions.")
	r.outlastsProof()
	r.goes("Carmen Delgado")
	r.must(r.Choose("Messages: look, and do things for me"))
	r.goes("Save the change")
	r.shows(r.proves(), "The change for Carmen Delgado is saved", "Open: Results, Appointments, Messages, Prescriptions.")
}

// outlastsProof lets the last proof get too old to open anything, and keeps the session by a press meanwhile.
func (r *rig) outlastsProof() {
	r.t.Helper()
	r.after(11 * 60 * second)
	r.goes("Carmen Delgado", "Back")
	r.after(10 * 60 * second)
}

// TestAWishIsGranted with a scope and a last day of the member's own.
func TestAWishIsGranted(t *testing.T) {
	r := given(t, uitest.Phone)
	r.goes("Rafael Ruiz")
	for _, kind := range []string{"Results", "Appointments", "Messages", "Prescriptions"} {
		r.must(r.Choose(kind + ": nothing"))
	}
	r.shows(r.goes("Yes, let them in"), "Please open at least one part")
	r.must(r.Choose("Appointments: look only"))
	r.settle()
	r.lacks("Please open at least one part")
	for typed, wrong := range map[string]string{"soon": "We could not read this as a day", "1/1/2020": "This day is over", "1/1/2099": "The plan lets you go up to 2 March 2027."} {
		r.must(r.Type("Last day", typed))
		r.shows(r.goes("Yes, let them in"), wrong, typed)
	}
	r.must(r.Type("Last day", "March 9, 2026"))
	r.shows(r.goes("Yes, let them in"), "Rafael Ruiz is let in now", "Open: Appointments. Until 9 March 2026.")
}

// TestAccessIsTakenBack at once, with one confirmation, and it needs no fresh proof.
func TestAccessIsTakenBack(t *testing.T) {
	r := given(t, uitest.Phone)
	r.outlastsProof()
	r.goes("Carmen Delgado")
	r.shows(r.goes("End their access"), "It ends at once")
	r.page("given-revoke", uitest.Phone)
	r.shows(r.goes("End their access"), "The access of Carmen Delgado has ended", "They have been told.", "It was ended.")
}

// TestSomebodyIsInvited: the form, a fresh proof with nothing typed lost, the code, and who takes it sees first what it is.
func TestSomebodyIsInvited(t *testing.T) {
	r := given(t, uitest.Phone)
	r.outlastsProof()
	r.goes("Invite somebody")
	r.page("given-invite", uitest.Phone)
	r.shows(r.goes("Make the invitation"), "Please fill this in.")
	r.must(r.Type("Their name", "Carmen, my daughter"))
	r.must(r.Choose("Results: look only"))
	r.goes("Make the invitation")
	r.shows(r.goes("Back"), `textbox "Their name" = "Carmen, my daughter"`, "Nothing was changed")
	r.goes("Make the invitation")
	out := r.proves()
	r.shows(out, "Hand it to Carmen, my daughter.", `img "Picture of the invitation"`)
	r.shows(r.goes("Copy the link"), "Copied.")
}

// TestAnInvitationThatIsOutIsTakenBack: it stands in the list until somebody takes it, and its code opens nothing after that.
func TestAnInvitationThatIsOutIsTakenBack(t *testing.T) {
	r := given(t, uitest.Phone)
	r.goes("Invite somebody")
	r.must(r.Type("Their name", "Carmen, my daughter"))
	r.must(r.Choose("Results: look only"))
	r.goes("Make the invitation")
	r.shows(r.goes("Done"), "Invited, not taken yet")
	r.shows(r.goes("Carmen, my daughter"), "Your invitation to Carmen, my daughter", "Nobody has used it yet.")
	r.page("given-open", uitest.Phone)
	r.shows(r.goes("Take the invitation back"), "The invitation to Carmen, my daughter is taken back", "Its code and its link open nothing any more.")
	r.lacks("Invited, not taken yet")
	r.goes("Invite somebody")
	r.must(r.Type("Their name", "Carmen, my daughter"))
	r.must(r.Choose("Results: look only"))
	r.goes("Make the invitation", "Done", "Carmen, my daughter")
	r.line.fake = func(q *http.Request) *http.Response {
		if q.Method == http.MethodDelete {
			return problemAnswer(problem.InvitationGone)
		}
		return nil
	}
	r.shows(r.goes("Take the invitation back"), "Somebody has used this invitation by now", "Who is let in")
}
