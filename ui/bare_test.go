package ui_test

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/ui/uitest"
)

// This file is plans that tell little: no number of their rules, no telephone, few or no capabilities. Every page is walked and
// every button pressed: none is dead, and none says what nobody told.

// bare is such a plan's identity. It asks what any does, with the least that a step can say.
type bare struct{ plan.Identity }

// Begin implements plan.Identity.
func (bare) Begin(_ context.Context, p plan.Purpose, _ *plan.Session) (plan.Step, error) {
	h := plan.Head{Handle: plan.Handle{Bytes: hush("flow " + string(p))}, Number: 1}
	switch p {
	case plan.SignIn:
		return plan.Credentials{Head: h}, nil
	case plan.ChangePassword:
		return plan.NewPassword{Head: h, Reason: plan.PasswordIsExpired}, nil
	case plan.AddContact:
		return plan.Contact{Head: h, Kinds: []plan.ContactKind{plan.ContactEmail}}, nil
	case plan.Bind:
		return plan.ShowSecret{Head: h, Authenticator: "a", Issuer: "Bare", Account: "anna", Secret: hush("12345678901234567890"), Algorithm: "SHA1", Digits: 6, Period: 30 * second}, nil
	case plan.NewRecoveryCodes:
		return plan.ShowRecoveryCodes{Head: h}, nil
	}
	return plan.Identify{Head: h}, nil
}

// Submit implements plan.Identity: a name leads to a code, a code to a new password or in.
func (bare) Submit(_ context.Context, s plan.Step, _ plan.Answer) (plan.Step, error) {
	h := s.At()
	h.Number++
	switch s.(type) {
	case plan.Credentials:
		return plan.Code{Head: h, Authenticator: plan.Authenticator{ID: "t", Kind: plan.TOTP}, Digits: 6}, nil
	case plan.Identify:
		return plan.Code{Head: h, Authenticator: plan.Authenticator{ID: "e", Kind: plan.EmailCode}, Digits: 6, Neutral: true}, nil
	case plan.Code:
		if strings.Contains(string(h.Handle.Reveal()), string(plan.RecoverPassword)) {
			return plan.NewPassword{Head: h, Reason: plan.PasswordIsForgotten}, nil
		}
	}
	return plan.Done{Head: h, Session: plan.Session{Token: hush("t"), Actor: "anna"}, Account: plan.Account{Member: "anna", Name: "Anna"}}, nil
}

// Abandon implements plan.Identity.
func (bare) Abandon(context.Context, plan.Step) error { return nil }

// SignOut implements plan.Identity.
func (bare) SignOut(context.Context, plan.Session) (string, error) { return "", nil }

// silent makes a found plan tell nothing but what it can do.
func silent(can map[plan.Capability]plan.Ability) func(*rig) {
	return func(r *rig) {
		twoPlans(known(tallowmere, "Bare"))(r)
		r.found = func(p *plan.Plan) {
			p.Identity, p.Services, p.Records, p.Approvals, p.Demo, p.Security = bare{}, nil, nil, nil, nil, nil
			if can[plan.CanSecurity].How == plan.InApp {
				p.Security = newFakeSecurity(r.clock)
			}
			p.Document = plan.Document{Name: "Bare", Host: "tallowmere.example.org", Capabilities: can}
			p.Server = plan.Server{Kind: plan.Kratos}
		}
	}
}

// all gives every capability one ability.
func all(how plan.Ability) map[plan.Capability]plan.Ability {
	can := map[plan.Capability]plan.Ability{plan.CanSignIn: {How: plan.InApp}}
	for _, c := range []plan.Capability{plan.CanTrustDevice, plan.CanShareDevice, plan.CanFindUsername, plan.CanRecoverPassword, plan.CanRegister, plan.CanRecords,
		plan.CanBind, plan.CanApprove, plan.CanUnlock, plan.CanCheckStatus, plan.CanReplace, plan.CanActivate, plan.CanSecurity, plan.CanHelpdesk, plan.CanReactivate,
		plan.CanContacts, plan.CanChangePassword, plan.CanRecoveryCodes, plan.CanSessions, plan.CanActivity, plan.CanNotMe, plan.CanFreeze} {
		can[c] = how
	}
	return can
}

// untold is what a page says when a number was put into a sentence that nobody told.
var untold = regexp.MustCompile(`(?i)\b0 (seconds?|minutes?|hours?|days?|months?|years?|digits?|characters?|tries)\b|\{\w+\}|1 January (1|1970)\b|January 0001|, at "|: , `)

// same everywhere is what does not depend on the plan, and has tests of its own.
var sameEverywhere = regexp.MustCompile(`^(Text size and colors|What this device keeps|Your codes|Your plans|(Show|Hide|Paste) .*)$`)

