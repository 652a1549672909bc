package ui_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/ui/uitest"
)

// This file is the pages by which a member proves who they are, joins, and is told how things stand.

// card is what the bundled plan asks of a card.
func card() plan.ProveIdentity {
	return plan.ProveIdentity{Others: true, Fields: []plan.IdentityField{
		{Name: plan.FieldMemberNumber, OnCard: true, Example: "TM-000-123-456"},
		{Name: plan.FieldGroup, OnCard: true, Example: "TM-2200"},
		{Name: plan.FieldFamilyName, OnCard: true, Example: "Okafor"},
		{Name: plan.FieldFormerName, Optional: true},
		{Name: plan.FieldBirth},
	}}
}

const (
	cardTitle   = "Tell us who you are"
	codesTitle  = "Your new recovery codes"
	joinTitle   = "Make your account"
	letterTitle = "Type the code you were sent"
	waitsTitle  = "Your plan waits, to keep you safe"
)

// newCodes is a set of recovery codes, each time in memory of its own: the conversation erases it.
func newCodes(n int) (codes []secret.Bytes) {
	for _, code := range []string{"VEST-4YKD-7QXM-2HNP", "VEST-8RTC-0WZG-5JBA", "VEST-6SVE-9FPN-1KDM"}[:n] {
		codes = append(codes, hush(code))
	}
	return codes
}

func either() plan.Contact {
	return plan.Contact{Kinds: []plan.ContactKind{plan.ContactEmail, plan.ContactPhone}, Replaces: "(•••) •••-0142", Optional: true}
}

func activation() plan.Activation {
	return plan.Activation{Sent: noon.Add(-time.Hour), Hint: "a•••@mail.example.org", Expires: noon.Add(48 * time.Hour), Fresh: true}
}

func objection() plan.Wait {
	return plan.Wait{For: plan.WaitForObjection, Until: noon.Add(24 * time.Hour), PollEvery: time.Minute, Leave: true,
		Told: []string{"a•••@mail.example.org", "(•••) •••-0142"}}
}

func joinTours() []tour {
	asks := func(step plan.Step, title string, more ...func(*rig)) func(*rig) {
		return func(r *rig) {
			r.puts(step, title)
			for _, do := range more {
				do(r)
			}
		}
	}
	press := func(label string) func(*rig) { return func(r *rig) { r.must(r.Press(label)) } }
	waits := card()
	waits.Wait = 24 * time.Hour
	old := activation()
	old.Expires = noon.Add(-time.Minute)
	refers := func(why problem.Code) plan.Refer { return plan.Refer{Why: why, Reference: "TM-4471"} }
	return []tour{
		{"prove-identity", asks(card(), cardTitle)},
		{"prove-identity-waits", asks(waits, cardTitle)},
		{"prove-identity-slips", asks(card(), cardTitle, func(r *rig) { r.types("TM-12?", "", "1234", "31 February 1960") }, press("Check this"))},
		{"prove-identity-changed", asks(card(), cardTitle, press("Did your name change?"))},
		{"contact", asks(either(), "How can your plan reach you?")},
		{"contact-slip", asks(plan.Contact{Kinds: []plan.ContactKind{plan.ContactEmail}}, "What is your e-mail address?", func(r *rig) {
			r.must(r.Type("E-mail address", "ana@example"))
		}, press("Send me a code"))},
		{"register", asks(plan.RegisterAccount{Username: "m.okafor", Phone: true}, joinTitle)},
		{"register-slips", asks(plan.RegisterAccount{Phone: true}, joinTitle, func(r *rig) {
			r.must(r.Type("E-mail address", "555 010 0142"))
			r.must(r.Type("Mobile number (you can leave this empty)", "0142"))
		}, press("Send me a code"))},
		{"activation", asks(activation(), letterTitle)},
		{"activation-letter", asks(plan.Activation{}, letterTitle)},
		{"activation-old", asks(old, letterTitle)},
		{"show-recovery-codes", func(r *rig) { r.puts(plan.ShowRecoveryCodes{Codes: newCodes(3), Replaces: 2}, codesTitle) }},
		{"told", asks(plan.Told{What: plan.AccountExists, Next: plan.FindUsername, Reference: "TM-4471"}, "You have an account already")},
		{"told-status", asks(plan.Told{What: plan.StatusSent}, "We sent you how your account stands")},
		{"told-letter", asks(plan.Told{What: plan.LetterSent, Next: plan.Activate}, "A letter is on its way")},
		{"told-stopped", asks(plan.Told{What: plan.RequestCancelled, Next: plan.RecoverPassword}, "This was stopped")},
		{"wait-objection", asks(objection(), waitsTitle)},
		{"refer-activate", asks(refers(problem.AccountUnready), "You can fix this here")},
		{"refer-reactivate", asks(refers(problem.AccountInactive), "You can fix this here")},
		{"refer-recover", asks(refers(problem.AccountHeld), "You can fix this here")},
	}
}

