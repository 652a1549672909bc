package ui_test

import (
	"encoding/json"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/uitest"
)

// invites has Dolores make an invitation at the invented plan, and gives its code and its link.
func (r *rig) invites(scope string) plan.Ticket {
	r.t.Helper()
	other := newRig(r.t, uitest.Phone, beside(r))
	other.in("dolores", "Hello, Dolores")
	other.goes("Who can see my record", "Invite somebody")
	r.must(other.Type("Their name", "Carmen"))
	r.must(other.Choose(scope))
	out := other.goes("Make the invitation")
	other.shows(out, "The invitation is ready")
	return plan.Ticket{Code: restOf(out, "Code of the invitation: "), Link: restOf(out, "Link of the invitation: ")}
}

// usedInvitation types the code of one that was taken already.
func usedInvitation(r *rig) {
	r.cares()
	ticket := r.invites("Results: look only")
	r.ui.ShowInvitation(ticket.Code)
	r.settle()
	r.goes("Accept the invitation")
	r.ui.ShowInvitation(ticket.Code)
}

// restOf is the rest of a line that begins so, up to its end quote.
func restOf(out, begin string) string {
	_, rest, _ := strings.Cut(out, begin)
	rest, _, _ = strings.Cut(rest, `"`)
	return rest
}

// beside has a rig use the plan and the clock of another: two members at one plan.
func beside(r *rig) func(*rig) {
	return func(other *rig) {
		other.mock, other.clock, other.wall, other.line.next = r.mock, r.clock, r.wall, r.line.next
	}
}

// TestAnInvitationIsShownBeforeItIsTaken by code, by link and by picture.
func TestAnInvitationIsShownBeforeItIsTaken(t *testing.T) {
	r := carmen(t, uitest.Phone)
	ticket := r.invites("Messages: look, and do things for me")
	r.ui.ShowInvitation("")
	r.page("invitation", uitest.Phone)
	r.shows(r.goes("Look at it"), "Please fill this in.")
	r.must(r.Type("Code or link of the invitation", "ABCD-EFGH"))
	r.shows(r.goes("Look at it"), "We do not know this code", `= "ABCD-EFGH"`)
	r.must(r.Type("Code or link of the invitation", "https://elsewhere.example.com/i/abc"))
	asked := r.asks("POST", "/invitations/look")
	r.shows(r.goes("Look at it"), "It leads to elsewhere.example.com.", `= "https://elsewhere.example.com/i/abc"`)
	if r.asks("POST", "/invitations/look") != asked {
		t.Error("a link of somebody else's went to the plan")
	}
	r.must(r.Type("Code or link of the invitation", strings.ToLower(ticket.Code)))
	out := r.goes("Look at it")
	r.shows(out, `heading 1 "Dolores Ruiz invites you"`, "Messages", "Nothing has happened yet.")
	r.page("invitation-offer", uitest.Phone)
	r.shows(r.goes("Back"), `textbox "Code or link of the invitation"`)
	r.pictures.holds = []string{ticket.Link}
	r.board.picture = []byte("\x89PNG\r\n\x1a\n")
	r.shows(r.goes("Paste a picture of its QR code"), `heading 1 "Dolores Ruiz invites you"`)
	r.shows(r.goes("Accept the invitation"), "You are let into the record of Dolores Ruiz", "Your access is open.")
	r.shows(r.goes("Open their record"), "Acting for Dolores Ruiz")
	r.ui.ShowInvitation(ticket.Link)
	r.shows(r.settle(), "This invitation is over")
	r.shows(r.goes("Use another way"), `textbox "Code or link of the invitation"`)
}

// TestAPictureWithoutAnInvitationTakesNothing that was typed.
func TestAPictureWithoutAnInvitationTakesNothing(t *testing.T) {
	r := carmen(t, uitest.Phone)
	r.ui.ShowInvitation("")
	r.settle()
	r.must(r.Type("Code or link of the invitation", "ABCD"))
	r.board.picture = []byte("\x89PNG\r\n\x1a\n")
	r.shows(r.goes("Paste a picture of its QR code"), `= "ABCD"`, `heading 2`)
	r.files["qr.png"] = []byte("refused: " + string(problem.FileNotRead))
	r.goes("Open a picture of its QR code")
	r.must(r.Type("Where the file is", "qr.png"))
	r.shows(r.goes("Open it"), "This file could not be read", `= "qr.png"`)
	r.pictures.holds = []string{"\x00", strings.Repeat("x", 5000)}
	r.files["qr.png"] = []byte("\x89PNG\r\n\x1a\n")
	r.shows(r.goes("Open it"), "Use an invitation", `= "ABCD"`)
}

// TestTheAppIsOpenedWithAnInvitation: it waits for the sign-in, is shown, and is taken by nobody but on a press.
func TestTheAppIsOpenedWithAnInvitation(t *testing.T) {
	first := newRig(t, uitest.Phone)
	ticket := first.invites("Results: look only")
	r := newRig(t, uitest.Phone, beside(first), func(r *rig) { r.invitation = ticket.Link })
	r.in("anna", "Dolores Ruiz invites you")
	r.hides(r.backstage("GET", "/mock/outbox", ""), "took your invitation")
	r.shows(r.goes("Not now"), "Hello, Anna")
}

// messages are what the plan has sent, newest first.
func (r *rig) messages() []plan.Message {
	r.t.Helper()
	var box struct{ Messages []plan.Message }
	r.must(json.Unmarshal([]byte(r.backstage("GET", "/mock/outbox", "")), &box))
	return box.Messages
}
