package ui_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/client"
)

// This file is how tests come to the binding of the app's own authenticator, and how a sign-in elsewhere is made.

const (
	bindTitle = "Use this app as a way to sign in"
	ownButton = "Use this device’s code"
)

// atBind signs Anna in and comes to the page that makes this app a way to sign in.
func (r *rig) atBind() {
	r.t.Helper()
	r.in("anna", "Hello, Anna")
	r.goBind()
}

func (r *rig) goBind() {
	r.t.Helper()
	r.must(r.Press(bindTitle))
	r.see(`heading 1 "`+bindTitle, `button "Use this app"`)
	r.settle()
}

// bound has this app bound for Anna, and her at home.
func (r *rig) bound() {
	r.t.Helper()
	r.atBind()
	r.must(r.Press("Use this app"))
	r.see("This app now makes your codes")
	r.settle()
}

// signOutAndBack comes to the page on which Anna picks how to prove it is her.
func (r *rig) signOutAndBack() {
	r.t.Helper()
	r.must(r.Press("Sign out"))
	r.see("You are signed out")
	r.must(r.Press("Sign in again"))
	r.signIn("anna", annaPassword)
	r.see(`heading 1 "How should we check it is you?"`)
}

// toOwnCode goes on to the page of the app's code.
func (r *rig) toOwnCode() {
	r.t.Helper()
	r.signOutAndBack()
	r.must(r.Choose("Use my authenticator app"))
	r.must(r.Press("Continue"))
	r.see(`heading 1 "Enter the code from your app"`)
}

// held gives the codes that rest on the device for the plan: what a new program finds.
func (r *rig) held() (codes []vault.Code) {
	r.t.Helper()
	for _, c := range vault.Open(context.Background(), r.memory.config(r.memory.files[0])).Codes() {
		if c.Place.Plan == key {
			codes = append(codes, c)
		}
	}
	return codes
}

// onConfirm has a function called when a first code of a new authenticator leaves; what it gives is the answer, unless nil.
func (r *rig) onConfirm(do func() *http.Response) {
	r.line.fake = func(q *http.Request) *http.Response {
		if q.Body == nil || !toAStep(q) {
			return nil
		}
		body, _ := io.ReadAll(q.Body)
		q.Body = io.NopCloser(bytes.NewReader(body))
		if !strings.Contains(string(body), "show-secret.") {
			return nil
		}
		return do()
	}
}

// confirms counts the first codes that went out.
func (r *rig) confirms() *int {
	n := new(int)
	r.onConfirm(func() *http.Response { *n++; return nil })
	return n
}

// methods gives how many authenticators the plan knows of a member.
func (r *rig) methods(name string) int { return len(r.seed(name).Authenticators) }

// away is a sign-in on a second device, at the step that waits for the approval.
type away struct {
	r    *rig
	plan *plan.Plan
	at   plan.Step
}

// waitsElsewhere signs a member in on a second device, until it shows the number.
func (r *rig) waitsElsewhere(name string) *away {
	r.t.Helper()
	other, err := client.Finder{Clock: r.clock, Transport: client.InProcess{Handler: r.mock}}.Find(r.t.Context(), r.address)
	r.must(err)
	a := &away{r: r, plan: other}
	a.at, err = other.Identity.Begin(r.t.Context(), plan.SignIn, nil)
	r.must(err)
	a.answer(plan.NameAndPassword{Name: name, Password: hush(r.seed(name).Password)})
	a.picksApproval()
	return a
}

func (a *away) answer(what plan.Answer) {
	a.r.t.Helper()
	next, err := a.plan.Identity.Submit(a.r.t.Context(), a.at, what)
	a.r.must(err)
	a.at = next
}

// number is what the second device shows.
func (a *away) number() string { return a.at.(plan.Push).Number }

// other is another number than that, just as long.
func (a *away) other() string {
	if strings.HasPrefix(a.number(), "9") {
		return strings.Repeat("0", len(a.number()))
	}
	return strings.Repeat("9", len(a.number()))
}

