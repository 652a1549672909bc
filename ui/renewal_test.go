package ui_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
	"vestibule/ui/uitest"
)

// This file is staying signed in on a device, at a plan whose members sign in on a page in their browser.

// elsewhere is such a plan: its sign-in is a page, and its sessions can be taken up again by a token that is another each
// time. One that was used already ends everything.
type elsewhere struct {
	plan.Identity
	mu sync.Mutex
	// token is the one that counts now, used those of before.
	token string
	used  []string
	turn  int
	// refuses is what taking a session up answers; it uses nothing up.
	refuses error
	renewed int
	// ended counts the sign-outs that the plan heard of, page is what it answers them with.
	ended int
	page  string
	// shelf is where its tokens rest, of the session that is open.
	shelf plan.Shelf
	// holds waits before it answers; nil: it does not.
	holds chan struct{}
}

const comesBackTo = "http://127.0.0.1:7100/back"

// Begin implements plan.Identity.
func (e *elsewhere) Begin(context.Context, plan.Purpose, *plan.Session) (plan.Step, error) {
	return e.away(), nil
}

// Resume implements plan.Identity.
func (e *elsewhere) Resume(context.Context, plan.Handle) (plan.Step, error) { return e.away(), nil }

func (e *elsewhere) away() plan.Step {
	return plan.OpenBrowser{Head: plan.Head{Handle: plan.Handle{Bytes: hush("flow")}, Number: 1}, URL: "https://id.example.org/authorize",
		State: hush("s-1"), Redirect: comesBackTo}
}

// Submit implements plan.Identity: whatever comes back is a sign-in.
func (e *elsewhere) Submit(_ context.Context, s plan.Step, _ plan.Answer) (plan.Step, error) {
	done := e.done()
	done.Head = plan.Head{Handle: s.At().Handle, Number: 2}
	return done, nil
}

func (e *elsewhere) done() plan.Done {
	return plan.Done{Session: plan.Session{ID: "s", Token: hush("session"), Actor: "anna", AAL: plan.AAL1, Methods: []string{"browser"}, Began: noon, Ends: noon.Add(12 * 3600 * second)},
		Account: plan.Account{Member: "anna", Name: "Anna", Identifier: "anna"}}
}

// Abandon implements plan.Identity.
func (e *elsewhere) Abandon(context.Context, plan.Step) error { return nil }

// SignOut implements plan.Identity: with a session the plan takes its token back.
func (e *elsewhere) SignOut(context.Context, plan.Session) (string, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ended++
	e.token = "taken back"
	return e.page, nil
}

// next gives the token after the one that counts.
func (e *elsewhere) next() secret.Bytes {
	e.used = append(e.used, e.token)
	e.turn++
	e.token = "token-canary-" + strings.Repeat("i", e.turn)
	return hush(e.token)
}

// Rest implements plan.Renewer.
func (e *elsewhere) Rest(ctx context.Context, _ plan.Session, shelf plan.Shelf) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.shelf = shelf
	return shelf.Save(ctx, e.next())
}

// Renew implements plan.Renewer.
func (e *elsewhere) Renew(ctx context.Context, shelf plan.Shelf) (plan.Done, error) {
	token, err := shelf.Load(ctx)
	if err != nil {
		return plan.Done{}, err
	}
	defer token.Clear()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.renewed++
	if e.holds != nil {
		<-e.holds
	}
	switch {
	case e.refuses != nil:
		return plan.Done{}, e.refuses
	case string(token.Reveal()) != e.token:
		e.token = "ended"
		return plan.Done{}, problem.New(problem.SessionRevoked)
	}
	return e.done(), shelf.Save(ctx, e.next())
}

// at gives the rig such a plan.
func at(e *elsewhere) func(*rig) {
	return func(r *rig) {
		r.found = func(p *plan.Plan) {
			e.Identity = p.Identity
			p.Identity, p.Approvals, p.Security, p.Grants = e, nil, nil, nil
			p.Document.Demo, p.Demo = false, nil
		}
	}
}

