package ui_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"vestibule/app/vault"
	"vestibule/ui/uitest"
)

// This file is the lock: when it comes, what it takes away, and where it leads back to.

const (
	gateTitle = `heading 1 "Unlock what this device keeps for Anna"`
	hello     = `heading 1 "Hello, Anna`
)

// atHome is a session of Anna's on a device that keeps things behind these ways.
func atHome(t *testing.T, form uitest.FormFactor, ways ...vault.Way) *rig {
	t.Helper()
	r := newRig(t, form, kept(ways...))
	r.in("anna", hello)
	return r
}

// shortcuts is a window whose canvas notes the shortcuts: Fyne's test canvas knows none.
type shortcuts struct {
	fyne.Window
	fyne.ShortcutHandler
	dropped func(fyne.Position, []fyne.URI)
	fronted int // how often it was brought to the front
}

// noting is its canvas.
type noting struct {
	fyne.Canvas
	to *fyne.ShortcutHandler
}

func (s *shortcuts) Canvas() fyne.Canvas { return noting{s.Window.Canvas(), &s.ShortcutHandler} }

func (n noting) AddShortcut(cut fyne.Shortcut, do func(fyne.Shortcut)) { n.to.AddShortcut(cut, do) }

// lockKey presses Ctrl+L.
func (r *rig) lockKey() {
	r.t.Helper()
	r.keyboard.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierShortcutDefault})
	r.settle()
}

// idles lets time pass as it passes when nobody does anything: the program is awake, and looks after itself.
func (r *rig) idles(d time.Duration) string {
	r.t.Helper()
	for ; d > 0; d -= 10 * second {
		r.clock.Advance(min(d, 10*second))
		r.Queue.Run()
	}
	return r.settle()
}

// TestLockNowIsInEffectAtOnce: nothing of the member is on screen or in memory, and Escape does not lead past the lock.
func TestLockNowIsInEffectAtOnce(t *testing.T) {
	r := atHome(t, uitest.Phone)
	if len(holding(reach(r.ui), annaPassword)) == 0 {
		t.Fatal("what is kept is not found: nothing of this test can be trusted")
	}
	r.keeps("Lock now")
	out := r.settle()
	r.shows(out, gateTitle, "You locked it.", `button "Unlock"`)
	r.hides(out, "Hello", "See sent codes", `link "What this device keeps"`)
	r.holdsNothing(annaPassword, "12345678901234567890")
	r.must(r.Key(uitest.Escape))
	r.shows(r.settle(), gateTitle)
}

// TestALockClearsTheClipboard of what the app put there, and leaves what others did.
func TestALockClearsTheClipboard(t *testing.T) {
	r := atHome(t, uitest.Phone)
	board := fyne.CurrentApp().Clipboard()
	r.keeps("Recovery code", "Make a recovery code", "Copy it")
	r.see("We take it off the clipboard in 30 seconds.")
	if !strings.Contains(board.Content(), "-") {
		t.Fatal("nothing was copied")
	}
	r.lockKey()
	if got := board.Content(); got != "" {
		t.Errorf("%q is on the clipboard of a locked app", got)
	}
	r.must(r.Press("Unlock"))
	r.see(hello)
	r.keeps("Recovery code", "Make a recovery code", "Copy it")
	board.SetContent("a poem")
	r.lockKey()
	if got := board.Content(); got != "a poem" {
		t.Errorf("%q took a poem's place", got)
	}
}

// TestTheLockLeadsBackToWhereItCame, with the session that was there.
func TestTheLockLeadsBackToWhereItCame(t *testing.T) {
	r := atHome(t, uitest.Phone)
	r.must(r.Press("Results"))
	r.see("listitem [1")
	r.lockKey()
	r.hides(r.settle(), "listitem [1", "Results")
	r.must(r.Press("Unlock"))
	r.see(`heading 1 "Results"`, "listitem [1")
	if n := r.asks("DELETE", "/v1/session"); n != 0 {
		t.Error("the session was ended")
	}
}