// types fills the card in: number, group, name, birth date.
func (r *rig) types(number, group, name, birth string) {
	r.t.Helper()
	for label, text := range map[string]string{"Member number": number, "Group": group, "Last name": name, "Birth date": birth} {
		r.must(r.Type(label, text))
	}
}

// gave is what the plan was given since the page came.
func (r *rig) gave(want ...string) {
	r.t.Helper()
	r.settle()
	if got := strings.Join(r.stage.given, " | "); got != strings.Join(want, " | ") {
		r.t.Errorf("the plan was given %q, want %q", got, want)
	}
}

func TestACardIsTakenAsPeopleWriteIt(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(card(), cardTitle)
	r.types("tm 000 123 456 ", "tm2200", " okafor ", "3/4/1960")
	r.see("We read this as 4 March 1960.")
	r.must(r.Press("Check this"))
	r.gave("member-number=TM000123456 group=TM2200 family-name=okafor birth-date=1960-03-04")
}

func TestASlipOnACardSpendsNoTry(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(card(), cardTitle)
	r.types("???", "TM-2200", "Okafor", "31 February 1960")
	r.must(r.Press("Check this"))
	r.see("letters and numbers only", "a day that was on a calendar")
	r.gave()
}

// TestAChangedNameIsAskedFor: after a card that does not match, the name of before is asked for, and nothing is lost (S053).
func TestAChangedNameIsAskedFor(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(card(), cardTitle)
	r.types("TM-000-123-456", "TM-2200", "Okafor", "March 4, 1960")
	r.stage.refuses = problem.New(problem.IdentityMismatch)
	r.must(r.Press("Check this"))
	r.see("This does not match", `textbox "Last name before"`, `textbox "Last name" = "Okafor"`)
	r.must(r.Type("Last name before", "Eze"))
	r.stage.given = nil
	r.must(r.Press("Check this"))
	r.gave("member-number=TM000123456 group=TM2200 family-name=Okafor former-name=Eze birth-date=1960-03-04")
}

// TestWhatIsTypedOfACardStaysOnBack: nobody types it twice for having looked elsewhere (WCAG 2.2, 3.3.7).
func TestWhatIsTypedOfACardStaysOnBack(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(card(), cardTitle)
	r.types("TM-000-123-456", "TM-2200", "Okafor", "March 4, 1960")
	r.must(r.Press("Back"))
	r.signIn("anna", annaPassword)
	r.see(cardTitle, `"TM-000-123-456"`, `"Okafor"`)
}

// TestACardByKeyboardAlone fills it in without a pointer: Tab, letters, Space and Enter (WCAG 2.2, 2.1.1).
func TestACardByKeyboardAlone(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r := newRig(t, form)
		r.puts(card(), cardTitle)
		r.keys("TM-000-123-456")
		r.tabTo(`textbox "Group" (For example: TM-2200) [required] [focused]`)
		r.keys("TM-2200")
		r.tabTo(`textbox "Last name" (For example: Okafor) [required] [focused]`)
		r.keys("Okafor")
		r.tabTo(`button "Did your name change?" [collapsed] [focused]`)
		r.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		r.tabTo(`textbox "Last name before" [focused]`)
		r.keys("Eze")
		r.tabTo(`textbox "Birth date" (For example: March 4, 1960) [required] [focused]`)
		r.keys("3/4/1960")
		r.must(r.Key(uitest.Enter))
		r.gave("member-number=TM000123456 group=TM2200 family-name=Okafor former-name=Eze birth-date=1960-03-04")
	}
}

func TestACardIsLeftForAnotherWay(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(card(), cardTitle)
	r.must(r.Press("Use another way"))
	r.gave("plan.IdentityAnotherWay")
}

func TestAContactIsSentAsItsKind(t *testing.T) {
	for typed, want := range map[string]string{" ana@mail.example.org ": "email=ana@mail.example.org", "(555) 010-0142": "phone=(555) 010-0142"} {
		r := newRig(t, uitest.Phone)
		r.puts(either(), "How can your plan reach you?")
		r.must(r.Type("E-mail address or phone number", typed))
		r.see("That looks like")
		r.must(r.Press("Send me a code"))
		r.gave(want)
	}
}

