package ui_test

import (
	"bytes"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/client/qr"
	"vestibule/ui/uitest"
)

// This file is the binding of the app's own authenticator, and what is typed into another app instead.

// TestOnePressBindsThisApp: the code is on the device, as not finished, before the plan hears of it, and finished after.
func TestOnePressBindsThisApp(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.atBind()
	had, told := r.methods("anna"), 0
	r.onConfirm(func() *http.Response {
		told++
		if held := r.held(); len(held) != 1 || !held[0].Pending || held[0].Authenticator == "" || held[0].Place.Subject == "" {
			t.Errorf("when the plan is told, the device holds %+v", held)
		}
		return nil
	})
	r.must(r.Press("Use this app"))
	r.see("Hello, Anna", "This app now makes your codes", "press “Use this device’s code”")
	r.hides(r.settle(), bindTitle)
	if held := r.held(); told != 1 || len(held) != 1 || held[0].Pending {
		t.Errorf("told %d times, and held: %+v", told, held)
	}
	if n := r.methods("anna"); n != had+1 {
		t.Errorf("the plan knows %d ways, and knew %d", n, had)
	}
}

// TestABoundAppIsNotOfferedAgain, neither now nor after the app was closed.
func TestABoundAppIsNotOfferedAgain(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.bound()
	next := newRig(t, uitest.Phone, func(next *rig) { next.memory, next.clock = r.memory, r.clock })
	next.in("anna", "Hello, Anna")
	next.hides(next.settle(), bindTitle)
}

// TestAProgramThatIsKilledLosesNoCode: the plan has taken the code, and the app never heard of it.
func TestAProgramThatIsKilledLosesNoCode(t *testing.T) { // AT-094
	r := newRig(t, uitest.Phone)
	r.atBind()
	r.onConfirm(func() *http.Response { return answering(http.StatusBadGateway, "text/plain", "") })
	r.must(r.Press("Use this app"))
	r.settle()
	next := newRig(t, uitest.Phone, func(next *rig) { next.memory = r.memory })
	next.codes()
	next.shows(next.settle(), "Tallowmere Health Plan, anna", "Not finished.")
	next.must(next.Press("Details of Tallowmere Health Plan, anna"))
	out := next.settle()
	next.shows(out, "Your plan has not said yes to this code", `button "Remove`)
	next.hides(out, `button "Set it up again"`) // nobody is signed in
	next.must(next.Press("Back"))
	next.must(next.Press("Back"))
	next.in("anna", "Hello, Anna")
	next.must(next.Press("Your codes"))
	next.see("Not finished.")
	next.must(next.Press("Details of Tallowmere Health Plan, anna"))
	next.see(`button "Set it up again"`)
	next.must(next.Press("Set it up again"))
	next.see(`heading 1 "`+bindTitle, `button "Use this app"`)
	next.must(next.Press("Use this app"))
	next.see("This app now makes your codes")
}

// TestARefusedCodeIsMendedByTheSamePress: what is held is held once, and the next code is sent.
func TestARefusedCodeIsMendedByTheSamePress(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.atBind()
	refuse := true
	sent := 0
	r.onConfirm(func() *http.Response {
		if sent++; refuse {
			return problemAnswer(problem.CodeWrong)
		}
		return nil
	})
	r.must(r.Press("Use this app"))
	r.see("Your plan did not take the code", `button "Use this app"`)
	r.shows(r.settle(), `heading 1 "`+bindTitle)
	r.must(r.Press("Use another app"))
	if shown := inFours.FindString(r.see("Set up an app for codes")); strings.Trim(shown, "A ") == "" {
		t.Errorf("the key on the page was erased: %q", shown)
	}
	r.must(r.Press("Back"))
	r.settle()
	refuse = false
	r.must(r.Press("Use this app"))
	r.see("This app now makes your codes")
	r.settle()
	if held := r.held(); sent != 2 || len(held) != 1 || held[0].Pending {
		t.Errorf("sent %d, held %+v", sent, held)
	}
}

