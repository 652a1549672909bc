package ui_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/uitest"
)

const (
	otherName  = "Or it could be this one"
	codeOrLink = "Code or link"
)

// forgotTours are the pages of the way back in.
func recoveryTours() []tour {
	lines := func(purpose plan.Purpose, way string, lines ...func(*rig) spoken) func(*rig) {
		return func(r *rig) {
			var all []spoken
			for _, l := range lines {
				all = append(all, l(r))
			}
			r.plays(purpose, all...)
			r.must(r.Type(nameField, "maria"))
			r.must(r.Press(way))
		}
	}
	just := func(l spoken) func(*rig) spoken { return func(*rig) spoken { return l } }
	password := func(lines_ ...func(*rig) spoken) func(*rig) {
		return lines(plan.RecoverPassword, "Forgot password", lines_...)
	}
	onward := func(first func(*rig), see, press string, then ...string) func(*rig) {
		return func(r *rig) {
			first(r)
			r.see(see)
			r.must(r.Press(press))
			r.see(then...)
		}
	}
	toWays := onward(password(just(whom(1)), just(waysIn()), func(r *rig) spoken { return r.mailed("") }), `= "maria"`, "Continue",
		`heading 1 "How can you show that it is you?"`)
	return []tour{
		{"credentials-ways", func(r *rig) {
			r.plays(plan.Unlock, whom(1))
			r.must(r.Press("More ways to get in"))
			r.see("New here? Register")
		}},
		{"credentials-for", func(r *rig) { password(just(passwordFor("m•••a")))(r); r.see(`heading 1 "Type your password"`) }},
		{"identify", func(r *rig) { password(just(whom(1)))(r); r.see(`heading 1 "Get a new password"`, `= "maria"`) }},
		{"identify-several", func(r *rig) {
			lines(plan.FindUsername, "Forgot username", just(whom(3)))(r)
			r.see(`= "maria"`)
			r.must(r.Press("Add another one it could be"))
			r.must(r.Type(otherName, "maria@example.org"))
			r.see("That looks like an e-mail address.")
		}},
		{"recover", toWays},
		{"recover-hints", func(r *rig) { password(just(waysLeft()))(r); r.see("You have 3 left.") }},
		{"code-link", onward(toWays, "E-mail me a code", "Continue", `heading 1 "Enter the code or the link"`, "What to look for")},
		{"code-link-other-portal", func(r *rig) {
			password(func(r *rig) spoken { return r.mailed("m•••@example.org") })(r)
			r.see(codeOrLink)
			r.must(r.Type(codeOrLink, "https://elsewhere.example.org/r/abc"))
			r.must(r.Press("Continue"))
			r.see("It leads to elsewhere.example.org.")
		}},
		{"new-password-forgotten", func(r *rig) {
			password(just(newPassword(plan.PasswordIsForgotten, 2)))(r)
			r.see("Sign out on the 2 other devices")
		}},
		{"new-password-made", func(r *rig) {
			password(just(newPassword(plan.PasswordIsForgotten, 0)))(r)
			r.see("Make one for me")
			r.must(r.Press("Make one for me"))
			r.see("Made for you")
			r.must(r.Press("Use this one"))
			r.see("It is filled in.", "Strong.")
		}},
		{"new-password-first", func(r *rig) { password(just(newPassword(plan.PasswordIsFirst, 0)))(r); r.see("Make your password") }},
		{"new-password-leaked", func(r *rig) {
			password(just(newPassword(plan.PasswordIsLeaked, 1)))(r)
			r.see("Someone else may know")
		}},
		{"new-password-changed", func(r *rig) {
			password(just(newPassword(plan.PasswordIsChanged, 0)))(r)
			r.see("Change your password")
		}},
		{"lost-choose", func(r *rig) {
			r.plays(plan.Unlock, whom(1))
			r.signIn("grace", "Many-Keys-2000")
			r.see("I have none of these any more")
		}},
	}
}

