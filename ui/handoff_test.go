package ui_test

import (
	"context"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/uitest"
)

// counter is where two devices leave and take what is carried.
type counter struct {
	plan.Handoffs
	left   []plan.Handoff
	taken  bool
	refuse error
}

// Leave implements plan.Handoffs.
func (c *counter) Leave(_ context.Context, _ *plan.Session, what plan.Handoff) (plan.Ticket, error) {
	if c.refuse != nil {
		return plan.Ticket{}, c.refuse
	}
	c.left, c.taken = append(c.left, what), false
	return plan.Ticket{Code: "WREN-4417", Link: "https://tallowmere.example.org/go/WREN-4417", Until: noon.Add(600 * second)}, nil
}

// Take implements plan.Handoffs.
func (c *counter) Take(_ context.Context, typed string) (plan.Handoff, error) {
	if c.taken || len(c.left) == 0 || !strings.Contains(typed, "4417") {
		return plan.Handoff{}, problem.New(problem.HandoffGone)
	}
	c.taken = true
	return c.left[len(c.left)-1], nil
}

// handsOff has the plan keep what is carried at this counter.
func handsOff(c *counter) func(*rig) {
	return func(r *rig) {
		r.found = func(p *plan.Plan) {
			p.Handoffs = c
			p.Document.Capabilities[plan.CanHandOff] = plan.Ability{How: plan.InApp}
		}
	}
}

// cannotSignIn types a password that is not hers and asks for help.
func (r *rig) cannotSignIn() {
	r.t.Helper()
	r.see(`button "Sign in"`)
	r.signIn("anna", "Wrong-Password-1")
	r.see("do not match")
	r.must(r.Press("Need a person?"))
}

// takes types the code of another device.
func (r *rig) takes(code string) {
	r.t.Helper()
	r.see(`button "Sign in"`)
	r.must(r.Press("Need a person?"))
	r.must(r.Press("I have a code from another device"))
	r.must(r.Type("Code or link", code))
	r.must(r.Press("Go on"))
	r.settle()
}

// TestWhatDoesNotWorkHereIsTriedElsewhere carries a diagnosis to another device, where the sign-in works, and tells so.
func TestWhatDoesNotWorkHereIsTriedElsewhere(t *testing.T) {
	c := &counter{}
	here := newRig(t, uitest.Phone, handsOff(c))
	here.cannotSignIn()
	here.must(here.Press("Go on at another device"))
	shown := here.settle()
	here.shows(shown, `heading 1 "Go on at another device"`, "What goes along")
	here.hides(shown, "Anna", "anna", "Wrong-Password-1")
	here.must(here.Press("Make the code"))
	uitest.Golden(t, "handoff-code-phone", here.see(`heading 1 "Now take the other device"`, "WREN-4417", "until 12:10"))

	there := newRig(t, uitest.Phone, handsOff(c), func(r *rig) { r.platform = "android" })
	there.takes("wren 4417")
	uitest.Golden(t, "handoff-taken-phone", there.see(`heading 1 "This is where you were"`, "a Linux computer"))
	there.must(there.Press("Go on here"))
	there.signIn("anna", annaPassword)
	there.see(`textbox "Code"`)
	there.must(there.Type("Code", there.code()))
	there.must(there.Press("Continue"))
	there.shows(there.see("Hello, Anna"), "It works here", "the trouble is on a Linux computer")
}

// TestTheSameEverywhereIsNotTheDevice: what stood in the way there stands here too.
func TestTheSameEverywhereIsNotTheDevice(t *testing.T) {
	c := &counter{left: []plan.Handoff{{Purpose: plan.SignIn, Verdict: problem.BadCredentials}}}
	r := newRig(t, uitest.Phone, handsOff(c))
	r.takes("WREN-4417")
	r.must(r.Press("Go on here"))
	r.signIn("anna", "Wrong-Password-1")
	r.see("do not match")
	r.must(r.Press("Can’t sign in?"))
	r.settle()
	r.must(r.Press("No"))
	r.shows(r.settle(), "It is the same on your other device")
}