// must gives a value that is there, or ends the test.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestAnExpiredSecretOpensTheFlowAnew, with one press, and nothing of the session is lost.
func TestAnExpiredSecretOpensTheFlowAnew(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.atBind()
	r.after(601 * second)
	r.must(r.Press("Use this app"))
	out := r.settle()
	r.shows(out, `button "Start again"`)
	r.must(r.Press("Start again"))
	r.see(`heading 1 "`+bindTitle, `button "Use this app"`)
	r.settle()
	r.must(r.Press("Use this app"))
	r.see("This app now makes your codes")
}

// TestAFullDiskTellsThePlanNothing: the code is not kept, so it must not be asked for. The same press goes on once there is
// room.
func TestAFullDiskTellsThePlanNothing(t *testing.T) {
	r := newRig(t, uitest.Phone, remembered(annaPassword))
	r.in("anna", "Hello, Anna")
	r.goBind()
	sent := r.confirms()
	d := r.memory.files[0]
	fail := func(why error) { d.mu.Lock(); d.fault = why; d.mu.Unlock() }
	fail(problem.New(problem.StoreFull))
	r.must(r.Press("Use this app"))
	r.shows(r.settle(), "This device is full", `heading 1 "`+bindTitle, `button "Try again"`)
	if *sent != 0 {
		t.Errorf("%d codes were sent", *sent)
	}
	fail(nil)
	r.must(r.Press("Try again"))
	r.see("This app now makes your codes")
	r.settle()
	if held := r.held(); *sent != 1 || len(held) != 1 {
		t.Errorf("sent %d, held %+v", *sent, held)
	}
}

// TestAKeychainThatTakesNoKeyAfterAll tells so before the plan hears of a code that would be gone with the app.
func TestAKeychainThatTakesNoKeyAfterAll(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.atBind()
	r.shows(r.settle(), "The code is kept here, sealed.")
	sent := r.confirms()
	chain := &r.memory.chain
	chain.mu.Lock()
	chain.fault = problem.New(problem.KeyringUnavailable)
	chain.mu.Unlock()
	r.must(r.Press("Use this app"))
	r.shows(r.settle(), `heading 1 "`+bindTitle, `button "Use this app"`)
	if *sent != 0 {
		t.Errorf("%d codes were sent", *sent)
	}
	r.must(r.Press("Use this app"))
	r.see("This app now makes your codes")
}

// TestADeviceThatKeepsNothingSaysSo, leads to a place for the code, and binds in memory whoever wants it all the same.
func TestADeviceThatKeepsNothingSaysSo(t *testing.T) {
	r := newRig(t, uitest.Phone, func(r *rig) { r.memory.chain.fault = problem.New(problem.KeyringUnavailable) })
	r.atBind()
	out := r.settle()
	r.shows(out, "This code would be gone when you close the app", `button "Set up a safe place"`)
	r.hides(out, "The code is kept here, sealed.")
	r.must(r.Press("Use this app"))
	r.see("This app now makes your codes")
	r.clock.Advance(31 * second)
	r.toOwnCode()
	r.must(r.Press(ownButton))
	r.must(r.Press("Continue"))
	r.see("Hello, Anna")
}

// TestThePageOfADeviceThatKeepsNothing, as a phone and as a desktop draw it.
func TestThePageOfADeviceThatKeepsNothing(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r := newRig(t, form, func(r *rig) { r.memory.chain.fault = problem.New(problem.KeyringUnavailable) })
		r.atBind()
		r.page("bind-memory", form)
		r.picture("bind-memory-" + string(form))
	}
}

// TestBackFromABindingLeadsHome, and the session lives on, at the plan too.
func TestBackFromABindingLeadsHome(t *testing.T) {
	const codeBefore = "the code before it"
	ways := map[string]func(*rig){
		"this app": func(r *rig) { r.goBind() },
		"another app": func(r *rig) {
			r.goBind()
			r.must(r.Press("Use another app"))
			r.see("Set up an app for codes")
			r.must(r.Press("Back"))
		},
		"a code that is no": func(r *rig) {
			r.goBind()
			r.line.fake = refusing(problem.CodeWrong)
			r.must(r.Press("Use this app"))
			r.see("Your plan did not take the code")
		},
		"a line that is cut": func(r *rig) {
			r.goBind()
			r.line.cut, r.line.path = http.ErrHandlerTimeout, "/v1/flows"
			r.must(r.Press("Use this app"))
			r.settle()
		},
		codeBefore: func(r *rig) { r.staleProof(); r.must(r.Press(bindTitle)); r.see(`textbox "Code"`) },
		"before it opens": func(r *rig) {
			r.line.cut, r.line.path = http.ErrHandlerTimeout, "/v1/flows"
			r.must(r.Press(bindTitle))
			r.settle()
		},
	}
	for name, walk := range ways {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Phone)
			r.in("anna", "Hello, Anna")
			walk(r)
			r.line.fake, r.line.cut = nil, nil
			r.must(r.Press("Back"))
			r.shows(r.settle(), `heading 1 "Hello, Anna`, bindTitle)
			r.must(r.Press("Results"))
			r.see("listitem [1")
			if name != codeBefore {
				r.must(r.Press("Back"))
				r.goBind()
			}
		})
	}
}