// stays signs in by the browser, and asks to stay.
func (r *rig) stays(on bool) {
	r.t.Helper()
	r.see("Go on in your browser")
	r.must(r.Check("Stay signed in on this device", on))
	r.must(r.Press("Open id.example.org"))
	r.arrivals.Deliver(hush(comesBackTo + "?state=s-1&code=c"))
	r.see("Hello, Anna")
	r.settle()
}

// again is the program begun anew on the same device.
func again(t *testing.T, r *rig, e *elsewhere, more ...func(*rig)) *rig {
	t.Helper()
	return newRig(t, uitest.Phone, append([]func(*rig){killed(r), at(e)}, more...)...)
}

// TestStayingSignedIn: who asked for it goes straight home, again and again; the plan hears of no sign-out in between.
func TestStayingSignedIn(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		e := &elsewhere{}
		r := newRig(t, form, at(e))
		r.see(`checkbox "Stay signed in on this device"`)
		r.page("stay", form)
		r.stays(true)
		r.shows(r.settle(), "You stay signed in on this device until you sign out.")
		for range 3 {
			r.ui.Close()
			<-r.ui.Closed()
			r = again(t, r, e)
			r.see("Hello, Anna")
			r.settle()
		}
		if e.renewed != 3 || e.ended != 0 {
			t.Errorf("taken up %d times, ended %d times", e.renewed, e.ended)
		}
	}
}

// TestTheWishToStayOutlivesThePage: where this page is left for the provider's, the tick rests with the conversation.
func TestTheWishToStayOutlivesThePage(t *testing.T) {
	for _, wants := range []bool{true, false} {
		e, left := &elsewhere{}, plan.Left{}
		r := newRig(t, uitest.Phone, at(e), func(r *rig) {
			r.leave = func(l plan.Left, _ string) error {
				left, left.Handle = l, plan.Handle{Bytes: l.Handle.Clone()}
				return nil
			}
		})
		r.see("Go on in your browser")
		r.must(r.Check("Stay signed in on this device", wants))
		r.must(r.Press("Open id.example.org"))
		r = again(t, r, e, func(r *rig) {
			r.back = func() (plan.Left, secret.Bytes) { return left, hush(comesBackTo + "?state=s-1&code=c") }
		})
		r.see("Hello, Anna")
		if got := strings.Contains(r.settle(), "You stay signed in on this device"); got != wants {
			t.Errorf("stays: %v, wanted: %v", got, wants)
		}
	}
}

// TestStayingIsAskedForAndNeverAssumed.
func TestStayingIsAskedForAndNeverAssumed(t *testing.T) {
	e := &elsewhere{}
	r := newRig(t, uitest.Phone, at(e))
	r.shows(r.see(`checkbox "Stay signed in on this device"`), "[not checked]")
	r.stays(false)
	r.hides(r.settle(), "You stay signed in")
	r.ui.Close()
	<-r.ui.Closed()
	r = again(t, r, e)
	r.see("Go on in your browser")
	if e.ended != 1 || e.renewed != 0 {
		t.Errorf("ended %d times, taken up %d times", e.ended, e.renewed)
	}
}

// TestSigningOutEndsTheStay: the token goes from this device, and somebody who signs in without asking takes another's away.
func TestSigningOutEndsTheStay(t *testing.T) {
	e := &elsewhere{}
	r := newRig(t, uitest.Phone, at(e))
	r.stays(true)
	r.must(r.Press("Sign out"))
	r.see("You are signed out")
	r.settle()
	r = again(t, r, e)
	r.see("Go on in your browser")
	if e.renewed != 0 {
		t.Error("a session was taken up after the sign-out")
	}
	r.stays(true)
	r = again(t, r, e, func(r *rig) { e.refuses = problem.New(problem.NetOffline) })
	r.see("We could not take up your visit yet")
	r.goes("Sign in")
	e.refuses = nil
	r.stays(false)
	r = again(t, r, e)
	r.see("Go on in your browser")
}

