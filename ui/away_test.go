package ui_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/ui/uitest"
)

// waits is a plan that has one conversation left, at a step in the browser.
type waits struct {
	plan.Identity
	step  plan.OpenBrowser
	given *[]string
}

func (w waits) Resume(_ context.Context, h plan.Handle) (plan.Step, error) {
	if !h.Equal(w.step.Handle.Bytes) {
		return nil, problem.New(problem.FlowExpired)
	}
	return w.step, nil
}

func (w waits) Submit(ctx context.Context, step plan.Step, a plan.Answer) (plan.Step, error) {
	arrived, is := a.(plan.Arrived)
	if !is {
		return w.Identity.Submit(ctx, step, a)
	}
	*w.given = append(*w.given, string(arrived.Address.Reveal()))
	return plan.Told{Head: plan.Head{Purpose: plan.SignIn, Handle: w.step.Handle, Number: 2}, What: plan.StatusSent}, nil
}

func atProvider() plan.OpenBrowser {
	return plan.OpenBrowser{Head: plan.Head{Purpose: plan.SignIn, Handle: plan.Handle{Bytes: secret.Of([]byte("verifier"))}, Number: 1},
		URL: "https://id.example.org/authorize", State: secret.Of([]byte("s-1")), Redirect: "https://app.example.org/"}
}

// TestThePageIsLeftForTheProvider: where the program is a page, the conversation rests while another takes its place.
func TestThePageIsLeftForTheProvider(t *testing.T) {
	var left plan.Left
	var fails error
	r := newRig(t, uitest.Desktop, func(r *rig) {
		r.leave = func(l plan.Left, address string) error {
			left = plan.Left{Plan: l.Plan, Purpose: l.Purpose, Handle: plan.Handle{Bytes: l.Handle.Clone()}}
			r.opened = append(r.opened, address)
			return fails
		}
	})
	r.puts(atProvider(), "Go on in your browser")
	r.must(r.Press("Open id.example.org"))
	r.see("Waiting for you to come back")
	if left.Plan != "https://tallowmere.example.org" || left.Purpose != plan.SignIn || left.Handle.Empty() || len(r.opened) != 1 {
		t.Errorf("%v %v %v", left.Plan, left.Purpose, r.opened)
	}
	fails = errors.New("no room in the tab")
	r.must(r.Press("Open it again"))
	r.see("The page did not open", "https://id.example.org/authorize")
}

// TestThePageComesBack: the conversation goes on where it was, with what came back, or begins anew.
func TestThePageComesBack(t *testing.T) {
	for name, c := range map[string]struct {
		left    plan.Left
		address string
		sees    string
		given   int
	}{
		"to its plan": {plan.Left{Plan: "https://tallowmere.example.org", Purpose: plan.SignIn, Handle: atProvider().Handle},
			"https://app.example.org/?code=c&state=s-1", "We sent you how your account stands", 1},
		"with another's state": {plan.Left{Plan: "https://tallowmere.example.org", Purpose: plan.SignIn, Handle: atProvider().Handle},
			"https://app.example.org/?code=c&state=s-2", "Go on in your browser", 0},
		"to another plan": {plan.Left{Plan: "https://else.example.org", Purpose: plan.SignIn, Handle: atProvider().Handle},
			"https://app.example.org/?code=c&state=s-1", `button "Sign in"`, 0},
		"to one that is over": {plan.Left{Plan: "https://tallowmere.example.org", Purpose: plan.SignIn, Handle: plan.Handle{Bytes: secret.Of([]byte("old"))}},
			"https://app.example.org/?code=c&state=s-1", `button "Sign in"`, 0},
		"from nowhere": {plan.Left{}, "", `button "Sign in"`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var given []string
			arrived := secret.Of([]byte(c.address))
			newRig(t, uitest.Phone, func(r *rig) {
				r.back = func() (plan.Left, secret.Bytes) { return c.left, arrived }
				r.found = func(p *plan.Plan) { p.Identity = waits{p.Identity, atProvider(), &given} }
			}).see(c.sees)
			if len(given) != c.given || c.given > 0 && !strings.HasSuffix(given[0], "state=s-1") {
				t.Error(given)
			}
			if !arrived.Empty() {
				t.Error("the address that came back is kept")
			}
		})
	}
}

// begins is a plan whose every act in a session is begun at a step in the browser.
type begins struct{ waits }

func (b begins) Begin(ctx context.Context, p plan.Purpose, in *plan.Session) (plan.Step, error) {
	if !p.NeedsSession() {
		return b.Identity.Begin(ctx, p, in)
	}
	return b.step, nil
}

// TestThePageIsNotLeftInASession: the session would be lost with it. The other page stands beside, what comes back there is
// brought here, and who does not wait for it goes back.
func TestThePageIsNotLeftInASession(t *testing.T) {
	var given []string
	step := atProvider()
	step.Purpose = plan.Bind
	r := newRig(t, uitest.Desktop, func(r *rig) {
		r.leave = func(plan.Left, string) error { t.Error("the page is left"); return nil }
		r.found = func(p *plan.Plan) { p.Identity = begins{waits{p.Identity, step, &given}} }
	})
	r.in("anna", "Anna")
	goes := func() {
		r.must(r.Press("Use this app as a way to sign in"))
		r.see("Go on in your browser")
		r.must(r.Press("Open id.example.org"))
		r.see("Waiting for you to come back")
	}
	goes()
	r.must(r.Press("Back"))
	r.see("Hello, Anna")
	goes()
	r.arrivals.Deliver(secret.Of([]byte("https://app.example.org/?code=c&state=another")))
	r.arrivals.Deliver(secret.Of([]byte("https://app.example.org/?code=c&state=s-1")))
	r.see("We sent you how your account stands")
	if len(r.opened) != 2 || len(given) != 1 || !strings.HasSuffix(given[0], "state=s-1") {
		t.Error(r.opened, given)
	}
}