// staleProof lets the plan's window for a new proof pass while the session is used: twenty minutes.
func (r *rig) staleProof() {
	r.t.Helper()
	for range 3 {
		r.after(7 * 60 * second)
		r.must(r.Press("Membership card"))
		r.must(r.Press("Back"))
		r.settle()
	}
}

// TestAnOldProofIsAskedForAnewBeforeABinding, and the binding goes on from there.
func TestAnOldProofIsAskedForAnewBeforeABinding(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.in("anna", "Hello, Anna")
	r.staleProof()
	r.must(r.Press(bindTitle))
	out := r.see(`heading 1 "Enter the code we texted"`, "Step 1 of 2")
	r.hides(out, "Skip this step on this device")
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
	r.see(`heading 1 "`+bindTitle, `button "Use this app"`)
	r.settle()
	r.must(r.Press("Use this app"))
	r.see("This app now makes your codes")
	r.must(r.Press("Results"))
	r.see("listitem [1")
}

var inFours = regexp.MustCompile(`[A-Z2-7]{4}( [A-Z2-7]{4})+( [A-Z2-7]{1,3})?`)

// TestAnotherAppIsSetUpByPictureAndByText: both hold the same key, and its code binds.
func TestAnotherAppIsSetUpByPictureAndByText(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.atBind()
	r.must(r.Press("Use another app"))
	out := r.see("Set up an app for codes", `img "QR code for another app"`)
	text := inFours.FindString(out)
	shot := must(r.Screenshot())
	found, err := qr.Read(t.Context(), shot)
	if err != nil || len(found) != 1 {
		t.Fatalf("%d codes in the picture: %v", len(found), err)
	}
	made, _, err := otp.Parse(found[0].Reveal())
	r.must(err)
	if made.Issuer != "Tallowmere Health Plan" || made.Account != "anna" || !made.Secret.Equal(must(otp.ParseSecret([]byte(text)))) {
		t.Errorf("the picture holds %q %q; the text is %d letters", made.Issuer, made.Account, len(text))
	}
	code := must(made.Code(r.clock.Now()))
	r.must(r.Type("Code", code.Text[:3]))
	r.must(r.Press("Continue"))
	r.shows(r.settle(), "You have typed 3 so far.")
	r.must(r.Press("Back"))
	r.see(`button "Use this app"`)
	r.must(r.Press("Use another app"))
	r.shows(r.settle(), `= "`+code.Text[:3]+`"`)
	r.must(r.Type("Code", code.Text))
	r.must(r.Press("Continue"))
	r.see("Your other app now makes your codes")
	r.settle()
	if held := r.held(); len(held) != 0 {
		t.Errorf("this device holds %+v", held)
	}
	r.shows(r.settle(), bindTitle) // this app is none yet
}

// TestThisDevicesCodeIsFilledInAndNotSent: the member sees it first.
func TestThisDevicesCodeIsFilledInAndNotSent(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.bound()
	r.clock.Advance(31 * second)
	r.signOutAndBack()
	out := r.settle()
	r.shows(out, `radio "Use my authenticator app" (On this device. Works with no signal.)`)
	if !strings.Contains(lineWith(out, "Use my authenticator app"), "[checked]") {
		t.Errorf("it is not the one that is picked:\n%s", out)
	}
	r.must(r.Press("Continue"))
	r.shows(r.see(`heading 1 "Enter the code from your app"`), "Press “Use this device’s code”")
	before := len(r.line.asked())
	r.must(r.Press(ownButton))
	out = r.settle()
	want := must(r.memory.files[0].vault.Show(r.held()[0].ID, r.clock.Now()))
	r.shows(out, `= "`+want.Text+`"`, "The code is filled in. Press “Continue”.")
	if after := len(r.line.asked()); after != before {
		t.Error("something was sent")
	}
	r.shows(r.after(31*second), "That code is too old by now.")
	r.must(r.Press(ownButton))
	r.must(r.Press("Continue"))
	r.see("Hello, Anna")
}