// TestTheNameIsNeverAskedForTwice: what was typed at the sign-in stands in the way back in, and is there again on Back, with
// every other name that was typed on the way (WCAG 2.2, 3.3.7; S109).
func TestTheNameIsNeverAskedForTwice(t *testing.T) {
	r := newRig(t, uitest.Phone)
	s := r.plays(plan.FindUsername, whom(3), waysIn())
	r.must(r.Type(nameField, " maria@example.org"))
	r.must(r.Press("Forgot username"))
	r.see(`= "maria@example.org"`)
	r.must(r.Press("Add another one it could be"))
	r.must(r.Type(otherName, "maria"))
	r.must(r.Key(uitest.Escape))
	r.see(`heading 1 "Sign in"`, `= "maria@example.org"`)
	s.next = []spoken{whom(3), waysIn()}
	r.must(r.Press("Forgot username"))
	r.see(`= "maria@example.org"`, `textbox "`+otherName+`" = "maria"`)
	r.must(r.Press("Continue"))
	r.see("How can you show that it is you?")
	if names := s.last()["names"]; !slices.Equal(texts(names), []string{"maria@example.org", "maria"}) {
		t.Errorf("sent %v", names)
	}
	r.must(r.Press("Back"))
	r.see(`= "maria@example.org"`, `textbox "`+otherName+`" = "maria"`)
}

func texts(list any) (out []string) {
	all, _ := list.([]any)
	for _, one := range all {
		out = append(out, one.(string))
	}
	return out
}

// TestNoNameIsNoAnswer: an empty page is not sent, and says so at the field.
func TestNoNameIsNoAnswer(t *testing.T) {
	r := newRig(t, uitest.Phone)
	s := r.plays(plan.RecoverPassword, whom(1))
	r.must(r.Press("Forgot password"))
	r.see(`textbox "`+nameField, `button "Continue"`)
	r.must(r.Press("Continue"))
	r.see("Please fill this in.")
	if len(s.heard) > 0 {
		t.Errorf("sent %v", s.heard)
	}
}

// TestALinkOfAnotherPortalIsNotSent: it would tell that portal's secret to this one (S043). What was typed stays, and the
// plan's own link goes whole.
func TestALinkOfAnotherPortalIsNotSent(t *testing.T) {
	r := newRig(t, uitest.Phone)
	s := r.plays(plan.RecoverPassword, r.mailed(""), passwordFor("m•••a"))
	r.must(r.Press("Forgot password"))
	r.see(codeOrLink)
	for _, link := range []string{"https://elsewhere.example.org/r/abc", "https://tallowmere.example.org@elsewhere.example.org/r/abc"} {
		r.must(r.Type(codeOrLink, link))
		r.must(r.Press("Continue"))
		r.see("It leads to elsewhere.example.org.", `button "Use another way"`)
	}
	if len(s.heard) > 0 {
		t.Fatalf("sent %v", s.heard)
	}
	r.must(r.Type(codeOrLink, "12 34"))
	r.must(r.Press("Continue"))
	if out := r.see("You have typed 4 so far."); strings.Contains(out, "elsewhere") {
		t.Error("the other portal is still named")
	}
	r.must(r.Type(codeOrLink, " https://Tallowmere.example.org/r/abcdef "))
	r.must(r.Press("Continue"))
	r.see("Type your password")
	if code := s.last()["code"]; code != "https://Tallowmere.example.org/r/abcdef" {
		t.Errorf("sent %q", code)
	}
}

// TestACodeIsTakenAsItStandsInTheMail: with spaces and dashes.
func TestACodeIsTakenAsItStandsInTheMail(t *testing.T) {
	r := newRig(t, uitest.Phone)
	s := r.plays(plan.RecoverPassword, r.mailed(""), passwordFor("m•••a"))
	r.must(r.Press("Forgot password"))
	r.see(codeOrLink)
	r.must(r.Type(codeOrLink, " 123-456 "))
	r.must(r.Press("Continue"))
	r.see("Type your password", "m•••a")
	if code := s.last()["code"]; code != "123456" {
		t.Errorf("sent %q", code)
	}
}