// pressable is a line of a button or a link.
var pressable = regexp.MustCompile(`^\s*(?:button|link) "((?:[^"\\]|\\.)*)"(.*)$`)

func presses(out string) (names []string) {
	twice := map[string]int{}
	for line := range strings.Lines(out) {
		if m := pressable.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			twice[m[1]]++
		}
	}
	for line := range strings.Lines(out) {
		if m := pressable.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil && !strings.Contains(m[2], "[disabled]") && !sameEverywhere.MatchString(m[1]) && !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	names = slices.DeleteFunc(names, func(n string) bool { return twice[n] > 1 }) // which of them is for who hears the list
	if heading(out) == `heading 1 "Need a person?"` {
		names = slices.DeleteFunc(names, func(n string) bool { return n == "Need a person?" })
	}
	return names
}

// walker walks every page of a plan, each page once, and presses all there is to press.
type walker struct {
	t     *testing.T
	begin func() *rig
	seen  map[string]bool
	pages int
}

// at is the plan anew, where presses lead.
func (w *walker) at(path []string) *rig {
	r := w.begin()
	for _, name := range path {
		r.must(r.Press(name))
		r.settle()
	}
	return r
}

// walk goes on from where presses lead, first to all that is one press away.
func (w *walker) walk(path []string) {
	r := w.at(path)
	out := r.settle()
	if found := untold.FindString(strings.ReplaceAll(out, "[password 0 characters]", "")); found != "" {
		w.t.Errorf("%q: it says %q:\n%s", path, found, out)
	}
	if w.seen[heading(out)] {
		return
	}
	w.seen[heading(out)] = true
	w.pages++
	var on [][]string
	for _, name := range presses(out) {
		if r == nil {
			r = w.at(path)
		}
		further := append(slices.Clone(path), name)
		leads, back := w.press(r, further, out)
		if leads {
			on = append(on, further)
		}
		if !back {
			r = nil
		}
	}
	for _, further := range on {
		w.walk(further)
	}
}

// press presses one button of a page: something must come of it. leads: to a page that was not walked; back: the page is on
// screen again.
func (w *walker) press(r *rig, path []string, before string) (leads, back bool) {
	opened := len(r.opened)
	if err := r.Press(path[len(path)-1]); err != nil {
		w.t.Errorf("%q: %v", path, err)
		return false, false
	}
	after := r.settle()
	here := plainly(after) == plainly(before)
	if here && len(r.opened) == opened {
		w.t.Errorf("%q: nothing comes of it:\n%s", path, after)
	}
	leads = !here && !w.seen[heading(after)]
	return leads, here || r.Press("Back") == nil && plainly(r.settle()) == plainly(before)
}

// plainly is a page without where the focus is.
func plainly(out string) string { return strings.ReplaceAll(out, " [focused]", "") }

var firstHeading = regexp.MustCompile(`heading 1 "[^"]*"`)

func heading(out string) string { return firstHeading.FindString(out) }

// TestAPlanThatTellsLittleHasNothingDead: every page of it, and every button.
func TestAPlanThatTellsLittleHasNothingDead(t *testing.T) {
	elsewhere := plan.Ability{How: plan.InBrowser, URL: "https://tallowmere.example.org/members"}
	here := plan.Ability{How: plan.InApp}
	few := map[plan.Capability]plan.Ability{plan.CanSignIn: here, plan.CanRecoverPassword: here, plan.CanSecurity: here, plan.CanSessions: here,
		plan.CanChangePassword: here, plan.CanBind: here, plan.CanActivity: here}
	website := all(elsewhere)
	website[plan.CanSecurity] = here
	for name, can := range map[string]map[plan.Capability]plan.Ability{"nothing": nil, "few": few, "website": website, "nowhere": all(plan.Ability{How: plan.InBrowser})} {
		t.Run(name, func(t *testing.T) {
			begin := func() *rig {
				r := newRig(t, uitest.Phone, silent(maps.Clone(can)))
				r.see(`button "Sign in"`)
				return r
			}
			out := &walker{t: t, begin: begin, seen: map[string]bool{}}
			out.walk(nil)
			in := &walker{t: t, seen: out.seen, begin: func() *rig {
				r := begin()
				r.signIn("anna", "x")
				r.see(`textbox "Code"`)
				r.must(r.Type("Code", "123456"))
				r.must(r.Press("Continue"))
				r.see("Hello, Anna")
				r.settle()
				return r
			}}
			in.walk(nil)
			t.Logf("%d pages before the sign-in, %d after", out.pages, in.pages)
			if out.pages < 2 || in.pages < 1 || name == "few" && in.pages < 8 {
				t.Error("hardly anything was walked")
			}
		})
	}
}