// looks asks the plan how the sign-in stands: the kind of its step, or the problem.
func (a *away) looks() (plan.Kind, problem.Code) {
	step, err := a.plan.Identity.Poll(a.r.t.Context(), a.at)
	if err != nil {
		return "", problem.Of(err).Code
	}
	a.at = step
	return step.Kind(), ""
}

// asked has Grace signed in here, and a sign-in elsewhere wait on screen.
func (r *rig) asked() *away {
	r.t.Helper()
	r.graceIn()
	a := r.waitsElsewhere("grace")
	r.shows(r.after(5*second), approvalTitle)
	return a
}

const approvalTitle = `heading 1 "Is this you, signing in?"`

// graceIn signs Grace in, who has an other device to approve on.
func (r *rig) graceIn() {
	r.t.Helper()
	chosen(`{}`, "Text me a code").walk(r)
	r.see(`textbox "Code"`)
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
	r.see("Hello, Grace")
	r.settle()
	r.clock.Advance(second)
	r.settle()
}

// polls counts how often the plan was asked for what waits.
func (r *rig) polls() int { return r.asks("GET", "/v1/approvals") }

// lockShortcut is Ctrl+L.
var lockShortcut = &desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierShortcutDefault}

// seeNow looks for a text on screen while the program is still at work.
func (r *rig) seeNow(text string) error {
	out, err := r.Outline()
	if err == nil && !strings.Contains(out, text) {
		err = fmt.Errorf("no %s on screen:\n%s", text, out)
	}
	return err
}

// again has the session of the second device prove once more who it is, by an approval.
func (a *away) again() {
	a.r.t.Helper()
	session := a.at.(plan.Done).Session
	next, err := a.plan.Identity.Begin(a.r.t.Context(), plan.StepUp, &session)
	a.r.must(err)
	a.at = next
	a.picksApproval()
}

func (a *away) picksApproval() {
	a.r.t.Helper()
	for _, way := range a.at.(plan.Choose).Options {
		if way.Kind == plan.PushApproval {
			a.answer(plan.Chosen{Authenticator: way.ID})
			return
		}
	}
	a.r.t.Fatal("no approval among the ways")
}

// bindTours are the pages of the app's own authenticator, and of a sign-in elsewhere.
func bindTours() []tour {
	return []tour{
		{"bind", (*rig).atBind},
		{"bind-other", func(r *rig) { r.atBind(); r.must(r.Press("Use another app")); r.see("QR code for another app") }},
		{"bind-wrong", func(r *rig) {
			r.atBind()
			r.onConfirm(func() *http.Response { return problemAnswer(problem.CodeWrong) })
			r.must(r.Press("Use this app"))
			r.see("Your plan did not take the code")
		}},
		{"bind-done", (*rig).bound},
		{"bind-unfinished", func(r *rig) {
			r.atBind()
			r.onConfirm(func() *http.Response { return problemAnswer(problem.CodeWrong) })
			r.must(r.Press("Use this app"))
			r.settle()
			r.must(r.Press("Back"))
			r.settle()
			r.must(r.Press("Your codes"))
			r.see("Not finished.")
			r.must(r.Press("Details of Tallowmere Health Plan, anna"))
			r.see(`button "Set it up again"`)
		}},
		{"choose-own", func(r *rig) { r.bound(); r.signOutAndBack() }},
		{"code-own", func(r *rig) { r.bound(); r.clock.Advance(31 * second); r.toOwnCode(); r.must(r.Press(ownButton)) }},
		{"code-own-waits", func(r *rig) { r.bound(); r.toOwnCode() }},
		{"approval", func(r *rig) { r.asked() }},
		{"approval-wrong", func(r *rig) { a := r.asked(); r.says(a.other()) }},
		{"approval-notme", func(r *rig) { r.asked(); r.must(r.Press("It wasn’t me")); r.see("your plan knows") }},
		{"approval-over", func(r *rig) { r.asked(); r.after(120 * second) }},
	}
}