// TestWhatIsCarriedOpensNothing: a hand-off has no field for anything that opens, and the lines are redacted.
func TestWhatIsCarriedOpensNothing(t *testing.T) {
	c := &counter{}
	r := newRig(t, uitest.Desktop, handsOff(c))
	r.see(`button "Sign in"`)
	r.signIn("anna", annaPassword)
	r.see(`textbox "Code"`)
	code := string(r.code())
	r.must(r.Type("Code", "000000"))
	r.must(r.Press("Continue"))
	r.settle()
	r.must(r.Press("Need a person?"))
	r.must(r.Press("Go on at another device"))
	r.must(r.Press("Make the code"))
	r.see("WREN-4417")
	if len(c.left) != 1 || c.left[0].Stood != plan.KindCode || c.left[0].Verdict != problem.CodeWrong {
		t.Fatalf("left %+v", c.left)
	}
	for _, l := range c.left[0].Lines {
		for _, secret := range []string{"anna", "Anna", annaPassword, code, "000000"} {
			if strings.Contains(l.Label+l.Text, secret) {
				t.Errorf("%q carries %q", l.Text, secret)
			}
		}
	}
}

// TestACodeCountsOnce: a second device hears that it is used, what was typed stays, and Back leads to the page as it was.
func TestACodeCountsOnce(t *testing.T) {
	c := &counter{taken: true, left: []plan.Handoff{{}}}
	r := newRig(t, uitest.Phone, handsOff(c))
	r.takes("WREN-4417")
	r.see("This code has been used", `= "WREN-4417"`)
	r.must(r.Type("Code or link", "https://elsewhere.example.com/go/WREN-4417"))
	r.must(r.Press("Go on"))
	r.shows(r.settle(), "elsewhere.example.com", `= "https://elsewhere.example.com/go/WREN-4417"`)
	r.must(r.Press("Back"))
	r.must(r.Press("Back"))
	r.shows(r.settle(), `button "Sign in"`)
}

// TestACodeComesFromAPicture of what the other device shows; one of something else costs no try, and what was typed stays.
func TestACodeComesFromAPicture(t *testing.T) {
	c := &counter{left: []plan.Handoff{{Purpose: plan.SignIn, Verdict: problem.BadCredentials}}}
	r := newRig(t, uitest.Phone, handsOff(c))
	r.takes("WREN")
	r.see("This code has been used")
	r.board.picture = []byte("\x89PNG\r\n\x1a\n")
	r.pictures.holds = []string{"\x00"}
	r.shows(r.goes("Paste a picture of its QR code"), "We found no QR code in this picture", `= "WREN"`)
	r.pictures.holds = []string{"https://tallowmere.example.org/go/WREN-4417"}
	r.files["qr.png"] = r.board.picture
	r.goes("Open a picture of its QR code")
	r.must(r.Type("Where the file is", "qr.png"))
	r.shows(r.goes("Open it"), `heading 1 "This is where you were"`)
	r.must(r.Press("Back"))
	r.shows(r.settle(), `button "Sign in"`)
}

// TestWhoIsAskedForACodeHearsByWhom tells the member whose code it is what it is for, and to be careful.
func TestWhoIsAskedForACodeHearsByWhom(t *testing.T) {
	c := &counter{left: []plan.Handoff{{Asks: plan.AskCode, Asker: "Carmen Delgado"}}}
	r := newRig(t, uitest.Phone, handsOff(c))
	r.takes("WREN-4417")
	uitest.Golden(t, "handoff-asked-phone", r.see(`heading 1 "Carmen Delgado asks for your code"`, "keep the code to yourself"))
}

// TestAPlanWithoutHandOffsOffersNone on any page.
func TestAPlanWithoutHandOffsOffersNone(t *testing.T) {
	r := newRig(t, uitest.Phone, func(r *rig) { r.found = func(p *plan.Plan) { p.Handoffs = nil } })
	r.cannotSignIn()
	r.hides(r.settle(), "another device")
}