func lineWith(out, text string) string {
	for line := range strings.Lines(out) {
		if strings.Contains(line, text) {
			return line
		}
	}
	return ""
}

// TestACodeOfAnotherAppIsNotOffered: Grace's app is another, whatever codes this device makes. One of a counter
// is no code of the moment.
func TestACodeOfAnotherAppIsNotOffered(t *testing.T) {
	counter := timed("Tallowmere Health Plan", "grace by counter")
	counter.Type = otp.HOTP
	r := newRig(t, uitest.Phone, having(stored{vault.Code{Place: vault.Place{Plan: key}, Authenticator: "another"}, timed("Tallowmere Health Plan", "grace")},
		stored{vault.Code{Issuer: "Garden club"}, timed("Garden club", "grace")},
		stored{vault.Code{Place: vault.Place{Plan: key}}, counter}))
	chosen(`{}`, "Use my authenticator app").walk(r)
	out := r.see(`heading 1 "Enter the code from your app"`)
	r.hides(out, ownButton)
}

// TestTheSameCodeIsNotGivenTwice: within its thirty seconds the button waits and says how long; after that it makes the
// next one.
func TestTheSameCodeIsNotGivenTwice(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.bound()
	r.toOwnCode()
	out := r.settle()
	r.shows(out, "This device’s code was used just now. It makes the next one in ")
	r.shows(lineWith(out, `button "`+ownButton), "[disabled]")
	r.after(30 * second)
	r.must(r.Press(ownButton))
	r.must(r.Press("Continue"))
	r.see("Hello, Anna")
}

// TestACodeThatWasGivenElsewhereIsWaitedFor: the plan says so, and the button waits for the next.
func TestACodeThatWasGivenElsewhereIsWaitedFor(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.bound()
	r.clock.Advance(31 * second)
	r.toOwnCode()
	r.must(r.Type("Code", "123456"))
	r.knob(`{"code.replayed":{}}`)
	r.must(r.Press("Continue"))
	out := r.see("That code was used once already")
	r.shows(out, "It makes the next one in ")
	r.knob(`{}`)
	r.after(30 * second)
	r.hides(r.settle(), "It makes the next one in ")
	r.must(r.Press(ownButton))
	r.must(r.Press("Continue"))
	r.see("Hello, Anna")
}

// TestALockInTheMiddleOfABinding: behind the gate nothing is said, and the binding goes on after it.
func TestALockInTheMiddleOfABinding(t *testing.T) {
	r := atHome(t, uitest.Phone, vault.Passphrase)
	r.goBind()
	r.lockKey()
	r.shows(r.settle(), gateTitle)
	r.hides(r.settle(), "Use this app")
	r.must(r.Press("Unlock"))
	r.see(`heading 1 "`+bindTitle, `button "Use this app"`)
	r.settle()
	r.must(r.Press("Use this app"))
	r.see("This app now makes your codes")
}

// TestALockWhileTheCodeIsKept: the plan is told nothing behind the member's back; the code is not lost.
func TestALockWhileTheCodeIsKept(t *testing.T) {
	r := atHome(t, uitest.Phone, vault.Passphrase)
	r.goBind()
	sent := r.confirms()
	d := r.memory.files[0]
	d.mu.Lock() // the disk is slow
	r.must(r.Press("Use this app"))
	busy := r.seeNow("Keeping it safe on this device…")
	r.keyboard.TypedShortcut(lockShortcut)
	d.mu.Unlock()
	r.must(busy)
	r.shows(r.settle(), gateTitle)
	if *sent != 0 {
		t.Error("the plan was told behind the gate")
	}
	r.must(r.Press("Unlock"))
	r.hides(r.settle(), `button "Unlock"`, `button "Try again"`) // nothing went wrong
	r.see(`heading 1 "`+bindTitle, `button "Use this app"`)
	r.settle()
	r.must(r.Press("Use this app"))
	r.see("This app now makes your codes")
	if held := r.memory.files[0].vault.Codes(); slices.ContainsFunc(held, func(c vault.Code) bool { return c.Pending }) {
		t.Errorf("held %+v", held)
	}
}