// TestLostWhereThePasswordWasRight: at the lock of the second factor, and on the pages that ask for one, the loss is told in
// the same conversation (S011, S036).
func TestLostWhereThePasswordWasRight(t *testing.T) {
	locked := problem.New(problem.LockedMFA)
	locked.Until = noon.Add(15 * 60 * second)
	asked := spoken{step: plan.Credentials{Identifiers: []plan.Identifier{plan.Username}}}
	text := spoken{step: plan.Code{Authenticator: plan.Authenticator{ID: "s", Kind: plan.SMS, Hint: "(•••) •••-0119"}, Digits: 6}}
	r := newRig(t, uitest.Phone)
	s := r.plays(plan.SignIn, asked, spoken{trouble: locked}, waysLeft(), text)
	r.signIn("maria", "Sunny-Garden-12")
	r.see("The extra step is locked")
	r.must(r.Press("I no longer have this phone or app"))
	out := r.see(`heading 1 "How can you show that it is you?"`, "You have 3 left.", `button "None of these"`)
	if said := s.last()["type"]; said != "credentials.lost" && !strings.Contains(said.(string), "lost") {
		t.Errorf("said %v", said)
	}
	if strings.Contains(out, "any more") {
		t.Error("the loss is asked about again")
	}
	r.must(r.Choose("Text me a code"))
	r.must(r.Press("Continue"))
	if out := r.see(`textbox "Code"`); strings.Contains(out, "no longer have") {
		t.Error("the loss is asked about again")
	}
}

// TestALossIsToldOnEveryPageOfASecondProof looks for the button in its own words.
func TestALossIsToldOnEveryPageOfASecondProof(t *testing.T) {
	asked := spoken{step: plan.Credentials{Identifiers: []plan.Identifier{plan.Username}}}
	for words, step := range map[string]plan.Step{
		"I no longer have this phone":       plan.Code{Authenticator: plan.Authenticator{ID: "s", Kind: plan.SMS, Hint: "x"}, Digits: 6},
		"I no longer have this app":         plan.Code{Authenticator: plan.Authenticator{ID: "t", Kind: plan.TOTP, Hint: "x"}, Digits: 6},
		"I can no longer open this mailbox": plan.Code{Authenticator: plan.Authenticator{ID: "e", Kind: plan.EmailCode, Hint: "x"}, Digits: 6},
		"I no longer have that device":      plan.Push{Authenticator: plan.Authenticator{ID: "p", Kind: plan.PushApproval, Hint: "x"}, Number: "42", Expires: noon.Add(120 * second), PollEvery: 2 * second},
		"I no longer have my codes":         plan.RecoveryCode{},
		"I have none of these any more":     waysLeft().step,
	} {
		t.Run(words, func(t *testing.T) {
			r := newRig(t, uitest.Phone)
			s := r.plays(plan.SignIn, asked, spoken{step: step}, waysLeft())
			r.signIn("maria", "Sunny-Garden-12")
			r.see(`button "` + words + `"`)
			r.must(r.Press(words))
			r.see(`heading 1 "How can you show that it is you?"`)
			if said := s.last()["type"]; !strings.Contains(said.(string), "lost") {
				t.Errorf("said %v", said)
			}
		})
	}
}

// TestProblemsBeginTheWayOut: each remedy begins its conversation, with the name.
func TestProblemsBeginTheWayOut(t *testing.T) {
	for code, way := range map[problem.Code]struct {
		press   string
		purpose plan.Purpose
	}{
		problem.AccountLocked:   {"Unlock it now", plan.Unlock},
		problem.AccountHeld:     {"Make a new password", plan.RecoverPassword},
		problem.AccountFrozen:   {"Make a new password", plan.RecoverPassword},
		problem.AccountInactive: {"Wake it up now", plan.Reactivate},
		problem.AccountUnready:  {"Activate it now", plan.Activate},
	} {
		t.Run(string(code), func(t *testing.T) {
			r := newRig(t, uitest.Phone)
			s := r.plays(way.purpose, whom(1))
			answer := r.line.fake
			r.line.fake = func(q *http.Request) *http.Response {
				if toAStep(q) && len(s.heard) == 0 && s.n == 0 {
					return problemAnswer(code)
				}
				return answer(q)
			}
			r.signIn("maria", "Sunny-Garden-12")
			r.see(`button "` + way.press + `"`)
			r.must(r.Press(way.press))
			r.see(`textbox "` + nameField + `" = "maria"`)
		})
	}
}