// TestAConversationIsCoveredAndGoesOn at the step where it was: what was typed in secret is gone, the name is not.
func TestAConversationIsCoveredAndGoesOn(t *testing.T) {
	r := newRig(t, uitest.Phone, kept())
	r.signIn("samuel", "Safe-Drawer-9")
	r.see(`textbox "Code"`)
	r.must(r.Type("Code", "123"))
	r.lockKey()
	out := r.settle()
	r.shows(out, gateTitle)
	r.hides(out, "123", "Code")
	r.holdsNothing("123", "Safe-Drawer-9")
	r.must(r.Press("Unlock"))
	r.see(`textbox "Code" [required]`)
	r.must(r.Type("Code", r.code()))
	r.must(r.Press("Continue"))
	r.see("Hello, Samuel")
}

// TestTheLockComesAfterFifteenMinutes, is warned of before, and can be put off.
func TestTheLockComesAfterFifteenMinutes(t *testing.T) {
	r := newRig(t, uitest.Phone, kept())
	r.see(`button "Sign in"`)
	r.hides(r.idles(740*second), "Still there?")
	r.shows(r.idles(20*second), "Still there?", "We lock what this device keeps in 2 minutes 20 seconds")
	r.must(r.Press("Keep it open"))
	r.hides(r.settle(), "Still there?")
	r.shows(r.idles(890*second), "Still there?")
	r.shows(r.idles(10*second), gateTitle, "It locked itself while you were away.")
}

// TestOneWarningForTheEarlierEnd: the session ends first here, so it is the session that is told of.
func TestOneWarningForTheEarlierEnd(t *testing.T) {
	r := atHome(t, uitest.Phone)
	r.keeps("Lock by itself")
	r.must(r.Choose("60 minutes"))
	r.must(r.Press("Back"))
	r.must(r.Press("Back"))
	r.shows(r.idles(760*second), "Still there?", "we sign you out in", `button "Stay signed in"`)
	r = atHome(t, uitest.Phone)
	r.keeps("Lock by itself")
	r.must(r.Choose("5 minutes"))
	r.must(r.Press("Back"))
	r.must(r.Press("Back"))
	r.shows(r.idles(160*second), "Still there?", "We lock what this device keeps in", `button "Keep it open"`)
	if r.lockAfter != 5*time.Minute {
		t.Errorf("%v is remembered", r.lockAfter)
	}
}

// TestADeviceThatSleptIsLocked, whether it tells or only its clock does.
func TestADeviceThatSleptIsLocked(t *testing.T) {
	r := newRig(t, uitest.Phone, kept())
	r.see(`button "Sign in"`)
	slept := make(chan struct{})
	go func() { r.sleep(); close(slept) }()
	r.see(gateTitle)
	<-slept // and no sooner
	r = newRig(t, uitest.Phone, kept())
	r.see(`button "Sign in"`)
	r.wall.Advance(4 * time.Minute)
	r.shows(r.idles(20*second), gateTitle)
}

// TestWhatRestsNowhereIsNotLocked: a lock would lose it.
func TestWhatRestsNowhereIsNotLocked(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.lockKey()
	r.hides(r.idles(16*60*second), "Unlock")
}

// TestWhatIsKeptLateIsNotLockedAtOnce: the time before there was anything to lock does not count.
func TestWhatIsKeptLateIsNotLockedAtOnce(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.see(`button "Sign in"`)
	r.idles(10 * 60 * second)
	r.must(r.Check("Remember my name on this device", true))
	r.in("anna", hello)
	out := r.idles(60 * second)
	r.shows(out, hello, "This device now keeps things for you")
	r.hides(out, "Still there?")
}

// TestWhoCannotUnlockSeesNothing of the session behind the lock: going on without it ends that.
func TestWhoCannotUnlockSeesNothing(t *testing.T) {
	r := atHome(t, uitest.Phone)
	r.lockKey()
	r.must(r.Press("Leave it locked and sign in anew"))
	r.hides(r.see("You are signed out"), "Anna")
	r.settle()
	if n := r.asks("DELETE", "/v1/session"); n != 1 {
		t.Errorf("the plan was told %d times", n)
	}
}

// TestTheSessionEndsBehindTheLock and nobody is told before it is open again.
func TestTheSessionEndsBehindTheLock(t *testing.T) {
	r := atHome(t, uitest.Phone)
	r.lockKey()
	r.hides(r.idles(760*second), "Still there?")
	out := r.idles(141 * second)
	r.shows(out, gateTitle)
	r.hides(out, "signed out", "Still there?", "Stay signed in")
	r.must(r.Press("Unlock"))
	r.see("You were signed out")
}
