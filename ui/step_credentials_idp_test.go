package ui_test

import (
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/ui/uitest"
)

// providing is a page of name and password that somebody else can stand in for.
func providing(joins string) plan.Credentials {
	return plan.Credentials{Identifiers: []plan.Identifier{plan.Username}, SharedDevice: true, Joins: joins,
		Providers: []plan.Provider{{ID: "brindlewood", Name: "Brindlewood ID"}}}
}

// atBrindlewood is the visit there.
func atBrindlewood() plan.OpenBrowser {
	return plan.OpenBrowser{URL: "https://id.example.org/authorize", State: secret.Of([]byte("s-1")), Redirect: "http://127.0.0.1:49152/callback"}
}

func TestAProviderIsPickedInPlaceOfAPassword(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r := newRig(t, form)
		r.puts(providing(""), "Sign in")
		r.see(`button "Sign in with Brindlewood ID"`)
		r.page("signin-provider", form)
		r.must(r.Check("This is a shared device", true))
		r.stage.given, r.stage.asks = nil, atBrindlewood()
		r.must(r.Press("Sign in with Brindlewood ID"))
		r.see("Go on in your browser")
		if len(r.stage.given) != 1 || r.stage.given[0] != "brindlewood, shared true" {
			t.Error(r.stage.given)
		}
	}
}

// TestWhatIsJoinedIsSaidBeforeItIs: and what came back says why.
func TestWhatIsJoinedIsSaidBeforeItIs(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(providing("Brindlewood ID"), "Sign in")
	r.see("From then on Brindlewood ID will do")
	r.stage.refuses = problem.New(problem.ProviderUnlinked)
	r.must(r.Press("Sign in with Brindlewood ID"))
	r.see("That sign-in is not known to your plan", "From then on Brindlewood ID will do", `button "Sign in"`)
}

// TestAPageIsOpenedOnAnotherDevice: for a device without a browser (RFC 8628).
func TestAPageIsOpenedOnAnotherDevice(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r := newRig(t, form)
		step := atBrindlewood()
		step.Elsewhere = true
		r.puts(step, "Go on in your browser")
		step.Device = plan.DeviceGrant{Page: "https://id.example.org/device", Code: "WDJB-MJHT", Link: "https://id.example.org/device?code=WDJB-MJHT",
			Expires: noon.Add(10 * time.Minute), PollEvery: 5 * second}
		r.stage.asks = step
		r.must(r.Press("Use another device instead"))
		r.see("WDJB-MJHT", "https://id.example.org/device")
		r.page("open-browser-device", form)
		step.Device.Code = "NEXT-CODE"
		r.stage.asks = step
		r.must(r.Press("Get a new code"))
		if out := r.see("NEXT-CODE"); uitest.Shows("WDJB-MJHT")(out) {
			t.Error("the old code is still there")
		}
	}
}

// TestAnotherWayWhileNobodyAnswers: a button that stands there does what it says, as the one for another try does.
func TestAnotherWayWhileNobodyAnswers(t *testing.T) {
	r := newRig(t, uitest.Phone)
	step := atBrindlewood()
	step.Elsewhere = true
	r.puts(step, "Go on in your browser")
	r.stage.refuses = problem.New(problem.NetRefused)
	r.must(r.Press("Use another device instead"))
	r.see("Your plan does not answer the door", `button "Try again"`)
	step.Device = plan.DeviceGrant{Page: "https://id.example.org/device", Code: "WDJB-MJHT", Expires: noon.Add(10 * time.Minute), PollEvery: 5 * second}
	r.stage.asks = step
	r.must(r.Press("Use another device instead"))
	r.see("WDJB-MJHT")
}