func TestAContactOfAnotherKindIsNotSent(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(plan.Contact{Kinds: []plan.ContactKind{plan.ContactPhone}}, "What is your phone number?")
	r.must(r.Type("Phone number", "ana@mail.example.org"))
	r.must(r.Press("Send me a code"))
	r.see("Please give a phone number here")
	r.gave()
}

func TestAContactCanBeLeftOut(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(either(), "How can your plan reach you?")
	r.must(r.Press("Go on without"))
	r.gave("plan.ContactSkipped")
}

// TestATakenNameLosesNothing: the field is marked, the rest stands.
func TestATakenNameLosesNothing(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(plan.RegisterAccount{Username: "m.okafor", Phone: true}, joinTitle)
	r.must(r.Type("E-mail address", "mo@mail.example.org"))
	taken := problem.New(problem.UsernameTaken)
	taken.Field = "username"
	r.stage.refuses = taken
	r.must(r.Press("Send me a code"))
	r.see(`textbox "Username" = "m.okafor" (Please check this`, `"mo@mail.example.org"`)
	r.gave("m.okafor,mo@mail.example.org,")
}

func TestAnActivationCodeOrLinkFitsOneBox(t *testing.T) {
	link := "https://tallowmere.example.org/a/AbCdEf"
	for typed, want := range map[string]string{"abcd-efgo": "ABCDEFG0", " " + link + "\n": link} {
		r := newRig(t, uitest.Phone)
		r.puts(activation(), letterTitle)
		r.must(r.Type("Code or link", typed))
		r.must(r.Press("Go on"))
		r.gave(want)
	}
}

func TestALinkOfAnotherPortalActivatesNothing(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(activation(), letterTitle)
	r.must(r.Type("Code or link", "https://other.example.org/a/AbCdEf"))
	r.must(r.Press("Go on"))
	r.see("other.example.org")
	r.gave()
}

func TestANewActivationCodeIsOnePressAway(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(activation(), letterTitle)
	r.must(r.Type("Code or link", "ABCD"))
	newer := activation()
	newer.Sent = noon
	r.stage.asks = newer
	r.must(r.Press("Send a new code"))
	r.gave("plan.ActivationFresh")
	if strings.Contains(r.settle(), "password 4") {
		t.Error("the old code still stands there")
	}
}

// TestRecoveryCodesCountOnlyWhenKept: nothing goes on before the member says so.
func TestRecoveryCodesCountOnlyWhenKept(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(plan.ShowRecoveryCodes{Codes: newCodes(2), Replaces: 1}, codesTitle)
	if err := r.Press("Use these codes"); err == nil {
		t.Error("they can be used before they are kept")
	}
	r.must(r.Check("I have kept them in a safe place", true))
	r.must(r.Press("Use these codes"))
	r.gave("plan.RecoveryCodesKept")
}

// TestRecoveryCodesGoOutByClipboardAndFile: each with a line for each code, and the clipboard is cleared again.
func TestRecoveryCodesGoOutByClipboardAndFile(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.puts(plan.ShowRecoveryCodes{Codes: newCodes(2)}, codesTitle)
	r.must(r.Press("Copy them all"))
	r.see("It is taken off again in 30 seconds")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "VEST-4YKD-7QXM-2HNP\nVEST-8RTC-0WZG-5JBA\n" {
		t.Errorf("copied %q", got)
	}
	r.clock.Advance(30 * second)
	r.settle()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "" {
		t.Errorf("%q is still on the clipboard", got)
	}
	r.must(r.Press("Save as a file to print"))
	r.see("Saved as")
	for _, file := range r.files {
		if text := string(file); !strings.HasPrefix(text, "Recovery codes for Tallowmere") || !strings.HasSuffix(text, "\nVEST-4YKD-7QXM-2HNP\nVEST-8RTC-0WZG-5JBA\n") {
			t.Errorf("saved %q", text)
		}
	}
}

// TestRecoveryCodesAreGoneWithTheirPage: from memory, and from the page that Back could show.
func TestRecoveryCodesAreGoneWithTheirPage(t *testing.T) {
	r := newRig(t, uitest.Phone)
	codes := newCodes(2)
	r.puts(plan.ShowRecoveryCodes{Codes: codes}, codesTitle)
	r.see("V E S T, 4 Y K D, 7 Q X M, 2 H N P")
	r.must(r.Press("Back"))
	r.see(`button "Sign in"`)
	r.settle()
	for i, code := range codes {
		if !code.Empty() {
			t.Errorf("code %d is still there", i+1)
		}
	}
}
