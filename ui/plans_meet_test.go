package ui_test

import (
	"slices"
	"testing"

	"vestibule/app/plan"
	"vestibule/ui/uitest"
)

// This file is what is said of a plan before anything is typed at it, and the ways to come to that page.

// TestAPlanIsShownBeforeAnythingIsTyped: who runs it, what it can do; nothing of it is kept before the member has said yes.
func TestAPlanIsShownBeforeAnythingIsTyped(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r := newRig(t, form, twoPlans(known(tallowmere, "Tallowmere Health Plan")))
		r.toPlans()
		r.page("plans", form)
		r.must(r.Press("Add a plan"))
		r.see(`heading 1 "Add a plan"`)
		r.page("plans-add", form)
		r.must(r.Type("Address of your plan", "Go to harbor.example.org/login?member=1, please."))
		r.must(r.Press("Look it up"))
		out := r.see(meetsHarbor, "Harbor Mutual, Inc.", "Example Trust, until 31 May 2026", "In this app", `button "Yes, go on"`)
		r.hides(out, "textbox")
		r.page("plans-meet", form)
		if names := r.listed().names(); len(names) != 1 {
			t.Fatalf("kept before anybody said so: %q", names)
		}
		r.must(r.Press("Yes, go on"))
		r.see("Harbor Mutual, at harbor.example.org", `button "Sign in"`)
		if names := r.listed().names(); !slices.Equal(names, []string{"Harbor Mutual", "Tallowmere Health Plan"}) {
			t.Errorf("the list is %q", names)
		}
	}
}

// TestAPlanOfALinkIsConfirmed, whoever made the link; one on the list, or confirmed before, is opened at once.
func TestAPlanOfALinkIsConfirmed(t *testing.T) {
	named := func(r *rig) { r.address = harbor }
	r := newRig(t, uitest.Phone, twoPlans(), named)
	r.hides(r.see(meetsHarbor, "You reached harbor.example.org"), "textbox")
	r.must(r.Press("Yes, go on"))
	r.see(`button "Sign in"`)
	list := r.listed().list
	again := newRig(t, uitest.Phone, twoPlans(list...), named)
	again.see(`button "Sign in"`, "at harbor.example.org")
	written := newRig(t, uitest.Phone, twoPlans(list...), func(r *rig) { r.address = "HTTPS://harbor.example.org/" })
	written.see(`button "Sign in"`)
}

// TestAPlanOfALinkThatIsNotThere says so, and leads on.
func TestAPlanOfALinkThatIsNotThere(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(), func(r *rig) { r.address = "https://nobody.example.org" })
	r.see("We could not open this plan", `button "Try again"`)
	r.goes("Your plans", "Add a plan")
	r.shows(r.settle(), `heading 1 "Add a plan"`)
}

// TestWhatIsTypedForAnAddress: what holds none is said under the field and asked of nobody; where no plan is, that is said,
// and what was typed stays.
func TestWhatIsTypedForAnAddress(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(known(tallowmere, "Tallowmere Health Plan")))
	r.toPlans()
	r.settle()
	asked := len(r.line.asked())
	r.adds("my health plan")
	r.shows(r.settle(), "We find no address in this", `= "my health plan"`)
	if n := len(r.line.asked()); n != asked {
		t.Errorf("%d requests for nothing", n-asked)
	}
	r.must(r.Type("Address of your plan", "nobody.example.org"))
	r.must(r.Press("Look it up"))
	r.shows(r.settle(), `heading 1 "Add a plan"`, `= "nobody.example.org"`, "There is no plan at this address")
	r.must(r.Type("Address of your plan", "tallowmere.example.org"))
	r.must(r.Press("Look it up"))
	r.shows(r.settle(), `button "Sign in"`) // it is the member's already
}