// TestAHiccupDropsNothing: what rests stays, and it is offered again.
func TestAHiccupDropsNothing(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		e := &elsewhere{}
		r := newRig(t, form, at(e))
		r.stays(true)
		r.ui.Close()
		e.refuses = problem.New(problem.NetTimeout)
		r = newRig(t, form, killed(r), at(e))
		r.see("We could not take up your visit yet", `button "Try again"`, `button "Sign in"`)
		r.page("stay-hiccup", form)
		r.goes("Try again")
		e.refuses = nil
		r.goes("Try again")
		r.shows(r.settle(), "Hello, Anna")
	}
}

// TestAnEndedStayIsSaidAndDropped.
func TestAnEndedStayIsSaidAndDropped(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		e := &elsewhere{}
		r := newRig(t, form, at(e))
		r.stays(true)
		r.ui.Close()
		e.token = "of another copy"
		r = newRig(t, form, killed(r), at(e))
		r.see("Please sign in once more")
		r.page("stay-over", form)
		r.settle()
		r.goes("Sign in")
		r.shows(r.settle(), "Go on in your browser")
		third := again(t, r, e)
		third.see("Go on in your browser")
		if e.renewed != 1 {
			t.Errorf("a worthless token was used %d times", e.renewed)
		}
	}
}

// TestLeavingTheWaitLosesNothing: the token that follows rests all the same.
func TestLeavingTheWaitLosesNothing(t *testing.T) {
	e := &elsewhere{}
	r := newRig(t, uitest.Phone, at(e))
	r.stays(true)
	r.ui.Close()
	e.holds = make(chan struct{})
	r = again(t, r, e)
	r.see("Welcome back", "Stop waiting")
	r.must(r.Press("Stop waiting"))
	e.holds <- struct{}{}
	e.holds = nil
	r.see("Go on in your browser")
	r.hides(r.settle(), "Hello, Anna")
	third := again(t, r, e)
	third.see("Hello, Anna")
}

// TestASecondCopyDoesNotUseWhatRests: the plan would end both.
func TestASecondCopyDoesNotUseWhatRests(t *testing.T) {
	e := &elsewhere{}
	r := newRig(t, uitest.Phone, at(e))
	r.stays(true)
	second := again(t, r, e, func(r *rig) { r.memory.files[0].readOnly = problem.New(problem.StoreInUse) })
	second.see("Go on in your browser")
	second.settle()
	if e.renewed != 0 {
		t.Error("the second copy has used the token")
	}
}

// TestALockedVaultIsOpenedFirst: nobody goes straight home past a passphrase.
func TestALockedVaultIsOpenedFirst(t *testing.T) {
	e := &elsewhere{}
	r := newRig(t, uitest.Phone, shutBy(vault.Passphrase), at(e))
	r.unlock("Passphrase", passphrase)
	r.stays(true)
	next := again(t, r, e)
	next.see(`textbox "Passphrase`)
	next.hides(next.settle(), "Hello, Anna")
	next.unlock("Passphrase", passphrase)
	next.see("Hello, Anna")
}

// TestWhereNothingIsKeptNothingIsOffered.
func TestWhereNothingIsKeptNothingIsOffered(t *testing.T) {
	r := newRig(t, uitest.Phone, at(&elsewhere{}), func(r *rig) { r.memory.chain.fault = problem.New(problem.KeyringUnavailable) })
	r.see("Go on in your browser")
	r.hides(r.settle(), "Stay signed in")
}

// TestASignOutInTheBrowserIsOffered, and no page opens by itself.
func TestASignOutInTheBrowserIsOffered(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		e := &elsewhere{page: "https://id.example.org/end?state=s"}
		r := newRig(t, form, at(e))
		r.stays(false)
		before := len(r.opened)
		r.must(r.Press("Sign out"))
		r.see("You are signed out", `button "Sign out at id.example.org"`, `button "Sign in again"`)
		r.page("signed-out-browser", form)
		if len(r.opened) != before {
			t.Errorf("opened %q by itself", r.opened[before:])
		}
		r.goes("Sign out at id.example.org")
		if len(r.opened) != before+1 || r.opened[before] != e.page {
			t.Errorf("opened %q", r.opened[before:])
		}
		r.hides(r.settle(), "Sign out at")
	}
}