// TestForgottenIsReachedFromTheKeyboard: the two links stand directly below the fields, in that order, and Enter follows one
// (S103; WCAG 2.2, 2.1.1).
func TestForgottenIsReachedFromTheKeyboard(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r := newRig(t, form)
		r.plays(plan.FindUsername, whom(2), waysIn())
		r.see(`textbox "Username, e-mail, phone or member number" [required] [focused]`)
		r.tabTo(`textbox "Password" [password 0 characters] [required] [focused]`)
		r.tabTo(`link "Forgot username" [focused]`)
		r.must(r.Key(uitest.Tab))
		r.see(`link "Forgot password" [focused]`)
		r.Window.Canvas().FocusPrevious()
		r.see(`link "Forgot username" [focused]`)
		r.must(r.Key(uitest.Enter))
		r.see(`heading 1 "Find your username"`, `[required] [focused]`)
		r.keys("maria@example.org")
		r.must(r.Key(uitest.Enter))
		r.see(`heading 1 "How can you show that it is you?"`)
		r.must(r.Key(uitest.Escape))
		r.see(`= "maria@example.org"`)
		r.must(r.Key(uitest.Escape))
		r.see(`heading 1 "Sign in"`, `= "maria@example.org"`)
	}
}

// TestWaysThatAreOnThePlansPages open them; ways that the plan has not are not offered.
func TestWaysThatAreOnThePlansPages(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.unable("browser", "https://tallowmere.example.org/find")
	r.see("Forgot username")
	r.must(r.Press("Forgot username"))
	r.begins("I have a new phone")
	if want := "https://tallowmere.example.org/find"; !slices.Equal(r.opened, []string{want, want}) {
		t.Errorf("opened %v", r.opened)
	}
	r.unable("no", "")
	if out := r.see("Forgot your username or password?"); strings.Contains(out, "More ways to get in") {
		t.Error(out)
	}
}

// TestARefusedPasswordSaysWhichRule: what only the plan can check is marked once it has, until something else is typed.
func TestARefusedPasswordSaysWhichRule(t *testing.T) {
	refused := problem.New(problem.PasswordRefused)
	refused.Facts.Rules = []string{"blocklist"}
	r := newRig(t, uitest.Phone)
	s := r.plays(plan.RecoverPassword, newPassword(plan.PasswordIsForgotten, 1), spoken{trouble: refused})
	r.must(r.Press("Forgot password"))
	r.see(`"Not one that many people use" (checked when you save)`)
	r.must(r.Type("New password", "Letmein-Walnut42"))
	r.must(r.Press("Save and go on"))
	r.see(`"Not one that many people use" (still needed)`)
	if s.last()["end_others"] != true {
		t.Errorf("the other sessions go on: %v", s.heard)
	}
	r.must(r.Type("New password", "Letmein-Walnut43"))
	r.see(`"Not one that many people use" (checked when you save)`)
}

// TestAMadePasswordTakesNothingAway: what was typed stays until the made one is taken over, and a made one is erased with
// the page.
func TestAMadePasswordTakesNothingAway(t *testing.T) {
	r := newRig(t, uitest.Phone)
	s := r.plays(plan.RecoverPassword, newPassword(plan.PasswordIsForgotten, 0), passwordFor("m•••a"))
	r.must(r.Press("Forgot password"))
	r.see(`textbox "New password"`)
	r.must(r.Type("New password", "maria123"))
	r.see("Easy to guess. It has a name in it that others know.", `textbox "New password" [password 8 characters]`)
	r.must(r.Press("Make one for me"))
	out := r.see("Made for you", `textbox "New password" [password 8 characters]`)
	made := regexp.MustCompile(`"Made for you: (\S+)"`).FindStringSubmatch(out)
	if made == nil {
		t.Fatal(out)
	}
	r.must(r.Press("Copy it"))
	r.see("We take it off the clipboard")
	if got := fyne.CurrentApp().Clipboard().Content(); got != made[1] {
		t.Errorf("copied %q", got)
	}
	r.must(r.Press("Use this one"))
	r.see("It is filled in.", "Strong.")
	r.must(r.Press("Save and go on"))
	r.see("Type your password")
	if said := s.last()["password"]; said != made[1] {
		t.Errorf("sent %q for %q", said, made[1])
	}
	r.clock.Advance(31 * second)
	r.settle()
	if left := holding(reach(r.ui), made[1]); len(left) > 0 {
		t.Errorf("%d copies are left: %v", len(left), left)
	}
}