// TestAPlanByPicture: typed, dropped or pasted, the picture's code leads to the same page.
func TestAPlanByPicture(t *testing.T) {
	for name, gives := range map[string]func(*rig){
		"typed": func(r *rig) {
			r.goes("Open a picture of a QR code")
			r.must(r.Type("Where the file is", "/card.png"))
			r.must(r.Press("Open it"))
		},
		"dropped": func(r *rig) { r.drops("/card.png") },
		"pasted":  func(r *rig) { r.board.picture = aPicture; r.must(r.Press("Paste a picture")) },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Phone, twoPlans(known(tallowmere, "Tallowmere Health Plan")))
			r.files["/card.png"], r.files["file:///card.png"] = aPicture, aPicture
			r.pictures.holds = []string{"otpauth://totp/x?secret=JBSWY3DPEHPK3PXP", "vestibule://plan?address=harbor.example.org"}
			r.toPlans()
			r.goes("Add a plan")
			gives(r)
			r.see(meetsHarbor)
		})
	}
}

func TestAPictureWithoutAPlanIsSaid(t *testing.T) {
	r := newRig(t, uitest.Phone, twoPlans(known(tallowmere, "Tallowmere Health Plan")))
	r.toPlans()
	r.goes("Add a plan")
	r.must(r.Type("Address of your plan", "harbor.exam"))
	r.drops("/missing.png")
	r.shows(r.settle(), `heading 1 "Add a plan"`, `= "harbor.exam"`, "There is no such file")
	r.files["file:///cat.png"] = aPicture
	r.drops("/cat.png")
	r.shows(r.settle(), `heading 1 "Add a plan"`, `= "harbor.exam"`, "no QR code")
}

// TestWhoRunsAPlanIsSaidAsFarAsItCanBeSeen.
func TestWhoRunsAPlanIsSaidAsFarAsItCanBeSeen(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*rig, *plan.Plan)
		says   string
	}{
		"organisation": {func(*rig, *plan.Plan) {}, "Who runs it: Harbor Mutual, Inc."},
		"host alone":   {func(_ *rig, p *plan.Plan) { p.Server.Certificate.Organisation = "" }, "vouches for the address harbor.example.org only"},
		"unseen":       {func(_ *rig, p *plan.Plan) { p.Server.Certificate = plan.Certificate{} }, "We could not see a certificate."},
		"device":       {func(_ *rig, p *plan.Plan) { p.Key = "http://127.0.0.1:8089" }, "It runs on this very device"},
		"open":         {func(_ *rig, p *plan.Plan) { p.Key = "http://harbor.example.org" }, "The line to it is not sealed."},
		"bundled":      {func(_ *rig, p *plan.Plan) { p.Key = "bundled" }, "Nothing leaves this device."},
		"lies":         {func(_ *rig, p *plan.Plan) { p.Document.Host = "other.example.org" }, "It calls its address: other.example.org"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Phone, twoPlans(), func(r *rig) {
				r.address = harbor
				before := r.found
				r.found = func(p *plan.Plan) { before(p); c.change(r, p) }
			})
			r.see(meetsHarbor, c.says)
		})
	}
}

// TestAPlanThatCannotSignInHereLeadsNowhereDead: it says why, and where else.
func TestAPlanThatCannotSignInHereLeadsNowhereDead(t *testing.T) {
	for name, c := range map[string]struct {
		platform string
		can      plan.Ability
		says     []string
		hides    string
	}{
		"nowhere":        {"linux", plan.Ability{}, []string{"You cannot sign in here with this app"}, "Open its website"},
		"on its website": {"linux", plan.Ability{How: plan.InBrowser, URL: "https://harbor.example.org/login"}, []string{`button "Open its website"`}, "Yes, go on"},
		"not from a web page": {"web", plan.Ability{}, []string{"You cannot sign in here from a web page", "a gateway for browsers"},
			"Yes, go on"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Phone, twoPlans(), func(r *rig) {
				r.address, r.platform = harbor, c.platform
				before := r.found
				r.found = func(p *plan.Plan) {
					before(p)
					p.Server = plan.Server{Kind: plan.Kratos}
					p.Document.Capabilities[plan.CanSignIn] = c.can
				}
			})
			r.see(meetsHarbor)
			out := r.settle()
			r.shows(out, c.says...)
			r.hides(out, c.hides)
			if c.can.URL != "" {
				r.must(r.Press("Open its website"))
				if !slices.Equal(r.opened, []string{c.can.URL}) {
					t.Errorf("opened %q", r.opened)
				}
			}
			r.goes("No, look for another")
			r.shows(r.settle(), `heading 1 "Add a plan"`)
		})
	}
}