// TestHoldingCanBeStopped: the plan is told nothing, and the same press goes on.
func TestHoldingCanBeStopped(t *testing.T) {
	r := newRig(t, uitest.Phone, remembered(annaPassword))
	r.in("anna", "Hello, Anna")
	r.goBind()
	sent := r.confirms()
	d := r.memory.files[0]
	d.mu.Lock() // the disk is slow
	r.must(r.Press("Use this app"))
	busy := r.seeNow("Keeping it safe on this device…")
	stopped := r.Press("Stop waiting")
	d.mu.Unlock()
	r.must(errors.Join(busy, stopped))
	r.hides(r.settle(), "Keeping it safe")
	if *sent != 0 {
		t.Error("the plan was told")
	}
	r.must(r.Press("Use this app"))
	r.see("This app now makes your codes")
	r.settle()
	if held := r.held(); *sent != 1 || len(held) != 1 {
		t.Errorf("sent %d, held %+v", *sent, held)
	}
}

// TestASharedDeviceOffersNoBinding: the next person would hold the code.
func TestASharedDeviceOffersNoBinding(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.in("anna", "Hello, Anna", "This is a shared device")
	r.hides(r.settle(), bindTitle)
}

// TestAHeldSecretIsErasedOnThePage: what the step carried is gone once the conversation is over.
func TestAHeldSecretIsErasedOnThePage(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.atBind()
	r.must(r.Press("Use another app"))
	letters := inFours.FindString(r.see("Set up an app for codes"))
	raw := must(otp.ParseSecret([]byte(letters)))
	key := raw.Reveal()
	places := reachBytes(r.ui, string(key))
	if len(places) == 0 {
		t.Fatal("the key is not found where it is shown: nothing of this test can be trusted")
	}
	r.must(r.Press("Use this app after all"))
	r.must(r.Press("Use this app"))
	r.see("This app now makes your codes")
	r.settle()
	for _, b := range places {
		if bytes.Contains(b, key) {
			t.Error("the step still holds the key")
		}
	}
}

// TestABindingByKeyboardAlone: Tab, Enter, Escape, and the code that this device makes.
func TestABindingByKeyboardAlone(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.in("anna", "Hello, Anna")
	r.tabTo(`button "` + bindTitle + `" (It makes your codes itself. No text to wait for.) [focused]`)
	r.must(r.Key(uitest.Enter))
	r.see(`heading 1 "`+bindTitle, `button "Use this app"`)
	r.tabTo(`button "Use another app" [focused]`)
	r.must(r.Key(uitest.Enter))
	r.see("Set up an app for codes", `textbox "Code" [required] [focused]`)
	r.must(r.Key(uitest.Escape))
	r.see(`button "Use this app"`)
	r.tabTo(`button "Use this app" [focused]`)
	r.must(r.Key(uitest.Enter))
	r.see("This app now makes your codes")
	r.clock.Advance(31 * second)
	r.toOwnCode()
	r.tabTo(`button "` + ownButton + `" [focused]`)
	r.must(r.Key(uitest.Enter))
	r.see("The code is filled in.")
	r.tabTo(`button "Continue" [focused]`)
	r.must(r.Key(uitest.Enter))
	r.see("Hello, Anna")
}

// TestTheKeyCanBeCopied for another app on the same phone, and is taken off the clipboard again.
func TestTheKeyCanBeCopied(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.atBind()
	r.must(r.Press("Use another app"))
	letters := strings.ReplaceAll(inFours.FindString(r.see("Set up an app for codes")), " ", "")
	r.must(r.Press("Copy the key"))
	r.shows(r.settle(), "Copied. It is taken off again in ")
	if got := fyne.CurrentApp().Clipboard().Content(); got != letters {
		t.Errorf("%d characters on the clipboard", len(got))
	}
	r.after(60 * second)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "" {
		t.Error("the key is still on the clipboard")
	}
}
